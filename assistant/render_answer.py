"""An answer in the contract's JSON -> the JSON that the page draws, alike for a new one and a kept one. Pure functions.

Everything shown travels as plain text; the page draws it with `textContent`, so it needs no escaping.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant import contract, results
from assistant.places import marks_of
from assistant.questions import restated
from assistant.render import Json, count_text, day_text, period_text
from assistant.types import Answer, Draft, Outcome, Searched, Support, Understood
from assistant.unanswered import LEFT
from store.types import Sentence

SUPPORT_NOTES: dict[Support, str] = {"weak": "weakly supported", "none": "not found in the sources"}
OUTCOMES: dict[Outcome, str] = {
    "partly": "Partly answered: the rest is not in these transcripts.",
    "declined": "The speaker declined to answer.",
}
BY_WORDS = "Searched by words alone: the embedder is out of reach, or has not embedded the whole library yet."
EXCERPT = 140  # characters of a passage that stand for it in a list


def question_json(round_id: str) -> Json:
    """A question just asked, which the page knows by this id; what follows from it is merged into this."""
    return {"id": round_id, "status": "searching"}


def searched_json(step: Searched) -> Json:
    """What was searched, in words, and the passages found, best first."""
    found, question = step.found, step.question
    seconds = (found.embed_ms + found.search_ms) / 1000
    took = f"{seconds:.1f} s" if seconds >= 0.05 else "under 0.1 s"
    return {
        "status": "writing",
        "searched": f"Searched {_scope_text(contract.searched_json(found.scope))} ({took})",
        "understood": restated(question.asked, question.text),
        "taken_as": [_understood_json(one) for one in question.understood],
        "passages": [
            passage_json(
                f"{hit.source.transcript_id}.{hit.passage.exchange}",
                who_text(hit.outlet, hit.speaker) or hit.source.file,
                hit.sentences,
            )
            for hit in found.hits
        ],
        "warning": BY_WORDS if found.by_words else None,
    }


def _understood_json(one: Understood) -> Json:
    text = one.text if one.kind in ("spelling", "date", "order") else f"{one.kind} {one.text}"
    first = "This was put right" if one.kind == "spelling" else "This comes first"
    does = "Only this was searched" if one.is_filter else first
    return {"kind": one.kind, "text": text, "label": f"{does}: {text}. Ask again without."}


def _scope_text(searched: results.Searched) -> str:
    period = period_text(*_period(searched))
    return count_text(searched["transcripts"], "transcript") + (f", {period}" if period else "")


def _period(searched: results.Searched) -> tuple[dt.date | None, dt.date | None]:
    return _date(searched["from"]), _date(searched["to"])


def _date(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None


def passage_json(place: str, who: str, sentences: Sequence[Sentence]) -> Json:
    """A passage in a list: where it stands, who asked and answered, and how it begins.

    `place` is its exchange; by the passage's first words it is found again when exchanges are counted anew.
    """
    marks = marks_of(sentences[0].span.start, sentences[0].text) if sentences else ""
    words = " ".join(" ".join(sentence.text for sentence in sentences).split())
    return {
        "place": f"{place}{marks}",
        "who": who,
        "text": words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + "…",
    }


def draft_json(draft: Draft) -> Json:
    """The answer so far. How well it is supported is told once it is whole."""
    return {
        "outcome": _outcome_json(draft.outcome, OUTCOMES.get(draft.outcome) if draft.outcome else None),
        "statements": [_statement_json(contract.statement_json(one), note=None) for one in draft.statements],
        "citations": [_citation_json(contract.citation_json(citation)) for citation in draft.citations],
    }


def answer_json(answer: Answer, answer_id: str | None = None) -> Json:
    """The whole answer: statements, citations, the exchanges they come from, and how it turned out."""
    return told_json(contract.answer_json(answer, answer_id=answer_id))


def told_json(told: results.Answer) -> Json:
    """The same from the contract's JSON, which goes along as `record` for whoever exports it."""
    return {
        "status": "done",
        "outcome": _outcome_json(told["outcome"], outcome_text(told)),
        "statements": [_statement_json(one, note=_note(one)) for one in told["statements"]],
        "citations": [_citation_json(citation) for citation in told["citations"]],
        "sources": _sources_json(told["citations"]),
        "nearest": [_citation_json(citation) for citation in told["nearest"]],
        "notice": told["notice"],
        "searched_line": searched_line(told),
        "record": told,
    }


