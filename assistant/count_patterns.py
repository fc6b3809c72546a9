"""The ways to ask how many questions, mentions or non-answers there are, and for whom, or to have them listed.

Every word of a question must be part of one of these, or it is asked like any other.
"""

import re
from typing import Literal

from assistant.of_saying import BRIEFING

Wanted = Literal["questions", "declined", "raised", "mentions"]

_LEAD = r"(?:(?:and|so|but|then|please),?\s+)?(?:(?:(?:can|could) you |please )*(?:tell me,?\s+)?)?"
_TAIL = (
    r"(?:\s+(?:in total|altogether|in all|overall|all in all|so far|to date|ever|here|at|in|during|of|from|on|all|the"
    rf"|that|this|these|those|{BRIEFING}|transcripts?|records?|library|sessions?|hearings?|interviews?|meetings?|days?))*"
)
_MANY = r"how many (?:of (?:the|their) )?(?:different |separate )?questions"
OUTLETS = r"(?:news |media )?outlets|(?:news|media) (?:agencies|organi[sz]ations)|newsrooms|newspapers|media"
REPORTERS = r"reporters|journalists|correspondents|analysts"
EACH = rf"(?P<each>{OUTLETS}|{REPORTERS})"
_MANY_ASK = rf"how many (?:of the )?(?:different |separate )?{EACH}(?: (?:that|who|which|have|has|had))*"
_OFTEN = r"how (?:often|many times)"
_ABOUT = r"(?: (?:about|on|regarding|concerning) (?P<{}>.+?))?"
_DID = r"(?:did|does|do|has|have|had)"
_WAS = r"(?:was|were|is|are|has|have|had|did)"
_ASK = r"(?:ask(?:ed)?|put|posed?|raised?|want(?:ed)? to know)"
_TAKE = (
    r"(?:take|took|taken|answer(?:ed)?|g[eo]t|received?|faced?|field(?:ed)?|reply to|replied to|respond(?:ed)? to"
    r"|heard?)"
)
_REFUSE = r"(?:declin(?:e|ed)|refus(?:e|ed))"
_ANSWER = r"(?:answer|comment|respond|reply|say|speak)"
_DODGE = (
    rf"(?:{_REFUSE}(?: to {_ANSWER})?|not answer(?:ed)?|dodged?|evaded?|deflect(?:ed)?|duck(?:ed)?"
    r"|le(?:ave|ft) unanswered)"
)
_EVADE = (
    r"(?:g[ia]ven? (?:no|any) (?:information|answers?|comment)|not (?:answer|comment|reply|respond)|say no comment"
    r"|(?:decline|refuse|dodge|evade|deflect|duck|avoid)d?(?: (?:a |the )?questions?| answering| comment(?:ing)?)?)"
)
_MENTION = r"(?:mention(?:ed)?|refer(?:red)? to|talk(?:ed)? (?:about|of)|sp(?:eak|oke|oken) (?:about|of))"
_RAISE = r"(?:raised?|br(?:ing|ought) up)"
CALLED_WORD = r"(?:the )?(?:words?|terms?|phrases?|names?|expressions?)"
_ENGLISH: tuple[tuple[str, Wanted], ...] = (
    (rf"{_MANY}{_ABOUT} {_DID} (?P<asker>.+?) {_ASK}(?: (?:to|of) (?P<answerer>.+?))?{_ABOUT}", "questions"),
    (rf"{_MANY}{_ABOUT} {_DID} (?P<asker>.+?) {_ASK} (?P<answerer>.+?){_ABOUT}", "questions"),
    (rf"{_MANY}(?: (?:that|which))? (?P<asker>.+?) {_ASK}(?: (?:to|of) (?P<answerer>.+?))?{_ABOUT}", "questions"),
    (rf"{_MANY} (?:by|from) (?P<asker>.+?){_ABOUT}", "questions"),
    (rf"{_MANY_ASK} {_ASK}(?: (?:any |a |some )?questions?)?(?: (?:to|of) (?P<answerer>.+?))?{_ABOUT}", "questions"),
    (rf"{_MANY_ASK} ask(?:ed)? (?P<answerer>.+?){_ABOUT}", "questions"),
    (rf"{_MANY_ASK} {_RAISE} (?P<topic>.+?)", "questions"),
    (rf"{_MANY}{_ABOUT} {_DID} (?P<answerer>.+?) {_TAKE}(?: from (?P<asker>.+?))?{_ABOUT}", "questions"),
    (
        rf"{_MANY}{_ABOUT} {_WAS}(?: been)?(?: there| {_ASK}| {_TAKE})?(?: (?:to|of) (?P<answerer>.+?))?"
        rf"(?: (?:by|from) (?P<asker>.+?))?{_ABOUT}",
        "questions",
    ),
    (rf"{_MANY} {_WAS} (?P<answerer>.+?) (?:been )?asked{_ABOUT}", "questions"),
    (rf"{_MANY} (?:about|on|regarding|concerning) (?P<topic>.+?)", "questions"),
    ("how many of the questions", "questions"),  # of a list; "Which questions?" is about those before
    (rf"{_MANY}{_ABOUT} (?:came|come|are there|were there) from (?P<asker>.+?){_ABOUT}", "questions"),
    (rf"{_OFTEN} {_DID} (?P<asker>.+?) ask(?:ed)?(?: (?:a )?questions?)?{_ABOUT}", "questions"),
    (rf"{_OFTEN} {_WAS} (?P<answerer>.+?) (?:been )?asked(?: (?:a )?questions?)?{_ABOUT}", "questions"),
    (rf"{_OFTEN} {_DID} (?P<answerer>.+?) {_DODGE}(?: (?:a |the )?questions?| anything)?{_ABOUT}", "declined"),
    (rf"{_MANY}{_ABOUT} {_DID} (?P<answerer>.+?) {_DODGE}{_ABOUT}", "declined"),
    (rf"{_OFTEN} {_DID} (?P<answerer>.+?) {_EVADE}{_ABOUT}", "declined"),
    (
        rf"{_MANY}{_ABOUT} (?:went|were|are|remain(?:ed)?|have gone|have been|stayed|was)"
        rf" (?:left )?(?:unanswered|not answered|without (?:an )?answers?|declined|dodged|refused)"
        rf"(?: by (?P<answerer>.+?))?{_ABOUT}",
        "declined",
    ),
    (r"how many (?:replies|answers)(?: (?:of|by|from) (?P<answerer>.+?))? g[ia]ven? no information", "declined"),
    (rf"how many non-?answers (?:are there|{_DID} (?P<answerer>.+?) g[ia]ven?){_ABOUT}", "declined"),
    (rf"{_OFTEN} {_WAS} (?P<topic>.+?) (?:been )?(?:raised|brought up|asked about)(?: by (?P<asker>.+?))?", "raised"),
    (rf"{_OFTEN} {_DID} (?P<topic>.+?) (?:come|came) up", "mentions"),
    (
        rf"{_OFTEN} {_WAS} (?P<topic>.+?) (?:been )?(?:mentioned|discussed|talked about|spoken (?:of|about)"
        r"|referred to)(?: by (?P<who>.+?))?",
        "mentions",
    ),
    (
        rf"{_OFTEN} {_WAS} (?P<topic>{CALLED_WORD} .+?) (?:been )?(?:used|said|spoken|heard)(?: by (?P<who>.+?))?",
        "mentions",
    ),
    (rf"{_OFTEN} {_DID} (?P<topic>{CALLED_WORD} .+?) (?:appear(?:ed)?|occur(?:red)?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) (?:used?|sa(?:y|id)) (?P<topic>{CALLED_WORD} .+?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<asker>.+?) {_RAISE} (?P<topic>.+?)", "raised"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) {_MENTION} (?P<topic>.+?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) (?:say|said|use[ds]?) (?:the )?(?:word|term|phrase)s? (?P<topic>.+?)", "mentions"),
    (rf"{_OFTEN} {_DID} (?P<who>.+?) (?:say|said) (?P<topic>\w+|[\"“‘«].+?[\"”’»])", "mentions"),
)  # fmt: skip
_N = r"(?:几|多少)"
_IN_ALL = r"(?:一共|总共|共|都)?"
_DONE = r"(?:了|过)?"
_ABOUT_CHINESE = r"(?:(?:关于|有关|涉及)(?P<{}>.+?)的)?"
_NOT_ANSWER = r"(?:拒绝|没有|未|不愿|回避)(?:回答|回应|置评|评论|答复)?"
_MENTION_CHINESE = r"(?:提到|提及|提起|谈到|说到)"
_EACH_CHINESE = r"[家个名位]?(?P<each>媒体|记者)"
_CHINESE: tuple[tuple[str, Wanted], ...] = (
    (rf"(?P<asker>.+?){_IN_ALL}(?:提问|提出|提|问){_DONE}{_N}[个次]?{_ABOUT_CHINESE}(?:问题|提问)?", "questions"),
    (rf"(?P<asker>.+?)(?:就|关于)(?P<topic>.+?){_IN_ALL}(?:提|问){_DONE}{_N}个(?:问题|提问)", "questions"),
    (rf"{_IN_ALL}有?{_N}{_EACH_CHINESE}{_IN_ALL}(?:提{_DONE}问{_DONE}|问{_DONE}问题)", "questions"),
    (rf"{_IN_ALL}有?{_N}{_EACH_CHINESE}{_IN_ALL}(?:问到|问及|提到){_DONE}(?P<topic>.+?)", "questions"),
    (rf"(?P<answerer>.+?){_IN_ALL}(?:回答|答复|回应|接受){_DONE}{_N}个?{_ABOUT_CHINESE}(?:问题|提问)", "questions"),
    (rf"(?P<answerer>.+?){_IN_ALL}{_NOT_ANSWER}{_DONE}{_N}[次个](?:问题|提问)?", "declined"),
    (rf"(?P<answerer>.+?){_IN_ALL}有?{_N}[次个](?:问题|提问)?{_NOT_ANSWER}(?:问题|提问)?", "declined"),
    (rf"(?P<topic>.+?){_IN_ALL}被{_IN_ALL}(?:问到|问及){_DONE}{_N}次", "raised"),
    (rf"(?P<asker>.+?){_IN_ALL}(?:问到|问及){_DONE}(?P<topic>.+?){_N}次", "raised"),
    (rf"(?P<topic>.+?){_IN_ALL}被{_IN_ALL}{_MENTION_CHINESE}{_DONE}{_N}次", "mentions"),
    (rf"(?P<who>.+?){_IN_ALL}{_N}次{_MENTION_CHINESE}{_DONE}(?P<topic>.+?)", "mentions"),
    (rf"(?P<who>.+?){_IN_ALL}{_MENTION_CHINESE}{_DONE}(?P<topic>.+?){_N}次", "mentions"),
)  # fmt: skip

