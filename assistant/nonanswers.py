"""Sentences in which a speaker gives no information. Pure functions."""

import re

_TELLS = r"(?:share|add|offer|announce|say|information|comment|update|read[\s-]?out|details?|announcement|preview)"
_PATTERNS = re.compile(
    rf"""
    \b(?:refer|direct|point)\s+(?:you|everyone|people|your\s+question)\b
    | \byou\s+(?:may|can|could|might)\s+(?:refer\s+to|check\s+with|consult|ask)\b
    | \b(?:would|will|I['’]?ll|we['’]?ll|I['’]d)\s+(?:\w+\s+)?(?:leave|defer)\s+(?:that|this|it|those|you)?\b[^.]*\bto\b
    | \b(?:ask|check\s+with|contact)\s+the\s+(?:competent|relevant|department|ministry|authorit)
    | \b(?:have|has|had|['’]ve|got)\s+(?:no|nothing|not\s+anything|no\s+further)\b[^.]{{0,40}}\b{_TELLS}
    | \b(?:do\s+not|don['’]t|did\s+not|didn['’]t)\s+have\s+(?:any|anything|an?)\b[^.]{{0,40}}\b{_TELLS}
    | (?:\bnot|n['’]t)\s+(?:going\s+to\s+|gonna\s+|(?:be\s+)?able\s+to\s+|in\s+a\s+position\s+to\s+)?
        (?:comment|speculate|get\s+ahead\s+of|get\s+into|go\s+into|discuss|preview|confirm\s+or\s+deny|speak\s+to)\b
    | \b(?:no|without)\s+comment\b | \b(?:decline|refuse)d?\s+to\s+(?:comment|say|answer|confirm)\b
    | \bnot\s+(?:aware\s+of|familiar\s+with)\s+(?:the|that|this|what|any)\b
    | \b(?:stated|made\s+clear|expressed|elaborated\s+on)\s+(?:its|our|the|his|her|their)\s+(?:\w+\s+)?position\b[^.]*
        \b(?:before|already|many\s+times|on\s+multiple\s+occasions|refer)\b
    | \b(?:will|we['’]ll|I['’]ll)\s+(?:have\s+to\s+)?get\s+back\s+to\s+you\b
    | \b(?:can['’]t|cannot|won['’]t|will\s+not)\s+(?:answer|say\s+(?:any\s*)?more|share|give\s+you|provide)\b
    | 不便评论|不作评论|没有可以(?:提供|发布)的|没有(?:补充|进一步)|不了解(?:有关|相关|你|具体)?情况
    | (?:请|建议你?)向(?:中方)?(?:主管|有关|相关)部门(?:了解|询问)|不掌握(?:有关|相关|你|具体)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def declines(sentence: str) -> bool:
    """Whether this sentence refuses, refers elsewhere or says that there is nothing to say."""
    return bool(_PATTERNS.search(" ".join(sentence.split())))
