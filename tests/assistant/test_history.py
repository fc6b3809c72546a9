"""Answers that are kept, looked up, forgotten, and checked against the library of another day."""

import json
import logging
import multiprocessing
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import ask
from assistant.cli import main
from assistant.errors import HistoryError
from assistant.history import FILE, History
from assistant.keeping import Keeper
from assistant.page_events import PageEvents, Round
from assistant.types import Answer, Usage
from assistant.verifying import Checked, check_answer, checked_json
from store.corrections import Corrections
from store.store import Store
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import JUNE, MARCH, as_incoming

ASKED = "Will Norlandia join the Halden accord?"
QUOTE = "Norlandia will not join the Halden accord in its present form."


def quoting(store: Store, words: str, asked: str = ASKED) -> Answer:
    """An answer that cites the sentence with these words."""
    spy = ScriptedWriter("NOT_IN_TRANSCRIPTS")
    for _ in ask(asked, store, spy):
        pass
    marker = next(marker for marker, sentence in spy.prompts[0].sentences.items() if words in sentence.text)
    *_, answer = ask(asked, store, ScriptedWriter(f"ANSWERED\n{marker} It was said: {words}\n", Usage(9, 3)))
    assert isinstance(answer, Answer)
    return answer


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "library")


def kept(history: History, store: Store, words: str = QUOTE) -> str:
    id = Keeper(history, store, {"hits": 8})(quoting(store, words))
    assert id
    return id


# Keeping


def test_everything_behind_an_answer_is_kept(history: History, store: Store) -> None:
    id = kept(history, store)
    record = history.answer(id)
    assert record["question"] == record["standalone"] == ASKED
    assert record["answer"]["answer_id"] == record["answer_id"] == id
    assert record["answer"]["citations"][0]["quote"] == QUOTE
    assert ASKED in record["prompt"]["user"] and record["prompt"]["system"]
    assert record["reply"].startswith("ANSWERED\n[")
    assert record["model"] == "scripted"
    assert record["settings"] == {"hits": 8, "embedder": "hash"}
    assert {"rank", "score", "transcript", "exchange", "start", "end"} == set(record["hits"][0])
    assert {len(source["sha256"]) for source in record["sources"].values()} == {64}
    assert set(record["versions"]) == {"onrecord", "reader", "python"}
    assert record["timings"]["total_ms"] > 0


def test_newest_come_first_and_words_choose(history: History, store: Store) -> None:
    first, second = kept(history, store), kept(history, store, "nothing to share")
    assert [record["answer_id"] for record in history.answers(limit=9)] == [second, first]
    assert [record["answer_id"] for record in history.answers(limit=1)] == [second]
    assert [r["answer_id"] for r in history.answers(["PRESENT form", "halden"], limit=9)] == [first]
    assert list(history.answers(["100%"], limit=9)) == []


def test_an_answer_is_found_by_the_beginning_of_its_id_or_as_the_last(history: History, store: Store) -> None:
    id = kept(history, store)
    assert history.answer(id[:4]) == history.answer("last") == history.answer(id)
    for unknown in ("", "%", id[:3], "zzzz1111"):
        with pytest.raises(HistoryError, match="no such answer"):
            history.answer(unknown)


def test_looking_into_a_library_without_a_history_makes_none(tmp_path: Path) -> None:
    history = History(tmp_path)
    assert list(history.answers(limit=9)) == [] and history.forget_all() == 0
    with pytest.raises(HistoryError):
        history.answer("last")
    assert not (tmp_path / FILE).exists()


def test_forgotten_words_are_gone_from_the_files(history: History, store: Store) -> None:
    id, other = kept(history, store), kept(history, store, "nothing to share")
    history.keep_reply("identity", "tiny", history.answer(id)["reply"])
    history.forget(id)
    assert [record["answer_id"] for record in history.answers(limit=9)] == [other]
    assert history.reply("identity") is None
    assert history.forget_all() == 1
    files = [path.read_bytes() for path in history.path.parent.glob(f"{FILE}*")]
    assert not any(b"Halden" in content or b"halden" in content for content in files)


