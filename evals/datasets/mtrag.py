"""MTRAG: conversations whose later questions lean on the earlier ones, with the passages that answer them.

Katsis et al., "MTRAG: A Multi-Turn Conversational Benchmark for Evaluating Retrieval-Augmented Generation Systems",
TACL 13, 2025 (https://doi.org/10.1162/TACL.a.19); files of https://github.com/IBM/mt-rag-benchmark:
`generation_tasks/reference.jsonl` (a task a line) and `conversations/conversations.json`.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from evals.datasets.records import Record, Row, as_dataset, checked_rows, turns_transcript
from evals.datasets.shapes import Dataset, GoldTurns
from evals.types import Case, Expect, Fact

_MEND = (
    "Give reference.jsonl (generation tasks) or conversations.json of MTRAG (https://github.com/IBM/mt-rag-benchmark)."
)
_EXPECTED: Mapping[str, Expect] = {"ANSWERABLE": "answer", "PARTIAL": "answer", "UNANSWERABLE": "absent"}


class _Passage(Record):
    document_id: str
    text: str
    title: str = ""


class _Task(Record):
    task_id: str
    conversation: str
    answerability: str
    messages: tuple[str, ...]
    answer: str
    passages: tuple[_Passage, ...]


def read_mtrag(path: Path) -> Dataset:
    """Every question that can or cannot be answered, after the messages before it. Raises DatasetError.

    Each relevant passage is a transcript of one turn, so the library is only what the file holds: far less than the
    corpora of the benchmark. Small talk ("CONVERSATIONAL") asks nothing and is left out.
    """
    tasks, digest = checked_rows(path, _Task, convert=_tasks, mend=_MEND)
    asked = [task for task in tasks if task.answerability in _EXPECTED]
    passages = {passage.document_id: passage for task in tasks for passage in task.passages}
    return as_dataset(
        f"mtrag-{path.stem}",
        path,
        digest,
        language="en",
        transcripts=[
            turns_transcript(id, [(passage.title or "Document", passage.text)], dataset="mtrag")
            for id, passage in passages.items()
        ],
        cases=[_case(task, line) for line, task in enumerate(asked, 1)],
        gold={
            task.task_id: (tuple(GoldTurns(passage.document_id, 0, 0) for passage in task.passages),)
            for task in asked
            if _EXPECTED[task.answerability] == "answer"
        },
        words={id: (passage.text,) for id, passage in passages.items()},
    )


def _case(task: _Task, line: int) -> Case:
    """The passages together are one fact that counts as said: citing one of them is enough."""
    expect = _EXPECTED[task.answerability]
    fact = Fact(say=task.answer, match=(), source=", ".join(passage.document_id for passage in task.passages))
    *after, ask = task.messages
    return Case(
        id=task.task_id,
        ask=ask,
        expect=expect,
        line=line,
        after=tuple(after),
        facts=(fact,) if expect == "answer" else (),
        tags=("mtrag", task.answerability.lower(), "follow-up" if after else "first-turn"),
    )


def _tasks(row: Row) -> Iterable[Row]:
    return _of_conversation(row) if "messages" in row else [_of_task(row)]


def _of_task(row: Row) -> Row:
    """A line of the generation tasks. Some files capitalise `Answerability`, some do not."""
    kinds = row.get("Answerability", row.get("answerability"))
    messages = row["input"]
    return {
        "task_id": row["task_id"],
        "conversation": row["conversation_id"],
        "answerability": _kind(kinds, bool(row["contexts"])),
        "messages": [message["text"].strip() for message in messages],
        "answer": row["targets"][0]["text"] if row.get("targets") else "",
        "passages": row["contexts"],
    }


def _of_conversation(row: Row) -> Iterator[Row]:
    """A task for each question of a conversation; the passages stand with the reply, each with people's verdict."""
    messages = row["messages"]
    people = [name for name in (row.get("editor"), row.get("author")) if name]
    for position, message in enumerate(messages):
        reply = messages[position + 1] if position + 1 < len(messages) else None
        if message["speaker"] != "user" or reply is None or reply["speaker"] == "user":
            continue
        relevant = [context for context in reply.get("contexts", ()) if _is_relevant(context, people)]
        kinds = (message.get("enrichments") or {}).get("answerability")
        yield {
            "task_id": f"{row['author']}_{message['timestamp']}",
            "conversation": str(messages[0]["timestamp"]),
            "answerability": _kind(kinds, bool(relevant)),
            "messages": [each["text"].strip() for each in messages[: position + 1]],
            "answer": reply["text"],
            "passages": relevant,
        }


def _kind(kinds: Any, has_passages: bool) -> str:
    """The first label given; without one, a question with relevant passages can be answered."""
    if isinstance(kinds, list) and kinds:
        return str(kinds[0])
    return "ANSWERABLE" if has_passages else "UNANSWERABLE"


def _is_relevant(context: Row, people: list[str]) -> bool:
    """The editor's verdict, else the author's, as the benchmark's own conversions2retrieval.py has it."""
    verdicts = (context.get("feedback") or {}).get("relevant") or {}
    return next((bool(verdicts[name]["value"] == "yes") for name in people if name in verdicts), False)
