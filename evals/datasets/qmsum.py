"""QMSum: what was said about something in a meeting, with the turns that tell it.

Zhong et al., "QMSum: A New Benchmark for Query-based Multi-domain Meeting Summarization", NAACL 2021
(https://arxiv.org/abs/2104.05938); files of https://github.com/Yale-LILY/QMSum, `data/ALL/jsonl`. General queries
("Summarize the whole meeting") have no span and are left out.
"""

from pathlib import Path
from typing import Any

from evals.datasets.records import Record, Row, as_dataset, checked_rows, turns_transcript
from evals.datasets.shapes import Dataset, GoldTurns
from evals.types import Case, Fact
from store.types import Filters

_MEND = (
    "Give a .jsonl file of QMSum (https://github.com/Yale-LILY/QMSum, data/ALL/jsonl), one meeting a line with "
    "meeting_transcripts and specific_query_list."
)


class _Turn(Record):
    speaker: str
    text: str


class _Query(Record):
    query: str
    answer: str
    spans: tuple[tuple[int, int], ...]


class _Meeting(Record):
    meeting_id: str
    domain: str | None = None
    turns: tuple[_Turn, ...]
    queries: tuple[_Query, ...]


def read_qmsum(path: Path) -> Dataset:
    """The specific queries of a QMSum file, each asked within its own meeting. Raises DatasetError.

    There is no short answer to look for, so a case passes by outcome and citations: each gold span is a fact that
    counts as said, and any sentence of its turns bears it out.
    """
    meetings, digest = checked_rows(path, _Meeting, convert=_plain, mend=_MEND)
    names = [meeting.meeting_id or f"meeting-{number:03}" for number, meeting in enumerate(meetings, 1)]
    cases: list[Case] = []
    gold: dict[str, tuple[tuple[GoldTurns, ...], ...]] = {}
    for line, (name, meeting) in enumerate(zip(names, meetings, strict=True), 1):
        for number, query in enumerate(meeting.queries):
            if query.spans:
                id = f"{name}-{number:02}"
                cases.append(_case(id, query, name, meeting.domain, line))
                gold[id] = tuple((GoldTurns(name, first, last),) for first, last in query.spans)
    return as_dataset(
        f"qmsum-{path.stem}",
        path,
        digest,
        language="en",
        transcripts=[
            turns_transcript(name, [(turn.speaker, turn.text) for turn in meeting.turns], dataset="qmsum")
            for name, meeting in zip(names, meetings, strict=True)
        ],
        cases=cases,
        gold=gold,
        words={name: tuple(turn.text for turn in meeting.turns) for name, meeting in zip(names, meetings, strict=True)},
    )


def _case(id: str, query: _Query, meeting: str, domain: str | None, line: int) -> Case:
    facts = tuple(
        Fact(say=query.answer, match=(), source=f"turns {first} to {last} of {meeting}") for first, last in query.spans
    )
    return Case(
        id=id,
        ask=query.query.strip(),
        expect="answer",
        line=line,
        filters=Filters(transcripts=(meeting,)),
        facts=facts,
        tags=("qmsum", *((domain.lower(),) if domain else ())),
    )


def _plain(row: Row) -> list[Row]:
    """A meeting as published, whose numbers are strings; one in our own plain shape stays as it is."""
    if "meeting_transcripts" not in row:
        return [row]
    queries: list[Any] = [
        {"query": each["query"], "answer": each["answer"], "spans": each["relevant_text_span"]}
        for each in row["specific_query_list"]
    ]
    turns = [{"speaker": each["speaker"], "text": each["content"]} for each in row["meeting_transcripts"]]
    return [{"meeting_id": row.get("meeting_id", ""), "turns": turns, "queries": queries}]
