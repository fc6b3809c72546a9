"""A suite made ready to be asked: its transcripts in a store, its gold found there.

A suite that brings transcripts gets a library of its own, in a temporary folder, so that the person's is never
touched and two runs see the same; any other asks the person's library.
"""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from evals.datasets import Dataset, load_dataset, resolved_dataset
from evals.problems import Problem, SuiteError
from evals.suites import read_suite, resolved
from evals.types import Suite, SuiteTranscript
from store.corrections import Corrections
from store.embedders import Embedder
from store.errors import ReportedError
from store.store import Store
from store.types import Added, Progress, Transcript

SUITES = Path(__file__).parent / "suites"
_SUFFIXES = (".yaml", ".yml", ".jsonl")

Tell = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


@dataclass(frozen=True, slots=True)
class Ready:
    """A suite whose gold is resolved, the store to ask, and that store's transcripts by id."""

    suite: Suite
    store: Store
    transcripts: Mapping[str, Transcript]


def find_suites(names: list[str]) -> list[Path]:
    """The files of these suites: a file, every suite of a folder, or one that comes with OnRecord by its name.

    Raises ReportedError for a name that is none of these.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = [file for file in sorted(path.iterdir()) if file.suffix in _SUFFIXES and _is_suite(file)]
            if not inside:
                raise ReportedError(f"{name}: no suite in this folder.", "Suites are .yaml or .jsonl files.")
            found += inside
        elif path.exists() or path.suffix:
            found.append(path)
        elif (SUITES / f"{name}.yaml").is_file():
            found.append(SUITES / f"{name}.yaml")
        else:
            known = ", ".join(file.stem for file in sorted(SUITES.glob("*.yaml")))
            mend = f"Name a suite's file or folder, or one that comes along: {known}. Commands: onrecord eval --help"
            raise ReportedError(f"{name}: no such suite or command.", mend)
    return list(dict.fromkeys(found))


def _is_suite(file: Path) -> bool:
    return file.is_file() and not file.name.endswith(".recordings.jsonl")


def read(source: Path | tuple[str, Path]) -> Suite | Dataset:
    """A suite from its file, or a data set from (its name, its file). Raises SuiteError, DatasetError."""
    return read_suite(source) if isinstance(source, Path) else load_dataset(*source)


@contextmanager
def prepared(
    what: Suite | Dataset, *, library: Callable[[], Store], embedder: Embedder, tell: Tell = lambda *_: None
) -> Iterator[Ready]:
    """A suite ready to be asked, until the block ends.

    `library` opens the person's own. Raises SuiteError when a transcript cannot be added or gold is not found.
    """
    suite = what.suite if isinstance(what, Dataset) else what
    if not suite.transcripts:
        store = library()
        yield _ready(what, store, {}, _transcripts(store))
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-eval-", ignore_cleanup_errors=True) as folder:
        store = Store(Path(folder), embedder)
        try:
            store_ids, problems = _add(suite, store, tell)
            # A data set is not ours to mend: what of it cannot be read is left out, with its questions.
            if problems and (not isinstance(what, Dataset) or not store_ids):
                raise SuiteError(problems)
            yield _ready(what, store, store_ids, _transcripts(store))
        finally:
            store.close()


def _ready(
    what: Suite | Dataset, store: Store, store_ids: Mapping[str, str], transcripts: Mapping[str, Transcript]
) -> Ready:
    if isinstance(what, Dataset):
        by_suite_id = {id: transcripts[store_id] for id, store_id in store_ids.items()}
        return Ready(resolved_dataset(what, by_suite_id), store, transcripts)
    if not transcripts:
        mend = "Add some first: onrecord add PATH..."
        raise SuiteError([Problem(what.path.name, 1, "it asks your library, which is empty.", mend)])
    suite, problems = resolved(what, store_ids, transcripts)
    if problems:
        raise SuiteError(problems)
    return Ready(suite, store, transcripts)


def _transcripts(store: Store) -> dict[str, Transcript]:
    return {entry.id: store.transcript(entry.id) for entry in store.entries()}


def _add(suite: Suite, store: Store, tell: Tell) -> tuple[dict[str, str], list[Problem]]:
    """Add a suite's transcripts; the store's ids by the suite's, and those that failed."""
    store_ids: dict[str, str] = {}
    problems: list[Problem] = []
    total = len(suite.transcripts)
    # Corrections go for a whole call of `add`, which ends with an index: so as few calls as there can be.
    for said, run in groupby(sorted(suite.transcripts, key=_is_corrected), key=_corrections):
        group = list(run)
        waiting = iter(group)
        for step in store.add([transcript.incoming for transcript in group], corrections=said):
            if isinstance(step, Progress):
                tell(f"{suite.name}: {step.stage} {step.file[-60:]}", len(store_ids), total)
                continue
            transcript = next(waiting)
            if step.status == "failed" or step.transcript_id is None:
                problems.append(_failed(suite, transcript, step))
            else:
                store_ids[transcript.id] = step.transcript_id
    return store_ids, problems


def _is_corrected(transcript: SuiteTranscript) -> bool:
    return bool(_corrections(transcript))


def _corrections(transcript: SuiteTranscript) -> Corrections:
    day = dt.date.fromisoformat(transcript.date) if transcript.date else None
    return Corrections(title=transcript.title, date=day)


def _failed(suite: Suite, transcript: SuiteTranscript, added: Added) -> Problem:
    return Problem(suite.path.name, 1, f"transcript {transcript.id}: {added.problem}", added.mend or "")
