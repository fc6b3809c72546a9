"""The JSON that scripts rely on: what each command prints under `--json`. Pure functions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from assistant import results
from assistant.types import Answer, Citation, Draft, Question, Searched, Statement
from store.cutting import sentences_of
from store.replies import Said, replies_of
from store.types import Added, Entry, Filters, Found, Hit, Reading, Scope, Sentence, Source, Transcript, Turn

Json = dict[str, Any]


def day_json(day: dt.date | None) -> str | None:
    """A day as `2031-03-04`."""
    return day.isoformat() if day else None


def added_json(added: Added) -> Json:
    """One input of `add`."""
    return {
        "file": added.file,
        "transcript": added.transcript_id,
        "status": added.status,
        "exchanges": added.exchanges,
        "problem": added.problem,
        "mend": added.mend,
    }


def entry_json(entry: Entry) -> results.Transcript:
    """One transcript of `list`."""
    return {
        "transcript": entry.id,
        "file": entry.file,
        "title": entry.title,
        "date": day_json(entry.date),
        "speakers": list(entry.speakers),
        "outlets": list(entry.outlets),
        "exchanges": entry.exchanges,
        "non_answers": entry.non_answers,
        "source_url": entry.source_url,
        "added": entry.added.isoformat(),
    }


def reading_json(reading: Reading) -> Json:
    """What `parse` makes of a file; `gives_information` is null where nothing was asked or replied."""
    said = (Said(s.exchange, s.turn, s.text) for s in sentences_of(reading, ""))
    informs = {reply.exchange: reply.informs for reply in replies_of(reading.exchanges, said)}
    return {
        "title": reading.title,
        "date": day_json(reading.date),
        "language": reading.language,
        "source_url": reading.source_url,
        "source_line": reading.source_line,
        "text": reading.text,
        "exchanges": [
            {
                "index": exchange.index,
                "question": [_question_turn(turn) for turn in exchange.question],
                "answer": [_answer_turn(turn) for turn in exchange.answer],
                "gives_information": informs.get(exchange.index),
            }
            for exchange in reading.exchanges
        ],
        "asides": [{"start": aside.start, "end": aside.end} for aside in reading.asides],
    }


def transcript_json(transcript: Transcript) -> Json:
    """What `show` prints: the reading of a kept transcript."""
    return {"transcript": transcript.id, "file": transcript.file, **reading_json(transcript.reading)}


def exchange_json(transcript: Transcript, index: int, sentences: Sequence[Sentence]) -> results.Exchange | None:
    """One exchange whole: its turns with their words, its sentences as citations, its neighbours; None without one."""
    reading = transcript.reading
    found = next((exchange for exchange in reading.exchanges if exchange.index == index), None)
    if found is None:
        return None
    others = {exchange.index for exchange in reading.exchanges}
    link = f"?e={transcript.id}.{index}"
    return {
        "transcript": transcript.id,
        "file": transcript.file,
        "title": reading.title,
        "date": day_json(reading.date),
        "source_url": reading.source_url,
        "exchange": index,
        "previous": index - 1 if index - 1 in others else None,
        "next": index + 1 if index + 1 in others else None,
        "link": link,
        "question": [{**_question_turn(turn), "text": _said(reading, turn)} for turn in found.question],
        "answer": [{**_answer_turn(turn), "text": _said(reading, turn)} for turn in found.answer],
        "sentences": [
            {**source_json(one, transcript.source), "link": f"?e={transcript.id}.{index}.{one.index}"}
            for one in sentences
        ],
    }


def _said(reading: Reading, turn: Turn) -> str:
    return reading.text[turn.start : turn.end]


def _question_turn(turn: Turn) -> results.QuestionTurn:
    return {
        "speaker": turn.speaker,
        "outlet": turn.outlet,
        "role": turn.role,
        "start": turn.start,
        "end": turn.end,
        "seconds": turn.seconds,
    }


def _answer_turn(turn: Turn) -> results.Turn:
    return {
        "speaker": turn.speaker,
        "role": turn.role,
        "start": turn.start,
        "end": turn.end,
        "seconds": turn.seconds,
    }


def search_json(question: str, found: Found, *, id: Any = None) -> results.Hits:
    """The hits of one search."""
    return {
        "id": id,
        "question": question,
        "hits": [_hit(hit) for hit in found.hits],
        "timings": {"embed_ms": round(found.embed_ms, 1), "search_ms": round(found.search_ms, 1)},
    }


def _hit(hit: Hit) -> results.Hit:
    span = hit.passage.span
    return {
        "rank": hit.rank,
        "score": hit.score,
        "transcript": span.transcript_id,
        "file": hit.source.file,
        "exchange": hit.passage.exchange,
        "title": hit.source.title,
        "date": day_json(hit.source.date),
        "speaker": hit.speaker,
        "outlet": hit.outlet,
        "text": hit.text,
        "start": span.start,
        "end": span.end,
        "link": f"?e={span.transcript_id}.{hit.passage.exchange}",
    }


def answer_json(answer: Answer, *, id: Any = None, answer_id: str | None = None) -> results.Answer:
    """A checked answer with its citations; `answer_id` is the id it is kept under, if it is."""
    timings = answer.timings
    return {
        "id": id,
        "answer_id": answer_id,
        "question": answer.question.asked,
        "standalone": answer.question.text,
        "understood": _understood(answer.question),
        "outcome": answer.outcome,
        "answer": answer.text,
        "statements": [statement_json(statement) for statement in answer.statements],
        "citations": [citation_json(citation) for citation in answer.citations],
        "searched": searched_json(answer.scope),
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "writer": answer.writer,
        "notice": answer.notice,
        "unread": answer.is_unread,
        "timings": {
            "embed_ms": round(timings.embed_ms, 1),
            "search_ms": round(timings.search_ms, 1),
            "first_token_ms": round(timings.first_token_ms, 1),
            "total_ms": round(timings.total_ms, 1),
        },
        "usage": {
            "prompt_tokens": answer.usage.prompt_tokens,
            "completion_tokens": answer.usage.completion_tokens,
            "cached": answer.usage.is_cached,
        },
    }


def step_json(step: Searched | Draft) -> results.Found | results.Draft:
    """What is known of an answer before it is whole: what was found, or the words so far, not checked yet."""
    if isinstance(step, Searched):
        return {
            "standalone": step.question.text,
            "understood": _understood(step.question),
            "searched": searched_json(step.found.scope),
            "hits": [_hit(hit) for hit in step.found.hits],
        }
    return {
        "outcome": step.outcome,
        "statements": [{"text": one.text, "citations": list(one.citations)} for one in step.statements],
        "citations": [citation_json(citation) for citation in step.citations],
    }


def _understood(question: Question) -> list[results.Understood]:
    return [
        {"kind": one.kind, "text": one.text, "value": one.value, "filter": one.is_filter} for one in question.understood
    ]


def searched_json(scope: Scope) -> results.Searched:
    """What was searched."""
    return {
        "transcripts": scope.transcripts,
        "from": day_json(scope.first),
        "to": day_json(scope.last),
        "filters": filters_json(scope.filters),
    }


def statement_json(statement: Statement) -> results.Statement:
    """One statement and the numbers of its citations."""
    return {
        "text": statement.text,
        "citations": list(statement.citations),
        "support": statement.support,
        "why": statement.why,
    }


def citation_json(citation: Citation) -> results.Citation:
    """One quote and where it stands; `quote` is the transcript's text from `start` to `end`."""
    words = source_json(citation.sentence, citation.source)
    return {"n": citation.n, **words, "relays": citation.relays, "link": citation.link}


def source_json(sentence: Sentence, source: Source) -> results.Quoted:
    """A sentence and where it stands, as citations and matches of quotes begin."""
    return {
        "transcript": sentence.span.transcript_id,
        "file": source.file,
        "exchange": sentence.exchange,
        "role": sentence.part,
        "speaker": sentence.speaker,
        "outlet": sentence.outlet,
        "date": day_json(source.date),
        "title": source.title,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "quote": sentence.text,
        "seconds": sentence.seconds,
        "source_url": source.source_url,
    }


def filters_json(filters: Filters) -> results.SetFilters:
    """The filters that are set, under their names in a batch line."""
    told: results.SetFilters = {}
    if filters.since:
        told["from"] = filters.since.isoformat()
    if filters.until:
        told["to"] = filters.until.isoformat()
    if filters.speakers:
        told["speaker"] = list(filters.speakers)
    if filters.outlets:
        told["outlet"] = list(filters.outlets)
    if filters.transcripts:
        told["transcript"] = list(filters.transcripts)
    if filters.non_answers:
        told["non_answers"] = True
    return told
