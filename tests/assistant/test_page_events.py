"""What the page's events do, without a browser."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from assistant.errors import ModelError
from assistant.page_corrections import bound, correct, corrected_lines, correction, take_back
from assistant.page_events import PageEvents, Round
from assistant.page_library import add_address, add_files, is_added, remove
from assistant.page_source import exchange
from assistant.render import Json
from assistant.types import Prompt, Usage, Writer
from store.store import Store
from store.types import Added, Incoming
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import JUNE, MARCH, as_incoming

ACCORD = "What about the Halden accord?"


class BrokenWriter:
    """Raises what it is given, after one piece."""

    name = "broken"
    budget = 100_000

    def __init__(self, error: Exception) -> None:
        self._error = error

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        yield "ANSWERED\n"
        raise self._error


def page(store: Store, writer: Writer) -> PageEvents:
    return PageEvents(store, writer, limit=4)


def test_round_goes_from_searching_to_done(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n", "[1.2] Norlandia will ", "join the Halden accord.")
    drawn = list(page(store, writer).ask(ACCORD, []))
    statuses = [conversation["rounds"][0]["status"] for conversation in drawn]
    assert statuses[0] == "searching"
    assert statuses[1:-1] and set(statuses[1:-2]) <= {"writing"}
    assert statuses[-1] == "done"


def test_answered_rounds_go_along_as_history(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n[1.2] Norlandia will join the Halden accord.")
    events, rounds = page(store, writer), list[Round]()
    for _ in events.ask(ACCORD, rounds):
        pass
    for _ in events.ask("Why?", rounds):
        pass
    assert len(rounds) == 2
    assert "Halden" in writer.prompts[1].question.text


def test_stop_closes_the_writer_and_keeps_what_was_written(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n", *["[1.2] Norlandia will join. "] * 50)
    events, rounds = page(store, writer), list[Round]()
    drawing = events.ask(ACCORD, rounds)
    for _ in range(2):
        next(drawing)
    assert events.stop(rounds)["rounds"][0]["status"] == "stopped"
    assert [conversation["rounds"][0]["status"] for conversation in drawing] == ["stopped"]
    assert writer.was_closed
    assert rounds[0].answer is None


def test_failure_is_shown_in_the_round(store: Store) -> None:
    error = ModelError("The model's server broke off.", "Ask again.", can_retry=True)
    *_, last = page(store, BrokenWriter(error)).ask(ACCORD, [])
    assert (last["rounds"][0]["status"], last["rounds"][0]["mend"]) == ("failed", "Ask again.")
    assert last["rounds"][0]["passages"]


def test_bug_does_not_leave_the_page_waiting(store: Store) -> None:
    *_, last = page(store, BrokenWriter(ValueError("inner detail"))).ask(ACCORD, [])
    assert last["rounds"][0]["status"] == "failed"
    assert "inner detail" not in str(last)


def last(lines_as_they_come: Iterator[list[Json]]) -> list[tuple[str, str]]:
    """What became of each input, in the end."""
    *_, lines = lines_as_they_come
    return [(line["file"], line["state"]) for line in lines]


def test_uploads_are_told_file_by_file(empty_store: Store, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Harbour Times: Will you sign?\nAna Vell: We will not.\nHarbour Times: Why?\n")
    bad.write_bytes(b"\x00\x01\x02")
    assert last(add_files(empty_store, [str(bad), str(good)])) == [("bad.txt", "failed"), ("good.txt", "done")]


def test_two_files_of_one_name_are_both_added(empty_store: Store, tmp_path: Path) -> None:
    paths = [tmp_path / month / "briefing.txt" for month in ("march", "june")]
    for path, text in zip(paths, (MARCH, JUNE), strict=True):
        path.parent.mkdir()
        path.write_text(text)
    assert last(add_files(empty_store, map(str, paths))) == [("briefing.txt", "done")] * 2
    assert [str(entry.date) for entry in empty_store.entries()] == ["2031-06-10", "2031-03-04"]
    assert last(add_files(empty_store, map(str, paths))) == [("briefing.txt", "done")] * 2
    assert len(empty_store.entries()) == 2


def test_removing_what_is_not_there_is_told(empty_store: Store) -> None:
    (line,) = remove(empty_store, "nowhere")
    assert line["state"] == "failed"


def fetched(addresses: Iterable[str]) -> Iterator[Incoming | Added]:
    """A web of one page."""
    for address in addresses:
        yield Incoming("march.txt", f"web:{address}", data=MARCH.encode(), source_url=address)


def test_web_address_is_fetched_then_added(empty_store: Store) -> None:
    first, *_, final = add_address(empty_store, "  HTTPS://example.org/March?x=1 ", fetch=fetched)
    assert (first[0]["file"], first[0]["text"]) == ("https://example.org/March?x=1", "Fetching")
    assert (final[0]["file"], final[0]["text"], is_added(final)) == ("march.txt", "Added, 2 exchanges", True)
    assert empty_store.entries()[0].source_url == "https://example.org/March?x=1"


def test_address_that_cannot_be_fetched_is_told(empty_store: Store) -> None:
    *_, final = add_address(empty_store, "http://127.0.0.1:9/briefing")
    assert final[0]["state"] == "failed" and not is_added(final)
    *_, final = add_address(empty_store, "https://example.org", fetch=lambda _: [])
    assert "no transcript was found there" in final[0]["text"]


@pytest.mark.parametrize(
    "typed",
    [
        "", "/etc/passwd", "briefing.txt", "~/briefing.txt", "file:///etc/passwd", "ftp://example.org/a.txt",
        "javascript:alert(1)", "data:text/plain,x", "//example.org/a", "http:/etc/passwd", "https://", "ht\ntp://x.org",
        "http://example.org/a\n/etc/passwd", "http://example.org/\x00", "https://example.org/a b", "x http://example.org",
        "https://example.org/" + "a" * 3000,
    ],
)  # fmt: skip
def test_only_web_addresses_are_fetched(empty_store: Store, typed: str) -> None:
    def never(_: Iterable[str]) -> Iterator[Incoming | Added]:
        raise AssertionError("fetched")

    ((line,),) = add_address(empty_store, typed, fetch=never)
    assert line["state"] == "failed"
    assert line["text"].endswith("Give one that starts with http:// or https://. Files are added above.")


def test_place_from_a_browser_is_never_trusted(store: Store) -> None:
    for where in ("nowhere.0", "\ud800.0", {"a": 1}, None, "x" * 10_000, f"{store.entries()[0].id}.0.999"):
        assert exchange(store, where)["status"] == "failed"


def id_of(store: Store, file: str = "march.txt") -> str:
    return store.entry(file).id


def people(store: Store) -> list[tuple[str | None, str | None]]:
    return [(person["name"], person["role"]) for person in correction(store, id_of(store))["people"]]


def test_dialog_shows_the_transcript_and_everybody_in_it(store: Store) -> None:
    shown = correction(store, id_of(store))
    assert (shown["title"], shown["date"], shown["corrected"]) == ("Press briefing", "2031-03-04", False)
    assert people(store) == [("Harbour Times", "asker"), ("Ana Vell", "answerer"), ("Radio Fjord", "asker")]


def test_what_the_dialog_sends_is_corrected_and_told(store: Store) -> None:
    sent = {
        "id": id_of(store),
        "title": "The Halden\taccord",
        "date": "2031-03-05",
        "source_url": "https://example.org/halden",
        "people": [{"was": "Ana Vell", "name": "Anna Vell", "role": "moderator"}],
    }
    assert correct(store, sent) == {"status": "done"}
    entry = store.entry("march.txt")
    assert (entry.title, str(entry.date), entry.source_url) == (
        "The Halden accord",
        "2031-03-05",
        "https://example.org/halden",
    )
    assert ("Anna Vell", "moderator") in people(store)
    assert corrected_lines(store, entry.id)[0]["text"].startswith("Corrected, ")


def test_corrected_name_is_corrected_again_and_keeps_its_role(store: Store) -> None:
    for was, name, role in (("Ana Vell", "Anna Vel", "moderator"), ("Anna Vel", "Anna Vell", None)):
        person = {"was": was, "name": name, "role": role}
        assert correct(store, {"id": id_of(store), "people": [person]})["status"] == "done"
    assert people(store)[1] == ("Anna Vell", "moderator")


def test_two_spellings_made_one_are_renamed_together(store: Store) -> None:
    twins = {"was": "Radio Fjord", "name": "Harbour Times"}
    both = {"was": "Harbour Times", "name": "The Harbour Times"}
    for person in (twins, both):
        assert correct(store, {"id": id_of(store), "people": [person]})["status"] == "done"
    assert people(store) == [("The Harbour Times", "asker"), ("Ana Vell", "answerer")]


def test_whoever_answers_without_a_name_gets_one(empty_store: Store) -> None:
    add(
        empty_store,
        as_incoming("march.txt", "Q: Will you sign the accord?\nA: We will not.\nQ: Why?\nA: It is late.\n"),
    )
    assert (None, "answerer") in people(empty_store)
    for was, name in ((None, "Ana Vel"), ("Ana Vel", "Ana Vell")):
        answer = correct(empty_store, {"id": id_of(empty_store), "people": [{"was": was, "name": name}]})
        assert answer["status"] == "done"
        assert empty_store.entry("march.txt").speakers == (name,)


def test_all_corrections_are_taken_back(store: Store) -> None:
    correct(store, {"id": id_of(store), "title": "Halden", "people": [{"was": "Ana Vell", "name": "X"}]})
    assert correction(store, id_of(store))["corrected"]
    assert take_back(store, id_of(store)) == {"status": "done"}
    assert (store.entry("march.txt").title, store.entry("march.txt").speakers) == ("Press briefing", ("Ana Vell",))
    assert corrected_lines(store, id_of(store))[0]["text"] == "Corrections taken back, 2 exchanges"


HOSTILE_FORMS = [
    {"title": " "}, {"title": "x" * 300}, {"title": "a\x00b"}, {"title": "\ud800"}, {"title": 7},
    {"date": ""}, {"date": "yesterday"}, {"date": "2031-02-30"}, {"date": "20310304"}, {"date": "2031-W01-1"},
    {"source_url": ""}, {"source_url": "javascript:alert(1)"}, {"source_url": "/etc/passwd"},
    {"people": [{"was": "Nobody", "name": "Somebody"}]}, {"people": [{"was": "Nobody", "role": "asker"}]},
    {"people": [{"was": "Ana Vell", "role": "king"}]}, {"people": [{"was": "Ana Vell", "name": ""}]},
    {"people": [{"was": None, "name": "Ana Vell"}]}, {"people": [{"name": "Ana Vell"}]}, {"people": "Ana Vell"},
    {"speaker": "Ana Vell"}, {"begins": ["x"]}, {"id": "nowhere"}, {"id": None}, {"id": "\ud800"},
]  # fmt: skip


@pytest.mark.parametrize("sent", HOSTILE_FORMS, ids=str)
def test_form_from_a_browser_is_never_trusted(store: Store, sent: Json) -> None:
    before = store.entry("march.txt")
    answer = correct(store, {"id": before.id} | sent)
    assert answer["status"] == "failed" and answer["mend"]
    assert "inside OnRecord" not in answer["problem"]
    assert store.entry("march.txt") == before and store.corrections("march.txt") == []


@pytest.mark.parametrize("sent", [None, "x", 3, [], {"id": 1}, "nowhere"], ids=str)
def test_nonsense_instead_of_a_form_is_refused(store: Store, sent: object) -> None:
    for answer in (correct(store, sent), correction(store, sent), take_back(store, sent), bound(store, sent)):
        assert answer["status"] == "failed" and "inside OnRecord" not in answer["problem"]
    assert corrected_lines(store, "nowhere") == []


def turns(shown: Json) -> list[tuple[int, str | None]]:
    """The turns of the exchange in the middle: where each starts, and what could be said at it."""
    (cited,) = (exchange for exchange in shown["exchanges"] if exchange["position"] == "cited")
    return [(turn["turn"], turn["bound"]) for turn in cited["turns"]]


def test_turn_begins_an_exchange_and_is_joined_again(store: Store) -> None:
    march = id_of(store)
    (_, first), (start, second) = turns(exchange(store, f"{march}.0"))
    assert (first, second) == (None, "begin")

    shown = bound(store, {"id": march, "turn": start, "bound": "begin"})
    assert (shown["place"], turns(shown)) == (f"{march}.1", [(start, "join")])
    assert shown["done"] == "An exchange begins here now; 3 exchanges in all."

    shown = bound(store, {"id": march, "turn": start, "bound": "join"})
    assert (shown["place"], len(turns(shown))) == (f"{march}.0", 2)
    assert shown["done"] == "Joined to the exchange before; 2 exchanges in all."


def test_bound_that_does_not_fit_is_refused(store: Store) -> None:
    march = id_of(store)
    (first, _), (second, _) = turns(exchange(store, f"{march}.0"))
    for start, said in ((first, "join"), (first, "begin"), (second, "join"), (second + 1, "begin"), (-1, "begin")):
        answer = bound(store, {"id": march, "turn": start, "bound": said})
        assert answer["problem"] == "This transcript has changed meanwhile."
    for wrong in ({"bound": "end"}, {"turn": "0"}, {"turn": True}, {"id": "nowhere"}, {"more": 1}):
        assert bound(store, {"id": march, "turn": second, "bound": "begin"} | wrong)["status"] == "failed"
    assert store.corrections(march) == []


def test_an_uploaded_archive_gives_a_line_for_each_transcript_in_it(empty_store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "calls.zip", "w") as archive:
        archive.writestr("march.txt", MARCH)
        archive.writestr("june.txt", JUNE)
    *_, lines = add_files(empty_store, [str(tmp_path / "calls.zip")])
    assert [(line["file"], line["state"]) for line in lines] == [
        ("calls.zip/march.txt", "done"),
        ("calls.zip/june.txt", "done"),
    ]
    assert len(empty_store.entries()) == 2
