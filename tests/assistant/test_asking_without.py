"""A question asked again without something that was taken from its words: on the page and in a batch."""

from assistant.page_events import PageEvents, Round
from assistant.render import Json
from assistant.requests import Request, read_batch
from store.store import Store
from tests.fakes import ScriptedWriter

ASKED = "What did Ana Vell say in March 2031 about the accord?"


def asked(store: Store, *without: object) -> Json:
    events = PageEvents(store, ScriptedWriter("ANSWERED\n[1.1] Yes.\n"), limit=8)
    rounds: list[Round] = []
    list(events.ask({"id": "r0000000", "question": ASKED, "without": list(without)}, rounds))
    return rounds[0].view


def test_the_page_shows_what_was_understood(store: Store) -> None:
    assert [one["text"] for one in asked(store)["taken_as"]] == ["March 2031", "speaker Ana Vell"]


def test_a_chip_that_is_taken_away_is_not_understood_again(store: Store) -> None:
    assert [one["kind"] for one in asked(store, "date")["taken_as"]] == ["speaker"]


def test_nonsense_from_the_browser_asks_nothing(store: Store) -> None:
    assert asked(store, "everything")["status"] == "failed"


def test_a_batch_line_can_turn_understanding_off() -> None:
    lines = ['{"question": "a", "filters": {"understood": "off"}}', '{"question": "a"}']
    read = [request for request in read_batch(lines, "b") if isinstance(request, Request)]
    assert [request.as_asked for request in read] == [True, False]
