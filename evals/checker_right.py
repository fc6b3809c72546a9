"""Right answers for the bench of the checker: statements made by rule, or written by hand, from gold sentences.

Nothing here knows how `assistant.grounding` decides. A `Trial` is one statement with what it cites and the prompt that
a writer would have had: the exchanges cited, their neighbours, and those of other transcripts that are most like them.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from assistant.types import Marker, Prompt, Question
from evals.matching import normalised
from evals.perfect import in_marks, introduced
from evals.places import Transcripts, sentences
from evals.suites import read_suite, resolved
from evals.types import Suite
from store.formats import read_transcript
from store.types import Hit, Passage, Sentence, Source, Span, Transcript

PARAPHRASES = Path(__file__).parent / "checker_paraphrases.yaml"
MONTHS = "January February March April May June July August September October November December".split()
_OTHERS = 4  # exchanges of other transcripts that stand in the prompt
_DIGITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_PERSONS = (
    (r"\bI am\b", "they are"), (r"\bI was\b", "they were"), (r"\bI['’]m\b", "they are"), (r"\bI['’]ve\b", "they have"),
    (r"\bI['’]ll\b", "they will"), (r"\bI['’]d\b", "they would"), (r"\bI\b", "they"), (r"\b[Mm]e\b", "them"),
    (r"\b[Mm]y\b", "their"), (r"\b[Mm]ine\b", "theirs"), (r"\b[Ww]e['’]re\b", "they are"),
    (r"\b[Ww]e['’]ve\b", "they have"), (r"\b[Ww]e['’]ll\b", "they will"), (r"\b[Ww]e\b", "they"),
    (r"\b[Uu]s\b", "them"), (r"\b[Oo]urs\b", "theirs"), (r"\b[Oo]ur\b", "their"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """A statement and the sentences it cites. `sort` is how it was made; `transcript` is where it comes from."""

    sort: str
    text: str
    cited: tuple[Sentence, ...]
    transcript: Transcript
    is_declined: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """What the trials are made of: every transcript of the suites, and the gold sentences of their facts."""

    transcripts: Transcripts
    golds: tuple[tuple[tuple[Sentence, ...], bool], ...]  # the sentences of a fact; whether its case is declined
    names: frozenset[str]  # words with a capital within a sentence


def library(suites: Iterable[Path]) -> Library:
    """The transcripts and gold sentences of suites that bring their own transcripts."""
    transcripts: dict[str, Transcript] = {}
    golds: dict[tuple[Sentence, ...], bool] = {}
    for path in suites:
        suite, own = _read(path)
        transcripts |= own
        for case in suite.cases:
            for fact in case.facts:
                for gold in fact.gold[:1]:
                    spans = set(gold.sentences)
                    found = tuple(s for s in sentences(own[gold.span.transcript_id]) if s.span in spans)
                    golds.setdefault(found, case.expect == "declined")
    texts = (s.text for t in transcripts.values() for s in sentences(t))
    names = frozenset(name for text in texts for name in re.findall(r"(?<=[a-z,] )[A-Z]\w+", text))
    return Library(transcripts, tuple(golds.items()), names)


def _read(path: Path) -> tuple[Suite, dict[str, Transcript]]:
    suite = read_suite(path)
    own = {}
    for t in suite.transcripts:
        data = t.incoming.path.read_bytes() if t.incoming.path else t.incoming.data or b""
        reading = read_transcript(data, t.incoming.file)
        day = dt.date.fromisoformat(t.date) if t.date else reading.date
        reading = replace(reading, title=t.title or reading.title, date=day)
        own[t.id] = Transcript(t.id, t.incoming.file, "", dt.datetime(2040, 1, 1, tzinfo=dt.UTC), reading)
    return resolved(suite, {t.id: t.id for t in suite.transcripts}, own)[0], own


def right_trials(lib: Library) -> Iterator[Trial]:
    """Every right answer, quotes first."""
    for cited, is_declined in lib.golds:
        transcript = lib.transcripts[cited[0].span.transcript_id]
        for position, sentence in enumerate(cited):
            needs_one = position == 0 or sentence.part == "question"
            introduction = f"{introduced(sentence, transcript)}: " if needs_one else ""
            yield Trial("exact", f"{introduction}{in_marks(sentence.text)}", (sentence,), transcript, is_declined)
    for cited, is_declined in lib.golds:
        transcript = lib.transcripts[cited[0].span.transcript_id]
        for sentence in cited:
            is_told = sentence.part != "question" and sentence.speaker
            if is_told and transcript.reading.language == "en" and is_english(sentence.text):
                for sort, text in _retold(sentence, transcript, lib):
                    yield Trial(sort, text, (sentence,), transcript, is_declined)
    yield from written_trials(lib)


def written_trials(lib: Library) -> Iterator[Trial]:
    """The paraphrases written by hand."""
    lists: Mapping[str, list[dict[str, object]]] = yaml.safe_load(PARAPHRASES.read_text(encoding="utf-8"))
    for name, lines in lists.items():
        for line in lines:
            starts, say = line["from"], line["say"]
            assert isinstance(starts, list) and isinstance(say, str)
            pool = sentences(lib.transcripts[name])
            cited = [next((s for s in pool if _has(s.text, start)), None) for start in starts]
            if None in cited:
                raise ValueError(f"{PARAPHRASES.name}: no sentence of {name} has {starts}")
            yield Trial("by hand", say, tuple(s for s in cited if s), lib.transcripts[name])


def _has(text: str, start: str) -> bool:
    return normalised(start) in normalised(text)


def is_english(text: str) -> bool:
    """Whether the rules for English words may be used on a text."""
    return text.isascii() and bool(re.search(r"\b(?:the|a|is|are|we|it|to|of|and|I|not|no|will|was)\b", text))


def _retold(sentence: Sentence, transcript: Transcript, lib: Library) -> Iterator[tuple[str, str]]:
    who = sentence.speaker or ""
    told = third_person(sentence.text, lib)
    day = transcript.reading.date
    yield "third person", f"{who} said that {told}"
    if day:
        yield "dated", f"On {day.day} {MONTHS[day.month - 1]} {day.year}, {who} said that {told}"
    if (changed := _other_numbers(told)) != told:
        yield "numbers reworded", f"{who} said that {changed}"
    if (changed := _other_names(told)) != told:
        yield "names abbreviated", f"According to {who}, {changed}"
    if clause := _clause(sentence.text):
        yield "clause", f"{who} said that {third_person(clause, lib)}"


def third_person(text: str, lib: Library) -> str:
    """A sentence as others would report it: "they" for "I" and "we"; a leading Yes or No, and the end mark, kept out.

    Its first word is small unless some transcript has it with a capital within a sentence.
    """
    text = " ".join(text.split())
    text = re.sub(r"^(?:(?:Yes|No|Well|Look), |No\. |(?:And|But|So) )(?=\w)", "", text)
    for pattern, word in _PERSONS:
        text = re.sub(pattern, word, text)
    text = text.rstrip(".!") + "."
    first = re.match(r"\w+", text)
    return text if first and first[0] in lib.names else text[0].lower() + text[1:]


def _other_numbers(text: str) -> str:
    """Numbers in another notation: 7 and seven, 25 million and 25m, 14,000 and 14000, percent and %, dates."""
    months = "|".join(MONTHS)
    text = re.sub(rf"\b(\d{{1,2}}) ({months})\b(?! \d)", r"\2 \1", text)
    text = re.sub(r"(\d) million\b", r"\1m", text)
    text = re.sub(r"(\d) billion\b", r"\1bn", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    text = re.sub(r"(?<=\d) per ?cent\b", "%", text)
    small = re.compile(r"(?<![\d.,:/-])\b([2-9]|1[0-2])\b(?= [a-z])(?! (?:million|billion|trillion|per)\b)")
    if small.search(text):
        return small.sub(lambda match: _DIGITS[int(match[1])], text)
    words = re.compile(rf"(?<!-)\b(?:{'|'.join(_DIGITS[3:])})\b(?![ -](?:hundred|thousand|million|billion))")
    return words.sub(lambda match: str(_DIGITS.index(match[0])), text)


def _other_names(text: str) -> str:
    text = re.sub(r"\bU\.S\.(?!\w)|\bUS\b(?!\$)", "United States", text)
    text = re.sub(r"\bUS\$\s?", "USD ", text)
    text = re.sub(r"\bthe European Union\b", "the EU", text)
    text = re.sub(r"\bRepublic of Korea\b|\bROK\b", "South Korea", text)
    return re.sub(r"\bUnited Nations\b", "UN", text)


def _clause(text: str) -> str | None:
    """The first of two main clauses, where no condition hangs on it."""
    parts = re.split(r"(?:;|,? but|, and) (?=(?:we|I|it|they|the|he|she|there|that|you|its|our)\b)", text, maxsplit=1)
    if len(parts) < 2 or len(parts[0].split()) < 5 or re.search(r"\b(?:if|unless|until|when|not only)\b", text, re.I):
        return None
    return parts[0]


def prompt_for(trial: Trial, lib: Library, also: Sequence[Sentence] = ()) -> tuple[Prompt, dict[Sentence, Marker]]:
    """The prompt that shows what a trial cites among other exchanges, and the markers of its sentences."""
    places: dict[tuple[str, int], None] = {}
    for s in (*trial.cited, *also):
        places[(s.span.transcript_id, s.exchange)] = None
    for s in trial.cited:
        for step in (1, -1):
            places[(s.span.transcript_id, s.exchange + step)] = None
    own = trial.transcript.id
    others = [id for id in lib.transcripts if id != own]
    start = (others.index(min(others, key=lambda id: abs(len(id) - len(own)))) + trial.cited[0].exchange) % len(others)
    for offset in range(_OTHERS):
        places[(others[(start + offset * 7) % len(others)], trial.cited[0].exchange)] = None
    hits = tuple(hit for place in places if (hit := _hit(place, lib)))
    shown = {Marker(n, i): s for n, hit in enumerate(hits, 1) for i, s in enumerate(hit.sentences, 1)}
    question = Question("What was said?", "What was said?")
    return Prompt(question, "", "", hits, shown), {s: marker for marker, s in shown.items()}


def _hit(place: tuple[str, int], lib: Library) -> Hit | None:
    transcript = lib.transcripts[place[0]]
    exchange = next((e for e in transcript.reading.exchanges if e.index == place[1]), None)
    own = tuple(s for s in sentences(transcript) if s.exchange == place[1])
    if exchange is None or not own:
        return None
    reading = transcript.reading
    span = Span(transcript.id, own[0].span.start, own[-1].span.end)
    source = Source(transcript.id, transcript.file, reading.title, reading.date, reading.source_url)
    passage = Passage(0, place[1], 0, span)
    return Hit(1, 0.5, passage, source, exchange.answerer, own[0].outlet, reading.text[span.start : span.end], own)
