"""The command line as a script meets it: shapes, exit codes, one-line errors."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.adding import _Rate
from assistant.cli import main
from store.types import Progress
from tests.samples import JUNE, MARCH

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a library of this test: exit code, stdout, stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "library"), *arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "march.txt").write_text(MARCH)
    (folder / "june.txt").write_text(JUNE)
    return folder


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_add_reports_each_file_and_is_idempotent(run: Run, files: Path) -> None:
    code, out, _ = run("add", str(files), "--json")
    assert code == 0
    assert [(line["file"], line["status"], line["exchanges"]) for line in lines(out)] == [
        ("june.txt", "added", 2),
        ("march.txt", "added", 2),
    ]
    assert [line["status"] for line in lines(run("add", str(files / "march.txt"), "--json")[1])] == ["unchanged"]


def test_one_bad_input_does_not_stop_the_others_and_exits_2(run: Run, files: Path) -> None:
    (files / "notes.txt").write_text("nobody speaks here")
    code, out, _ = run("add", str(files / "missing.txt"), str(files), "--json")
    assert code == 2
    assert [line["status"] for line in lines(out)] == ["failed", "added", "added", "failed"]
    assert "no such file" in lines(out)[0]["problem"] and lines(out)[0]["mend"]


def test_a_folder_without_transcripts_is_reported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = run("add", str(tmp_path / "empty"))
    assert code == 2 and "no transcripts in this folder" in err


def test_list_show_and_remove(run: Run, files: Path) -> None:
    run("add", str(files))
    entries = lines(run("list", "--json")[1])
    assert [entry["date"] for entry in entries] == ["2031-06-10", "2031-03-04"]
    shown = json.loads(run("show", entries[1]["transcript"], "--json")[1])
    assert shown["text"] == MARCH
    assert "Harbour Times" in run("show", "march.txt")[1]
    assert run("remove", "march.txt")[0] == 0
    assert len(lines(run("list", "--json")[1])) == 1
    assert run("remove", "march.txt")[0] == 2


def test_parse_shows_turns_by_their_offsets_and_stores_nothing(run: Run, files: Path) -> None:
    parsed = json.loads(run("parse", str(files / "march.txt"), "--json")[1])
    first = parsed["exchanges"][0]
    question, answer = first["question"][0], first["answer"][0]
    assert (parsed["date"], parsed["language"], first["index"]) == ("2031-03-04", "en", 0)
    assert parsed["text"][question["start"] : question["end"]].startswith("Will Norlandia join")
    assert (question["outlet"], answer["speaker"], answer["seconds"]) == ("Harbour Times", "Ana Vell", None)
    assert lines(run("list", "--json")[1]) == []


def test_search_prints_hits_with_their_places(run: Run, files: Path) -> None:
    run("add", str(files))
    found = json.loads(run("search", "patrol boats", "-k", "2", "--json")[1])
    hit = found["hits"][0]
    assert (hit["rank"], hit["outlet"], hit["speaker"], hit["file"]) == (1, "Radio Fjord", "Ana Vell", "june.txt")
    assert JUNE[hit["start"] : hit["end"]] == hit["text"]
    assert hit["link"] == f"?e={hit['transcript']}.{hit['exchange']}"
    assert set(found["timings"]) == {"embed_ms", "search_ms"}


def test_a_filter_that_fits_nothing_is_told_by_search_and_ask(run: Run, files: Path) -> None:
    run("add", str(files))
    told = "No speaker is called “Nobody”. Those there are: Ana Vell."
    code, out, err = run("search", "the accord", "--speaker", "Nobody")
    assert (code, out) == (0, f"Nothing found. {told}\n") and err.startswith("Searched 0 transcripts (filtered)")
    assert f"Note: {told}\n" in run("ask", "Is there an accord?", "--speaker", "Nobody")[1]
    (found,) = lines(run("search", "the accord", "--speaker", "Nobody", "--json")[1])
    assert found["hits"] == [] and set(found) == {"id", "question", "hits", "timings"}
    (got,) = lines(run("ask", "Is there an accord?", "--speaker", "Nobody", "--json")[1])
    assert (got["outcome"], got["notice"], got["searched"]["transcripts"]) == ("not_in_transcripts", told, 0)


def test_ask_prints_the_answer_of_the_contract(run: Run, files: Path) -> None:
    run("add", str(files))
    answer = json.loads(run("ask", "Who will pay for the new patrol boats?", "--json")[1])
    (citation,) = answer["citations"]
    assert (answer["outcome"], answer["writer"]) == ("declined", "extractive")
    assert citation["quote"] == "I have nothing to share on that today." == JUNE[citation["start"] : citation["end"]]
    assert answer["statements"][0]["citations"] == [citation["n"]]
    assert answer["searched"] == {"transcripts": 2, "from": "2031-03-04", "to": "2031-06-10", "filters": {}}
    assert (citation["role"], citation["outlet"], citation["speaker"]) == ("answer", "Radio Fjord", "Ana Vell")


def test_ask_prints_quotes_for_a_person(run: Run, files: Path) -> None:
    run("add", str(files))
    code, out, _ = run("ask", "Will Norlandia join the Halden accord?", "--to", "2031-03-31")
    assert code == 0
    out = " ".join(out.split())
    assert "“Norlandia will not join the Halden accord in its present form.”" in out
    assert "[1] Ana Vell · asked by Harbour Times · 4 March 2031" in out
    assert "Searched 1 transcript (filtered), 4 March 2031" in out


def test_a_batch_answers_in_order_and_a_bad_line_does_not_stop_it(run: Run, files: Path, tmp_path: Path) -> None:
    run("add", str(files))
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"id": "a", "question": "Who will pay for the patrol boats?"}\n{"id": "b"}\n'
        '{"id": "c", "question": "Halden accord?", "filters": {"to": "2031-03-31"}}\n'
    )
    code, out, _ = run("ask", "--batch", str(batch), "--json")
    first, bad, third = lines(out)
    assert (code, first["id"], bad["id"], third["id"]) == (2, "a", "b", "c")
    assert set(bad["error"]) == {"problem", "mend"}
    assert third["searched"]["filters"] == {"to": "2031-03-31"}


def test_a_history_makes_a_follow_up_stand_alone(run: Run, files: Path, tmp_path: Path) -> None:
    run("add", str(files))
    history = tmp_path / "history.json"
    history.write_text('[{"role": "user", "content": "What did Norlandia say about the Halden accord?"}]')
    answer = json.loads(run("ask", "And about patrol boats?", "--history", str(history), "--json")[1])
    assert answer["standalone"] == "What did Norlandia say about patrol boats?"
    shown = run("ask", "And about patrol boats?", "--history", str(history))[1]
    assert "\nUnderstood as: What did Norlandia say about patrol boats?\n" in shown
    assert "Understood as" not in run("ask", "  What did Norlandia say  about patrol boats?")[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask"], "Give a question or --batch"),
        (["ask", "x", "--from", "soon"], "--from soon: not a date"),
        (["ask", ""], "A question needs words."),
        (["search", "x", "--from", "2031-05-01", "--to", "2031-01-01"], "--from 2031-05-01 is after --to 2031-01-01"),
        (["ask", "x", "--batch", "missing.jsonl"], "one of the two"),
        (["ask", "--batch", "missing.jsonl"], "missing.jsonl: cannot be read"),
        (["show", "nothing"], "nothing: no such transcript"),
        (["parse", "missing.txt"], "missing.txt"),
        (["frobnicate"], "No such command"),
        (["ask", "x", "--frobnicate"], "No such option"),
        (["serve", "--data", "there"], "It comes first: onrecord --data DIR COMMAND"),
        (["search", "x", "-k", "0"], "greater than or equal to 1"),
    ],
)
def test_a_problem_is_one_line_with_its_mend_and_exit_2(run: Run, arguments: list[str], says: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("error: ") and err.count("\n") == 1 and says in err


def test_an_unreachable_model_server_is_one_line_and_loses_nothing(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", str(files))
    monkeypatch.setenv("ONRECORD_MODEL", "tiny")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    code, out, err = run("ask", "Halden accord?")
    assert code == 2 and out.startswith("The passages found") and "will not join the Halden accord" in out
    assert err.startswith("error: ") and "127.0.0.1:9" in err and err.count("\n") == 1
    (line,) = lines(run("ask", "Halden accord?", "--json")[1])
    assert set(line) == {"id", "error", "hits"} and line["hits"][0]["exchange"] == 0


def test_edit_corrects_and_a_new_version_keeps_the_corrections(run: Run, files: Path) -> None:
    run("add", str(files))
    code, out, _ = run("edit", "march.txt", "--date", "2031-03-05", "--rename", "Ana Vell=Anna Vell", "--json")
    assert code == 0 and json.loads(out)["date"] == "2031-03-05"
    (files / "march.txt").write_text(MARCH.replace("12,000", "13,000"))
    run("add", str(files / "march.txt"))
    entry = next(entry for entry in lines(run("list", "--json")[1]) if entry["file"] == "march.txt")
    assert (entry["date"], entry["speakers"]) == ("2031-03-05", ["Anna Vell"])
    assert "name: Ana Vell -> Anna Vell" in run("edit", "march.txt", "--log")[1]


def test_what_is_known_beforehand_is_corrected_while_adding(run: Run, files: Path) -> None:
    options = ["--rename", "Ana Vell=Anna Vell", "--join", "1", "--json"]
    (added,) = lines(run("add", str(files / "march.txt"), *options)[1])
    assert added["exchanges"] == 1
    assert lines(run("list", "--json")[1])[0]["speakers"] == ["Anna Vell"]
    code, _, err = run("add", str(files), str(files / "june.txt"), "--join", "1")
    assert code == 2 and "go with one file" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--rename", "Nobody=Somebody"], "Nobody: nobody is called so"),
        (["--rename", "nothing"], "NAME=RIGHT"),
        (["--role", "Ana Vell=king"], "king is no role"),
        (["--begin", "9.9"], "there is no such turn"),
        (["--begin", "x"], "EXCHANGE.TURN"),
        (["--join", "7"], "there is no such turn"),
    ],
)
def test_a_correction_that_fits_nothing_is_reported(run: Run, files: Path, arguments: list[str], says: str) -> None:
    run("add", str(files))
    code, _, err = run("edit", "march.txt", *arguments)
    assert code == 2 and says in err


def test_doctor_says_what_works(run: Run, files: Path) -> None:
    run("add", str(files))
    code, out, _ = run("doctor")
    assert code == 0
    assert "2 transcripts, 4 exchanges" in out and "extractive" in out


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom assistant.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'gradio', 'chromadb', 'openai', 'onnxruntime', 'pydantic', 'sqlite3', 'tiktoken'}\n"
        "print(heavy & set(sys.modules), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "set()" and "Usage: onrecord" in ran.stdout


def test_python_m_assistant_is_the_same_command(files: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "assistant",
        "--data",
        str(tmp_path / "library"),
        "add",
        "-",
        "--title",
        "T",
        "--json",
    ]
    ran = subprocess.run(command, input=MARCH, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout)["status"] == "added"


def test_every_command_shows_an_example(run: Run) -> None:
    for command in ("add", "list", "show", "edit", "remove", "parse", "search", "ask", "serve", "doctor"):
        assert "Example: onrecord" in run(command, "--help")[1]


def test_a_port_in_use_is_reported(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "--port", str(taken.getsockname()[1]))
    assert code == 2 and "cannot be listened on" in err and "--port" in err


def test_the_rate_counts_tokens_of_inputs_and_not_a_library_embedded_anew() -> None:
    rate = _Rate()
    assert rate.after(Progress("the library: a.txt", "embedding", 900, 900)) == ""
    assert rate.after(Progress("b.txt", "reading", 0, 0)) == ""
    assert rate.after(Progress("b.txt", "embedding", 40, 80)).endswith("tokens/s")


def test_non_answers_are_counted_listed_and_searched(run: Run, files: Path) -> None:
    run("add", str(files))
    assert lines(run("non-answers", "--by", "outlet", "--json")[1])[:2] == [
        {"by": "all", "name": None, "asked": 4, "declined": 1, "share": 0.25},
        {"by": "outlet", "name": "Radio Fjord", "asked": 2, "declined": 1, "share": 0.5},
    ]
    of_topics = lines(run("non-answers", "patrol boats", "accord", "--json")[1])
    assert [(line["by"], line["name"]) for line in of_topics] == [
        ("all", None), ("topic", "patrol boats"), ("topic", "accord")
    ]  # fmt: skip
    for wrong, mend in (("--by", "topic"), "Name them"), (("boats", "accord", "--by", "month"), "give one topic"):
        code, _, err = run("non-answers", *wrong)
        assert code == 2 and mend in err
    assert [line["non_answers"] for line in lines(run("list", "--json")[1])] == [1, 0]
    code, out, err = run("search", "Norlandia", "--non-answers", "--json")
    assert code == 0, err
    found = lines(out)[0]
    assert [(hit["file"], hit["exchange"]) for hit in found["hits"]] == [("june.txt", 1)]


def test_parse_says_which_replies_give_information(run: Run, files: Path) -> None:
    parsed = json.loads(run("parse", str(files / "june.txt"), "--json")[1])
    assert [exchange["gives_information"] for exchange in parsed["exchanges"]] == [True, False]
