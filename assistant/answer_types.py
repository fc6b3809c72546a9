"""Which kind of thing a question asks for (money, days, a date, a name ...), and whether a sentence gives one. Pure.

A sentence about the same subject that holds nothing of the kind asked for is no answer: "How many people work there?"
is not answered by what the building cost. The kinds are those of Li and Roth's question types (2002), as far as words
tell them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "money",
    "duration",
    "length",
    "speed",
    "share",
    "weight",
    "date",
    "year",
    "count",
    "number",
    "name",
    "temperature",
    "people",
]

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozen|"
    "couple|half|zero|none|both|"
    "uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|cuarenta|cincuenta|cien|ciento|mil|"
    "millones|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|cent|mille|"
    "millions?|milliards?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|hundert|tausend|Millionen"
)
_NUMBER = rf"(?:\d(?:[\d.,]*\d)?(?:[   ]\d{{3}}\b)*|\b(?:{_WORDS})\b)"
_SCALE = r"(?:[\s-]*(?:hundred|thousand|million|billion|trillion|bn|mn|[mbk]|millones|mil|millions?|milliards?)\b)*"
_AMOUNT = rf"(?:{_NUMBER}{_SCALE}[\s-]*(?:and a half\s+|de\s+|d[’'])?)"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "Januar|Februar|März|Juni|Juli|Oktober|Dezember"
)
# Not the "one" of "one China" or "at once": a number alone counts from two up, "one" only before what it measures.
_CHINESE_NUMBER = r"\d|[二两三四五六七八九十百千万亿]|一(?=[名位人次项家艘架倍百千万亿])"
_UNITS: Mapping[Kind, str] = {
    "money": r"(?:U\.?S\.? )?dollars?|euros?|pounds?|crowns?|kron\w+|yuan|renminbi|yen|won|francs?|roub?les?"
    r"|rubles?|cents?|"
    r"pence|pesos?|coronas?|couronnes?|Kronen",
    "duration": r"(?:milli)?seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|quarters?|decades?|centur\w+|"
    r"minutos?|horas?|días?|semanas?|meses|años?|heures?|jours?|semaines?|mois|ans|années?|Stunden?|Tagen?"
    r"|Wochen?|Monaten?|"
    r"Jahren?",
    "length": r"(?:kilo|centi|milli)?met(?:re|er)s?|km|cm|mm|miles?|feet|foot|inch(?:es)?|yards?|(?:kiló)?metros?|"
    r"kilomètres?|mètres?|square\s+\w+|hectares?|acres?",
    "speed": r"knots?|km/h|mph|(?:kilo)?met(?:re|er)s (?:an|per) (?:hour|second)|miles (?:an|per) hour|nudos|nœuds",
    "share": r"per\s?cent\w*|%|percentage points?|basis points?|por ciento|pour cent|Prozent|points?",
    "weight": r"tonn?e?s?|tons?|kilo(?:gram)?s?|kg|grams?|barrels?|lit(?:re|er)s?|gallons?|toneladas?",
    "temperature": r"degrees?|grados?|degrés?",
}
_OF_KIND: Mapping[Kind, re.Pattern[str]] = {
    "money": re.compile(
        rf"(?:US)?[$€£¥]\s?\d|\d\s?[$€£]|{_AMOUNT}(?:\w+\s)?(?:{_UNITS['money']})\b|\bfree of charge\b"
        rf"|\bfor free\b|\bis free\b"
        r"|\d[\d.,万亿千百]*\s?(?:美元|欧元|元|克朗|日元|英镑)|\bgratis\b|\bgratuit", re.I,
    ),
    "duration": re.compile(
        rf"{_AMOUNT}(?:\w+\s)?(?:{_UNITS['duration']})\b|\b(?:an?|another|several|few|many) (?:\w+ )?"
        rf"(?:minute|hour|day|week|fortnight|month|year|"
        r"decade)s?\b|\bas long as\b|\bovernight\b|\bindefinite|\bpermanent"
        r"|[\d一二两三四五六七八九十半几]+\s?个?(?:秒|分钟|小时|天|日|周|星期|月|年)", re.I,
    ),
    "length": re.compile(
        rf"{_AMOUNT}(?:\w+\s)?(?:{_UNITS['length']})\b"
        r"|[\d一二两三四五六七八九十百千万.]+\s?(?:米|公里|千米|厘米|海里|里|平方)", re.I
    ),
    "speed": re.compile(rf"{_AMOUNT}(?:{_UNITS['speed']})|[\d一二两三四五六七八九十百.]+\s?(?:米|公里|级|节)", re.I),
    "share": re.compile(
        rf"{_AMOUNT}(?:{_UNITS['share']})|\bone in \w+|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority)\b"
        rf""
        r"|百分之|%|[\d一二三四五六七八九]成|[极很较](?:高|低|大|小)",
        re.I,
    ),
    "weight": re.compile(rf"{_AMOUNT}(?:\w+\s)?(?:{_UNITS['weight']})\b"
        r"|[\d一二两三四五六七八九十百千万.]+\s?(?:吨|公斤|千克|升|桶)", re.I),
    "temperature": re.compile(rf"{_AMOUNT}(?:{_UNITS['temperature']})\b|[\d.]+\s?度", re.I),
    "date": re.compile(
        rf"\b(?:{_MONTHS})\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:1[5-9]|20)\d\d\b"
        rf"|\b\d{{1,2}}[:.]\d\d\b"
        r"|\b(?:today|tonight|tomorrow|yesterday|now|already|immediately|currently|midnight|noon|"
        r"spring|summer|autumn|winter|christmas|easter)\b"
        r"|\b(?:next|this|last|coming|following|every|previous)\s+(?:\w+\s+)?(?:morning|afternoon|evening|week"
        r"|weekend|month|quarter|year|"
        r"term|season|session|meeting|fall|decade)\b|\b(?:weeks?|months?|days?|years?|hours?)\s+(?:ago|earlier"
        r"|later|from now|before|after)\b"
        r"|\b(?:within|after|by the end of|at the end of|early in|late in|until|before|as soon as"
        r"|as early as|once|when)\s"
        rf"|\bin (?:the |a |an |about |around |early |mid-?|late |some |less than |(?:the )?next |(?:the )?coming )*"
        rf"(?:{_NUMBER}|few|several|couple|near|future|spring|summer|fall|autumn|winter|due|time|minutes?|hours?|days?"
        rf"|weeks?|months?|quarters?|years?|decades?|morning|afternoon|evening)\b"
        r"|\d+\s?(?:年|月|日|号|点)"
        r"|明天|今天|昨天|下周|下个?月|明年|今年|去年|近期|\bmañana\b|\bhoy\b|\bayer\b|\bdemain\b|\bhier\b", re.I,
    ),
    "year": re.compile(r"\b(?:1[5-9]|20)\d\d\b|\b(?:next|this|last) year\b|\d{2,4}\s?年|[明今去]年", re.I),
    "number": re.compile(rf"{_NUMBER}|\bno\b|\bnot (?:a|one|any)\b|\b(?:once|twice|every|each|single|only)\b"
    rf"|\b(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b|{_CHINESE_NUMBER}", re.I),
    "people": re.compile(r"(?:\d|[一二两三四五六七八九十百千万亿]|余|多)\s?(?:多|余)?(?:名|位|人)", re.I),
}  # fmt: skip
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")
_MEASURED = "|".join(_UNITS.values())

# What is asked for, by the words of the question; the first that fits counts.
_QUESTIONS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (r"\bhow (?:many|much) (?:\w+ )?(?:years?|months?|weeks?|days?|hours?"
    r"|minutes?) (?:old)?", ("duration", "number")),
    (r"\bhow much (?:\w+ )?time\b", ("duration",)),
    (r"\b(?:what|which) year\b|\ben qué año\b|\bquelle année\b|哪一?年", ("year",)),
    (r"\bhow (?:much )?(?:money|is (?:the|a|an) (?:price|fee|fine|cost))\b", ("money",)),
    (r"\bhow much (?:\w+ ){0,8}?(?:cost|pay|paid|spend|spent|receive|invest|charge|owe|earn|donate"
    r"|lend)", ("money", "share")),
    (r"\bwhat (?:will|does|did|would|do) (?:\w+ ){0,9}?(?:cost|sell for)\b|\bcuánto cuesta|\bcombien coûte"
    r"|\bwas kostet|多少钱|多少元", ("money",)),
    (r"\b(?:net|gross|operating) profit\b.*\?$", ("money", "share")),
    (r"\bhow high (?:is|was|are|were|will) (?:the |a )?(?:\w+ )?(?:fee|fine|price|cost|toll|tax"
    r"|rent)", ("money", "share")),
    (r"\b(?:top|maximum|max) speed\b|\bhow fast\b|风速|时速", ("speed",)),
    (r"\bhow (?:many|much) (?:of )?(?:the )?(?:per\s?cent|percentage)\b|\bwhat (?:percentage|share"
    r"|proportion|fraction)\b|概率|百分之几|比例", ("share", "number")),
    (r"\bhow many (?:more |fewer |extra |additional |new )?(?:(?:kilo|centi)?met(?:re|er)s|miles|km"
    r"|hectares|acres)\b", ("length",)),
    (r"\bhow many (?:more |fewer |extra |additional )?(?:tonn?e?s|barrels|lit(?:re|er)s|kilos?)\b", ("weight",)),
    (r"\bhow many (?:more |extra )?(?:crowns|dollars|euros|pounds|yuan)\b", ("money",)),
    (r"\bcuántas horas\b|\bcuántos (?:días|años|meses|minutos)\b|\bcombien de (?:temps|jours|mois|heures"
    r"|semaines)\b", ("duration",)),
    (r"\bhow far\b|\bhow (?:deep|wide|tall)\b|多深|多宽|多远", ("length",)),
    (r"多少(?:名|位|个)?[^，。？\d]{0,8}人(?!民|次)|几(?:名|位|个人)|人数", ("people",)),
    (r"多少个?(?:秒|分钟|小时|天|周|星期|月|年)|多久|多长时间", ("duration", "date")),
    (r"体重|多重|多少(?:吨|公斤|千克)", ("weight",)),
    (r"多少(?:米|公里|千米|海里)|多高", ("length",)),
    (r"\bhow long\b|多长", ("duration", "length", "date")),
    (r"\bhow old\b", ("duration", "number", "year")),
    (r"\bhow (?:hot|cold|warm)\b", ("temperature", "number")),
    (r"\bhow many times\b", ("number",)),
    (r"\bhow many\b|\bcuánt[oa]s\b|\bcombien d[e’']|\bwie viele\b", ("count",)),
    (r"\bhow (?:large|big|high|often|heavy|much)\b|多少|几[个位名家艘架人次]", ("number",)),
    (r"^(?:and |but |so )?(?:(?:by|since|until|from) )?when\b(?! \w+ing)|\b(?:on )?(?:what|which) (?:date"
    r"|day|month)\b|\bcuándo\b|\bquand\b|\bwann\b|什么时候|何时|哪一?天|几[月号]", ("date", "duration")),
    (r"\b(?:of|about|on|as to|tell (?:us|me)|know|idea) when\b", ("date", "duration")),
    (r"\b(?:what|which) (?:is|was|are|were) the names?\b|\bcómo se llama|\bcomment s[’']appelle"
    r"|\bwie heißt\b|叫什么", ("name",)),
    (r"\b(?:at|in|to|from|by|of|with)? ?\b(?:which|what) (?:company|firm|university|city|town|port|bank"
    r"|school|hospital|airport|village|state|country|countries|province|region)\b", ("name",)),
)  # fmt: skip
_ASKED = tuple((re.compile(pattern, re.I), kinds) for pattern, kinds in _QUESTIONS)
_INTERROGATIVE = re.compile(r"\b(?:why|who|whom|whose|what|which|when|where|how)\b|[吗什么多少几谁哪]|[¿]", re.I)
_COUNTED = re.compile(
    r"\b(?:how many|cuánt[oa]s|combien d[e’']|wie viele)\s*(?:(?:more|fewer|other|new|of|the|these|those|extra"
    r"|additional|"
    r"further|such|different|les|des|los|las)\s+)*(?P<noun>\w+)", re.I,
)  # fmt: skip
_BEFORE_NOUN = re.compile(
    rf"(?P<number>{_NUMBER}){_SCALE}(?:[\s-]+(?:of (?:the|its|our|their|them"
    rf"|those) )?(?P<noun>[^\W\d_][\w’'-]*)(?:\s+(?P<next>[^\W\d_][\w’'-]*))?)?",
    re.I,
)
_CAPITALISED = re.compile(r"(?<![.!?:]\s)(?<![“\"‘])(?<!^)\b[A-ZÀ-Þ][\w’'-]+")
_CHINESE_NAME = re.compile(r"[“「『《]|名为|取名|命名为|名叫|叫做")
_NOT_NAMES = re.compile(rf"(?:{_MONTHS}|I|I[’']\w+|Mr|Mrs|Ms|Dr|\w+days?)$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kinds of which one answers, the noun that is counted, the question's own words, lower-cased, and numbers."""

    kinds: tuple[Kind, ...]
    noun: str | None
    words: frozenset[str]
    numbers: frozenset[str]


