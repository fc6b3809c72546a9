"""The `history` and `verify` commands: kept answers listed, shown, forgotten and checked against the library."""

import sys
import textwrap
from collections.abc import Callable, Sequence

from assistant.contract import Json
from assistant.errors import HistoryError
from assistant.history import History
from assistant.terminal import OUTCOMES, UNREAD, counted, visible
from assistant.verifying import Checked, check_answer, checked_json
from store.store import Store

PrintJson = Callable[[Json], None]

_WIDTH = 100
_STANDINGS = {
    "unchanged": "unchanged",
    "moved": "moved: the same words stand elsewhere in the transcript",
    "gone": "gone: nobody says these words in the transcript any more",
    "removed": "removed: the transcript is no longer in the library",
}


def list_answers(history: History, words: Sequence[str], *, limit: int, print_json: PrintJson | None) -> None:
    """The newest answers, a line or two each; whole records as JSON."""
    number = 0
    for record in history.answers(words, limit=limit):
        number += 1
        if print_json:
            print_json(record)
            continue
        answer = record["answer"]
        quotes = f", {counted(len(answer['citations']), 'quote')}" if answer["citations"] else ""
        print(f"{record['answer_id']}  {_moment(record)}  {_shortened(record['question'])}")
        print(f"          {_outcome(answer)}{quotes} · {record['model']}")
    if not number:
        print("No answer fits." if words else "No answers are kept yet.", file=sys.stderr)


def _print(text: str) -> None:
    print(visible(text))


def show_answer(history: History, id: str, *, print_json: PrintJson | None) -> None:
    """One answer with all that stands behind it. Raises HistoryError."""
    record = history.answer(id)
    if print_json:
        print_json(record)
        return
    answer, prompt = record["answer"], record["prompt"]
    _print(f"{record['question']}\n")
    if record["standalone"] != " ".join(record["question"].split()):
        _print(f"understood as: {record['standalone']}\n")
    _print(f"{_outcome(answer)}.")
    for statement in answer["statements"]:
        numbers = "".join(f" [{n}]" for n in statement["citations"])
        _print(textwrap.fill(f"{statement['text']}{numbers} ({statement['support']})", _WIDTH))
    if answer["notice"]:
        _print(f"Note: {answer['notice']}")
    for citation in answer["citations"] or answer["nearest"]:
        facts = [citation["speaker"] or citation["outlet"], citation["date"], citation["file"]]
        _print(f"\n[{citation['n']}] {' · '.join(fact for fact in facts if fact)}")
        _print(textwrap.indent(textwrap.fill(" ".join(citation["quote"].split()), _WIDTH - 4), "    "))
        _print(f"    characters {citation['start']}-{citation['end']}")
    _print(f"\nAnswer {record['answer_id']} · {_moment(record)} · {record['model']}")
    for name in ("filters", "settings", "versions", "timings"):
        told = ", ".join(f"{key} {_told(value)}" for key, value in record[name].items())
        _print(f"{name}: {told or 'none'}")
    _print("sources:")
    for id_, source in record["sources"].items():
        _print(f"  {id_}  {source['file']}  sha256 {source['sha256']}")
    if prompt:
        _print(f"\n--- system ---\n{prompt['system']}\n\n--- user ---\n{prompt['user']}")
        for message in prompt["follow_up"]:
            _print(f"\n--- {message['role']} ---\n{message['content']}")
    _print(f"\n--- reply ---\n{record['reply']}")


def forget_answers(history: History, ids: Sequence[str], *, every: bool) -> None:
    """Forget these answers, or all. Raises HistoryError at the first that is not kept."""
    if every:
        print(f"forgotten  {counted(history.forget_all(), 'answer')}")
    for id in ids:
        record = history.forget(id)
        print(f"forgotten  {record['answer_id']}  {_shortened(record['question'])}")


def verify_answers(
    history: History,
    store: Store,
    ids: Sequence[str],
    *,
    print_json: PrintJson | None,
    print_error: Callable[[HistoryError | str], None],
) -> int:
    """Check these answers against the library; how many do not stand."""
    fallen = 0
    for id in ids:
        try:
            record = history.answer(id)
        except HistoryError as error:
            fallen += 1
            print_error(error)
            continue
        checked = check_answer(record, store)
        lost = sum(not quote.stands for quote in checked)
        fallen += bool(lost)
        if print_json:
            print_json(checked_json(record, checked))
        else:
            _print_checked(record, checked)
        if lost:
            print_error(
                f"{record['answer_id']}: {lost} of {counted(len(checked), 'quote')} can no longer be found. "
                "Add the transcript as it was, or ask again."
            )
    return fallen


def _print_checked(record: Json, checked: Sequence[Checked]) -> None:
    print(f"{record['answer_id']}  {_moment(record)}  {_shortened(record['question'])}")
    if not checked:
        print("It quotes nothing.")
    for quote in checked:
        print(f"[{quote.n}] {_STANDINGS[quote.standing]}")
        print(textwrap.indent(textwrap.fill(" ".join(quote.quote.split()), _WIDTH - 4), "    "))
        print(f"    {_place(quote)}")
        if quote.stands and quote.speaker_now != quote.speaker:
            print(f"    said then by {quote.speaker or 'nobody named'}, now by {quote.speaker_now or 'nobody named'}")


def _place(quote: Checked) -> str:
    was = f"{quote.file}, characters {quote.kept.start}-{quote.kept.end}"
    moved = f", now {quote.now.start}-{quote.now.end}" if quote.now and quote.now != quote.kept else ""
    return f"{was}{moved}{'; the file was replaced since' if quote.is_replaced else ''}"


def _outcome(answer: Json) -> str:
    return UNREAD if answer["unread"] else OUTCOMES[answer["outcome"]]


def _moment(record: Json) -> str:
    return str(record["kept"])[:16].replace("T", " ")


def _shortened(text: str) -> str:
    return textwrap.shorten(text, 76, placeholder=" …")


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
