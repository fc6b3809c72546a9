"""`onrecord eval` as a person or a build server meets it: output, exit codes, errors that say what to do."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.cli import main
from evals.preparing import SUITES
from tests.assistant.chat_server import Reply, chat_server, refusal, whole
from tests.evals.small_suite import write_suite
from tests.evals.test_datasets import MEETING

Run = Callable[..., tuple[int, str, str]]
REPLIES = ("ANSWERED\n[1.2] “Norlandia will not join the Halden accord in its present form.”", "NOT_IN_TRANSCRIPTS")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `eval ...` on a library of this test: exit code, stdout, stderr."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "library"), "eval", *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_suite(tmp_path)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Set a model whose server gives these replies."""
    opened = []

    def serve(*replies: Reply) -> None:
        context = chat_server(*replies)
        opened.append(context)
        monkeypatch.setenv("OPENAI_BASE_URL", context.__enter__().url)
        monkeypatch.setenv("ONRECORD_MODEL", "tiny")

    yield serve
    for context in opened:
        context.__exit__(None, None, None)


def test_suite_alone_is_short_for_run_and_the_run_is_kept(run: Run, suite: Path) -> None:
    code, out, err = run(suite, "--no-rerank")
    assert code == 0
    assert "3 questions" in out and re.search(r"\d of 3 right", out)
    assert "onrecord eval show" in err

    code, out, _ = run("show", "last", "boats")
    assert code == 0 and "Who pays for the patrol boats?" in out
    assert run("show")[1].count("small (offline, built-in writer)") == 1


def test_gate_that_does_not_hold_exits_1_and_reports_are_written(run: Run, suite: Path, tmp_path: Path) -> None:
    reports = ("--html", tmp_path / "a/r.html", "--markdown", tmp_path / "r.md", "--junit", tmp_path / "r.xml")
    code, out, _ = run("run", suite, "--no-rerank", "--fail-under", "verbatim=1", "--fail-under", "ttft_ms=0", *reports)
    assert code == 1
    assert "Held: verbatim >= 1" in out and "Not held: ttft ms <= 0" in out
    assert all(Path(path).stat().st_size for path in reports[1::2])


def test_run_keeps_the_value_its_gate_decided_by_and_the_errors_at_every_threshold(
    run: Run, suite: Path, tmp_path: Path
) -> None:
    _, out, _ = run("run", suite, "--no-rerank", "--out", tmp_path / "kept")
    made = json.loads((tmp_path / "kept" / "run.json").read_text())
    items = [json.loads(line)["observed"] for line in (tmp_path / "kept" / "items.jsonl").read_text().splitlines()]
    decided = [seen for seen in items if seen["threshold"] is not None]
    assert sum(n for _, n in made["gate"]["thresholds"]) == len(decided) > 0
    assert all(isinstance(seen["confidence"], float) for seen in decided)
    assert "(in use)" in out and any(point["shift"] == 0 for point in made["gate"]["points"])


def test_baseline_is_the_run_before_and_the_same_answers_hold(run: Run, suite: Path) -> None:
    run("run", suite, "--no-rerank")
    code, out, _ = run("run", suite, "--no-rerank", "--baseline", "last", "--json")
    made = json.loads(out)
    assert code == 0
    assert made["gates"][0]["bound"].startswith("no worse than") and made["gates"][0]["is_held"]
    assert made["cases"] == 3 and made["is_complete"] and made["settings"]["rerank"] is False


def test_two_runs_are_compared(run: Run, suite: Path) -> None:
    run("run", suite, "--no-rerank")
    first = json.loads(run("show", "last", "--json")[1])["id"]
    time.sleep(1.1)  # ids sort by the second
    run("run", suite)
    code, out, _ = run("compare", first, "last")
    assert code == 0
    assert "rerank=False" in out and "3 questions both have" in out
    assert json.loads(run("compare", first, "last", "--json")[1])["n"] == 3


