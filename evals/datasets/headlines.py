"""Headlines of ministry press releases, each a query for the one document it stood above.

JSON Lines with `query`, `title` and `doc`, a path beside the file. The library is every document of the folders
named there, without their headlines: what is asked for must be found by what was said.
"""

from pathlib import Path

from evals.datasets.records import DatasetError, Record, as_dataset, checked_rows
from evals.datasets.shapes import Dataset, GoldTurns
from evals.types import Case, Fact, SuiteTranscript
from store.types import Incoming

_MEND = 'Give JSON Lines of headlines, e.g. {"query": "...", "title": "...", "doc": "folder/file.txt"}.'
_FOLDERS_MEND = "Keep the folders of documents beside the file of headlines."


class _Headline(Record):
    query: str
    title: str
    doc: str


def read_headlines(path: Path) -> Dataset:
    """The headlines whose document is there, over all .txt documents of its folder. Raises DatasetError."""
    headlines, digest = checked_rows(path, _Headline, convert=lambda row: [row], mend=_MEND)
    folders = {folder for headline in headlines if (folder := (path.parent / headline.doc).parent).is_dir()}
    files = sorted(file for folder in folders for file in folder.glob("*.txt"))
    known = {file.relative_to(path.parent).as_posix() for file in files}
    asked = [(line, each) for line, each in enumerate(headlines, 1) if each.doc in known]
    if not asked:
        raise DatasetError(f"{path}: none of its documents is there, e.g. {headlines[0].doc}.", _FOLDERS_MEND)
    titles = {each.doc: each.title for _, each in asked}
    return as_dataset(
        f"headlines-{path.stem}",
        path,
        digest,
        language="zh",
        transcripts=[_document(file, path.parent, titles) for file in files],
        cases=[
            Case(
                id=f"headline-{line:03}",
                ask=each.query,
                expect="answer",
                line=line,
                facts=(Fact(say=each.title, match=(), source=each.doc),),
                tags=("headlines",),
            )
            for line, each in asked
        ],
        gold={f"headline-{line:03}": ((GoldTurns(each.doc),),) for line, each in asked},
        words={},
    )


def _document(file: Path, root: Path, titles: dict[str, str]) -> SuiteTranscript:
    """A document without the line that is its headline."""
    id = file.relative_to(root).as_posix()
    title = "".join(titles.get(id, "").split())
    text = file.read_text("utf-8", errors="replace")
    kept = [line for line in text.split("\n") if not title or "".join(line.split()) != title]
    return SuiteTranscript(id, Incoming(file=id, origin=f"headlines:{id}", data="\n".join(kept).encode()))
