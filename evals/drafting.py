"""`eval new`: a suite drafted from the library, without a model, for a person to correct.

Reporters' own questions become questions, the sentence that answers best becomes the gold. What a machine cannot
decide is marked `# check:`.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from assistant.command_options import open_store
from assistant.errors import SettingsError
from assistant.reranker import CrossEncoder
from assistant.settings import Settings
from evals.draft_yaml import suite_yaml
from evals.places import in_scope
from evals.places import sentences as sentences_of
from evals.report_words import counted
from store.lexical import is_latin, match_terms
from store.nonanswers import declines
from store.types import Exchange, Filters, Sentence, Transcript

Scores = Callable[[str, Sequence[str]], list[float]]

# Of every ten questions so many ask who asked, are absent for a filter, and name what is nowhere; the rest are asked
# as reporters asked them.
_WHO, _OUT_OF_SCOPE, _NOWHERE = 1, 1, 1
_TELLING_WORDS = 3  # a question with fewer leans on what was said before it
_UNFIT = -5.0  # a cross-encoder logit below which a sentence answers this only if the reporter was not evaded
_WORDS_OF_AN_ANSWER = 4  # shorter ones, such as "It is.", tell nothing by themselves
_LONGEST = 240  # characters of a question
_INVENTED = "Zembrovia Quilland Ostervane Marrowick Tallisport Brennholm Corvessa Duskmere".split()
_ENDS = re.compile(r"[?？]\W*$")
_NAME = re.compile(r"\b[A-Z][\w'’.-]*(?:\s+(?:of|the|and|for|de|la)?\s*[A-Z][\w'’.-]*)*")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REFUSED = "refer | authorit | declin | did not | no comment | nothing to"


@dataclass(frozen=True, slots=True)
class DraftFact:
    """A fact as it is written down; `match` are its items, `source` the words it comes from."""

    say: str
    match: tuple[str, ...]
    source: str
    is_asker: bool = False


@dataclass(frozen=True, slots=True)
class DraftCase:
    """A question as it is written down, and what a person should check."""

    id: str
    ask: str
    expect: str
    checks: tuple[str, ...]
    tags: tuple[str, ...]
    facts: tuple[DraftFact, ...] = ()
    only: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An exchange in which a reporter asks something that can stand alone."""

    transcript: Transcript
    exchange: Exchange
    asking: Sentence
    replies: tuple[Sentence, ...]

    @property
    def question(self) -> str:
        """The asking sentence on one line."""
        return " ".join(self.asking.text.split())


def draft_suite(settings: Settings, filters: Filters, *, count: int, seed: int, output: Path | None) -> None:
    """Write a drafted suite to a file, or to stdout. Raises SettingsError when there is nothing to draft from."""
    if output is not None and output.exists():
        raise SettingsError(f"{output}: is there already, perhaps with corrections.", "Name another file.")
    store = open_store(settings)
    transcripts = [store.transcript(entry.id) for entry in store.entries()]
    cases = drafted(transcripts, CrossEncoder(threads=settings.threads).scores, filters, count=count, seed=seed)
    if not cases:
        mend = "Add transcripts with questions: onrecord add PATH..." if not transcripts else "Widen the filters."
        raise SettingsError("There is no question in the library to draft from.", mend)
    languages = [transcript.reading.language for transcript in transcripts]
    text = suite_yaml(output.stem if output else "my-suite", max(set(languages), key=languages.count), cases)
    if output is None:
        print(text, end="")
    else:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{output}: cannot be written ({error.strerror}).", "Name another file.") from error
    where = output or "it"
    fewer = f" (no more are in the library; {count} were asked for)" if len(cases) < count else ""
    print(f"{counted(len(cases), 'question')}{fewer}. Correct each `# check:`, then: onrecord eval check {where}",
          file=sys.stderr)  # fmt: skip


