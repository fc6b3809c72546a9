"""A question for what was said, and for no topic -> a list of all of it. Pure functions.

`What did Ana Vell say on 3 March?` names only who, when, where and to whom: nothing can be searched for. All its words
must be understood so; with any other it is asked like any question.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Literal

from assistant.names_meant import Meant, Names
from assistant.of_saying import BRIEFING
from assistant.timeframe import Timeframe, timeframe
from assistant.types import Kind, Question, Understood
from assistant.understanding import EVERYTHING, Library, filtered_by_days

_Who = Literal["speaker", "outlet", "transcript"]
_Named = tuple[_Who, Meant]

# Names are read as these words, days are left out.
_SPEAKER, _OUTLET, _TRANSCRIPT = "SPEAKER", "OUTLET", "TRANSCRIPT"

_LEAD = (
    r"(?:(?:please|and|so|but|then|can you|could you|tell me|show me|give me|list|i want to know|quickly|briefly),? )*"
)
_OFFICE = r"(?:(?:foreign|prime|press|deputy|finance|state) )*(?:minist(?:er|ry)|spokes\w+|secretary)"
_ANY_SPEAKER = rf"(?:{_OFFICE}|government|department|speakers?|officials?|guest|interviewee)"  # whom a briefing is of
_TITLE = (
    rf"(?:{_OFFICE}|president|ambassador|director|chair\w*|chancellor|governor|mayor|senator|commissioner|general"
    r"|professor|mrs?\.?|ms\.?|dr\.?)"
)
_ONE = rf"(?:the |its |our )?(?:(?:{_TITLE} )*{_SPEAKER}|{_ANY_SPEAKER})"
_WHO = rf"(?:{_ONE}(?:,? and {_ONE})*|s?he|they|(?:any|every)(?:one|body)|people)"
_EVENT = (
    rf"(?:{BRIEFING}|(?:(?:press|news|earnings|committee|parliament\w*) )?(?:conference|call|interview|hearing|meeting"
    r"|session|sitting|debate|speech|statement|discussion|conversation|talk|recording|document|file|text)s?)"
)
_WHERE = (
    r"(?: ?(?:at|in|during|from|of|by|on|for)? ?(?:(?:the|this|that|these|those|their|his|her|its|all|whole|entire"
    rf"|latest|last|most recent|newest|{_WHO}['’]s?) )*(?:{_EVENT}|{_TRANSCRIPT})"
    rf"(?: (?:with|by|of|to|between)(?: the)? (?:{_WHO}|{_OUTLET})(?: and (?:{_WHO}|{_OUTLET}))?)?)"
)
_TO = rf"(?: (?:to |with )?(?:(?:the )?{_OUTLET}|(?:the )?(?:reporters|journalists|press|media)))"
_REST = (
    rf"(?:{_TO}|{_WHERE}|,"
    r"| (?:so far|today|(?:most )?recently|lately|overall|in short|in brief|briefly|in general|there|here|please))*"
)
_SAY = (
    r"(?:say|said|tell|told|talk(?:ed)? about|sp(?:eak|oke|oken) about|discuss(?:ed)?|cover(?:ed)?|announced?"
    r"|answer(?:ed)?|address(?:ed)?)"
)
_DID = r"(?:did|does|do|has|have|had)"
_TOPICS = r"(?:which|what) (?:topics|subjects|themes|issues|points)"
_POINTS = (
    r"(?:(?:most|main|key|important|central|major|biggest|big) )*(?:points?|takeaways?|messages?|topics?|themes?"
    r"|subjects?|highlights?|statements?|announcements?|remarks?|comments?|news|gist|content|summary|words|answers?|replies|reply|response)"
)
_OF = rf"(?: (?:of|from|in|by) {_WHO})?"
_SAID = rf"(?:what|everything|all|anything)(?: that)? (?:(?:{_WHO} )?(?:has |have |had )?{_SAY}|was {_SAY}|happened)"
_THEIRS = rf"(?:the |{_WHO}['’]s? |their |his |her )*{_POINTS}{_OF}"
_SUM_UP = (
    r"(?:summari[sz]e|sum up|recap|outline|(?:(?:give|write|make|provide|show)(?: me| us)? )?(?:(?:a|an|the) )?"
    r"(?:(?:short|brief|quick|general) )*(?:summary|overview|recap|outline|gist|rundown)(?: (?:of|from))?)"
)
_ENGLISH = (
    rf"what(?: else| all)? {_DID} {_WHO} (?:have to )?{_SAY}{_REST}",
    rf"what (?:was|were|is|has been|had been|got) (?:{_SAY}|mentioned)(?: by {_WHO})?{_REST}",
    rf"{_TOPICS} (?:(?:were|was|have been|got) {_SAY}|came up|come up){_REST}",
    rf"{_TOPICS} {_DID} {_WHO} {_SAY}{_REST}",
    rf"what (?:is|are|was|were) {_THEIRS}{_REST}",
    rf"what ?['’]s (?:the )?{_POINTS}{_OF}{_REST}",
    rf"{_SAID}{_REST}",
    rf"{_THEIRS}{_WHERE}{_REST}",
    rf"(?:the )?(?:(?:main|key) {_POINTS}|highlights|takeaways){_REST}",
    rf"how {_DID} {_WHO} (?:answer|reply|respond|react){_TO}{_REST}",
    rf"about{_WHERE}{_REST}",
    rf"{_SUM_UP}(?: {_SAID}| {_THEIRS})?{_REST}",
    rf"(?:what(?: ?['’]s| is| was)|is there|are there|was there|any|has there been|anything|something)"
    rf"(?: any| anything)? (?:new|news|the (?:latest|news)|updates?){_OF}{_REST}",
    rf"{_DID} {_WHO} {_SAY} (?:anything|something)(?: new)?{_REST}",
    rf"what(?: was| were| is| are|['’]s){_WHERE} about",
    rf"what (?:happened|went on){_WHERE}{_REST}",
)  # fmt: skip
_TITLE_CHINESE = r"(?:发言人|部长|外长|总统|总理|主席|大使|秘书长|局长|主任|市长|先生|女士)"
_ONE_CHINESE = (
    rf"(?:外交部|该部)?{_TITLE_CHINESE}?{_SPEAKER}{_TITLE_CHINESE}?|(?:外交部|该部|政府)?(?:新闻)?(?:发言人|部长|外长)"
    r"|外交部|该部|政府|她|他们?|大家|嘉宾"
)
_EVENT_CHINESE = (
    r"(?:(?:例行|新闻|电话|业绩)*(?:记者会|发布会|吹风会|说明会|采访|访谈|专访|会议|听证会|讲话|演讲|文字稿|记录)"
    rf"|{_TRANSCRIPT})"
)
_WHICH_CHINESE = rf"(?:(?:这|本|那|该|上|最近|最新|最后|所有|整)+一?[次场个份篇]?的?|{_OUTLET}的?)"
_WHERE_CHINESE = rf"{_WHICH_CHINESE}?{_EVENT_CHINESE}(?:会?上|中|里|期间)?"
_REST_CHINESE = (
    rf"(?:{_ONE_CHINESE}|{_WHERE_CHINESE}|[对向跟和](?:{_OUTLET}(?:的?记者)?|记者们?|媒体)"
    r"|在 ?[上中里]|[，,、的在从就都 ]|主要)*"
)
_SAY_CHINESE = r"(?:说到?|谈到?|谈论|谈及|讲到?|讨论|提到|提及|宣布|表示|介绍|回答|告诉|聊)"
_POINTS_CHINESE = r"(?:主要|核心|关键|重要|全部)*的?(?:内容|要点|观点|议题|重点|看点|发言|讲话|话题|信息|表态|说法)"
_SUM_UP_CHINESE = r"(?:请|帮我|能否|麻烦|可以)*(?:总结|概括|概述|归纳|简述|综述|梳理)(?:一下|下)?"
_END_CHINESE = r"(?:呢|吗|啊|没有)?"
_CHINESE = (
    rf"{_REST_CHINESE}{_SAY_CHINESE}了?(?:{_OUTLET}(?:记者)?)?(?:些|哪些|什么|啥)+(?:新的?)?(?:内容|事情|事|话题|议题|消息|东西|问题)?{_END_CHINESE}",
    rf"{_REST_CHINESE}{_POINTS_CHINESE}(?:是|有|包括)(?:些|哪些|什么)+{_END_CHINESE}",
    rf"{_SUM_UP_CHINESE}{_REST_CHINESE}(?:{_POINTS_CHINESE})?{_REST_CHINESE}",
    rf"{_REST_CHINESE}有(?:没有|些|什么|哪些)*新?的?(?:消息|进展|内容|表态|动态|要点|重点){_END_CHINESE}",
    rf"{_REST_CHINESE}(?:怎么|如何|怎样)(?:回答|回应|答复){_OUTLET}(?:的?记者)?的?(?:提问|问题)?{_END_CHINESE}",
)  # fmt: skip
_PATTERNS = (
    *(re.compile(_LEAD + pattern, re.I) for pattern in _ENGLISH),
    *(re.compile(pattern, re.I) for pattern in _CHINESE),
)
_KINDS = re.compile(
    r"interview|hearing|briefing|(?:press|news) conference|debate|speech|meeting|call|session|sitting"
    r"|采访|专访|听证会|记者会|发布会|会议|演讲",
    re.I,
)
_AFTER_ANOTHER = re.compile(r"(.+?) \((.+)\)")  # as `assistant.questions` has a follow-up stand alone
_ALL = re.compile(r"\ball\b|所有", re.I)


def overview(question: Question, library: Library, without: Collection[Kind] = ()) -> Question | None:
    """The question as a list of what was said, with the filters this means, where its words ask for that alone."""
    if set(EVERYTHING) <= set(without):
        return None
    follows = _AFTER_ANOTHER.fullmatch(question.text)
    asked = [_read(text, question, library) for text in (follows.groups() if follows else (question.text,))]
    if not (asked[0] and all(asked)):
        return None
    bare, time, named = asked[0]
    question = _held(question, [one for one in named if one[0] not in without])
    if time and time.periods and "date" not in without:
        question = filtered_by_days(question, time)
    return _newest(replace(question, lists="said"), library, bare, without)


def _read(text: str, question: Question, library: Library) -> tuple[str, Timeframe | None, list[_Named]] | None:
    """A text without what it names, its time and the names, if it asks for what was said and for nothing else."""
    time = timeframe(text, today_of_library=library.today, days=library.days, ours=library.words)
    named = list(_named(text, library))
    if time and any(meant.start < time.end and time.start < meant.end for _, meant in named):
        time = None  # a file's name holds it
    if time and (len(time.periods) > 1 or time.order == "first"):
        return None
    bare = _bare(text, question.untimed, time, named)
    return (bare, time, named) if any(pattern.fullmatch(bare) for pattern in _PATTERNS) else None


def _named(text: str, library: Library) -> Iterator[_Named]:
    """The names in a text, in order; of those that overlap the longest."""
    tables: tuple[tuple[_Who, Names], ...] = (
        ("speaker", library.speakers),
        ("outlet", library.outlets),
        ("transcript", library.transcripts),
    )
    found = [(kind, meant) for kind, names in tables for meant in names.standing_in(text)]
    kept: list[_Named] = []
    for kind, meant in sorted(found, key=lambda one: one[1].start - one[1].end):
        if not any(meant.start < other.end and other.start < meant.end for _, other in kept):
            kept.append((kind, meant))
    yield from sorted(kept, key=lambda one: one[1].start)


def _bare(text: str, untimed: Collection[str], time: Timeframe | None, named: Collection[_Named]) -> str:
    """A text with marks for names, and without days."""
    gone = [(meant.start, meant.end, kind.upper()) for kind, meant in named]
    for start, end, mark in sorted([*gone, *([(time.start, time.end, " ")] if time else [])], reverse=True):
        text = f"{text[:start]}{mark}{text[end:]}"
    for words in untimed:
        text = text.replace(words, " ")
    return " ".join(re.sub(r"\s['’]s\b|\s(?=,)", "", text).split()).strip(" ,，?？.。!！:")


def _held(question: Question, named: Collection[_Named]) -> Question:
    """The question with those who are named as its filters, and told, unless it has filters of their kind."""
    filters = question.filters
    given = {"speaker": filters.speakers, "outlet": filters.outlets, "transcript": filters.transcripts}
    new = [(kind, meant) for kind, meant in named if not given[kind]]
    for kind, meant in new:
        given[kind] = tuple(dict.fromkeys((*given[kind], *meant.values)))
    filters = replace(filters, speakers=given["speaker"], outlets=given["outlet"], transcripts=given["transcript"])
    told = (Understood(kind, m.text, ",".join(m.values) if kind == "transcript" else m.text) for kind, m in new)
    return replace(question, filters=filters, understood=(*question.understood, *told))


def _newest(question: Question, library: Library, bare: str, without: Collection[Kind]) -> Question:
    """Without any filter, held to the newest transcript, of those that are called what the question calls it."""
    dated = [entry for entry in library.entries if entry.date]
    if question.filters or "transcript" in without or len(dated) < 2 or _ALL.search(bare):
        return question
    kind = _KINDS.search(bare)
    called = [one for one in dated if kind and kind[0].casefold() in f"{one.title} {one.file}".casefold()]
    newest = (called or dated)[0]
    told = Understood("transcript", f"{newest.file}, the newest", newest.id)
    filters = replace(question.filters, transcripts=(newest.id,))
    return replace(question, filters=filters, understood=(*question.understood, told))
