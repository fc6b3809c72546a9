"""How well transcripts are cut: against golden files, and over folders of real ones.

python -m evals parsing               the golden files of tests/data
python -m evals parsing FOLDER        golden files in FOLDER, or every transcript its index.csv lists
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.golden import Golden, read_golden
from store.errors import ReportedError
from store.formats import read_document
from store.formats.reading import reading_of
from store.sentences import sentence_extents
from store.types import Reading

Read = Callable[[bytes, str], Reading]


def read(data: bytes, name: str) -> Reading:
    """What a file is read as, whatever kind it is of."""
    return reading_of(read_document(data, name), name)


_WORD = re.compile(r"\w+")
_FOLDER = Path(__file__).parents[1] / "tests" / "data"


@dataclass(frozen=True, slots=True)
class Match:
    """How many of two sets of things agree: `right` of `wanted`, out of `found`."""

    right: int
    wanted: int
    found: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """One transcript beside its golden file. Shares lie in [0, 1]; `kept` and `extra` count words.

    `starts`, `turns` and `exchanges` match offsets exactly. `roles`, `speakers` and `outlets` are shares of
    the golden turns; one that was not found is wrong in all three. `kept` is the share of spoken words that
    stand in some turn, `extra` the share of the turns' words that nobody said.
    """

    starts: Match
    turns: Match
    exchanges: Match
    roles: float
    speakers: float
    outlets: float
    is_date_right: bool
    is_title_right: bool
    kept: float
    extra: float


def score(golden: Golden, reading: Reading) -> Score:
    """Compare a reading with what it should be."""
    wanted = [turn for exchange in golden.exchanges for turn in exchange.turns]
    found = [turn for exchange in reading.exchanges for turn in exchange.turns]
    by_start = {turn.start: turn for turn in found}
    pairs = [(turn, by_start.get(turn.start)) for turn in wanted]
    said = _covered(reading.text, ((turn.start, turn.end) for turn in wanted))
    read = _covered(reading.text, ((turn.start, turn.end) for turn in found))
    return Score(
        starts=_match({turn.start for turn in wanted}, set(by_start)),
        turns=_match({(turn.start, turn.end) for turn in wanted}, {(turn.start, turn.end) for turn in found}),
        exchanges=_match(
            {(each.extent.start, each.extent.end) for each in golden.exchanges},
            {(each.extent.start, each.extent.end) for each in reading.exchanges},
        ),
        roles=_share(mine is not None and mine.role == turn.role for turn, mine in pairs),
        speakers=_share(mine is not None and mine.speaker == turn.speaker for turn, mine in pairs),
        outlets=_share(mine is not None and mine.outlet == turn.outlet for turn, mine in pairs),
        is_date_right=reading.date == golden.date,
        is_title_right=reading.title == golden.title,
        kept=len(said & read) / len(said) if said else 1.0,
        extra=len(read - said) / len(read) if read else 0.0,
    )


def score_golden(folder: Path, reader: Read = read) -> dict[str, Score | ReportedError]:
    """The score of each transcript in `folder` that has a golden file beside it, or why it was not read."""
    scores: dict[str, Score | ReportedError] = {}
    for golden in sorted(folder.glob("*.golden")):
        for path in sorted(golden.parent.glob(golden.stem + ".*")):
            if path != golden:
                try:
                    reading = reader(path.read_bytes(), path.name)
                except ReportedError as error:
                    scores[path.name] = error
                else:
                    scores[path.name] = score(read_golden(golden.read_text("utf-8"), reading.text), reading)
    return scores


@dataclass(slots=True)
class Tally:
    """What was read of one source. `unlabelled` counts turns without any speaker, outlet or label."""

    files: int = 0
    failed: int = 0
    exchanges: int = 0
    turns: int = 0
    unlabelled: int = 0
    unanswered: int = 0
    words: int = 0
    kept: int = 0
    in_sentences: int = 0
    problems: list[str] = field(default_factory=list)


def tally_sources(folder: Path, reader: Read = read) -> dict[str, Tally]:
    """What the files of each source in `folder`/index.csv are read as."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = folder / row["path"]
            tally = tallies[row["source"]]
            tally.files += 1
            try:
                reading = reader(path.read_bytes(), path.name)
            except ReportedError as error:
                tally.failed += 1
                tally.problems.append(str(error))
            else:
                _add(tally, reading)
    return dict(tallies)


