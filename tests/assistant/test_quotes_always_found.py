"""The law of the quote check: whatever was said is found word for word, at every place it was said."""

import random
import re
from collections.abc import Iterator

import pytest

from assistant.comparison import plain
from assistant.quotes import check_quote
from store.sentences import sentence_extents
from store.store import Store
from store.types import Incoming, Span
from tests.conftest import add
from tests.fakes import HashEmbedder

_WORDS = (
    "we will not the a of to in and is it that on for with harbour ferry quota accord ministry winter coast Norlandia "
    "12,000 tonnes don't can't U.S. well-known it's 3.5 per-cent Vell's café naïve"
).split()
_CHINESE = "我们不会参加关于渔业协定的谈判因为配额太低中方立场是一贯明确今年冬天渡轮将继续航行"
_ENDS = [". "] * 6 + ["? ", "! ", ".\n", "… ", ".” ", ".\n\n", "\n\n"]
_ASIDES = ["", "", "", "", " (Laughter.) "]


def _latin(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(chance.choice([1, 2, 4, 8, 15, 70]))]
    words = [word + chance.choice(["", "", "", "", ",", " —", ";", "..."]) for word in words]
    return words[0][:1].upper() + " ".join(words)[1:] + chance.choice(_ENDS) + chance.choice(_ASIDES)


def _chinese(chance: random.Random) -> str:
    size = chance.choice([2, 5, 12, 40, 150])
    words = "".join(
        chance.choice([*_CHINESE, "150万", "GDP"]) + chance.choice([""] * 12 + ["，", "\n", "“", "”"])
        for _ in range(size)
    )
    return words + chance.choice(["。", "！", "。”", "……", "。\n"])


def _briefing(chance: random.Random, sentence_of: type[str] | object) -> str:
    lines = ["03/04/2031 | Press briefing | Norlandia"]
    for _ in range(4):
        for label in ("Harbour Times", "Ana Vell"):
            said = "".join(sentence_of(chance) for _ in range(chance.choice([1, 3, 12])))  # type: ignore[operator]
            lines.append(f"{label}: {said}")
    return "\n".join(lines)


@pytest.fixture(scope="module", params=["Latin", "Chinese"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Briefings of made-up words in passages of at most 30 words, so that borders stand everywhere."""
    store = Store(tmp_path_factory.mktemp("library"), HashEmbedder(window=30))
    sentence_of = _latin if request.param == "Latin" else _chinese
    for number in range(6):
        text = _briefing(random.Random(number), sentence_of)
        add(store, Incoming(f"{number}.txt", f"test:{number}", data=text.encode()))
    yield store
    store.close()


def _turns(store: Store) -> list[tuple[Span, str]]:
    """Every turn with its words; stage directions, which nobody said, are spaces."""
    found = []
    for entry in store.entries():
        reading = store.transcript(entry.id).reading
        for turn in (turn for exchange in reading.exchanges for turn in exchange.turns):
            said = list(" " * (turn.end - turn.start))
            for extent in sentence_extents(reading.text, turn.start, turn.end, reading.asides):
                said[extent.start - turn.start : extent.end - turn.start] = reading.text[extent.start : extent.end]
            found.append((Span(entry.id, turn.start, turn.end), "".join(said)))
    return found


def _retyped(words: str, chance: random.Random) -> str:
    """The same words as another keyboard writes them."""
    for one, others in (
        (" ", [" ", " ", "\u00a0", "  ", "\n"]), ("'", "’‘'"), ("“", "\"„«“"), ("”", "\"”»"), ("-", "-‐‑"),
        ("—", ["–", " - ", "—", "--"]), ("…", ["...", "…", " . . . "]),
    ):  # fmt: skip
        words = "".join(chance.choice(others) if char == one else char for char in words)
    return chance.choice(["{}", "“{}”", "«{}»", "{}.", " {},"]).format(words[:1].swapcase() + words[1:])


def _slices(turns: list[tuple[Span, str]], chance: random.Random, count: int) -> Iterator[str]:
    """Words cut out of a turn anywhere between two of them."""
    while count:
        _, said = chance.choice(turns)
        edges = [m.start() for m in re.finditer(r"(?<![\w.,'-])\w|[\u4e00-\u9fff]", said)]
        first = chance.randrange(len(edges))
        last = min(first + chance.choice([1, 2, 3, 5, 8, 9, 20, 90, 200]), len(edges))
        end = edges[last] if last < len(edges) else len(said)
        words = said[edges[first] : end].strip()
        if any(char.isalnum() for char in words):
            count -= 1
            yield words


def _places(turns: list[tuple[Span, str]], words: str, typed: str) -> set[tuple[str, int]]:
    """Where the words stand in the transcripts, looked for in every turn, letter by letter; asked where they ask."""
    bare = re.sub(r"[\s]+", " ", words).strip(" .,;:!?。，！？；：、'\"“”‘’…—-")
    pattern = r"\s*".join(
        re.escape(piece) for piece in (re.findall(r"\S", bare) if re.search("[\u4e00-\u9fff]", bare) else [])
    ) or r"\s+".join(re.escape(piece) for piece in bare.split())
    first = pattern[0] if pattern[0].isalnum() else ""
    free = f"(?:{first.lower()}|{first.upper()}){pattern[1:]}" if first else pattern
    edged = rf"(?<![A-Za-zéï\d])(?<!\d[.,]){free}(?![A-Za-zéï\d]|['’][A-Za-z]|[.,]\d)"
    edged = free if re.search("[\u4e00-\u9fff]", bare) else edged
    ends = re.sub(r"(\.\s*){3,}|…", "", typed[len(typed.rstrip(" \n.,;:!?。，！？；：、'\"“”‘’«»…—-")) :])
    edged += r"(?=\W*\?)" if "?" in ends else r"(?![\s'’”]*\?)" if re.search("[.!。！]", ends) else ""
    return {(span.transcript_id, span.start + m.start()) for span, said in turns for m in re.finditer(edged, said)}


@pytest.mark.slow
def test_any_slice_of_any_turn_is_found_at_every_place_however_it_is_typed(library: Store) -> None:
    chance = random.Random(9)
    turns = _turns(library)
    for words in _slices(turns, chance, 400):
        typed = _retyped(words, chance)
        check = check_quote(typed, library)
        found = {(match.span.transcript_id, match.span.start) for match in check.matches}
        missed = _places(turns, words, typed) - found
        assert check.verdict == "exact" and not missed, (typed, check.verdict, missed)
        for match in check.matches:
            assert library.quote(match.span) == match.words
            if "(Laughter.)" not in match.words:
                assert plain(match.words).lower().startswith(plain(words).lower()[:1])


def test_the_library_of_this_law_cuts_exchanges_into_passages(library: Store) -> None:
    parts = [len(library.sentences(entry.id, 0)) for entry in library.entries()]
    assert max(parts) > 3
