"""Numbers in running text as values, so that "450bn" and "US$ 450 billion" are the same."""

import re
from collections.abc import Iterator
from decimal import Decimal

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {
    "k": 10**3,
    "m": 10**6, "mn": 10**6, "mln": 10**6,
    "b": 10**9, "bn": 10**9,
    "tn": 10**12, "trn": 10**12,
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "万亿": 10**12, "萬億": 10**12,
}  # fmt: skip

_WORD = "|".join(sorted([*_SMALL, *_TENS, *_SCALES, "dozen"], key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?:a\s+(?=hundred|thousand|million|billion|trillion|dozen))?(?:{_WORD})"
    rf"(?:(?:[\s-]+|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+)(?:{_WORD}))*\b",
    re.IGNORECASE,
)
# "2032 Ms. Vell", "2032 M. Dahl", "2032 M Dahl": a title or an initial after a figure is no scale.
_NO_INITIAL = r"(?!(?-i:(?<=[\s-][A-Z])(?:\.\s*[A-ZÀ-Þ]|\s[A-ZÀ-Þ][a-zß-ÿ])))"
_DIGITS = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:[\s-]?((?:{'|'.join(_SCALES)})(?=s?(?![A-Za-z]))|"
    rf"(?:{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?![A-Za-z]){_NO_INITIAL}))?",
    re.IGNORECASE,
)


def numbers(text: str) -> set[Decimal]:
    """Every number of the text: in digits, in English words, or with a scale in English or Chinese.

    Units and signs are not looked at: "5 %" and "minus five" both hold 5. Ordinals in words are no numbers.
    """
    values = set()
    for digits, scale in _DIGITS.findall(text):
        values.add(Decimal(digits.replace(",", "")) * ((_SCALES | _SHORT)[scale.lower()] if scale else 1))
    rest = _DIGITS.sub(" ", text).lower()
    for spelled in _SPELLED.findall(rest):
        values |= set(_read(re.findall(_WORD, spelled)))
    return values


def _read(words: list[str]) -> Iterator[Decimal]:
    """The value of a run of number words; two numbers side by side ("twenty twenty-five") are two."""
    total, current, last = 0, 0, ""
    for word in words:
        small = _SMALL.get(word, _TENS.get(word))
        if small is not None:
            if last in _SMALL or (last in _TENS and (word in _TENS or not 0 < small < 10)):
                yield Decimal(total + current)
                total, current = 0, 0
            current += small
        elif word in ("hundred", "dozen"):
            current = (current or 1) * (100 if word == "hundred" else 12)
        else:
            total, current = total + (current or 1) * _SCALES[word], 0
        last = word
    yield Decimal(total + current)