def test_history_that_cannot_be_written_is_said_once_and_spoils_no_answer(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    keep = Keeper(History(tmp_path / "file"), store, {})
    with caplog.at_level(logging.WARNING):
        assert keep(quoting(store, QUOTE)) is None
        assert keep(quoting(store, QUOTE)) is None
    (warning,) = caplog.messages
    assert "ONRECORD_HISTORY=off" in warning and "\n" not in warning


def test_damaged_history_can_be_moved_away_while_the_program_runs(history: History, store: Store) -> None:
    kept(history, store)
    history.close()
    for path in history.path.parent.glob(f"{FILE}*"):
        path.unlink()
    history.path.write_text("no database " * 99)
    keep = Keeper(history, store, {})
    assert keep(quoting(store, QUOTE)) is None
    history.path.unlink()
    assert keep(quoting(store, QUOTE))


def _write(folder: Path, count: int) -> None:
    history = History(folder)
    for number in range(count):
        history.keep_reply(f"{multiprocessing.current_process().pid} {number}", "tiny", "reply")
    history.close()


def test_threads_and_processes_write_at_once(history: History, store: Store) -> None:
    answer, keep = quoting(store, QUOTE), Keeper(history, store, {})
    other = multiprocessing.get_context("spawn").Process(target=_write, args=(history.path.parent, 50))
    other.start()
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda _: keep(answer), range(80)))
    other.join()
    assert other.exitcode == 0
    assert None not in ids and len(set(ids)) == 80
    assert {record["answer_id"] for record in history.answers(limit=999)} == set(ids)


def test_the_page_keeps_its_answers_and_no_stopped_one(history: History, store: Store) -> None:
    events = PageEvents(
        store,
        ScriptedWriter("ANSWERED\n", "[1.2] It changed."),
        limit=4,
        keep=Keeper(history, store, {}),
        recall=history.answer,
    )
    rounds: list[Round] = []
    for _ in events.ask({"id": "r0000000", "question": ASKED}, rounds):
        pass
    for _ in events.ask({"id": "r0000001", "question": "Why has the accord changed?"}, rounds):
        events.stop("r0000001", rounds)
    assert [record["question"] for record in history.answers(limit=9)] == [ASKED]

    id = rounds[0].view["record"]["answer_id"]
    shown = events.kept(id)
    assert (shown["status"], shown["question"], shown["statements"]) == ("done", ASKED, rounds[0].view["statements"])
    assert shown["passages"] == rounds[0].view["passages"]
    for wrong in ("last", id[:4], "zzzzzzzz", None, 7, [id]):
        assert events.kept(wrong)["problem"] == "This answer is not kept."


# Verifying


def verified(history: History, store: Store, id: str) -> Checked:
    (checked,) = check_answer(history.answer(id), store)
    return checked


def test_quote_at_its_place_is_unchanged(history: History, store: Store) -> None:
    checked = verified(history, store, kept(history, store))
    assert (checked.standing, checked.is_replaced, checked.speaker_now) == ("unchanged", False, "Ana Vell")


@pytest.mark.parametrize(
    ("before", "after", "standing"),
    [
        ("We have signed nothing.", "We have signed nothing. Truly.", "unchanged"),
        ("03/04/2031 |", "Corrected version\n\n03/04/2031 |", "moved"),
        ("in its present form", "in its\npresent form", "moved"),
        ("will not join", "will join", "gone"),
        ("12,000 tonnes", "13,000 tonnes", "unchanged"),
        ("present form.", "present formation.", "gone"),
    ],
)
def test_quote_in_a_replaced_transcript(history: History, store: Store, before: str, after: str, standing: str) -> None:
    id = kept(history, store)
    assert before in MARCH
    add(store, as_incoming("march.txt", MARCH.replace(before, after)))
    checked = verified(history, store, id)
    assert (checked.standing, checked.is_replaced) == (standing, True)
    assert checked.stands == (standing != "gone")
    if checked.now:
        text = store.transcript("march.txt").reading.text
        assert text[checked.now.start : checked.now.end].split() == QUOTE.split()


