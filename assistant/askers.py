"""Whether a question is about the one who asked, or about what a reporter told. Pure functions."""

import re

# Whoever asks who asked wants the reporter's words, not the answer.
_ABOUT_ASKER = re.compile(
    r"^.*?(?P<asks>\b(?:who|whom|which|what)\b[^?(]*?\b(?:asked|asks|raised|raises|brought up|wanted to know)\b)"
    r"(?: (?:about|for|on|that|this|it|whether|if)\b)*"
    r"|^.*?(?:哪(?:家|个|位|些)(?:媒体|记者|机构|报纸|通讯社)?|谁)(?:提)?问(?:到|及|起|了)?",
    re.I,
)
# "What did she answer when she was asked about X?" wants the answer.
_WANTS_THE_REPLY = re.compile(
    r"\b(?:say|said|saying|answer(?:ed)?|repl(?:y|ied)|respon(?:d|ded|se)|tell|told|comment(?:ed)?|react(?:ed|ion)?|explain(?:ed)?"
    r"|confirm(?:ed)?|den(?:y|ied)|announced?|when|whenever|times?|after|once)\b",
    re.I,
)
# "By which year did a reporter say the fund runs dry?" wants the reporter's words as well.
_REPORTERS_WORDS = re.compile(
    r"\b(?:a|the|one|which|what) (?:reporter|journalist|correspondent|questioner)\b[^?,;]{0,30}?"
    r"\b(?:say|said|says|state[ds]?|claim(?:s|ed)?|quote[ds]?|cite[ds]?|mention(?:s|ed)?|describe[ds]?"
    r"|put (?:it|that|this))\b"
    r"|\baccording to (?:a|the|one) (?:reporter|journalist|correspondent|questioner)\b",
    re.I,
)
# "海港时报记者提到渡轮停航几天？": that a reporter says it. What stands before is whose, but not "林海棠告诉".
REPORTER_SAYS_CHINESE = (
    r"记者们?(?P<about>(?:的|是|曾|还|又|也|怎么|\d[\d年月]{0,10}[日月号]|[昨今前]天|当时|刚才"
    r"|在[^，,。？?]{0,12}?[时中里上]|[就对][^，,。？?]{1,16}?){0,3})(?:提?问[时中里][，,]?)?"
    r"(?:提到|提及|说法?|称(?![赞呼号谓为职])|指出|声称|援引|引用|引述|转述|列举|介绍|描述"
    r"|(?P<asks>提?问(?![题时中里])|提了?(?=什么|哪|几)))[过了到及起道]?[，,：:]?"
)
_BY_A_REPORTER = re.compile(
    rf"(?:^|(?<=[，,。；：:]))(?P<who>[^，,。；：:？?]{{0,24}}?){REPORTER_SAYS_CHINESE}(?P<what>.*)"
)
_TO_A_REPORTER = re.compile(r"[对向跟被就答]|(?<!共)同|告诉|针对|关于|接受|面对|说|表示|当$")
_THE_REPLY_CHINESE = re.compile(
    r"回[应答复覆]|答[复覆]|属实|真的吗"
    r"|[，,时后].*(?:说|表示|评论|表态|反应|看法|态度|怎么看|如何看|有何|作何|中方|外交部|发言人)"
)
_WHAT_CHINESE = re.compile(r"什么|多少|哪|谁|几|怎|如何|为何|何时")
_ONLY_WHAT = re.compile(r"(?:些|过|了|的)*(?:什么|哪些|啥)(?:问题|内容)?[？?]?")  # "就渡轮问了什么？"


def asker_topic(text: str) -> str | None:
    """What a question about the one who asked is about ("Who asked about X?" -> "X?"), else None."""
    if _REPORTERS_WORDS.search(text):
        return text
    if told := _of_a_reporter(text):
        return told[0] if _ONLY_WHAT.fullmatch(told[1]) else None
    match = _ABOUT_ASKER.match(text)
    if match is None or _WANTS_THE_REPLY.search(match["asks"] or ""):
        return None
    return text[match.end() :].strip(" ?()") or text


def told_by_reporter(text: str) -> str | None:
    """What a Chinese question asks of a reporter's own words (`海港时报记者提到渡轮停航几天？`), else None.

    Not where it wants the reply to them, nor where it asks for all that they are about, as `asker_topic` tells.
    """
    told = _of_a_reporter(text)
    return None if told is None or _ONLY_WHAT.fullmatch(told[1]) else "".join(told)


def _of_a_reporter(text: str) -> tuple[str, str] | None:
    """What stands before a reporter's saying it, and what they say, where a Chinese question wants their words."""
    told = _BY_A_REPORTER.search(text)
    if told is None or _TO_A_REPORTER.search(told["who"]) or _THE_REPLY_CHINESE.search(told["what"]):
        return None
    before = text[: told.start()] + told["about"].removeprefix("的")
    if (told["asks"] and not _WHAT_CHINESE.search(told["what"])) or (not before and _ONLY_WHAT.fullmatch(told["what"])):
        return None
    return before, told["what"]
