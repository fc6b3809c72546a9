"""A topic counted by month -> the JSON of the Timeline tab. Pure functions."""

from assistant.places import sentence_place
from assistant.render import Json, count_text, day_text, period_text
from assistant.timeline import Timeline
from assistant.types import Citation

UNNAMED = {"outlet": "No outlet named", "speaker": "No speaker named"}


def timeline_json(line: Timeline) -> Json:
    """Counts by month: pairs of a group's place in `groups` and its exchanges. `key` names a group to the server."""
    place = {name: n for n, (name, _) in enumerate(line.groups)}
    return {
        "topic": line.topic,
        "summary": _summary(line),
        "groups": [{"key": name, "name": name or UNNAMED[line.by], "count": count} for name, count in line.groups],
        "months": [
            {
                "month": f"{month.first:%Y-%m}",
                "transcripts": month.transcripts,
                "counts": [[place[name], count] for name, count in month.counts],
            }
            for month in line.months
        ],
        "undated": line.undated,
        "near": len(line.near),
    }


def card_json(quote: Citation) -> Json:
    """An exchange in the list: its sentence that fits best, and the place where it opens."""
    sentence, source = quote.sentence, quote.source
    return {
        "place": sentence_place(sentence),
        "quote": " ".join(sentence.text.split()),
        "who": _said_by(quote),
        "date": day_text(source.date) or "No date",
        "title": source.title or source.file,
    }


def _said_by(quote: Citation) -> str:
    sentence = quote.sentence
    if sentence.part == "question":
        return f"{sentence.outlet or sentence.speaker or 'Reporter'} (asking)"
    return " → ".join(filter(None, (sentence.outlet, sentence.speaker))) or quote.source.file


def _summary(line: Timeline) -> str:
    scope = line.scope
    period = period_text(scope.first, scope.last)
    searched = f"{count_text(scope.transcripts, 'transcript')}{f', {period}' if period else ''}"
    if not line.mentions:
        return f"Nothing on this in {searched}."
    exchanges = count_text(len(line.mentions), "exchange")
    if line.basis == "search":
        found = f"No exchange holds these words. The nearest in sense, {exchanges}, may be about something else"
    else:
        found = f"{exchanges} with these words"
    return f"{found}. Searched {searched}."