def test_one_bad_suite_does_not_stop_the_others_and_exits_2(run: Run, suite: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("suite: bad\nquestions:\n  - id: one\n    ask: 12\n    expect: maybe\n")
    code, out, err = run("run", bad, suite, "--no-rerank")
    assert code == 2
    assert "error: bad.yaml, line 4" in err and "error: bad.yaml, line 5" in err
    assert re.search(r"\d of 3 right", out)


def test_folder_is_all_its_suites(run: Run, suite: Path, tmp_path: Path) -> None:
    write_suite(tmp_path, "other")
    (tmp_path / "small.recordings.jsonl").write_text("")
    out = run(tmp_path, "--no-rerank", "--json", "--only", "dock")[1]
    assert sorted(json.loads(out)["suites"]) == ["other", "small"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nosuch"], "no such suite or command. Name a suite's file or folder, or one that comes along"),
        (["run"], "Name a suite."),
        (["starter", "--mode", "live"], "--mode live needs a model. Set ONRECORD_MODEL"),
        (["starter", "--only", "nope"], "no question has these tags or ids"),
        (["starter", "--fail-under", "pas=1"], "Is pass meant?"),
        (["starter", "--baseline", "nope"], "nope: no such run."),
        (["run", "--dataset", "squad", "x.json"], "squad: no such data set."),
        (["show", "nope"], "nope: no such run."),
        (["new"], "There is no question in the library"),
    ],
)
def test_what_cannot_be_done_exits_2_and_says_why(run: Run, arguments: list[str], told: str) -> None:
    code, out, err = run(*arguments)
    assert code == 2 and not out
    assert told in err and err.startswith("error: ")


def test_replay_gives_the_recorded_answers_without_a_server(
    run: Run, suite: Path, server: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    server(whole(REPLIES[0]), whole(REPLIES[1]), whole(REPLIES[1]))
    recorded = json.loads(run("run", suite, "--mode", "record", "--workers", "1", "--json")[1])
    monkeypatch.delenv("OPENAI_BASE_URL")
    monkeypatch.delenv("ONRECORD_MODEL")

    code, out, _ = run("run", suite, "--mode", "replay", "--json")
    replayed = json.loads(out)
    assert code == 0
    assert replayed["outcomes"] == recorded["outcomes"] and replayed["not_scored"] == 0
    assert "tests our code, not the model" in run("show", "last")[1]


def test_run_in_which_nothing_was_asked_leaves_none(run: Run, suite: Path) -> None:
    code, _, err = run("run", suite, "--mode", "replay")
    assert code == 2 and "there are no recordings beside the suite. Record them first" in err
    assert "0 runs" in run("show")[2]


def test_miss_in_replay_is_an_error_and_no_pass(run: Run, suite: Path, server: Callable[..., None]) -> None:
    server(*(whole(REPLIES[1]) for _ in range(3)))
    run("run", suite, "--mode", "record", "--workers", "1")
    suite.write_text(suite.read_text().replace("Who pays for the patrol boats?", "Who pays for the new boats?"))

    code, out, err = run("run", suite, "--mode", "replay")
    assert code == 2
    assert "1 question not recorded as asked now: boats. Record them again" in err
    assert "of 2 right" in out


def test_server_that_is_down_exits_3_with_the_mend(run: Run, suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ONRECORD_MODEL", "tiny")
    code, out, err = run("run", suite)
    assert code == 3 and not out
    assert "does not answer" in err and "Start it, or correct OPENAI_BASE_URL" in err


def test_resumed_run_asks_only_what_failed(run: Run, suite: Path, server: Callable[..., None]) -> None:
    server(whole(REPLIES[0]), refusal(400, "no"), refusal(400, "no"), whole(REPLIES[1]), whole(REPLIES[1]))
    code, out, err = run("run", suite, "--mode", "live", "--workers", "1", "--json")
    first = json.loads(out)
    assert code == 0 and first["not_scored"] == 1 and "--resume" in err

    code, out, _ = run("run", suite, "--mode", "live", "--workers", "2", "--json", "--resume", first["id"])
    second = json.loads(out)
    assert (second["id"], second["cases"], second["not_scored"]) == (first["id"], 3, 0)
    assert second["started"] == first["started"]


def test_live_run_takes_earlier_replies_and_counts_neither_their_times_nor_their_cost(
    run: Run, suite: Path, server: Callable[..., None]
) -> None:
    server(*map(whole, (REPLIES[0], REPLIES[1], REPLIES[1])))
    live = ("run", suite, "--mode", "live", "--workers", "1", "--json")
    first, again = (json.loads(run(*live)[1]) for _ in range(2))
    assert (again["not_scored"], again["outcomes"]) == (0, first["outcomes"])
    assert [run["settings"]["cache"] for run in (first, again)] == [True, True]
    told, retold = ({figure["name"] for figure in run["figures"] if figure["n"]} for run in (first, again))
    assert {"total_ms", "ttft_ms", "tokens"} == told - retold


@pytest.mark.parametrize(("more", "times"), [(("--no-cache",), 1), (("--repeat", "2"), 2)])
def test_model_is_asked_anew_where_that_is_wanted(
    run: Run, suite: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], times: int
) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "tiny")
    with chat_server(by=lambda _: whole(REPLIES[0])) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        live = ("run", suite, "--mode", "live", "--only", "will", "--json")
        run(*live)
        run(*live, *more)
    assert len(server.requests) == 1 + times