PATTERNS = [
    *((re.compile(_LEAD + p.format("topic", "topic2") + _TAIL, re.I), of) for p, of in _ENGLISH),
    *((re.compile(p.format("topic")), of) for p, of in _CHINESE),
]

_ANYBODY = (
    r"(?:(?:any|some)(?:one|body)|(?:an?|any) (?:reporter|journalist|outlet)"
    r"|(?:(?:any|the) )?(?:reporters|journalists|outlets|press|media))"
)
_SOMEBODY = r"the (?:reporter|journalist|correspondent|outlet|newsroom)\b"  # who was spoken of before
_ASK_ABOUT = r"(?:ever )?(?=ask(?:ed)? (?:.+ )?about\b)"
_QUESTIONS = "how many questions"
_THOSE = rf"(?=(?: ?(?:different|separate|of the))? ?(?:questions|{OUTLETS}|{REPORTERS})\b)"
# What wants a list names just what a question for their number counts.
_LISTS = (
    (re.compile(rf"\b(?:which|what)(?= ){_THOSE}", re.I), "how many"),
    (re.compile(rf"\b(?:list|name|show(?: me)?|give me) (?:all )?(?:the )?{_THOSE}", re.I), "how many of the "),
    # Whether somebody asked is told by what they asked; where nobody did, the question is asked like any other.
    (re.compile(rf"^({_LEAD})(?:did|has|have) {_ANYBODY} {_ASK_ABOUT}", re.I), rf"\1{_QUESTIONS} did anyone "),
    (re.compile(rf"^({_LEAD})did (?!{_SOMEBODY})(?=.+ {_ASK_ABOUT})", re.I), rf"\1{_QUESTIONS} did "),
    (re.compile(rf"^({_LEAD})(?:was|were) (?:any|some)(?:one|body) {_ASK_ABOUT}", re.I), rf"\1{_QUESTIONS} were "),
    (re.compile(rf"^({_LEAD})(was|were) (?!the |they )(.+?) {_ASK_ABOUT}", re.I), rf"\1{_QUESTIONS} \2 \3 "),
    (re.compile(rf"\bwhat (?={_DID} .+? {_ASK}\b|{_WAS} (?:.+? )?asked\b)", re.I), f"{_QUESTIONS} "),
    (re.compile(r"哪些(?=问题|提问)"), "几个"),
    (re.compile(r"哪[些几]家?(?=媒体|记者)"), "几家"),
    (re.compile(r"(?<=问)到?了?些?什么(?:问题)?"), "了几个问题"),
    (re.compile(r"(?<=记者)(?:说|提到|提及)了?些?什么"), "问了几个问题"),
)  # fmt: skip


def for_a_number(asked: str) -> str:
    """A question for a list as one for how many there are: `Which questions did` as `how many questions did`."""
    for pattern, number in _LISTS:
        asked = pattern.sub(number, asked)
    return asked


def one_of(each: str | None) -> str:
    """What one of those is called who are counted each once: `outlet`, `reporter`; empty without any."""
    if not each:
        return ""
    if re.fullmatch(f"{OUTLETS}|媒体", each, re.I):
        return "outlet"
    return "reporter" if each == "记者" else each.lower().removesuffix("s")