def test_quote_of_a_removed_transcript(history: History, store: Store) -> None:
    id = kept(history, store)
    store.remove("march.txt")
    checked = verified(history, store, id)
    assert (checked.standing, checked.stands) == ("removed", False)
    add(store, as_incoming("march.txt", MARCH))
    assert verified(history, store, id).standing == "unchanged"


def test_words_that_only_a_heading_still_holds_are_gone(history: History, store: Store) -> None:
    id = kept(history, store)
    said = MARCH.replace(QUOTE, "We will see.")
    add(store, as_incoming("march.txt", said.replace("Press briefing", QUOTE)))
    assert verified(history, store, id).standing == "gone"


def test_words_that_are_now_credited_to_another_are_told(history: History, store: Store) -> None:
    id = kept(history, store)
    store.edit("march.txt", Corrections(names=(("Ana Vell", "Anna Vell"),)))
    told = checked_json(history.answer(id), [verified(history, store, id)])
    assert (told["stands"], told["quotes"][0]["status"]) == (True, "unchanged")
    assert (told["quotes"][0]["speaker"], told["quotes"][0]["speaker_now"]) == ("Ana Vell", "Anna Vell")


# The commands

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a library with both briefings: exit code, stdout, stderr."""
    for name, text in (("march.txt", MARCH), ("june.txt", JUNE)):
        (tmp_path / name).write_text(text)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), *arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    run("add", str(tmp_path / "march.txt"), str(tmp_path / "june.txt"))
    return run


def line(out: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(out)
    return value


def test_ask_names_the_id_under_which_its_answer_is_kept(run: Run) -> None:
    told = line(run("ask", ASKED, "--json")[1])
    record = line(run("history", "--show", told["answer_id"], "--json")[1])
    assert record["answer"] == told
    assert record["prompt"] is None  # nothing was sent anywhere


def test_history_lists_shows_verifies_and_forgets(run: Run, tmp_path: Path) -> None:
    id = line(run("ask", ASKED, "--to", "2031-03-31", "--json")[1])["answer_id"]
    run("ask", "Who will pay for the patrol boats?")
    assert run("history")[1].count("\n") == 4
    assert run("history", "halden", "-n", "5")[1].startswith(f"{id}  ")
    shown = run("history", "--show", id)[1]
    assert QUOTE in " ".join(shown.split()) and "sha256" in shown and "--- reply ---" in shown
    assert run("verify", id, "last")[0] == 0
    run("remove", "march.txt")
    code, out, err = run("verify", id, "--json")
    assert (code, line(out)["stands"], line(out)["quotes"][0]["status"]) == (2, False, "removed")
    assert re.fullmatch(rf"error: {id}: \d of \d quotes? can no longer be found\. .*\n", err)
    assert run("history", "--forget", id)[0] == 0
    assert run("history", "halden")[1:] == ("", "No answer fits.\n")
    assert run("history", "--forget-all")[1] == "forgotten  1 answer\n"


@pytest.mark.parametrize("arguments", [["history", "--show", "nope"], ["verify", "last"], ["history", "--forget", "x"]])
def test_an_answer_that_is_not_kept_is_one_line(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err == f"error: {arguments[-1]}: no such answer is kept. See the ids with: onrecord history\n"


def test_showing_and_forgetting_do_not_go_together(run: Run) -> None:
    code, _, err = run("history", "words", "--forget-all")
    assert code == 2 and err.count("\n") == 1


def test_history_that_is_off_keeps_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_HISTORY", "off")
    assert line(run("ask", ASKED, "--json")[1])["answer_id"] is None
    assert not (tmp_path / "data" / FILE).exists()


def test_batch_keeps_every_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text(f'{{"id": 1, "question": "{ASKED}"}}\n' * 3)
    out = run("ask", "--batch", str(tmp_path / "batch.jsonl"), "--json")[1]
    ids = {json.loads(told)["answer_id"] for told in out.splitlines()}
    assert len(ids) == 3 and None not in ids
