"""A number that was counted, in words: what it counts, by whom, over what, and how. Pure functions."""

import re
from collections.abc import Mapping, Sequence

from assistant.count_patterns import OUTLETS, REPORTERS
from assistant.terminal import counted, reach
from assistant.types import Count
from store.types import Scope

_ONCE = "one counts once, however much is asked or said in it"
_MANY = re.compile(rf"how many(?: \w+)?(?= (?:questions|{OUTLETS}|{REPORTERS})\b)", re.I)


def number_told(count: Count, number: int, of: int, scope: Scope, quoted: int) -> str:
    """`Radio Fjord asked 17 questions, counted over 12 transcripts. The first 3 are quoted; and 14 more.`"""
    told = f"{_claim(count, number, of)}, counted over {reach(scope)}."
    return f"{told} The first {quoted} are quoted; and {number - quoted:,} more." if number > quoted else told


def _claim(count: Count, number: int, of: int) -> str:
    asker, answerer, about = count.asker.text, count.answerer.text, _with_words(count)
    if count.of == "mentions":
        exchanges = counted(number, "exchange")
        are_said = f"{_words(count)} {_are(count)} said in {exchanges}"
        return f"{answerer} said {_words(count)} in {exchanges}" if answerer else are_said
    if count.of == "declined":
        whom = f" to {asker}" if asker else ""
        about = f" to questions{about}" if about else ""
        return f"{answerer or 'Those who answer'} gave no information in {number:,} of {_replies(of)}{whom}{about}"
    if count.each:
        put = f"put questions{about} to {answerer}" if answerer else f"asked questions{about}"
        return f"{counted(number, count.each)} {put}"
    questions = f"{counted(number, 'question')}{about}"
    if asker and answerer:
        return f"{asker} put {questions} to {answerer}"
    if asker or answerer:
        return f"{asker} asked {questions}" if asker else f"{answerer} took {questions}"
    return f"{questions} {'was' if number == 1 else 'were'} asked"


def none_there(count: Count, of: int, scope: Scope) -> str:
    """What is told where nothing was there to be counted."""
    by = f" by {count.asker.text}" if count.asker.text else ""
    to = f" to {count.answerer.text}" if count.answerer.text else ""
    if count.of == "mentions":
        told = f"{_words(count)} {_are(count)} not said{to.replace(' to ', ' by ')} in these transcripts"
    elif count.of == "questions":
        told = f"No question{by}{to}{_with_words(count)} in these transcripts"
    elif of:
        whose = f" of {count.answerer.text}" if count.answerer.text else ""
        told = f"{_replies(of)}{whose} were counted, and each gives some information"
    else:
        told = f"No reply{to.replace(' to ', ' by ')}{by.replace(' by ', ' to ')} to be counted in these transcripts"
    return f"{told}, counted over {reach(scope)}."


def how(count: Count, forms: Mapping[str, Sequence[str]], asked: str = "") -> str:
    """How it was counted; and what lists them all, where another question than the one `asked` does."""
    by_name = "" if count.each == "outlet" else ", by name or else by newsroom"
    once = f"each {count.each} counts once{by_name}" if count.each else _ONCE
    told = [f"Every exchange was looked at; {once}."]
    told += [f"“{word}” was counted as {', '.join(those)}." for word, those in forms.items() if len(those) > 1]
    if count.of == "declined":
        told.append("Which replies give no information is told by their words, and may be told wrongly.")
    if _MANY.match(asked) and (count.asker.names or count.of == "declined" or count.words or count.each):
        told.append(f"To list them all, ask: {_MANY.sub('Which', asked)}")
    return " ".join(told)


def _replies(number: int) -> str:
    return f"{number:,} {'reply' if number == 1 else 'replies'}"


def _words(count: Count) -> str:
    return " and ".join(f"“{word}”" for word in count.words)


def _are(count: Count) -> str:
    return "are" if len(count.words) > 1 else "is"


def _with_words(count: Count) -> str:
    return f" with the word{'s' * (len(count.words) > 1)} {_words(count)}" if count.words else ""
