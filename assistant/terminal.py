"""What commands show a person: plain text for a terminal. Pure functions."""

import datetime as dt
import functools
import textwrap
from collections.abc import Callable, Iterator
from typing import ParamSpec

from assistant.questions import restated
from assistant.types import Answer, Citation, Draft, Question
from store.types import Added, Entry, Filters, Hit, Reading, Scope, Turn

_P = ParamSpec("_P")

_WIDTH = 100
_SUPPORT = {"weak": " (weakly supported)", "none": " (not found in the sources)"}
OUTCOMES = {
    "answered": "Answered",
    "partly": "Answered in part",
    "declined": "Asked, but no information was given",
    "not_in_transcripts": "Not in these transcripts",
}

UNREAD = "No answer that can be checked"

# A terminal obeys control characters, and transcripts and models may hold any.
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")


def visible(text: str) -> str:
    """The text with every control character but tabs and line ends as `\ufffd`."""
    return text.translate(_CONTROLS)


def _visible(lines: Callable[_P, Iterator[str]]) -> Callable[_P, Iterator[str]]:
    @functools.wraps(lines)
    def shown(*args: _P.args, **kwargs: _P.kwargs) -> Iterator[str]:
        return map(visible, lines(*args, **kwargs))

    return shown


def day(value: dt.date | None) -> str:
    """A date as people write it, `23 September 2025`, or an empty string."""
    return f"{value.day} {value:%B %Y}" if value else ""


def counted(number: int, noun: str) -> str:
    """`1 transcript`, `2 transcripts`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def scope_line(scope: Scope) -> str:
    """What was searched: `Searched 12 transcripts, 4 March 2031 to 10 June 2031`."""
    if not scope.transcripts and not scope.filters:
        return "The library is empty: add transcripts with onrecord add PATH..."
    return f"Searched {reach(scope, ' (filtered)' if scope.filters != Filters() else '')}"


def reach(scope: Scope, held: str = "") -> str:
    """`12 transcripts, 4 March 2031 to 10 June 2031`; what they are `held` to stands behind their number."""
    days = day(scope.first)
    if scope.last != scope.first:
        days = f"{days} to {day(scope.last)}"
    return f"{counted(scope.transcripts, 'transcript')}{held}{', ' if days else ''}{days}"


def added_line(added: Added) -> str:
    """What became of one input of `add`."""
    if added.status == "failed":
        return f"failed     {added.problem} {added.mend}"
    return f"{added.status:<10} {added.file}: {counted(added.exchanges, 'exchange')} [{added.transcript_id}]"


@_visible
def entry_lines(entry: Entry) -> Iterator[str]:
    """One transcript of the library's list."""
    facts = [day(entry.date), entry.title, counted(entry.exchanges, "exchange")]
    if entry.non_answers:
        facts.append(counted(entry.non_answers, "non-answer"))
    yield f"{entry.id}  {entry.file}"
    yield f"            {' · '.join(fact for fact in facts if fact)}"
    if entry.speakers:
        yield f"            {', '.join(entry.speakers[:8])}{' …' if len(entry.speakers) > 8 else ''}"


@_visible
def reading_lines(reading: Reading) -> Iterator[str]:
    """A transcript to be read: its head, then every exchange."""
    head = [reading.title, day(reading.date), reading.language, reading.source_line, reading.source_url]
    yield " · ".join(fact for fact in head if fact)
    for exchange in reading.exchanges:
        yield ""
        yield f"--- exchange {exchange.index} ---"
        for turn in exchange.turns:
            yield f"{_who(turn)}:"
            for paragraph in reading.text[turn.start : turn.end].split("\n\n"):
                yield textwrap.fill(" ".join(paragraph.split()), _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _who(turn: Turn) -> str:
    named = turn.speaker or turn.label or {"asker": "Reporter", "moderator": "Moderator"}.get(turn.role, "Speaker")
    if turn.role == "asker" and turn.outlet:
        return f"{turn.speaker} ({turn.outlet})" if turn.speaker else turn.outlet
    return named


@_visible
def hit_lines(hit: Hit) -> Iterator[str]:
    """One hit of a search."""
    facts = [day(hit.source.date), hit.source.title or hit.source.file]
    who = " -> ".join(name for name in (hit.outlet, hit.speaker) if name)
    yield f"{hit.rank:>2}. {who or 'Passage'} · {' · '.join(fact for fact in facts if fact)}  [{hit.score:.2f}]"
    yield textwrap.indent(textwrap.shorten(" ".join(hit.text.split()), 300, placeholder=" …"), "    ")
    yield f"    {hit.source.transcript_id}, exchange {hit.passage.exchange}"


@_visible
def statement_lines(answer: Answer | Draft, first: int = 0, end: int | None = None) -> Iterator[str]:
    """Statements from `first` on, each with the numbers of its quotes; another exchange begins after a blank line.

    Weak support is said in words, once it has been judged.
    """
    marks = _SUPPORT if isinstance(answer, Answer) else {}
    exchanges = {c.n: (c.source.transcript_id, c.sentence.exchange) for c in answer.citations}
    places = [exchanges.get(s.citations[0]) if s.citations else None for s in answer.statements]
    for position in range(len(answer.statements))[first:end]:
        statement = answer.statements[position]
        if position and places[position] != places[position - 1]:
            yield ""
        numbers = "".join(f" [{n}]" for n in statement.citations)
        mark = marks.get(statement.support, "")
        if mark and statement.why:
            mark = f"{mark.removesuffix(')')}: {statement.why})"
        yield textwrap.fill(f"{statement.text}{numbers}{mark}", _WIDTH)


def outcome_line(answer: Answer) -> str:
    """The outcome in words."""
    return f"{UNREAD if answer.is_unread else OUTCOMES[answer.outcome]}."


def standalone_line(question: Question) -> str:
    """The question that was answered, where it is not the one that was typed; else empty."""
    meant = restated(question.asked, question.text)
    return visible(f"Understood as: {meant}") if meant else ""


def understood_line(question: Question) -> str:
    """What the question was taken to mean, `Taken as: 4 March 2031 · speaker Ana Vell`; empty if nothing was."""
    named = [
        one.text if one.kind in ("spelling", "date", "order") else f"{one.kind} {one.text}"
        for one in question.understood
    ]
    return f"Taken as: {' · '.join(named)} (--as-asked searches without)" if named else ""


@_visible
def source_lines(answer: Answer) -> Iterator[str]:
    """Every quote with who said it, or the nearest passages when nothing answers."""
    if answer.notice:
        yield ""
        yield f"Note: {answer.notice}"
    if answer.citations:
        yield ""
        yield "Quotes"
    elif answer.nearest:
        yield ""
        judged = "nobody has judged whether they answer" if answer.is_unread else "they do not answer the question"
        yield f"Nearest passages ({judged})"
    for citation in answer.citations or answer.nearest:
        yield from _citation_lines(citation)


def _citation_lines(citation: Citation) -> Iterator[str]:
    sentence, source = citation.sentence, citation.source
    asked = f"asked by {sentence.outlet}" if sentence.outlet and sentence.part != "question" else None
    speaker = sentence.speaker or (sentence.outlet if sentence.part == "question" else None)
    role = "the question" if sentence.part == "question" else None
    relayed = f"passing on {citation.relays}" if citation.relays else None
    facts = [speaker, role, asked, relayed, day(source.date), source.title or source.file]
    yield f"[{citation.n}] {' · '.join(fact for fact in facts if fact)}"
    yield textwrap.fill(" ".join(sentence.text.split()), _WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield f"    {source.file}, characters {sentence.span.start}-{sentence.span.end}"
