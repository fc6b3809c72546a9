"""`onrecord wording`, as a script and a person meet it."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.cli import main
from store.embedders import BuiltinEmbedder
from store.store import Store
from tests.assistant.speeches import with_briefings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedder: BuiltinEmbedder) -> Path:
    folder = tmp_path_factory.mktemp("wording") / "library"
    with closing(Store(folder, embedder)) as store:
        with_briefings(store)
    return folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(folder), "wording", *arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def test_a_topic_shows_its_changes(run: Run) -> None:
    code, out, _ = run("Halden accord")
    assert code == 0
    assert "Halden accord is consistent [-and clear-]." in out


def test_json_is_one_line(run: Run) -> None:
    code, out, _ = run("Halden accord", "--json", "-k", "1")
    assert code == 0
    assert json.loads(out)["lines"][0]["count"] == 4


def test_a_topic_of_many_exchanges_is_read_as_far_as_asked(run: Run) -> None:
    code, out, _ = run("Halden accord", "--read", "2", "--json")
    assert code == 0
    assert json.loads(out)["unread"] == json.loads(out)["exchanges"] - 2


def test_without_a_text_a_speakers_lines_are_shown(run: Run) -> None:
    _, out, _ = run("--speaker", "Ana Vell", "--since", "2032-06-01", "--json")
    told = json.loads(out)
    assert told["new_since"] == "2032-06-01"
    assert [line["count"] for line in told["new"]] == [2]


def test_a_day_that_is_none_is_told_in_one_line(run: Run) -> None:
    code, out, err = run("Halden", "--since", "yesterday")
    assert (code, out) == (2, "")
    assert err.startswith("error: --from yesterday: not a date.")


def test_help_shows_examples(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert "onrecord wording 'fisheries accord'" in out
