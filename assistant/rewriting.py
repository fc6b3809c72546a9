"""A follow-up made to stand alone by a model: one short request, whose reply counts only where it is plausible.

Whatever goes wrong, the rules of `assistant.questions` stand. What a model makes of the question is shown.
"""

import re
from collections.abc import Generator, Sequence
from contextlib import closing
from functools import cache
from importlib.resources import files
from string import Template
from time import monotonic

from assistant.addressed import words_to_a_model
from assistant.checks.dates import MONTH_NAMES
from assistant.checks.names import names
from assistant.comparison import WORD, content_words, is_among, plain
from assistant.context import one_line
from assistant.errors import ModelError
from assistant.types import WAITING, BriefWriter, Draft, Message, Prompt, Question, Usage

SECONDS = 10.0  # then the rules stand
LONGEST = 40  # words a question may have; four characters of Chinese count as two words
_EARLIER = 6  # messages
_LONGEST_ANSWER = 400  # characters of an earlier answer that are shown
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ASKS = re.compile(
    r"^(?:what|who|whom|whose|when|where|why|which|how|is|are|was|were|did|does|do|has|have|had|will|would|can|could|should"
    r"|may|must|give|tell|show|list|quote|compare|on|in|at|by|from|to|according)\b",
    re.I,
)


def rewritten(
    writer: BriefWriter, question: Question, history: Sequence[Message]
) -> Generator[Draft, None, tuple[str | None, Usage]]:
    """The question as the model has it stand alone, or None where that fails or is not plausible; and what it took.

    Yields while the model is waited for; closing the iterator ends that.
    """
    started = monotonic()
    reply, usage = "", Usage()
    try:
        with closing(writer.brief(_prompt(question, history))) as pieces:
            for piece in pieces:
                if isinstance(piece, Usage):
                    usage = piece
                else:
                    reply += piece
                yield WAITING
                if len(reply) > 20 * LONGEST or monotonic() - started > SECONDS:
                    return None, usage
    except ModelError:
        return None, usage
    text = _without_wrapping(reply)
    return (text if is_plausible(text, question, history) else None), usage


def is_plausible(text: str, question: Question, history: Sequence[Message]) -> bool:
    """Whether this can be the question made to stand alone: a question, no longer than one, and nothing lost or added.

    Every number and name of the question is there; every other number and name stands in the conversation, and so do
    most of the words.
    """
    asked = " ".join(question.asked.split())
    if not text or "\n" in text or _length(text) > max(LONGEST, 2 * _length(asked)) or words_to_a_model(text):
        return False
    if text[-1] not in "?？" and not (asked[-1:] not in "?？" and _ASKS.match(text)):
        return False
    said = " ".join([asked, *(message.content for message in history[-_EARLIER:])])
    if not set(_NUMBER.findall(asked)) <= set(_NUMBER.findall(text)) <= set(_NUMBER.findall(said)):
        return False
    kept, known = _folded(text), _folded(said)
    if not _names(asked) <= kept or not all(is_among(name, known) for name in _names(text)):
        return False
    words = content_words(text)
    return sum(is_among(word, content_words(said)) for word in words) * 3 >= len(words) * 2


def _names(text: str) -> set[str]:
    months = {word for word in WORD.findall(text) if word in MONTH_NAMES}
    return {word.casefold() for word in months.union(*names(text, frozenset()))}


def _folded(text: str) -> set[str]:
    return {word.removesuffix("'s") for word in re.findall(r"[\w'.-]*\w", plain(text).casefold())}


def _length(text: str) -> int:
    """Words, and a word for every two characters of Chinese or Japanese."""
    return len(text.split()) + sum(character >= "\u3040" for character in text) // 2


def _without_wrapping(reply: str) -> str:
    """The reply's first line that says something, without reasoning, label and quotation marks around it."""
    reply = re.sub(r"(?s)<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", "", reply)
    line = next((line for line in reply.splitlines() if line.strip()), "").strip()
    line = re.sub(r"^\W*(?:(?:rewritten|standalone)?\s*question)\W*:\s*", "", line, flags=re.I)
    return " ".join(line.strip(' *`"“”«»„').split())


def _prompt(question: Question, history: Sequence[Message]) -> Prompt:
    turns = [
        f"{'Question' if message.role == 'user' else 'Answer'}: {one_line(message.content)[:_LONGEST_ANSWER]}"
        for message in history[-_EARLIER:]
    ]
    user = _template("rewrite.md").substitute(conversation="\n".join(turns), question=one_line(question.asked))
    return Prompt(question, _template("rewrite_system.md").substitute().strip(), user.strip(), (), {})


@cache
def _template(name: str) -> Template:
    return Template(files("prompts").joinpath(name).read_text(encoding="utf-8"))
