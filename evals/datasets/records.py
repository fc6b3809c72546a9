"""The records of a data set's file, each checked when it is read, and what else every data set has."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.datasets.shapes import Dataset, GoldTurns
from evals.types import Case, Suite, SuiteTranscript
from store.errors import ReportedError
from store.types import Incoming


class DatasetError(ReportedError):
    """A file that is not the data set it was said to be."""


class Record(BaseModel):
    """One record of a data set; what it holds besides is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


R = TypeVar("R", bound=Record)
Row = Mapping[str, Any]


def read_rows(path: Path, *, mend: str) -> tuple[list[Row], str]:
    """The objects of a JSON or JSON Lines file, and the file's sha256. Raises DatasetError."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read ({error.strerror}).", mend) from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: is not UTF-8 text.", mend) from error
    rows = list(_whole(text, path, mend))
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise DatasetError(f"{path}: holds no JSON objects.", mend)
    return rows, hashlib.sha256(data).hexdigest()


def _whole(text: str, path: Path, mend: str) -> Iterator[Any]:
    try:
        found = json.loads(text)
        yield from found if isinstance(found, list) else [found]
        return
    except ValueError:
        pass
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise DatasetError(f"{path}: line {number} is not valid JSON ({error}).", mend) from error


def checked(shape: type[R], row: Row, *, place: str, mend: str) -> R:
    """A row as this shape. Raises DatasetError that names the first field that does not fit."""
    try:
        return shape.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the record"
        raise DatasetError(f"{place}: {field}: {first['msg'].lower()}.", mend) from error


def checked_rows(
    path: Path, shape: type[R], *, convert: Callable[[Row], Iterable[Row]], mend: str
) -> tuple[list[R], str]:
    """Every record of a file, after `convert` has brought each row into the shape, and the file's sha256."""
    rows, digest = read_rows(path, mend=mend)
    records = []
    for number, row in enumerate(rows, 1):
        try:
            converted = list(convert(row))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise DatasetError(f"{path}: record {number} is of another shape ({error!r}).", mend) from error
        records += [checked(shape, each, place=f"{path}: record {number}", mend=mend) for each in converted]
    return records, digest


def turns_transcript(id: str, turns: Sequence[tuple[str, str]], *, dataset: str) -> SuiteTranscript:
    """A transcript from its (speaker, words), as JSON of turns for the real reader.

    The id stands in it as the title, so that no two have the same bytes; titles are not searched.
    """
    rows = [{"speaker": speaker, "text": words} for speaker, words in turns]
    data = json.dumps({"title": id, "turns": rows}, ensure_ascii=False).encode()
    return SuiteTranscript(id, Incoming(file=f"{id}.json", origin=f"{dataset}:{id}", data=data), title=id)


def as_dataset(
    name: str,
    path: Path,
    digest: str,
    *,
    language: str,
    transcripts: Iterable[SuiteTranscript],
    cases: Sequence[Case],
    gold: Mapping[str, tuple[tuple[GoldTurns, ...], ...]],
    words: Mapping[str, tuple[str, ...]],
) -> Dataset:
    """A data set of these parts; its version is the beginning of the file's hash."""
    suite = Suite(name, digest[:12], language, path, digest, tuple(transcripts), tuple(cases))
    return Dataset(suite, gold, words)
