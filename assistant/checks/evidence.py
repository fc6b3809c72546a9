"""What one statement cites, who speaks there, and what stands around it. Pure functions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.comparison import WORD, plain
from assistant.types import Citation, Prompt
from store.types import Sentence

# Words that point back to something named before: the cited sentence leaves it to these.
_PRONOUN = re.compile(
    r"\b(?:I|we|he|she|it|its|they|them|him|her|his|hers|their|that|this|these|those|there|one|both|our|my|me|us"
    r"|such|the same)\b",
    re.IGNORECASE,
)
_LONGEST_STANDALONE = 12  # words: a shorter sentence may leave out what was asked


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for every statement of a reply: everybody who speaks in the prompt, every name in it."""

    prompt: Prompt
    people: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, prompt: Prompt) -> "Frame":
        """The frame of a prompt."""
        shown = prompt.sentences.values()
        people = {name for s in shown for name in (s.speaker, s.outlet)}
        people |= {name for hit in prompt.hits for name in (hit.speaker, hit.outlet)}
        within = frozenset(name for s in shown for name in _names_within(s.text))
        of_people = frozenset(word for name in people if name for word in name.split())
        return cls(prompt, frozenset(name for name in people if name), within | of_people)


@lru_cache(maxsize=4_096)  # the sentences of a prompt are looked at for each statement
def _names_within(text: str) -> frozenset[str]:
    """The capitalised words of a sentence that do not begin it."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-Z]\w+", text))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one statement cites. `around` are the sentences of the same exchanges that a writer was shown."""

    sentences: tuple[Sentence, ...]
    around: tuple[Sentence, ...]
    answerers: tuple[str, ...]  # those who answer in the cited exchanges
    askers: tuple[str, ...]
    titles: str
    days: tuple[date, ...]

    @classmethod
    def of(cls, cited: Sequence[Citation], prompt: Prompt) -> "Evidence":
        """The evidence of these citations."""
        sentences = tuple(citation.sentence for citation in cited)
        places = {s.place for s in sentences}
        around = tuple(s for s in prompt.sentences.values() if s.place in places)
        hits = [h for h in prompt.hits if h.place in places]
        asking = [s for s in (*around, *sentences) if s.part == "question"]
        return cls(
            sentences,
            around,
            _known(h.speaker for h in hits),
            _known([*(h.outlet for h in hits), *(name for s in asking for name in (s.speaker, s.outlet))]),
            " ".join(dict.fromkeys(c.source.title for c in cited if c.source.title)),
            tuple(dict.fromkeys(c.source.date for c in cited if c.source.date)),
        )

    def only(self, sentences: Iterable[Sentence]) -> "Evidence":
        """The same, resting on these sentences alone."""
        return replace(self, sentences=tuple(sentences))

    @property
    def text(self) -> str:
        """The words cited, in one spelling."""
        return " ".join(plain(s.text) for s in self.sentences)

    @property
    def asked(self) -> str:
        """The words of the questions that the cited sentences answer."""
        return " ".join(plain(s.text) for s in self.around if s.part == "question")

    @property
    def voices(self) -> tuple[str, ...]:
        """Whose words are cited."""
        return _known(name for s in self.sentences for name in voices(s, self.answerers))

    @property
    def before(self) -> str:
        """What a cited sentence may point back to: the question, and what the same turn said before."""
        if not any(_points_back(s.text) for s in self.sentences):
            return ""
        last = max((s.index for s in self.sentences), default=0)
        return " ".join(plain(s.text) for s in self.around if s.part == "question" or s.index < last)


def voices(sentence: Sentence, answerers: Sequence[str]) -> tuple[str, ...]:
    """Who speaks a sentence: the person and, of a question, the newsroom; without a name, who answers there."""
    if sentence.part == "question":
        return _known((sentence.speaker, sentence.outlet))
    return _known((sentence.speaker,)) or tuple(answerers[:1])


def _points_back(text: str) -> bool:
    return bool(_PRONOUN.search(text)) or len(WORD.findall(text)) < _LONGEST_STANDALONE


def _known(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