def _add(tally: Tally, reading: Reading) -> None:
    turns = [turn for exchange in reading.exchanges for turn in exchange.turns]
    tally.exchanges += len(reading.exchanges)
    tally.turns += len(turns)
    tally.unlabelled += sum(turn.label is None and turn.speaker is None for turn in turns)
    tally.unanswered += sum(not exchange.answer for exchange in reading.exchanges)
    tally.words += len(_WORD.findall(reading.text))
    for turn in turns:
        tally.kept += len(_WORD.findall(reading.text[turn.start : turn.end]))
        for extent in sentence_extents(reading.text, turn.start, turn.end, reading.asides):
            tally.in_sentences += len(_WORD.findall(reading.text[extent.start : extent.end]))


def main(arguments: Sequence[str]) -> int:
    """Print one table: golden scores, or the sources of a folder. 1 when a golden file is not met at all."""
    folder = Path(arguments[0]) if arguments else _FOLDER
    if (folder / "index.csv").exists():
        _print_sources(tally_sources(folder))
        return 0
    scores = score_golden(folder)
    _print_scores(scores)
    return int(any(isinstance(each, ReportedError) for each in scores.values()) or not scores)


def _print_scores(scores: dict[str, Score | ReportedError]) -> None:
    columns = "starts  turns  exch.  roles speak. outlet   date  title   kept  extra"
    print(f"{'file':28}{columns}")
    rows = [_row(each) for each in scores.values()]
    for name, row in zip(scores, rows, strict=True):
        print(f"{name[:27]:28}" + " ".join(f"{value:6.3f}" for value in row))
    if rows:
        means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        print(f"{f'mean of {len(rows)}':28}" + " ".join(f"{value:6.3f}" for value in means))
    for name, each in scores.items():
        if isinstance(each, ReportedError):
            print(f"{name}: {each}", file=sys.stderr)


def _row(each: Score | ReportedError) -> list[float]:
    """The figures of one file; a file that was not read scores nothing."""
    if isinstance(each, ReportedError):
        return [0.0] * 10
    shares = [each.starts.f1, each.turns.f1, each.exchanges.f1, each.roles, each.speakers, each.outlets]
    return [*shares, float(each.is_date_right), float(each.is_title_right), each.kept, each.extra]


def _print_sources(tallies: dict[str, Tally]) -> None:
    print(f"{'source':30} files failed exchanges   turns unlabelled unanswered words kept  in sentences")
    for source, each in sorted(tallies.items()):
        print(
            f"{source:30} {each.files:5} {each.failed:6} {each.exchanges:9} {each.turns:7} "
            f"{each.unlabelled / max(each.turns, 1):10.3f} {each.unanswered / max(each.exchanges, 1):10.3f} "
            f"{each.kept / max(each.words, 1):10.3f} {each.in_sentences / max(each.kept, 1):22.3f}"
        )
    for each in tallies.values():
        for problem in each.problems[:3]:
            print(problem, file=sys.stderr)


def _match(wanted: set[object] | set[int] | set[tuple[int, int]], found: Iterable[object]) -> Match:
    seen = set(found)
    return Match(len(seen & set(wanted)), len(wanted), len(seen))


def _share(claims: Iterable[bool]) -> float:
    seen = list(claims)
    return sum(seen) / len(seen) if seen else 1.0


def _covered(text: str, extents: Iterable[tuple[int, int]]) -> set[int]:
    return {match.start() for start, end in extents for match in _WORD.finditer(text, start, end)}
