"""Long exchanges in a small prompt: the sentences that fit the question, what stands next to them, and what is cut."""

from dataclasses import replace

from assistant.citations import draft
from assistant.context import LEFT_OUT, build_prompt, estimate_tokens
from assistant.extractive import ExtractiveWriter
from assistant.reranker import CrossEncoder
from assistant.types import Marker, Prompt, Question
from store.store import Store
from store.types import Filters, Hit
from tests.assistant.scenes import hit
from tests.conftest import add
from tests.samples import as_incoming

QUESTION = Question("toll?", "Will the lighthouse toll be raised?")
BUDGET = 200
TELLING = (
    "I met the harbour master of Sudland on the quay.",
    "He wants to raise the lighthouse toll.",
    "But we have not agreed to that, and we will not.",
)


def remarks(count: int, of: str = "jetty") -> list[str]:
    return [
        f"Of the {of} number {n} I can say that the repairs went on as they had been planned." for n in range(count)
    ]


def long_exchange(exchange: int = 0, *, of: str = "jetty", telling: tuple[str, ...] = TELLING) -> Hit:
    """An exchange of some 700 tokens in whose middle stands what is asked for."""
    said = [*remarks(15, of), *telling, *remarks(15, of)]
    return hit(("question", "What did you do this week?"), *(("answer", text) for text in said), exchange=exchange)


def lines(prompt: Prompt) -> list[str]:
    return prompt.user.split("<transcripts>\n")[1].split("\n</transcripts>")[0].splitlines()


def packed(*hits: Hit, budget: int = BUDGET, question: Question = QUESTION) -> Prompt:
    return build_prompt(question, hits, budget, count=estimate_tokens)


def test_quote_from_the_middle_keeps_whom_he_is_and_the_but() -> None:
    prompt = packed(long_exchange())

    shown = [sentence.text for sentence in prompt.sentences.values()]
    assert shown[0] == "What did you do this week?"
    assert all(text in shown for text in TELLING)
    assert 0.8 * BUDGET < estimate_tokens("\n".join(lines(prompt))) <= BUDGET
    assert prompt.sentences[Marker(1, 18)].text == TELLING[1]


def test_where_sentences_are_left_out_is_marked_beneath_who_asked_whom_and_when() -> None:
    text = lines(packed(long_exchange(), budget=140))

    assert text == [
        "Passage 1: Norlandia press briefing; 2025-03-14; asked by Harbour Times; answered by Ana Vell",
        "[1.1] question: What did you do this week?",
        LEFT_OUT.strip(),
        "[1.17] answer: I met the harbour master of Sudland on the quay.",
        "[1.18] answer: He wants to raise the lighthouse toll.",
        "[1.19] answer: But we have not agreed to that, and we will not.",
        LEFT_OUT.strip(),
    ]


def test_passages_that_fit_are_shown_without_a_mark() -> None:
    assert LEFT_OUT.strip() not in lines(packed(long_exchange(), budget=10_000))


def test_three_long_exchanges_share_a_prompt_that_one_would_fill() -> None:
    told = [
        long_exchange(n, of=of, telling=(f"On the {of} side the lighthouse toll is {n + 2} crowns.",))
        for n, of in enumerate(("north", "south", "west"))
    ]

    prompt = packed(*told, budget=500)

    assert prompt.hits == tuple(told)
    for n, of in enumerate(("north", "south", "west")):
        assert f"On the {of} side the lighthouse toll is {n + 2} crowns." in prompt.user
    assert estimate_tokens("\n".join(lines(prompt))) <= 500
    assert [len([m for m in prompt.sentences if m.passage == n]) for n in (1, 2, 3)] == [6, 4, 4]


def test_short_exchange_stays_whole_beside_a_long_one() -> None:
    short = hit(("question", "And the ferry?"), ("answer", "It sails."), ("answer", "It is an old ship."), exchange=1)

    prompt = packed(short, long_exchange())

    assert [s.text for m, s in prompt.sentences.items() if m.passage == 1] == [s.text for s in short.sentences]
    assert TELLING[1] in prompt.user


def test_words_of_the_speaker_meant_are_shown_before_those_of_others() -> None:
    asked = Question("toll?", QUESTION.text, Filters(speakers=("Tom Ek",)))

    prompt = packed(long_exchange(), budget=140, question=asked)

    assert TELLING[1] not in prompt.user


LONG = "Harbour Times: Will you speak of the lighthouse toll?\nAna Vell: {}\n"


def part_alone(store: Store) -> tuple[Hit]:
    """The part that fits best, without another of its exchange beside it."""
    (found,) = store.search("harbour master raise lighthouse toll agreed", limit=1).hits
    return (replace(found, beside=()),)


def test_part_of_a_long_exchange_is_shown_with_its_question_and_what_stands_next_to_it(empty_store: Store) -> None:
    add(empty_store, as_incoming("toll.txt", LONG.format(" ".join([*remarks(6), *TELLING, *remarks(6)]))))
    found = part_alone(empty_store)

    prompt = packed(*found, budget=10_000)

    shown = [sentence.text for sentence in prompt.sentences.values()]
    own = [sentence.text for sentence in found[0].sentences]
    assert TELLING[1] in own and "question" not in {s.part for s in found[0].sentences}
    assert shown[0] == "Will you speak of the lighthouse toll?"
    assert len(shown) == 1 + 2 + len(own) + 2
    assert [line for line in lines(prompt) if line == LEFT_OUT.strip()] == [LEFT_OUT.strip()] * 2


def test_writer_that_quotes_chooses_among_the_sentences_of_the_passages_themselves(
    empty_store: Store, encoder: CrossEncoder
) -> None:
    add(empty_store, as_incoming("toll.txt", LONG.format(" ".join([*remarks(6), *TELLING, *remarks(6)]))))
    found = part_alone(empty_store)
    who_asked = Question("who?", "Who asked about the lighthouse toll?")

    given = packed(*found, budget=10_000, question=who_asked)
    reply = "".join(piece for piece in ExtractiveWriter(encoder).write(given) if isinstance(piece, str))

    assert {citation.sentence for citation in draft(reply, given, complete=True).citations} <= {*found[0].sentences}
