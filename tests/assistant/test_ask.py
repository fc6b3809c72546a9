"""The path of a question, with a scripted writer and the writer that quotes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.errors import ModelError
from assistant.extractive import ExtractiveWriter
from assistant.reranker import CrossEncoder
from assistant.terminal import day
from assistant.types import Answer, Draft, Message, Prompt, Searched, Usage, Writer
from store.embedders import BuiltinEmbedder
from store.sample import sample
from store.store import Store
from store.types import Filters, Incoming
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import as_incoming


def answer(
    asked: str, store: Store, writer: Writer, history: Sequence[Message] = (), filters: Filters = Filters()
) -> Answer:
    *_, last = ask(asked, store, writer, history=history, filters=filters)
    assert isinstance(last, Answer)
    return last


def marker_of(store: Store, asked: str, words: str) -> str:
    """The marker that a prompt for this question gives to the sentence with these words."""
    spy = ScriptedWriter("NOT_IN_TRANSCRIPTS")
    answer(asked, store, spy)
    return next(str(marker) for marker, s in spy.prompts[0].sentences.items() if words in s.text)


def test_what_was_found_comes_first_and_the_answer_last(store: Store) -> None:
    steps = list(ask("Halden accord?", store, ScriptedWriter("ANSWERED\n", "[1.2] It ", "will not.\n")))
    assert isinstance(steps[0], Searched) and isinstance(steps[-1], Answer)
    assert all(isinstance(step, Draft) for step in steps[1:-1])


def test_a_quote_is_the_slice_that_its_marker_names(store: Store) -> None:
    asked = "Has the position on the Halden accord changed?"
    marker = marker_of(store, asked, "will join")
    got = answer(asked, store, ScriptedWriter(f"ANSWERED\n{marker} Norlandia will join the Halden accord on July 1.\n"))
    (citation,) = got.citations
    span = citation.sentence.span
    assert store.transcript(span.transcript_id).reading.text[span.start : span.end] == citation.sentence.text
    assert citation.sentence.text.startswith("Norlandia will join the Halden accord on July 1")
    assert got.outcome == "answered" and got.statements[0].citations == (1,)


def test_an_invented_marker_is_dropped(store: Store) -> None:
    got = answer("Halden accord?", store, ScriptedWriter("ANSWERED\n[77.1] It will sail.\n"))
    assert got.citations == ()
    assert [s.support for s in got.statements] in ([], ["none"])


def test_nothing_found_is_an_answer_and_asks_no_writer(empty_store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n[1.1] Something.\n")
    got = answer("Halden accord?", empty_store, writer)
    assert (got.outcome, got.scope.transcripts, writer.prompts) == ("not_in_transcripts", 0, [])


def test_an_abstention_shows_the_nearest_words_and_cites_nothing(store: Store) -> None:
    got = answer("What is the capital of Peru?", store, ScriptedWriter("NOT_IN_TRANSCRIPTS\n"))
    assert (got.outcome, got.statements, got.citations) == ("not_in_transcripts", (), ())
    assert got.nearest and all(c.sentence.part != "question" for c in got.nearest)
    assert got.scope.transcripts == 2


def test_a_reply_out_of_format_is_said_to_be_one(store: Store) -> None:
    got = answer("Halden accord?", store, ScriptedWriter("I think they will probably join."))
    assert got.notice and got.citations == ()


def test_usage_and_times_are_kept(store: Store) -> None:
    got = answer("Halden?", store, ScriptedWriter("ANSWERED\n[1.2] x\n", Usage(120, 8)))
    assert (got.usage.prompt_tokens, got.usage.completion_tokens) == (120, 8)
    assert 0 < got.timings.first_token_ms <= got.timings.total_ms


def test_closing_the_answer_stops_the_writer(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n", "[1.2] x\n", "[1.3] y\n")
    steps = ask("Halden?", store, writer)
    next(steps), next(steps)
    steps.close()
    assert writer.was_closed


def test_filters_hold_for_everything_that_is_cited(store: Store) -> None:
    *_, got = ask("Halden?", store, ScriptedWriter("ANSWERED\n[1.1] [1.2] [2.1] [2.2] x\n"),
                  filters=Filters(transcripts=("march.txt",)))  # fmt: skip
    assert isinstance(got, Answer)
    assert {c.source.file for c in got.citations} == {"march.txt"}


def test_a_failing_server_raises_and_keeps_the_library(store: Store) -> None:
    class Failing(ScriptedWriter):
        def write(self, prompt: Prompt) -> Iterator[str | Usage]:
            raise ModelError("The server is down.", "Start it.", can_retry=True)

    with pytest.raises(ModelError):
        answer("Halden?", store, Failing())
    assert len(store.entries()) == 2


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, embedder: BuiltinEmbedder) -> Store:
    library = Store(Path(tmp_path_factory.mktemp("seeded")), embedder)
    add(library, sample())
    return library


@pytest.fixture
def quoting(encoder: CrossEncoder) -> ExtractiveWriter:
    return ExtractiveWriter(encoder)


def test_what_china_said_about_new_start_is_quoted_from_the_answer(seeded: Store, quoting: ExtractiveWriter) -> None:
    got = answer("what did China say about New START", seeded, quoting)
    assert got.outcome == "answered"
    assert {c.sentence.part for c in got.citations} == {"answer"}
    quotes = {c.sentence.text: c.sentence.span for c in got.citations}
    span = quotes["China commends the positive stance expressed by Russia."]
    text = seeded.transcript(span.transcript_id).reading.text
    assert span.start == text.index("China commends the positive stance")
    assert all(statement.support == "exact" for statement in got.statements)
    assert "Guo Jiakun, asked by RIA Novosti on 23 September 2025" in got.text


def test_a_question_that_was_not_asked_is_not_in_the_transcripts(seeded: Store, quoting: ExtractiveWriter) -> None:
    got = answer("What did Guo Jiakun say about Ukraine?", seeded, quoting)
    assert (got.outcome, got.citations) == ("not_in_transcripts", ())
    assert got.scope.transcripts == 1 and got.nearest


@pytest.mark.parametrize(
    ("asked", "outcome", "threshold"),
    [
        ("what did China say about New START", "answered", -2.5),
        ("How many visitors came to the museum?", "not_in_transcripts", -2.5),
        ("Which outlet asked about whales?", "not_in_transcripts", -5.0),
        ("Will China buy more U.S. soybeans?", "declined", None),  # a refusal is looked for before
        ("What did Guo Jiakun say about Ukraine?", "not_in_transcripts", None),  # a name nobody says
    ],
)
def test_the_threshold_is_told_where_it_decided(
    seeded: Store, quoting: ExtractiveWriter, asked: str, outcome: str, threshold: float | None
) -> None:
    got = answer(asked, seeded, quoting)
    assert (got.outcome, got.usage.threshold) == (outcome, threshold)
    if threshold is not None:
        assert got.usage.confidence is not None and (got.usage.confidence >= threshold) == (outcome == "answered")


def test_a_question_that_was_declined_quotes_the_refusal(seeded: Store, quoting: ExtractiveWriter) -> None:
    got = answer("Will China buy more U.S. soybeans?", seeded, quoting)
    assert got.outcome == "declined"
    assert [c.sentence.text for c in got.citations] == ["I would leave that to the competent authorities."]


def test_who_asked_quotes_the_reporter_as_the_reporter(seeded: Store, quoting: ExtractiveWriter) -> None:
    got = answer("Which news outlet asked about New START?", seeded, quoting)
    assert got.text.startswith("RIA Novosti asked on 23 September 2025:")
    assert {c.sentence.part for c in got.citations} == {"question"}


def test_a_number_is_only_answered_with_a_number(seeded: Store, quoting: ExtractiveWriter) -> None:
    assert (
        answer("How many warheads may Russia deploy under New START?", seeded, quoting).outcome == "not_in_transcripts"
    )
    assert "US$ 1 trillion" in answer("How large was trade between China and ASEAN in 2024?", seeded, quoting).text


def test_a_follow_up_keeps_its_topic(seeded: Store, quoting: ExtractiveWriter) -> None:
    history = [Message("user", "What did China say about New START?"), Message("assistant", "It commends Russia.")]
    got = answer("Who asked that?", seeded, quoting, history)
    assert got.text.startswith("RIA Novosti asked")


TWO_SPEAKERS = """\
Harbour Times: What about the ferry tax?
Bo Lund: The ferry tax rises to 40 crowns in May, and nobody is exempt from it.
Radio Fjord: Minister, your view of the ferry tax?
Ana Vell: I think the ferry tax is too high for our coastal towns.
"""


def test_words_of_the_one_named_are_quoted_and_nobody_elses(
    tmp_path: Path, embedder: BuiltinEmbedder, quoting: ExtractiveWriter
) -> None:
    library = Store(tmp_path, embedder)
    add(library, Incoming("tax.txt", "test:tax", data=TWO_SPEAKERS.encode()))
    got = answer("What did Ana Vell say about the ferry tax?", library, quoting)
    assert {c.sentence.speaker for c in got.citations} == {"Ana Vell"}
    nobody = answer("What did Carl Moe say about the ferry tax?", library, quoting)
    assert (nobody.outcome, nobody.citations) == ("not_in_transcripts", ())
    library.close()


def test_of_an_exchange_that_two_answer_only_the_one_filtered_for_is_quoted(
    tmp_path: Path, embedder: BuiltinEmbedder, quoting: ExtractiveWriter
) -> None:
    both = "Harbour Times: Is the ferry tax fair?\nAna Vell: The ferry tax is unfair to our coastal towns.\n"
    library = Store(tmp_path, embedder)
    add(library, as_incoming("tax.txt", f"{both}Bo Lund: The ferry tax is fair, since everybody pays it.\n"))
    got = answer("Is the ferry tax fair?", library, quoting, filters=Filters(speakers=("Lund",)))
    assert {c.sentence.speaker for c in got.citations} == {"Bo Lund"}
    library.close()


def test_a_list_that_may_lack_some_says_so(empty_store: Store, quoting: ExtractiveWriter) -> None:
    asked = "Which questions did Ana Vell answer?"
    paper = "Paper {n}: Will ferry {n} sail?\nAna Vell: Ferry {n} will sail on Monday.\n"
    add(empty_store, as_incoming("few.txt", "".join(paper.format(n=n) for n in range(3))))
    *_, few = ask(asked, empty_store, quoting)
    add(empty_store, as_incoming("many.txt", "".join(paper.format(n=n) for n in range(70))))
    *_, many = ask(asked, empty_store, quoting)
    assert isinstance(few, Answer) and few.notice is None
    assert isinstance(many, Answer) and many.notice and "Only 60 exchanges" in many.notice
    *_, every = ask("Which questions were asked about ferries?", empty_store, quoting)
    assert isinstance(every, Answer) and every.notice and "The first 60 are quoted; and 13 more." in every.notice


def test_an_answer_of_nothing_but_refusals_is_told_as_declined(empty_store: Store, quoting: ExtractiveWriter) -> None:
    text = (
        "Harbour Times: What can you say about the investigation into the harbour fire?\n"
        "Ana Vell: I have nothing to share on the investigation.\n"
        "Radio Fjord: And about the insurance of the harbour?\nAna Vell: I would refer you to the insurer.\n"
    )
    list(empty_store.add([as_incoming("fire.txt", text)]))
    assert answer("What was said about the investigation into the fire?", empty_store, quoting).outcome == "declined"


FERRY = """\
03/03/2031 | Press briefing | Ministry of Tides
Harbour Times: Will the ferry to Skarn run this winter?
Ana Vell: The ferry will run until January. After that, the harbour is closed for ice.
"""


def test_a_time_that_was_not_understood_is_not_looked_for(empty_store: Store, quoting: ExtractiveWriter) -> None:
    add(empty_store, as_incoming("ferry.txt", FERRY))
    got = answer("What was said about the ferry since the summit?", empty_store, quoting)
    assert got.outcome == "answered" and "The ferry will run until January." in got.text
    assert got.notice and "“since the summit” was not understood as a time" in got.notice
    assert got.question.text == "What was said about the ferry since the summit?"


@pytest.mark.parametrize(
    ("asked", "sought"),
    [
        ("Since the summit, what was said about the ferry?", "what was said about the ferry?"),
        ("What did Ana Vell say about the ferry after the strike?", "What did Ana Vell say about the ferry?"),
        ("What was said since the summit?", "What was said since the summit?"),  # nothing else is asked
        ("What must be done before the vote on the ferry?", "What must be done before the vote on the ferry?"),
        ("What did Ana Vell say since March about the ferry?", "What did Ana Vell say since March about the ferry?"),
    ],
)
def test_only_the_words_of_such_a_time_are_left_out(store: Store, asked: str, sought: str) -> None:
    spy = ScriptedWriter("NOT_IN_TRANSCRIPTS")
    assert answer(asked, store, spy).question.sought == sought


STORM = """\
03/05/2031 | Press briefing | Ministry of Tides
Harbour Times: The ferry did not sail yesterday. Why?
Bo Lund: A storm kept the ferry in the harbour. Nobody was hurt.
"""


@pytest.mark.parametrize(
    ("days", "missing", "quoted"),
    [
        ("3 March and on 5 March", None, ["3 March 2031", "5 March 2031"]),
        ("4 March and on 5 March", "4 March 2031", ["5 March 2031"]),
        ("3 March and on 4 March", "4 March 2031", ["3 March 2031"]),
    ],
)
def test_of_two_days_the_one_on_which_nothing_was_said_is_told_as_missing(
    empty_store: Store, quoting: ExtractiveWriter, days: str, missing: str | None, quoted: list[str]
) -> None:
    add(empty_store, as_incoming("ferry.txt", FERRY), as_incoming("storm.txt", STORM))
    got = answer(f"What was said about the ferry on {days}?", empty_store, quoting)
    assert got.notice == (f"Not in these transcripts: {missing}." if missing else None)
    assert list(dict.fromkeys(day(c.source.date) for c in got.citations)) == quoted
