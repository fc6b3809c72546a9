"""Names of one thing that share few letters, as ROK and South Korea: the one table of the search and of the checks."""

import re
from dataclasses import dataclass
from functools import cache

from store.capitals import COUNTRIES
from store.lexical import STOPWORDS


@dataclass(frozen=True, slots=True)
class Variants:
    """`names` are spellings of one name; `also` may stand for them in a statement: too wide to search by."""

    names: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return self.names + self.also


VARIANTS = (
    Variants(("US", "USA", "United States", "America"), ("American", "Americans", "Washington")),
    Variants(("UK", "United Kingdom", "Britain"), ("British",)),
    Variants(("EU", "European Union")),
    Variants(("UN", "United Nations")),
    Variants(("ROK", "Republic of Korea", "South Korea"), ("South Korean",)),
    Variants(("DPRK", "North Korea", "Democratic People's Republic of Korea"), ("North Korean",)),
    Variants(("PRC", "People's Republic of China"), ("China", "Chinese", "Beijing")),
    Variants(("Russian Federation", "Russia"), ("Russian", "Moscow")),
    Variants(("UAE", "United Arab Emirates"), ("Emirati",)),
    Variants(("France",), ("French",)),
    Variants(("Spain",), ("Spanish", "Spaniard")),
    Variants(("Poland",), ("Polish", "Pole")),
    Variants(("Denmark",), ("Danish", "Dane")),
    Variants(("Netherlands", "Holland"), ("Dutch",)),
    Variants(("Switzerland",), ("Swiss",)),
    Variants(("Ireland",), ("Irish",)),
    Variants(("Turkey", "Türkiye"), ("Turkish", "Turk")),
    Variants(("Philippines",), ("Philippine", "Filipino")),
    Variants(("Myanmar", "Burma"), ("Burmese",)),
    Variants(("DRC", "Democratic Republic of the Congo", "Democratic Republic of Congo")),
    Variants(
        ("NDC", "climate pledges", "nationally determined contribution"),
        ("NDCs", "climate pledge", "nationally determined contributions"),
    ),
    Variants(("WTO", "World Trade Organization", "World Trade Organisation")),
    Variants(("WHO", "World Health Organization", "World Health Organisation")),
    Variants(("IMF", "International Monetary Fund")),
    Variants(("IAEA", "International Atomic Energy Agency")),
    Variants(("NATO", "North Atlantic Treaty Organization")),
    Variants(("ASEAN", "Association of Southeast Asian Nations")),
    Variants(("Fed", "Federal Reserve")),
    Variants(("ECB", "European Central Bank")),
    Variants(("GDP", "gross domestic product")),
    Variants(("FTA", "free trade agreement")),
    Variants(("SCO", "Shanghai Cooperation Organization", "Shanghai Cooperation Organisation")),
    Variants(("IPCC", "Intergovernmental Panel on Climate Change")),
    Variants(("covid", "Covid-19", "coronavirus")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name as a text has it, and its other names, all as phrases for full-text search, lower-cased."""

    here: tuple[str, ...]
    others: tuple[str, ...]


def named_in(text: str) -> list[Named]:
    """Everything a text names that has other names.

    An acronym must be written as one: `who` is not the WHO, `us` not the US.
    """
    dotless = re.sub(r"\b((?:[A-Z]\.){2,})", lambda match: match[0].replace(".", ""), text)
    found = []
    for group in VARIANTS:
        here = [name for name in group.names if _pattern(name).search(dotless)]
        if here:
            others = dict.fromkeys(_phrase(name) for name in group.names if name not in here)
            found.append(Named(tuple(map(_phrase, here)), tuple(others)))
    for capital, *countries in _capitals():
        if _pattern(capital).search(text):
            found.append(Named((_phrase(capital),), tuple(map(_phrase, countries))))
    return found


def named_as_in(text: str, said: str) -> str:
    """A text that calls a thing as it is `said`, where its own name is not: South Korea for ROK, Egypt for Cairo."""
    for names in (*(group.names for group in VARIANTS), *_capitals()):
        here = [name for name in names if _pattern(name).search(text)]
        if not here or any(_pattern(name).search(said) for name in here):
            continue
        if there := next((name for name in names if _pattern(name).search(said)), None):
            for name in here:
                text = _pattern(name).sub(there, text)
    return text


@cache
def _capitals() -> tuple[tuple[str, ...], ...]:
    """Each capital with the names of its country."""
    names = {name: group.names for group in VARIANTS for name in group.names}
    return tuple((capital, *names.get(country, (country,))) for capital, country in COUNTRIES.items())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    if name in COUNTRIES:  # not in a longer name: the Paris Agreement, the Washington Post
        return re.compile(rf"(?<!New )\b{re.escape(name)}\b(?! [A-Z])")
    flags = re.NOFLAG if name.isupper() or len(name) < 5 else re.IGNORECASE
    return re.compile(rf"\b{re.escape(name)}(?:'s)?\b", flags)


def _phrase(name: str) -> str:
    """How full-text search looks for a name; one that is also a common word, only as `U.S.` is written."""
    words = name.lower().replace("'", " ").replace("-", " ")
    return " ".join(words) if words in STOPWORDS else words
