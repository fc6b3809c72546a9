"""A question as asked -> a question that stands alone. Pure functions."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from assistant.named_days import named_days
from assistant.timeframe import with_other_days
from assistant.types import Message, Question
from store.lexical import STOPWORDS, query_words
from store.types import Filters

# "And about tariffs?", "what about Japan?", "And on soybeans": the same question, another topic.
_NEW_TOPIC = re.compile(
    r"^\s*(?:and|or|but)?,?\s*(?:what|how)?\s*(?:about|on|regarding)\s+(?P<topic>.+?)\s*\??\s*$", re.I
)
_TOPIC = re.compile(r"\b(?:about|on|regarding)\s+\S.*$", re.I)
# Words that point back to what was said before.
_POINTS_BACK = re.compile(
    r"^\s*(?:and|but|so|then)\b|\b(?:that|this|it|its|he|his|him|she|her|they|their|them|those|these|there)\b"
    r"|\b(?:exact words|the same|again|more detail|else)\b",
    re.I,
)
# A topic of its own that does not point back itself: "What did he say about Ukraine?"
_OWN_TOPIC = re.compile(
    r"\b(?:about|on|regarding)\s+(?!(?:that|this|it|him|her|them|those|these)\b)"
    r"(?!.*\b(?:that|this|those|these)\b)\S",
    re.I,
)

_SAME_AGAIN = frozenset(
    "exact exactly words quote quotes verbatim detail details more full repeat again please".split()
)


# How many questions back a follow-up may lead: "Which ones?" after "On what grounds?" after a whole question.
_STEPS_BACK = 3


def standalone(
    asked: str, history: Sequence[Message] = (), filters: Filters = Filters(), *, people: Set[str] = frozenset()
) -> Question:
    """The question with what it leaves out taken from the question before it, itself made to stand alone.

    A new topic, other days, or another of the `people` (lower-cased names of those who speak) take the place of the
    old ones; a question that points back is followed by the one it points to; any other stands as it is.
    """
    text, before = "", ""
    earlier = [message.content for message in history if message.role == "user"][-_STEPS_BACK:]
    for said in (*earlier, asked):
        text, before = _carried_over(" ".join(said.split()), text, people), text
    goes_on = bool(before) and (text == before or text.endswith(f"({before})"))
    return Question(asked=asked, text=text, filters=filters, goes_on_from=before if goes_on else None)


# Stricter than what points back: "Is there a plan for the bridge?" keeps nobody's name and no date.
_GOES_ON = re.compile(
    r"^\s*(?:and|but|so|then)\b|\b(?:he|his|him|she|her|they|their|them)\b"
    r"|\b(?:about|of|on|to|by|for|than|after|before|asked?|said|say)\s+(?:that|this|it|those|these)\b(?=\s*[?.,!]|$)"
    r"|\b(?:exact words|the same|again|more detail|else)\b",
    re.I,
)


def carries_over(asked: str) -> bool:
    """Whether a question after another is still about whom and when the other named."""
    text = " ".join(asked.split())
    if _NEW_TOPIC.match(text) or _GOES_ON.search(text) or _CHINESE_TOPIC.match(text) or _CHINESE_BACK.search(text):
        return True
    return set(query_words(text)) <= STOPWORDS


def restated(asked: str, text: str) -> str | None:
    """The question made to stand alone, where it is not the one that was typed."""
    return text if text != " ".join(asked.split()) else None


def is_completed(question: Question) -> bool:
    """Whether a question after another takes something from it: words, or whom and when it means."""
    return restated(question.asked, question.text) is not None or carries_over(question.asked)


def _carried_over(text: str, before: str, people: Set[str] = frozenset()) -> str:
    if not before:
        return text
    if same_again := with_other_days(text, before) or _of_somebody_else(text, before, people):
        return same_again
    if match := _CHINESE_TOPIC.match(text):
        topic = match.group("topic")
        about = _CHINESE_ABOUT.search(before)
        return f"{before[: about.start()]}{topic}{before[about.end() :]}" if about else f"{text} ({before})"
    if match := _NEW_TOPIC.match(text):
        topic = match.group("topic")
        if _TOPIC.search(before):
            return _TOPIC.sub(lambda _: f"about {topic}?", before)
        return f"{text} ({before})"
    is_bare = set(query_words(text)) <= STOPWORDS  # "Why?", "By when?"
    points_back = _POINTS_BACK.search(text) or _CHINESE_BACK.search(text)
    if not is_bare and (_OWN_TOPIC.search(text) or not points_back):
        return text
    return before if _adds_nothing(text) and not is_bare else f"{text} ({before})"


# "And Bo Lund?", "What about Ana Vell?"
_ONLY_A_NAME = re.compile(
    r"^(?i:(?:and|or|but)?,?\s*(?:(?:what|how)\s+(?:about|did))?)\s*(?P<name>[^\W\d_a-z][\w'’.-]*"
    r"(?:\s+[^\W\d_a-z][\w'’.-]*){0,3})\s*(?:say|think)?\s*\?*$"
)
_ABOUT_A_NAME = re.compile(r"(?<=\babout )[^\W\d_a-z][\w'’.-]*(?:\s+[^\W\d_a-z][\w'’.-]*){0,3}(?=\s*\?*$)")


def _of_somebody_else(text: str, before: str, people: Set[str]) -> str | None:
    """The question `before` asked of or about another, where `text` is only their name, else None."""
    match, named = _ONLY_A_NAME.match(text), _WHOSE.search(before)
    if match is None:
        return None
    if named and {match["name"].casefold(), named["name"].casefold()} <= people:
        return f"{before[: named.start('whole')]}{match['name']}{before[named.end('whole') :]}"
    about = _ABOUT_A_NAME.search(before)
    return f"{before[: about.start()]}{match['name']}{before[about.end() :]}" if about else None


# "那关税呢？", "还有签证呢": the same question, another topic.
_CHINESE_TOPIC = re.compile(
    r"^(?:那么?|还有|至于|另外)?[，,]?(?P<topic>[^？?。，,他她它这那]{1,12}?)(?:方面|问题)?(?:呢|怎么样)[？?]?$"
)
_CHINESE_ABOUT = re.compile(
    r"(?<=[对就])(?:于)?[^？?，。有]{1,20}?"
    r"(?=有何|有什么|怎么看|怎么说|如何|作何|的?(?:看法|立场|评论|态度|回应)|(?:说|表示|回应)了?什么|问题)"
    r"|(?<=关于)[^？?，。]{1,20}?(?=[，,的]|有何|有什么|怎么|如何|说|表示)"
)
_CHINESE_BACK = re.compile(
    r"^(?:那么?|还有|为什么|为何|什么时候|何时|多少|谁|怎么)[^？?]{0,4}[？?]?$"
    r"|[他她它]们?|这(?:些|个|件|一|是|次)|那(?:些|个|件|时|次)"
)


def _adds_nothing(text: str) -> bool:
    """Whether a follow-up only asks for the same again, such as "Give me his exact words."."""
    return set(query_words(text)) <= STOPWORDS | _SAME_AGAIN


_BROAD = re.compile(
    r"\b(?:say|said|says|comment|comments|respond|response|react|reaction|position|stance|view|views|think|feel|"
    r"summari[sz]e|describe|explain|statement|discuss|mention|remarks?|criticize|agree)\b|看法|评论|表态|立场|回应|如何看",
    re.I,
)


# Whoever asks who said it wants the words, whether a speaker's or a reporter's.
_WHO_SAID = re.compile(
    r"^\s*(?:and |so )?who(?: \w+ly)? (?:says?|said|spoke|speaks|mention(?:s|ed)|claim(?:s|ed)|think(?:s)?"
    r"|thought|call(?:s|ed)|warn(?:s|ed)|"
    r"argue[ds]?|announced?|admit(?:s|ted)|promise[ds]?|quoted|believe[ds]?|complain(?:s|ed)|suggest(?:s|ed)"
    r"|was against|is against)\b"
    r"|^\s*which (?:member|manager|minister|official|speaker|person|one|of (?:them|the \w+)|resident|guest"
    r"|witness|politician|executive|"
    r"company|party|country)s?\b|谁(?:曾)?(?:说|声称|称|表示|认为|提出)",
    re.I,
)


def asks_who_said(text: str) -> bool:
    """Whether the question is about who said something: `Who says that ...?`."""
    return bool(_WHO_SAID.search(text))


_TO_CONFIRM = re.compile(
    r"\b(?:confirm(?:s|ed)?|den(?:y|ies|ied)|(?:says?|said|commit(?:ted)?|specif(?:y|ied))(?: \w+)? (?:whether|if))\b"
    r"|(?:是否|有没有)(?:证实|确认|否认)",
    re.I,
)


def asks_to_confirm(text: str) -> bool:
    """Whether the question is about whether something was confirmed, denied or said: `Has she confirmed that ...?`."""
    return bool(_TO_CONFIRM.search(text))


_SEVERAL = re.compile(
    r"\b(?:compar\w*|differ\w*|both|each|respectively|versus|vs|list|change[ds]?|changing|evolv\w+|develop(?:ed|ment)?|"
    r"over time|"
    r"between \w+ \d{4} and|from \d{4} to \d{4}|(?:more|less|fewer|higher|lower|larger|smaller|earlier|later) than|"
    r"history|all the (?!way\b|time\b|while\b|same\b)"
    r"|which (?:outlets|topics|subjects|questions|dates|years|numbers|sums)|on which|since)\b"
    r"|比较|区别|变化|分别|哪些|comparad?[oa]?s?|diferencia|cambi[oó]|différence|chang[ée]",
    re.I,
)


def asks_for_several(text: str) -> bool:
    """Whether the answer stands in several exchanges: a comparison, a list, a change over time."""
    return bool(_SEVERAL.search(text))


def is_broad(text: str) -> bool:
    """Whether the question asks what was said about something, rather than for one fact."""
    return bool(_BROAD.search(text))


_SAID_ABOUT = re.compile(
    r"\b(?:sa(?:y|ys|id)|t(?:ell|old)|comment\w*|position|stance|views?|think|thought|sp(?:eak|oke)|talk\w*|"
    r"respon[ds]\w*|react\w*)\b.{0,60}?\b(?:about|on|to|regarding|concerning|over|towards?)\s+(?P<topic>.+?)[\s?.!]*$",
    re.I | re.S,
)


def wordings(text: str) -> tuple[str, ...]:
    """A question, and, where it asks what somebody said about something, the same without whom it names; and its topic.

    A country or a ministry is named that way whose spokesperson replies: `What did China say about chicken?`. Days
    at the end of the topic are left out at last, since few say what day it is.
    """
    match = _SAID_ABOUT.search(text) if is_broad(text) else None
    if match is None:
        return (text,)
    topic = match["topic"]
    return tuple(dict.fromkeys((text, f"What was said about {topic}?", topic, _at_any_time(topic))))


_LEADS_TO_DAYS = re.compile(
    r"[\s,]*(?:\b(?:in|on|at|during|from|of|since|for|between|by|and|to|until))?(?:\s+the)?\s*$", re.I
)


def _at_any_time(topic: str) -> str:
    days = named_days(topic)
    if not days or topic[days[-1].end :].strip():
        return topic
    return _at_any_time(_LEADS_TO_DAYS.sub("", topic[: days[-1].start])) or topic


def without_days(text: str, days: str) -> str:
    """A question without its words for some days: `On 4 March 2031, what did they say?`."""
    return re.sub(rf"\s*{re.escape(days)}", "", text, count=1).lstrip(" ,:")


# "What did Ana Vell say", "According to Ana Vell": whose words are wanted.
_WHOSE = re.compile(
    r"\b(?i:did|does|do|has|have|had|was|is|according to|by)\s+"
    r"(?P<whole>(?i:(?:the|mr|mrs|ms|dr|minister|president|secretary)\.?\s+)*"
    r"(?P<name>[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*){0,3}))",
)
_OF_SOMEBODY = re.compile(r"['’]s\b")  # "did Skarn Cable's guidance change": the guidance speaks for nobody


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose statements a question asks for: the words of the name, lower-cased, and the question without it.

    A country or a ministry looks like a person: what is in the transcripts must tell.
    """

    name: frozenset[str]
    without: str

    def is_of(self, speaker: str | None) -> bool:
        """Whether somebody may be the one who is named: one word of the name is enough."""
        return not self.name.isdisjoint((speaker or "").lower().split())

    def stands_in(self, words: str) -> bool:
        """Whether all of the name stands in these words."""
        return self.name <= set(re.findall(r"\w[\w'’-]*", words.lower()))


def whose(text: str) -> Whose | None:
    """The one named where a question names a speaker, `What did Ana Vell say`, or None."""
    match = _WHOSE.search(text)
    if match is None or _OF_SOMEBODY.search(match.group("name")):
        return None
    without = f"{text[: match.start('whole')]}they{text[match.end('whole') :]}"
    return Whose(frozenset(match.group("name").lower().split()), without)