def kept_json(kept: Json, passages: list[Json]) -> Json:
    """A kept answer as the page draws it, with those of the passages found for it that still stand."""
    told = kept["answer"]
    day = dt.datetime.fromisoformat(kept["kept"])
    return {
        "question": kept["question"],
        "searched": f"Searched {_scope_text(told['searched'])}",
        "understood": restated(kept["question"], kept["standalone"]),
        "taken_as": [],
        "passages": passages or None,
        "kept": f"This answer was given on {day_text(day.date())} at {day:%H:%M} UTC and is shown as it was.",
        **told_json(told),
    }


def _note(statement: results.Statement) -> str | None:
    """How far a statement is borne out and, where it is not, why; None where it is."""
    note = SUPPORT_NOTES.get(statement["support"])
    return f"{note}: {statement['why']}" if note and statement["why"] else note


def outcome_text(told: Mapping[str, Any]) -> str | None:
    """How it turned out, in words; None for a plain answer."""
    match told["outcome"]:
        case "not_in_transcripts":
            return "No answer that can be checked." if told["unread"] else _absence(told["searched"])
        case "declined":
            names = dict.fromkeys(c["speaker"] for c in told["citations"] if c["role"] != "question" and c["speaker"])
            return f"{' and '.join(names)} declined to answer." if 1 <= len(names) <= 2 else OUTCOMES["declined"]
        case "partly":
            return "Partly answered." if LEFT in (told["notice"] or "") else OUTCOMES["partly"]
    return None


def _absence(searched: results.Searched) -> str:
    period = period_text(*_period(searched))
    held = " with these filters" if any(searched["filters"].values()) else ""
    return f"Not in these transcripts: {searched['transcripts']:,} searched{held}" + (f", {period}." if period else ".")


def searched_line(told: Mapping[str, Any]) -> str:
    """What was searched, what the search was held to, and who answered, as it is handed on with an answer."""
    days = dict.fromkeys(filter(None, map(day_text, _period(told["searched"]))))
    held = "; ".join(_held_to(told))
    words = ", ".join(filter(None, (count_text(told["searched"]["transcripts"], "transcript"), " to ".join(days))))
    writer = "the built-in writer, which quotes" if told["writer"] == "extractive" else told["writer"]
    return f"OnRecord searched {words}{held and f', with these filters: {held}'}. Answered by: {writer}."


def _held_to(told: Mapping[str, Any]) -> Iterator[str]:
    """Each filter in words; a transcript by its title where the answer quotes it, or else as it was named."""
    filters, quoted = told["searched"]["filters"], [*told["citations"], *told["nearest"]]
    for end in ("from", "to"):
        if filters.get(end):
            yield f"{end} {day_text(dt.date.fromisoformat(filters[end]))}"
    titles = {citation["transcript"]: citation["title"] or citation["file"] for citation in quoted}
    for kind in ("speaker", "outlet", "transcript"):
        if names := filters.get(kind):
            yield f"{kind} {' or '.join(titles.get(name, name) if kind == 'transcript' else name for name in names)}"
    if filters.get("non_answers"):
        yield "only non-answers"


def _outcome_json(outcome: Outcome | None, text: str | None) -> Json | None:
    return {"kind": outcome, "text": text} if text else None


def _statement_json(statement: results.Statement, *, note: str | None) -> Json:
    return {"text": statement["text"], "citations": statement["citations"], "note": note}


def _citation_json(citation: results.Citation) -> Json:
    who = _said_by(citation) or citation["file"]
    day = day_text(_date(citation["date"]))
    return {
        "n": citation["n"],
        "place": citation["link"].removeprefix("?e=") + marks_of(citation["start"], citation["quote"]),
        "quote": citation["quote"],
        "who": who,
        "relays": citation["relays"],
        "date": day,
        "title": citation["title"] or citation["file"],
        "label": f"Source {citation['n']}: {', '.join(filter(None, (who.replace(' → ', ' to '), day)))}",
    }


def _said_by(citation: results.Citation) -> str:
    if citation["role"] == "question":
        asker = ", ".join(dict.fromkeys(filter(None, (citation["speaker"], citation["outlet"]))))
        return f"{asker or 'Reporter'} (asking)"
    if citation["role"] == "opening":
        return f"{citation['speaker'] or 'Speaker'} (opening remarks)"
    return who_text(citation["outlet"], citation["speaker"])


def who_text(outlet: str | None, speaker: str | None) -> str:
    """`Harbour Times → Ana Vell`: who asked whom, as far as it is known."""
    return " → ".join(filter(None, (outlet, speaker)))


def _sources_json(citations: Iterable[results.Citation]) -> list[Json]:
    """One card for each exchange cited, in the order of the first citation."""
    cards: dict[tuple[str, int], Json] = {}
    for citation in citations:
        exchange = (citation["transcript"], citation["exchange"])
        card = cards.setdefault(exchange, {**_citation_json(citation), "cited": []})
        card["cited"].append(citation["n"])
    return list(cards.values())
