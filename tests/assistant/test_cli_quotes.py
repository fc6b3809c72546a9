"""`onrecord quote` as scripts use it."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from store.store import Store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(store: Store, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command over a library of two briefings."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(store.folder), "quote", *arguments])
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return run


def test_a_quote_is_printed_with_its_verdict_and_place(run: Run) -> None:
    code, out, _ = run("the quota was raised")
    assert code == 0
    assert out.startswith("On the record, word for word.")
    assert "Ana Vell · asked by Harbour Times · 10 June 2031" in out


def test_the_speaker_is_a_claim_and_no_filter(run: Run) -> None:
    told = json.loads(run("you have already signed it in secret", "--speaker", "Vell", "--json")[1])
    assert (told["verdict"], told["matches"][0]["outlet"]) == ("other_speaker", "Radio Fjord")


def test_a_batch_gives_one_line_each_and_goes_on_after_a_bad_one(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "quotes.jsonl"
    lines = [
        '{"id": 1, "question": "We have signed nothing", "filters": {"speaker": "Ana Vell"}}',
        "no JSON",
        '{"id": 3, "quote": "We have signed nothing", "filters": {"speaker": "Radio Fjord"}}',
        '{"id": 4, "question": "..."}',
    ]
    batch.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run("--batch", str(batch), "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [(one["id"], one.get("verdict")) for one in told] == [
        (1, "exact"),
        (None, None),
        (3, "other_speaker"),
        (4, None),
    ]
    assert err.count("error:") == 2


def test_an_article_is_listed_and_written_as_a_page(run: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("“The quota was raised,” said Ana Vell.\n\n“We love it,” said Bo Lund.", encoding="utf-8")
    code, out, _ = run("--article", str(story), "--html", str(tmp_path / "checked.html"))
    assert code == 0
    assert "2 quotations in story.md: 1 exact, 1 open" in out
    assert "Bo Lund does not speak in these transcripts" in out
    assert '<mark id="in1" class="exact">' in (tmp_path / "checked.html").read_text(encoding="utf-8")


def test_an_article_comes_from_stdin_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("“The quota was raised,” said Ana Vell.".encode())))
    told = json.loads(run("--article", "-", "--json")[1])
    assert [quote["verdict"] for quote in told["quotes"]] == ["exact"]


@pytest.mark.parametrize(
    "arguments",
    [(), ("a", "--batch", "b"), ("a", "--article", "b"), ("a", "--html", "b"), ("--article", "missing.txt")],
)
def test_a_mistake_is_told_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("error: ") and err.count("\n") == 1
