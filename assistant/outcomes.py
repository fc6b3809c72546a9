"""What a reply is, by what it quotes: a writer may call a refusal an answer, or an answer a refusal. Pure functions."""

from collections.abc import Sequence

from assistant.answer_types import gives, wanted
from assistant.checks.dates import without_dates
from assistant.comparison import content_words, is_among, plain
from assistant.types import Citation, Outcome, Prompt
from assistant.unanswered import parts_left
from store.nonanswers import declines, gives_information, only_declines
from store.replies import in_turns
from store.types import Hit, Sentence

# Of the words that carry a question, the share that what is quoted must hold to be called an answer after all.
_SHARE = {"declined": 0.5, "not_in_transcripts": 0.5, "partly": 1.0}


def only_refused(cited: Sequence[Citation]) -> bool:
    """Whether all that is cited refuses, beside what was asked."""
    replied = _replied(cited)
    return bool(replied) and all(only_declines(sentence.text) for sentence in replied)


def may_answer(called: Outcome | None, cited: Sequence[Citation], prompt: Prompt) -> bool:
    """Whether what is cited may be an answer, although the writer called it otherwise.

    Every cited sentence gives information, nobody declines anything beside it in its exchange, and it holds what is
    asked for: something of the kind, and of the question's words at least half, or, where only a part was to be
    answered, all. A question that was taken apart stays as its writer answered it.
    """
    replied, question = _replied(cited), prompt.question
    if called not in _SHARE or not replied or question.parts or parts_left(question.text, _words(replied)):
        return False
    kind = wanted(question.asked, question.text)
    if kind and not any(gives(sentence.text, kind) for sentence in replied):
        return False
    places = {s.place for s in replied}
    hits = [hit for hit in prompt.hits if hit.place in places]
    return _held(question.text, replied) >= _SHARE[called] and all(_informs(hit, replied) for hit in hits)


def _replied(cited: Sequence[Citation]) -> list[Sentence]:
    return [citation.sentence for citation in cited if citation.sentence.part != "question"]


def _words(sentences: Sequence[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _held(question: str, replied: Sequence[Sentence]) -> float:
    """The share of a question's words, without days and those who speak, that a reply holds."""
    speaking = content_words(" ".join(name for s in replied for name in (s.speaker, s.outlet) if name))
    words, said = content_words(without_dates(plain(question))) - speaking, content_words(plain(_words(replied)))
    return sum(is_among(word, said) for word in words) / len(words) if words else 0.0


def _informs(hit: Hit, replied: Sequence[Sentence]) -> bool:
    """Whether an exchange refuses nothing, and it and each sentence cited of it tell something."""
    exchange = hit.whole or hit.sentences
    asked = in_turns(s for s in exchange if s.part == "question")
    reply = [s.text for s in exchange if s.part != "question"]
    cited = [[s.text] for s in replied if s in exchange]
    return not any(map(declines, reply)) and all(gives_information(said, asked) for said in (reply, *cited))