def wanted(asked: str, standalone: str) -> Wanted | None:
    """What a question asks for, or None where its words do not tell.

    A follow-up that asks nothing by itself ("And for citizens of Halmark?") asks for what the whole one does.
    """
    return _wanted(asked) if _INTERROGATIVE.search(asked) else _wanted(standalone)


def _wanted(question: str) -> Wanted | None:
    kinds = next((kinds for pattern, kinds in _ASKED if pattern.search(question)), None)
    if kinds is None:
        return None
    counted = _COUNTED.search(question)
    words = frozenset(word.casefold() for word in re.findall(r"\w+", question))
    noun = counted["noun"].casefold() if counted else None
    return Wanted(kinds, noun, words, frozenset(_DIGITS.findall(question)))


def asks_for_another(asked: Wanted, other: str) -> bool:
    """Whether another question asks for none of these kinds but for some other: "when?" is not "in which city?"."""
    its = _wanted(other)
    return its is not None and not set(its.kinds) & set(asked.kinds)


def gives(sentence: str, asked: Wanted) -> bool:
    """Whether the sentence holds something of a kind that is asked for; the question's own numbers are nothing new."""
    new = _DIGITS.sub(lambda match: "" if match[0] in asked.numbers else match[0], sentence)
    return any(_holds(new, kind, asked) for kind in asked.kinds)


