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
    | \b(?:will|would|can|could|do|does|am|are|is|going)\s*(?:not|n['’]t)\s+(?:\w+\s+){{0,4}}?
        (?:name|disclose|reveal|tell\s+you|guide\s+on|talk\s+about|speak\s+about|say\s+anything|put\s+a\s+(?:date|number|figure))\b
    | \b(?:can['’]t|cannot|won['’]t|don['’]t|never|would\s+rather\s+not|I['’]d\s+rather\s+not)\s+(?:\w+\s+){{0,3}}?
        (?:comment|name|disclose|reveal|discuss|tell\s+you|go\s+into|talk\s+about|say\s+anything|speculate|guess)\b
    | \b(?:do\s+not|don['’]t)\s+have\s+(?:that|the|those|these|any|an?)\s+(?:\w+\s+)?
        (?:number|figure|date|name|detail|answer)s?\b
    | \b(?:is|are)\s+a\s+(?:question|matter)\s+for\s+the\b | \bput\s+(?:that|this|it)\s+to\s+the\b
    | \bsend\s+you\s+(?:\w+\s+){{0,4}}?to\s+the\b | \bnothing\s+(?:I|we)\s+(?:can|could)\s+say\b
    | \b(?:have\s+not|haven['’]t|do\s+not\s+have|don['’]t\s+have|have\s+nothing|nothing)\b[^.]{{0,30}}\bfor\s+you\b
    | \b(?:not|n['’]t)\s+(?:\w+\s+)?(?:prepared|willing|ready|going)\s+to\s+(?:give|say|answer|respond|speak|address)\b
    | \b(?:not|n['’]t)\s+(?:really\s+)?want\s+to\s+(?:get|go)\s+into\b
    | \bno\s+further\s+(?:details?|comment|information)\b
    | \bsin\s+comentarios\b
    | \bno\s+(?:voy|vamos)\s+a\s+(?:hacer\s+coment|coment|hablar|dar|entrar|especular|responder|decir)
    | \bno\s+(?:puedo|podemos)\s+(?:dar|decir|confirmar|comentar|revelar|adelantar)\b
    | \bno\s+(?:tengo|tenemos)\s+(?:ese|esa|ningún|ninguna|el|la)\s+(?:dato|nombre|cifra|fecha|comentario)\b
    | \bles?\s+remito\s+a\b | \bpas\s+de\s+commentaires?\b | \bvous\s+renvoie\b
    | \bn['’]ai\s+(?:pas|rien)\s+(?:de|d['’]|à)\s*\w*\s*à?\s*(?:vous\s+)?(?:donner|dire|ajouter|annoncer)
    | \bne\s+(?:peux|peut|pouvons)\s+pas\s+(?:vous\s+)?(?:dire|donner|confirmer|commenter|révéler)\b
    | \bkeine?n?\s+Kommentar\b | \bkann\s+ich\s+(?:Ihnen\s+)?(?:nichts|nicht)\s+\w*\s*sagen\b
    | 无意置评|不予置评|无可奉告|(?:已经?|刚才)回答(?:过|了)|没有注意到|(?:请|建议)你?向[^。]{{0,16}}(?:询问|了解)
    | 不便评论|不作评论|没有可以(?:提供|发布)的|没有(?:补充|进一步)|不了解(?:有关|相关|你|具体)?情况
    | (?:请|建议你?)向(?:中方)?(?:主管|有关|相关)部门(?:了解|询问)|不掌握(?:有关|相关|你|具体)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def declines(sentence: str) -> bool:
    """Whether this sentence refuses, refers elsewhere or says that there is nothing to say."""
    return bool(_PATTERNS.search(" ".join(sentence.split())))