def drafted(
    transcripts: Sequence[Transcript], scores: Scores, filters: Filters, *, count: int, seed: int
) -> list[DraftCase]:
    """At most `count` cases, the same for the same seed; fewer when the library has no more questions."""
    random = Random(seed)
    found = [asked for transcript in transcripts for asked in _questions(transcript, filters)]
    if not found:
        return []
    random.shuffle(found)
    found.sort(key=lambda asked: not _names_something(asked.question))  # these can best stand alone
    wanted = {
        kind: -(-count * share // 10) for kind, share in (("who", _WHO), ("out", _OUT_OF_SCOPE), ("no", _NOWHERE))
    }
    if count < 5:
        wanted = dict.fromkeys(wanted, 0)
    special: list[DraftCase] = []
    special += _some(_who_asked(found), wanted["who"])
    special += _some(_out_of_scope(found, transcripts, scores), wanted["out"])
    special += _some(_nowhere(found, transcripts, random), wanted["no"])
    plain = _some(_plain(found, scores), count - len(special))
    return _numbered([*plain, *special])


def _some(cases: Iterator[DraftCase], most: int) -> list[DraftCase]:
    return [case for case, _ in zip(cases, range(most), strict=False)] if most > 0 else []


def _questions(transcript: Transcript, filters: Filters) -> Iterator[_Asked]:
    """The exchanges the filters let pass whose asking sentence says by itself what it asks about."""
    every = sentences_of(transcript)
    for exchange in transcript.reading.exchanges:
        if exchange.asker is None or not in_scope(transcript, exchange, filters):
            continue
        own = [sentence for sentence in every if sentence.exchange == exchange.index]
        asking = [s for s in own if s.part == "question" and _ENDS.search(s.text) and len(s.text) <= _LONGEST]
        replies = tuple(s for s in own if s.part == "answer")
        best = max(asking, key=lambda sentence: len(match_terms(sentence.text)), default=None)
        if best and replies and len(match_terms(best.text)) >= _TELLING_WORDS:
            yield _Asked(transcript, exchange, best, replies)


def _plain(found: Sequence[_Asked], scores: Scores) -> Iterator[DraftCase]:
    """Questions as reporters asked them, answered or declined."""
    for asked in found:
        fits = scores(asked.question, [reply.text for reply in asked.replies])
        is_long = [len(reply.text.split()) >= _WORDS_OF_AN_ANSWER for reply in asked.replies]
        place = max(range(len(fits)), key=lambda i: (is_long[i] or not is_latin(asked.question), fits[i]))
        refusal = next((reply for reply in asked.replies if declines(reply.text)), None)
        # A refusal counts as the answer unless something else in the reply answers better.
        is_declined = refusal is not None and (declines(asked.replies[place].text) or fits[place] < _UNFIT)
        gold = refusal if is_declined and refusal else asked.replies[place]
        checks = ["can the question be understood by itself? Word it as you would ask it"]
        if is_declined:
            checks.append("did the speaker really give no information? Else write expect: answer")
        elif fits[place] < _UNFIT:
            checks.append("this sentence may not answer it; the whole reply: onrecord show " + asked.transcript.id)
        source = " ".join(gold.text.split())
        match = _match(asked, gold)
        if is_declined:
            match = (" | ".join([_REFUSED, *match]),)
        fact = DraftFact(source.rstrip("."), match, source)
        tags = ("no_information",) if is_declined else ("number",) if _NUMBER.search(source) else ("single_fact",)
        yield DraftCase(
            _slug(asked.question), asked.question, "declined" if is_declined else "answer", tuple(checks), tags, (fact,)
        )


def _who_asked(found: Sequence[_Asked]) -> Iterator[DraftCase]:
    """Who asked about something that has a name, and that no other question names."""
    questions = [asked.question for asked in found]
    for asked in found:
        asker = asked.exchange.asker
        who = asker and (asker.outlet or asker.speaker)
        # The first word has a capital letter in any case.
        names = [name for name in _NAME.findall(asked.question.partition(" ")[2]) if name != who]
        topic = max(names, key=len, default="")
        if not who or len(topic) < len("Oslo") or sum(topic in question for question in questions) > 1:
            continue
        ask = f"Who asked about {topic}?"
        fact = DraftFact(who, (who,), asked.question, is_asker=True)
        check = f"did nobody else ask about {topic}? Else name the others too"
        yield DraftCase(f"who-asked-{_slug(topic)}", ask, "answer", (check,), ("who_asked",), (fact,))


def _out_of_scope(found: Sequence[_Asked], transcripts: Sequence[Transcript], scores: Scores) -> Iterator[DraftCase]:
    """Questions put to another transcript than the one that answers them."""
    for position, asked in enumerate(found):
        others = [t for t in transcripts if t.id != asked.transcript.id and t.reading.exchanges]
        if not others:
            return
        other = others[position % len(others)]
        replies = [s.text for s in sentences_of(other) if s.part != "question"]
        shared = set(match_terms(asked.question))
        near = sorted(replies, key=lambda text: -len(shared & set(match_terms(text))))[:10]
        if near and max(scores(asked.question, near)) < _UNFIT:
            check = f"does {other.file} really not answer this?"
            only = {"transcript": other.id}
            yield DraftCase(
                f"elsewhere-{_slug(asked.question)}", asked.question, "absent", (check,), ("unanswerable",), only=only
            )


def _nowhere(found: Sequence[_Asked], transcripts: Sequence[Transcript], random: Random) -> Iterator[DraftCase]:
    """Questions about what the library does not name."""
    text = " ".join(transcript.reading.text for transcript in transcripts).lower()
    names = [name for name in _INVENTED if name.lower() not in text]
    random.shuffle(names)
    speakers = list(dict.fromkeys(a.exchange.answerer for a in found if a.exchange.answerer))
    for position, name in enumerate(names):
        who = speakers[position % len(speakers)] if speakers else "the speaker"
        check = f"{name} is made up; put in its place something a reader would ask about that was never spoken of"
        ask = f"What did {who} say about {name}?"
        yield DraftCase(f"nowhere-{name.lower()}", ask, "absent", (check,), ("unanswerable",))


def _match(asked: _Asked, gold: Sentence) -> tuple[str, ...]:
    """What a right answer must have: a number the question lacks, or the two longest words that it lacks."""
    numbers = [n for n in _NUMBER.findall(gold.text) if n not in asked.question and not _YEAR.fullmatch(n)]
    if numbers:
        return (numbers[0],)
    known = set(match_terms(asked.question))
    words = [word for word in match_terms(gold.text) if word not in known and word.isalnum()]
    longest = sorted(words, key=lambda word: -len(word))[:2]
    return tuple(word for word in words if word in longest) or (gold.text.split()[0].strip(".,;:!?|/"),)


def _names_something(question: str) -> bool:
    """Whether there is a name behind the first word, or a number."""
    rest = question.partition(" ")[2]
    return bool(_NAME.search(rest) or _NUMBER.search(rest)) or not is_latin(question)


def _slug(text: str) -> str:
    """A few telling words for an id, in Latin letters and digits."""
    words = [word for term in match_terms(text) if (word := re.sub(r"[^a-z0-9]", "", term.lower()))]
    return "-".join(words[:4]) or "question"


def _numbered(cases: Sequence[DraftCase]) -> list[DraftCase]:
    """The cases, each with an id of its own."""
    taken: dict[str, int] = {}
    found = []
    for case in cases:
        taken[case.id] = taken.get(case.id, 0) + 1
        found.append(case if taken[case.id] == 1 else replace(case, id=f"{case.id}-{taken[case.id]}"))
    return found
