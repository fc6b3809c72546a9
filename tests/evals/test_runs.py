"""A run's folder: written as it goes, read back whole, found by name."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.runs import (
    ITEMS,
    RUN,
    ItemLog,
    RunError,
    find_run,
    new_id,
    read_items,
    read_run,
    write_items,
    write_run,
)
from tests.evals.made_up import item, many, run


def test_run_and_items_come_back_as_they_were_written(tmp_path: Path) -> None:
    written = replace(run(many()), judge={"model": "m", "kappa": None}, is_complete=False)
    write_run(tmp_path, written)
    items = (replace(item("one"), judged={"overall": True}), item("two", passed=False))
    with ItemLog(tmp_path) as log:
        for each in items:
            log.add(each)

    assert read_run(tmp_path) == written
    assert read_items(tmp_path) == items


def test_run_from_before_the_gate_s_errors_were_kept_is_read(tmp_path: Path) -> None:
    write_run(tmp_path, run(many()))
    write_items(tmp_path, many(1))
    for path, name in ((tmp_path / RUN, "gate"), (tmp_path / ITEMS, "threshold")):
        kept = json.loads(path.read_text())
        del (kept if name in kept else kept["observed"])[name]
        path.write_text(json.dumps(kept) + "\n")

    assert read_run(tmp_path).gate is None
    assert read_items(tmp_path)[0].observed.threshold is None


def test_line_that_a_killed_run_left_is_passed_over_and_written_over(tmp_path: Path) -> None:
    with ItemLog(tmp_path) as log:
        log.add(item("one"))
    with (tmp_path / ITEMS).open("ab") as file:
        file.write(b'{"suite": "press", "ca')
    assert [each.case for each in read_items(tmp_path)] == ["one"]

    with ItemLog(tmp_path) as log:
        log.add(item("two"))
    assert [each.case for each in read_items(tmp_path)] == ["one", "two"]


def test_question_asked_again_counts_once_with_its_later_answer(tmp_path: Path) -> None:
    write_items(tmp_path, [item("one", passed=False), item("two"), item("one", passed=True)])
    assert [(each.case, each.score.is_passed) for each in read_items(tmp_path)] == [("one", True), ("two", True)]


def test_broken_line_is_named_with_its_number(tmp_path: Path) -> None:
    write_items(tmp_path, [item("one")])
    with (tmp_path / ITEMS).open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(RunError, match=r"items\.jsonl, line 2: suite: Field required"):
        read_items(tmp_path)


def test_ids_sort_by_time() -> None:
    first = new_id(dt.datetime(2031, 3, 4, 9, 5, tzinfo=dt.UTC))
    assert first.startswith("20310304-090500-") and len(first) == 20
    assert first < new_id(dt.datetime(2031, 3, 4, 9, 6, tzinfo=dt.UTC))


def test_run_is_found_by_id_beginning_path_and_as_the_last(tmp_path: Path) -> None:
    made = run((item(),))
    for name in ("20310304-090500-aaaa", "20310305-090500-bbbb"):
        write_run(tmp_path / "runs" / name, replace(made, id=name))
    first, last = sorted((tmp_path / "runs").iterdir())

    assert find_run("last", tmp_path) == last
    assert find_run("20310304", tmp_path) == first
    assert find_run(first.name, tmp_path) == first
    assert find_run(str(first / "run.json"), tmp_path / "elsewhere") == first
    with pytest.raises(RunError, match="2 runs begin like this"):
        find_run("2031", tmp_path)
    with pytest.raises(RunError, match=r"nope: no such run\. Newest first: 20310305"):
        find_run("nope", tmp_path)
    with pytest.raises(RunError, match="Make one: onrecord eval run"):
        find_run("last", tmp_path / "elsewhere")
