"""What the page's events do, without a browser."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import httpx2
import pytest

from assistant.errors import ModelError
from assistant.llm import ChatWriter
from assistant.page_events import PageEvents, Round
from assistant.page_source import exchange
from assistant.render import Json
from assistant.types import Prompt, Usage, Writer
from store.store import Store
from tests.assistant.chat_server import Reply, chat_server
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


def sent(question: str, **more: object) -> Json:
    """What a browser sends to ask."""
    return {"id": "r0000000", "question": question, **more}


def page(store: Store, writer: Writer) -> PageEvents:
    return PageEvents(store, writer, limit=4)


def test_round_goes_from_searching_to_done(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n", "[1.2] Norlandia will ", "join the Halden accord.")
    drawn = list(page(store, writer).ask(sent(ACCORD), []))
    statuses = [conversation["rounds"][0]["status"] for conversation in drawn]
    assert statuses[0] == "searching"
    assert statuses[1:-1] and set(statuses[1:-2]) <= {"writing"}
    assert statuses[-1] == "done"


def test_earlier_rounds_go_along_as_history(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n[1.2] Norlandia will join the Halden accord.")
    history = [{"question": ACCORD, "answer": "Norlandia will join."}]
    for _ in page(store, writer).ask(sent("Why?", history=history), []):
        pass
    assert "Halden" in writer.prompts[0].question.text


def test_filters_hold_the_search(store: Store) -> None:
    drawn = list(
        page(store, ScriptedWriter("NOT_IN_TRANSCRIPTS")).ask(sent(ACCORD, filters={"since": "2031-06-01"}), [])
    )
    last = drawn[-1]["rounds"][0]
    assert last["searched"].startswith("Searched 1 transcript, 10 June 2031")
    assert last["outcome"]["text"] == "Not in these transcripts: 1 searched with these filters, 10 June 2031."
    assert last["record"]["searched"]["filters"] == {"from": "2031-06-01"}


def test_dates_the_wrong_way_round_are_told(store: Store) -> None:
    filters = {"since": "2031-06-01", "until": "2031-05-01"}
    *_, last = page(store, ScriptedWriter()).ask(sent(ACCORD, filters=filters), [])
    assert last["rounds"][0]["problem"] == "“From” is after “To”: no day lies between them."


def test_suggestions_come_after_the_answer_and_lead_to_their_exchange(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n[1.2] Norlandia will join the Halden accord.")
    drawn = [
        conversation["rounds"][0] for conversation in page(store, writer).ask(sent("Will the quota be raised?"), [])
    ]
    done = [round_ for round_ in drawn if round_["status"] == "done"]
    assert "suggestions" not in done[0]
    for suggestion in done[-1]["suggestions"]:
        shown = exchange(store, suggestion["place"])
        assert any(turn["role"] == "asker" for turn in shown["exchanges"][0]["turns"])


HOSTILE_QUESTIONS = [
    {"question": ""}, {"question": "  "}, {"question": "x" * 5000}, {"question": 7}, {"question": None},
    {"question": "\ud800"}, {"filters": {"since": "yesterday"}}, {"filters": {"since": "2031-02-30"}},
    {"filters": {"speaker": "Ana Vell"}}, {"filters": {"speaker": ["x" * 500]}}, {"filters": {"speaker": ["x"] * 60}},
    {"filters": {"speaker": ["\ud800"]}}, {"filters": {"more": 1}}, {"filters": None}, {"history": "a"},
    {"history": [{"question": "a"}]}, {"history": [{"question": "a", "answer": 1}]},
    {"history": [{"question": "a", "answer": "b"}] * 30}, {"history": [{"question": "a", "answer": "b" * 30_000}]},
    {"without": ["everything"]}, {"more": 1},
]  # fmt: skip


@pytest.mark.parametrize("wrong", HOSTILE_QUESTIONS, ids=lambda wrong: str(wrong)[:60])
def test_question_from_a_browser_is_never_trusted(store: Store, wrong: Json) -> None:
    writer = ScriptedWriter("ANSWERED\n")
    *_, last = page(store, writer).ask(sent(ACCORD) | wrong, [])
    assert last["rounds"][0]["status"] == "failed" and "inside OnRecord" not in last["rounds"][0]["problem"]
    assert not writer.prompts


@pytest.mark.parametrize("nonsense", [None, "x", 3, [], {}, {"id": "../../x", "question": ACCORD}, {"id": 7}], ids=str)
def test_what_no_page_sends_is_passed_over(store: Store, nonsense: object) -> None:
    assert list(page(store, ScriptedWriter()).ask(nonsense, [])) == []


def test_only_the_last_rounds_stay_on_the_server(store: Store) -> None:
    events, rounds = page(store, ScriptedWriter("NOT_IN_TRANSCRIPTS")), list[Round]()
    for number in range(20):
        list(events.ask(sent(ACCORD) | {"id": f"r{number:08}"}, rounds))
    assert len(rounds) == 8 and rounds[-1].view["id"] == "r00000019"


def test_stop_closes_the_writer_and_keeps_what_was_written(store: Store) -> None:
    writer = ScriptedWriter("ANSWERED\n", *["[1.2] Norlandia will join. "] * 50)
    events, rounds = page(store, writer), list[Round]()
    drawing = events.ask(sent(ACCORD), rounds)
    for _ in range(2):
        next(drawing)
    assert events.stop("r0000000", rounds)["rounds"][0]["status"] == "stopped"
    assert [conversation["rounds"][0]["status"] for conversation in drawing] == ["stopped"]
    assert writer.was_closed
    assert "record" not in rounds[0].view


def test_stop_ends_the_question_meant_and_no_other(store: Store) -> None:
    events, rounds = page(store, ScriptedWriter("NOT_IN_TRANSCRIPTS")), list[Round]()
    others, meant = (events.ask(sent(ACCORD) | {"id": id}, rounds) for id in ("r0000001", "r0000002"))
    next(others), next(meant)
    unknown: list[object] = [None, {}, "r0000003", ["r0000001"]]
    for nothing in unknown:
        events.stop(nothing, rounds)
    events.stop("r0000002", rounds)
    assert [conversation["rounds"][1]["status"] for conversation in meant] == ["stopped"]
    assert list(others)[-1]["rounds"][0]["status"] == "done"


def test_stop_ends_a_request_that_nothing_has_come_of(store: Store) -> None:
    with chat_server(Reply(silent=True)) as server, httpx2.Client(trust_env=False) as client:
        events, rounds = page(store, ChatWriter("tiny", base_url=server.url, http_client=client)), list[Round]()
        with ThreadPoolExecutor(1) as pool:
            drawn = pool.submit(list, events.ask(sent(ACCORD), rounds))
            while not server.requests:
                sleep(0.01)
            events.stop("r0000000", rounds)
            assert drawn.result(3)[-1]["rounds"][0]["status"] == "stopped"
        assert server.gone.wait(3)


def test_failure_is_shown_in_the_round(store: Store) -> None:
    error = ModelError("The model's server broke off.", "Ask again.", can_retry=True)
    *_, last = page(store, BrokenWriter(error)).ask(sent(ACCORD), [])
    assert (last["rounds"][0]["status"], last["rounds"][0]["mend"]) == ("failed", "Ask again.")
    assert last["rounds"][0]["passages"]


def test_bug_does_not_leave_the_page_waiting(store: Store) -> None:
    *_, last = page(store, BrokenWriter(ValueError("inner detail"))).ask(sent(ACCORD), [])
    assert last["rounds"][0]["status"] == "failed"
    assert "inner detail" not in str(last)


def test_place_from_a_browser_is_never_trusted(store: Store) -> None:
    for where in ("nowhere.0", "\ud800.0", {"a": 1}, None, "x" * 10_000, f"{store.entries()[0].id}.0.999"):
        assert exchange(store, where)["status"] == "failed"
