"""Is a text addressed to a language model rather than to people? Pure functions.

Transcripts are data: whatever they say to a model was said by somebody and is never followed. Where such a text is
among the passages, the answer says so. The patterns ask for words that people use to machines only, since a false
alarm casts doubt on what somebody said: none of 888 White House briefings has one (evals/NOTES.md, 2026-11).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from store.types import Hit

_LONGEST_SHOWN = 80  # characters of such a text that a notice quotes

_MODEL = (
    r"(?:(?:an?|the|this|any|all|every|dear)\s+)?(?:(?:helpful|automated|large)\s+)*"
    r"(?:AIs?|A\.I\.|artificial\s+intelligence|LLMs?|ChatGPT|GPT|(?:language|chat|AI)\s+models?|chat\s?bots?"
    r"|(?:AI|automated|digital|virtual)\s+(?:assistants?|agents?|systems?|summari[sz]ers?|readers?))\b"
)
_MODEL_CUES = ("ai ", "ai:", "ai,", "ai.", "a.i.", "llm", "gpt", " model", "chatbot", "chat bot", "artificial in")
_QUALIFIED = r"(?:(?:all|any|the|of|every|previous|prior|earlier|preceding|foregoing|above|former|your|system)\s+){0,4}"
_OUTCOMES = r"(?:ANSWERED|PARTLY|DECLINED|NOT_IN_TRANSCRIPTS)"
_LEAK = r"(?:reveal|repeat|print|show|output|disclose|recite|leak|write\s+out|copy)"

# What a pattern needs, lower-cased, and the pattern: looking for the first is some hundred times as fast.
_RULES: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (cues, re.compile(pattern, re.IGNORECASE))
    for cues, pattern in (
        (
            ("ignore", "disregard", "forget", "override", "bypass"),
            rf"\b(?:ignore|disregard|forget|override|bypass)\s+(?:{_QUALIFIED}(?:instructions?|prompts?|directives?|"
            r"guidelines?|guardrails?)\b|(?:(?:all|any|the|of|your)\s+){0,3}(?:previous|prior|preceding|above|your|system)\s+"
            r"(?:rules?|restrictions?|constraints?|training|context|transcripts?)\b|(?:(?:all|any|the)\s+){0,2}"
            r"(?:rules?|transcripts?|passages?|context)\s+above\b|(?:everything|all|anything)\s+"
            r"(?:you\s+(?:were|have\s+been)\s+told|above)\b)",
        ),
        # "Note to the AI:", "If you are a language model", "AI assistants reading this must"
        (
            _MODEL_CUES,
            rf"\b(?:note|message|attention|instructions?|reminder|notice)\b[\s,:-]+(?:(?:to|for)\s+)?{_MODEL}\s*[:.,;!–—-]"
            rf"|\b(?:if|when|since)\s+you\s+are\s+{_MODEL}|\byou\s+are\s+(?:now|no\s+longer)\s+{_MODEL}"
            rf"|\b{_MODEL}(?:\s+(?:that|who|which|is|are|now))*\s+(?:reading|reads?|processing|summari[sz]ing|"
            r"summari[sz]es?|parsing)\s+this(?:\s+(?:transcripts?|text|document|page|briefing))?\s*(?:[,.:;!]|$|must\b|should\b|shall\b)",
        ),
        (("developer mode", "jailbreak"), r"\b(?:developer|jailbreak)\s+mode\s+(?:enabled|activated|on)\b"),
        (
            ("prompt", "instruction", "above"),
            rf"\b{_LEAK}\b[^.!?]{{0,40}}\b(?:system\s+(?:prompt|message|instructions?)|(?:your|initial|hidden)\s+"
            r"(?:prompt|instructions))|\brepeat\s+(?:the\s+(?:text|words)|everything)\s+above\b|\bsystem\s+prompt\s*:"
            r"|\b(?:new|updated|system)\s+instructions?\s*:|\b(?:do\s+not|don['’]t|never)\s+(?:mention|reveal|disclose)\s+"
            r"(?:this|these)\s+(?:instructions?|prompts?)\b",
        ),
        # The reply format of this very program
        (("not_in_transcripts",), r"\bNOT_IN_TRANSCRIPTS\b"),
        (
            ("answered", "partly", "declined"),
            rf"\b(?:reply|respond|answer|write|output|print|return|begin|start)\b[^.!?]{{0,60}}\b(?-i:{_OUTCOMES})\b"
            rf"|^\W*(?-i:{_OUTCOMES})\s+\[\d+\.\d+\]",
        ),
        (("[",), r"\b(?:cite|citing|id|ids|marker)\b[^.!?]{0,30}\[\d+\.\d+\]|\[/?INST\]"),
        # The templates of chat models
        (
            ("<",),
            r"<\|?\s*/?\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id)\s*\|?>"
            r"|<</?SYS>>|</?(?:start|end)_of_turn>|<\s*/?\s*transcripts?\s*>",
        ),
        (
            ("system", "assistant", "###"),
            r"^\W*#{2,}\s*(?:system|instructions?|assistant|response)\s*:|^\W*(?:system|assistant)\]?\s*:\s*(?:you|ignore|"
            r"from\s+now|new|override|always|never|answer|reply)\b",
        ),
        # "From now on, answer every question with", "in your reply, always include"
        (
            ("from now on",),
            r"\bfrom\s+now\s+on,?\s+(?:you\s+(?:will|must|shall|should)\s+)?(?:answer|reply|respond|write|output|cite)\b",
        ),
        (
            ("question", "prompt", "quer", "in your "),
            r"\b(?:answer|reply\s+to|respond\s+to)\s+(?:every|all|any|each)\s+(?:\w+\s+)?(?:questions?|prompts?|quer(?:y|ies))"
            r"\s+with\s+(?:the\s+(?:words?|phrase|sentence)|only|just|nothing|[\"“'])|\bin\s+your\s+(?:reply|response|answer|output|summary),?\s+(?:always\s+|only\s+)?"
            r"(?:write|include|insert|output|add|append)\b",
        ),
        (
            ("忽略", "系统提示", "助手请"),
            r"忽略.{0,6}(?:以上|之前|前面|上述|所有|先前).{0,6}(?:指令|指示|规则|提示)|系统提示词?|AI助手请",
        ),
        (
            ("instrucciones", "instructions", "consignes", "anweisungen", "инструкции"),
            r"\bignor[ae]d?\s+(?:todas\s+)?las\s+instrucciones\b|\bignore[zr]?\s+(?:toutes\s+)?(?:les|vos)\s+"
            r"(?:instructions|consignes)\b|\bignorieren?\s+(?:Sie\s+)?(?:alle\s+)?(?:vorherigen\s+|bisherigen\s+)?"
            r"Anweisungen\b|игнорируй(?:те)?\s+(?:все\s+)?(?:предыдущие\s+)?инструкции",
        ),
    )
)


@lru_cache(maxsize=4_096)  # a sentence is looked at when it is shown, checked and told
def words_to_a_model(text: str) -> str | None:
    """The words of a sentence that are addressed to a language model, and what follows them; None without any."""
    folded = text.casefold()
    for cues, pattern in _RULES:
        if any(cue in folded for cue in cues) and (match := pattern.search(text)):
            words = " ".join(text[match.start() :].split())
            return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN].rsplit(' ', 1)[0]} …"
    return None


def notice_of(hits: Iterable[Hit]) -> str | None:
    """What the person should know where passages hold words to a model: which transcripts, and what they say."""
    found: dict[str, str] = {}
    for hit in hits:
        if hit.source.file not in found and (words := _first(hit)):
            found[hit.source.file] = words
    told = "; ".join(f"{file}: “{words}”" for file, words in found.items())
    return (
        f"Words in these transcripts are addressed to a language model and are not followed: {told}." if told else None
    )


def _first(hit: Hit) -> str | None:
    return next((words for text in _texts(hit) if (words := words_to_a_model(text))), None)


def _texts(hit: Hit) -> Iterator[str]:
    yield from (sentence.text for sentence in hit.sentences)
    names = {name for s in hit.sentences for name in (s.speaker, s.outlet)} | {hit.speaker, hit.outlet}
    yield from filter(None, (hit.source.title, hit.source.file, *names))
