"""What could be asked next: questions that reporters put nearby, each answered in the library.

Rules only: a question is taken whole from a reporter's turn, and stands where it makes sense by itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.types import Answer
from store.lexical import is_latin, match_terms
from store.nonanswers import any_informs
from store.replies import in_turns
from store.store import Store
from store.types import Filters, Sentence

Json = dict[str, str]

AT_MOST = 3
LOOKED_AT = 5  # searches that may be spent on one answer
FOUND_AMONG = 3  # a question is answerable when its own exchange is among so many first hits
_SHORTEST, _LONGEST = 9, 130  # characters of a question on a button
_TELLING, _TELLING_ALONE = 2, 4  # words that tell a question from others: with a name among them, and without
_ANSWERED = 40  # characters of a reply that says something

# Whole questions begin so; "Any guidance?" and "Karine, in the back?" do not.
_ASKING = (
    r"(?:do|does|did|will|is|are|was|were|has|have|had|can|could|would|should|might|may|"
    r"what|when|where|why|how|who|whom|whose|which)\b"
)
_BEGINS = re.compile(_ASKING, re.IGNORECASE)
# "As part of the talks, will you ..." asks what follows.
_LEAD = re.compile(rf"^[^?]{{5,120}},\s+(?={_ASKING})", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:and|but|so|also|then|well|ok|okay|first|second|secondly|firstly|finally|just|my (?:first |second |other )?"
    r"question is|i (?:was )?wonder(?:ing)?|a follow-up|follow-up|one more|thank you|thanks)[\s,:–—-]+)+",
    re.IGNORECASE,
)
# A pointing word in front of a noun loses nothing: "when will these talks begin" -> "when will the talks begin".
_NO_NOUN = (
    r"is|was|are|were|will|would|can|could|has|have|had|do|does|did|be|been|to|of|in|on|and|or|but|because|true|right|"
    r"correct|the|a|an|also|really|still|just|not|point|time|stage|moment|week|month|year|morning|afternoon|evening"
)
_POINTING = re.compile(rf"\b(?:this|these|those)(?=\s+(?!(?:{_NO_NOUN})\b)[^\W\d_]{{3,}})", re.IGNORECASE)
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:this|these|those|that|he|his|him|she|her|hers|there|such|me|my|I|ones?|you know|you said|as well|too|"
    r"either|also|yesterday|today|tomorrow|earlier|above|former|latter)\b|,? right\?$|[此该这那其]"
    r"|^(?:(?!\s(?-i:[A-Z])).)*?\b(?:it|its|they|their|them)\b",  # unless a name before may be what is meant
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"^(?:(?:do|does|can|could|would|will|may)\b[^?]{0,60}?\b)?(?:what(?:['’]s| is)\s+)?"
    r"(?:have|give|offer|share)?\s*(?:any|a|your|the|[^\W\d_]+['’]s)?\s*"
    r"(?:comments?|response|reaction|position|view|stance)\s+(?:on|to|about|regarding)\s+(?P<topic>[^?]+)\?$",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r"[—…]|[-–]\s|--|\.\.\.")
_NAME = re.compile(r"\s(?:[A-Z][^\W\d_]|[A-Z]\.)")
_MARK = re.compile(r"[?？]$")


def as_question(words: str) -> str | None:
    """One sentence of a reporter as a short question that stands alone, or None where it does not."""
    text = _OPENING.sub("", " ".join(words.split()).strip("“”\"' "))
    if not _MARK.search(text):
        return None
    text = _POINTING.sub("the", _LEAD.sub("", text))
    if match := _COMMENT.match(text):
        text = f"What was said about {match['topic'].strip()}?"
    stands_alone = not (_POINTS_ELSEWHERE.search(text) or _BROKEN_OFF.search(text))
    if _SHORTEST <= len(text) <= _LONGEST and _is_telling(text) and stands_alone:
        return text[0].upper() + text[1:]
    return None


def _is_telling(text: str) -> bool:
    """Whether a question says what it is about. In a script without capitals, any whole question may."""
    if not is_latin(text):
        return len(match_terms(text)) >= _TELLING_ALONE
    needed = _TELLING if _NAME.search(text) else _TELLING_ALONE
    return bool(_BEGINS.match(text)) and len(match_terms(text)) >= needed


def question_of(sentences: Sequence[Sentence]) -> str | None:
    """The short question of an exchange: the last one of its asker that stands alone; None where no reply informs."""
    asking = [sentence for sentence in sentences if sentence.part == "question"]
    reply = [(sentence.speaker, sentence.text) for sentence in sentences if sentence.part == "answer"]
    question = next(filter(None, (as_question(sentence.text) for sentence in reversed(asking))), None)
    is_answered = sum(len(text) for _, text in reply) >= _ANSWERED and any_informs(reply, in_turns(asking))
    return question if is_answered else None


def near(answer: Answer) -> Iterator[tuple[str, int]]:
    """Transcripts and exchanges near an answer: found for the same question but not cited, then the neighbours."""
    cited = list(dict.fromkeys((c.source.transcript_id, c.sentence.exchange) for c in answer.citations))
    found = [hit.place for hit in answer.hits]
    around = [(transcript, index + step) for transcript, index in cited or found[:1] for step in (1, -1, 2, -2)]
    first, rest = (found[:4], found[4:]) if cited else (found[1:4], found[4:])
    seen = set(cited)
    for place in (*_in_turn(first, around), *rest):
        if place not in seen and place[1] >= 0:
            seen.add(place)
            yield place


def _in_turn(one: Sequence[tuple[str, int]], other: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    for number in range(max(len(one), len(other))):
        yield from one[number : number + 1]
        yield from other[number : number + 1]


def suggestions(answer: Answer, store: Store) -> list[Json]:
    """A few questions with the place of the exchange that answers each, which a search for it finds first.

    They are held to the filters of the question, and never put the same question again.
    """
    asked = {_sameness(answer.question.asked), _sameness(answer.question.text)}
    found: list[Json] = []
    for transcript, exchange, question in _candidates(near(answer), store):
        if _sameness(question) in asked:
            continue
        asked.add(_sameness(question))
        if _finds(store, question, answer.question.filters, transcript, exchange):
            found.append({"question": question, "place": f"{transcript}.{exchange}"})
        if len(found) == AT_MOST:
            break
    return found


def _candidates(places: Iterable[tuple[str, int]], store: Store) -> Iterator[tuple[str, int, str]]:
    looked = 0
    for transcript, exchange in places:
        question = question_of(store.sentences(transcript, exchange))
        if question:
            looked += 1
            yield transcript, exchange, question
        if looked == LOOKED_AT:
            return


def _finds(store: Store, question: str, filters: Filters, transcript: str, exchange: int) -> bool:
    hits = store.search(question, filters, limit=FOUND_AMONG).hits
    return any(hit.place == (transcript, exchange) for hit in hits)


def _sameness(question: str) -> frozenset[str]:
    return frozenset(match_terms(question))