def _holds(sentence: str, kind: Kind, asked: Wanted) -> bool:
    if kind == "count":
        return any(_counts(match, asked) for match in _BEFORE_NOUN.finditer(sentence)) or bool(
            re.search(r"\b(?:none|nobody|no one|not one|no \w+)\b", sentence, re.I)
        )
    if kind == "name":
        found = any(_is_new_name(match[0], asked) for match in _CAPITALISED.finditer(sentence))
        return found or bool(_CHINESE_NAME.search(sentence))
    return bool(_OF_KIND[kind].search(sentence))


def _counts(match: re.Match[str], asked: Wanted) -> bool:
    """Whether a number counts what is asked for: things, not crowns, days or tonnes, unless these are asked for."""
    noun = match["noun"]
    if noun is None:
        return not re.fullmatch(r"(?:1[5-9]|20)\d\d\W*", match["number"])
    if asked.noun and _stem(noun) == _stem(asked.noun):
        return True
    around = f"{noun} {match['next'] or ''}".strip()
    is_date = re.match(rf"(?:{_MONTHS})\b", noun, re.I) or re.fullmatch(r"(?:1[5-9]|20)\d\d\W*", match["number"])
    return (
        not is_date
        and not re.match(rf"(?:{_MEASURED})\b", around, re.I)
        and not re.match(rf"\w+\s+(?:{_MEASURED})\b", around, re.I)
    )


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|y)$", "", word.casefold())


def _is_new_name(word: str, asked: Wanted) -> bool:
    return word.casefold() not in asked.words and not _NOT_NAMES.match(word)