def test_resume_refuses_another_suite_or_setting(run: Run, suite: Path) -> None:
    run("run", suite, "--no-rerank")
    code, _, err = run("run", suite, "--resume", "last")
    assert code == 2 and "another run than this one: rerank was False" in err


def test_judge_advises_beside_the_figures(run: Run, suite: Path, server: Callable[..., None]) -> None:
    server(*(whole("FACT 1: yes\nOVERALL: no") for _ in range(3)))
    code, out, _ = run("run", suite, "--mode", "offline", "--no-rerank", "--judge", "tiny", "--only", "will")
    assert code == 0
    assert "Judge tiny (advice only): 0.00 of 1 answers right" in out
    assert "Judge tiny (advice only): fact 1: yes, overall: no" in run("show", "last", "will")[1]


def test_known_data_set_is_run_beside_the_figures_of_the_field(run: Run, tmp_path: Path) -> None:
    (tmp_path / "meeting.json").write_text(json.dumps(MEETING))
    code, out, _ = run("run", "--dataset", "qmsum", tmp_path / "meeting.json", "--no-rerank")
    assert code == 0
    assert "1 question in" in out and "recall at 5" in out and "The field, qmsum: Not comparable" in out


def test_check_says_what_is_wrong_with_file_and_line(run: Run, suite: Path) -> None:
    code, out, _ = run("check", suite)
    assert (code, out) == (0, "small.yaml: 3 questions, 2 transcripts; nothing is wrong\n")

    suite.write_text(suite.read_text().replace("- not join", "- certainly join"))
    code, out, _ = run("check", suite)
    assert code == 2
    assert re.search(
        r"small\.yaml, line \d+: will: a perfect answer would fail: said nothing of: It will not join", out
    )


def test_selftest_catches_planted_faults(run: Run, suite: Path) -> None:
    code, out, _ = run("selftest", suite)
    assert code == 0
    assert "3 of 3 right answers pass" in out and "MISSED" not in out


def test_drafted_suite_can_be_checked(run: Run, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--data", str(tmp_path / "library"), "add", str(SUITES / "starter")])
    code, _, err = run("new", "--n", "8", "-o", tmp_path / "draft.yaml")
    assert code == 0 and "Correct each `# check:`" in err
    assert run("check", tmp_path / "draft.yaml")[0] == 0
    assert "is there already" in run("new", "-o", tmp_path / "draft.yaml")[2]


def test_interrupted_run_can_be_gone_on_with(suite: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant", "--data", str(tmp_path / "library"), "eval", str(suite)]
    with chat_server(*(Reply(pause=1.5, lines=["x"]) for _ in range(3))) as server:
        environment = {"OPENAI_BASE_URL": server.url, "ONRECORD_MODEL": "tiny", "PATH": ""}
        process = subprocess.Popen(
            [*command, "--workers", "1"], env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        while not server.requests:
            assert process.poll() is None
            time.sleep(0.05)
        process.terminate()
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert re.search(r"interrupted; the same command with --resume \S+ goes on from here", err)
    assert "Traceback" not in err


def test_command_is_listed_and_costs_nothing_until_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert re.search(r"^  eval +Measure how far", capsys.readouterr().out, re.M)
    code = "import assistant.cli, sys; print([m for m in sys.modules if m in ('evals', 'importlib.metadata')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
