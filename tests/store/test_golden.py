"""Every transcript in tests/data is read as the golden file beside it says."""

from pathlib import Path

import pytest

from evals.golden import read_golden
from evals.parsing import read

DATA = Path(__file__).parents[1] / "data"
GOLDEN = sorted(DATA.glob("*.golden"))


@pytest.mark.parametrize("golden", GOLDEN, ids=[path.stem for path in GOLDEN])
def test_transcript_is_read_as_its_golden_file_says(golden: Path) -> None:
    path = next(path for path in DATA.glob(golden.stem + ".*") if path != golden)
    reading = read(path.read_bytes(), path.name)
    wanted = read_golden(golden.read_text("utf-8"), reading.text)

    assert (reading.title, reading.date, reading.language) == (wanted.title, wanted.date, wanted.language)
    found = [(t.role, t.speaker, t.outlet, t.start, t.end) for e in reading.exchanges for t in e.turns]
    assert found == [(t.role, t.speaker, t.outlet, t.start, t.end) for e in wanted.exchanges for t in e.turns]
    assert [len(e.question) for e in reading.exchanges] == [len(e.question) for e in wanted.exchanges]
    if wanted.asides:
        assert tuple(reading.text[aside.start : aside.end] for aside in reading.asides) == wanted.asides
