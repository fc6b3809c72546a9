"""What `ask` and the store give -> the JSON that the page draws. Pure functions.

Everything shown travels as plain text; the page draws it with `textContent`, so it needs no escaping.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from assistant.types import Answer, Citation, Draft, Outcome, Searched, Statement, Support, Understood
from store.errors import ReportedError
from store.types import Added, Entry, Hit, Progress, Scope, Sentence

Json = dict[str, Any]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
SUPPORT_NOTES: dict[Support, str] = {"weak": "weakly supported", "none": "not found in the sources"}
OUTCOMES: dict[Outcome, str] = {
    "partly": "Partly answered: the rest is not in these transcripts.",
    "declined": "Asked, but gave no information.",
}
SAMPLE_QUESTIONS = (
    "What did China say about New START?",
    "Will China buy more U.S. soybeans?",
    "What was said about Taiwan?",
)
EXCERPT = 140  # characters of a passage that stand for it in a list


def day_text(day: date | None) -> str:
    """`23 Sept 2025`; empty without a date."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def period_text(first: date | None, last: date | None) -> str:
    """One day as that day, anything longer as months: `Jan 2021 – Jan 2025`; empty without dates."""
    if first is None or last is None or first == last:
        return day_text(first or last)
    months = [f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    return " – ".join(dict.fromkeys(months))


def count_text(number: int, noun: str) -> str:
    """`1 transcript`, `12 transcripts`, `1,204 exchanges`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there, else None: a transcript can name any scheme it likes."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def library_json(entries: Sequence[Entry], *, sample_file: str) -> Json:
    """The library for the header and the invitation, in a few words.

    `sample_file` is the name of the bundled transcript: while it is there, questions about it are offered.
    """
    exchanges = sum(entry.exchanges for entry in entries)
    summary = f"{count_text(len(entries), 'transcript')} · {count_text(exchanges, 'exchange')}"
    return {
        "summary": summary if entries else "No transcripts yet",
        "empty": not entries,
        "questions": list(SAMPLE_QUESTIONS) if any(entry.file == sample_file for entry in entries) else [],
    }


def question_json(round_id: str, question: str) -> Json:
    """A question just asked; what follows from it is merged into this as it comes in."""
    return {"id": round_id, "question": question, "status": "searching"}


def searched_json(step: Searched) -> Json:
    """What was searched, in words, and the passages found, best first."""
    found, question = step.found, step.question
    seconds = (found.embed_ms + found.search_ms) / 1000
    took = f"{seconds:.1f} s" if seconds >= 0.05 else "under 0.1 s"
    return {
        "status": "writing",
        "searched": f"Searched {_scope_text(found.scope)} ({took})",
        "understood": question.text if question.text != " ".join(question.asked.split()) else None,
        "taken_as": [_understood_json(one) for one in question.understood],
        "passages": [_passage_json(hit) for hit in found.hits],
    }


def _understood_json(one: Understood) -> Json:
    text = one.text if one.kind in ("spelling", "date", "order") else f"{one.kind} {one.text}"
    first = "This was put right" if one.kind == "spelling" else "This comes first"
    does = "Only this was searched" if one.is_filter else first
    return {"kind": one.kind, "text": text, "label": f"{does}: {text}. Ask again without."}


def _scope_text(scope: Scope) -> str:
    period = period_text(scope.first, scope.last)
    return count_text(scope.transcripts, "transcript") + (f", {period}" if period else "")


def _passage_json(hit: Hit) -> Json:
    words = " ".join(" ".join(sentence.text for sentence in hit.sentences).split())
    return {
        "place": f"{hit.source.transcript_id}.{hit.passage.exchange}",
        "who": _who(hit.outlet, hit.speaker) or hit.source.file,
        "text": words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + "…",
    }


def draft_json(draft: Draft) -> Json:
    """The answer so far. How well it is supported is told once it is whole."""
    return {
        "outcome": _outcome_json(draft.outcome, OUTCOMES.get(draft.outcome) if draft.outcome else None),
        "statements": [_statement_json(statement, note=None) for statement in draft.statements],
        "citations": [_citation_json(citation) for citation in draft.citations],
    }


def answer_json(answer: Answer) -> Json:
    """The whole answer: statements, citations, the exchanges they come from, and how it turned out."""
    return {
        "status": "done",
        "outcome": _outcome_json(answer.outcome, _outcome_text(answer)),
        "statements": [_statement_json(s, note=_note(s)) for s in answer.statements],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "sources": _sources_json(answer.citations),
        "nearest": [_citation_json(citation) for citation in answer.nearest],
        "notice": answer.notice,
    }


def _note(statement: Statement) -> str | None:
    """How far a statement is borne out and, where it is not, why; None where it is."""
    note = SUPPORT_NOTES.get(statement.support)
    return f"{note}: {statement.why}" if note and statement.why else note


def _outcome_text(answer: Answer) -> str | None:
    if answer.outcome != "not_in_transcripts":
        return OUTCOMES.get(answer.outcome)
    if answer.is_unread:
        return "No answer that can be checked."
    scope = answer.scope
    period = period_text(scope.first, scope.last)
    return f"Not in these transcripts: {scope.transcripts:,} searched" + (f", {period}." if period else ".")


def _outcome_json(outcome: Outcome | None, text: str | None) -> Json | None:
    return {"kind": outcome, "text": text} if text else None


def _statement_json(statement: Statement, *, note: str | None) -> Json:
    return {"text": statement.text, "citations": list(statement.citations), "note": note}


def _citation_json(citation: Citation) -> Json:
    sentence, source = citation.sentence, citation.source
    who = _said_by(sentence) or source.file
    day = day_text(source.date)
    return {
        "n": citation.n,
        "place": citation.link.removeprefix("?e="),
        "quote": sentence.text,
        "who": who,
        "date": day,
        "title": source.title or source.file,
        "label": f"Source {citation.n}: {', '.join(filter(None, (who.replace(' → ', ' to '), day)))}",
    }


def _said_by(sentence: Sentence) -> str:
    if sentence.part == "question":
        asker = ", ".join(dict.fromkeys(filter(None, (sentence.speaker, sentence.outlet))))
        return f"{asker or 'Reporter'} (asking)"
    if sentence.part == "opening":
        return f"{sentence.speaker or 'Speaker'} (opening remarks)"
    return _who(sentence.outlet, sentence.speaker)


def _who(outlet: str | None, speaker: str | None) -> str:
    return " → ".join(filter(None, (outlet, speaker)))


def _sources_json(citations: Iterable[Citation]) -> list[Json]:
    """One card for each exchange cited, in the order of the first citation."""
    cards: dict[tuple[str, int], Json] = {}
    for citation in citations:
        sentence = citation.sentence
        exchange = (sentence.span.transcript_id, sentence.exchange)
        card = cards.setdefault(exchange, {**_citation_json(citation), "cited": []})
        card["cited"].append(citation.n)
    return list(cards.values())


def failure_json(error: ReportedError) -> Json:
    """A question that failed, with what the person can do about it."""
    return {"status": "failed", "problem": error.problem, "mend": error.mend}


def progress_json(progress: Progress) -> Json:
    """How far one file is; `percent` is None while that cannot be told."""
    percent = round(100 * progress.done / progress.total) if progress.total else None
    words = progress.stage if percent is None else f"{progress.stage} {percent} %"
    return {"file": progress.file, "state": "busy", "percent": percent, "text": words.capitalize()}


def added_json(added: Added) -> Json:
    """What became of one file, in words that stay."""
    if added.status == "failed":
        return {
            "file": added.file,
            "state": "failed",
            "percent": None,
            "text": f"{added.problem or 'Not added.'} {added.mend or ''}".strip(),
        }
    words = {"added": "Added", "unchanged": "Unchanged: already in the library", "replaced": "Replaced"}
    text = f"{words[added.status]}, {count_text(added.exchanges, 'exchange')}"
    return {"file": added.file, "state": "done", "percent": 100, "text": text}
