"""Real transcripts beside the project, where they are at hand."""

import json
import re
from pathlib import Path

import pytest

from evals.parsing import read
from store.errors import ReportedError
from store.types import Exchange, Reading

PRESS = Path(__file__).parents[2] / ".." / "shared" / "data" / "press"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not PRESS.exists(), reason="the real transcripts are not at hand"),
]
GENERIC = ("", "问", "追问", "会后有")


def _plain(words: str | None) -> str:
    return re.sub(r"\s+", "", words or "").replace("：", ":")


def _unlabelled(words: str | None) -> str:
    return re.sub(r"^.{0,30}?:", "", _plain(words), count=1)


def _by_words(reading: Reading) -> dict[tuple[str, str], Exchange]:
    text = reading.text
    return {
        (
            _plain(text[each.question[0].start : each.question[-1].end]),
            "".join(_plain(text[turn.start : turn.end]) for turn in each.answer),
        ): each
        for each in reading.exchanges
        if each.question
    }


def test_chinese_exchanges_agree_with_the_bold_marks_of_the_pages() -> None:
    right = wanted = found = outlets = named = speakers = spoken = 0
    for line in (PRESS / "mfa_zh_gold.dev.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        marked = {(_unlabelled(each["question"]), _unlabelled(each["answer"])): each for each in gold["exchanges"]}
        wanted += len(marked)
        path = PRESS / gold["doc"]
        try:
            mine = _by_words(read(path.read_bytes(), path.name))
        except ReportedError:
            continue
        found += len(mine)
        for words in set(mine) & set(marked):
            right += 1
            outlet = re.sub(r"(?:追问|提问|问及)$", "", marked[words]["outlet"] or "").removesuffix("记者")
            if outlet not in GENERIC:
                named += 1
                outlets += mine[words].question[-1].outlet == outlet
            if marked[words]["speaker"] not in (None, "答"):
                spoken += 1
                speakers += mine[words].answerer == marked[words]["speaker"]
    assert 2 * right / (wanted + found) >= 0.97
    assert outlets / named >= 0.95
    assert speakers / spoken >= 0.99


def test_every_question_paragraph_of_the_white_house_asks() -> None:
    paragraph = re.compile(r"(?:\A|\n[ \t\u00a0]*)\n[ \t\u00a0]*Q[ \t\u00a0]")
    marked = asked = 0
    for path in sorted((PRESS / "whitehouse_biden_md").glob("*.md"))[::20]:
        try:
            reading = read(path.read_bytes(), path.name)
        except ReportedError:
            continue
        marked += len(paragraph.findall(reading.text))
        asked += sum(turn.label == "Q" for each in reading.exchanges for turn in each.turns)
    assert abs(asked - marked) <= 0.01 * marked
