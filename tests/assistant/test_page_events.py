"""What the page's events do, without a browser."""

from collections.abc import Iterator

from assistant.errors import ModelError
from assistant.page_events import PageEvents, Round
from assistant.page_source import exchange
from assistant.types import Prompt, Usage, Writer
from store.store import Store
from tests.fakes import ScriptedWriter

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


def test_place_from_a_browser_is_never_trusted(store: Store) -> None:
    for where in ("nowhere.0", "\ud800.0", {"a": 1}, None, "x" * 10_000, f"{store.entries()[0].id}.0.999"):
        assert exchange(store, where)["status"] == "failed"
