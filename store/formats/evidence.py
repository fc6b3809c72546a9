"""Which of a file's candidates are labels: what repeats, in which style, and who stands between whom.

A label is never taken on its own looks alone. A file writes its labels in one style and writes most of them
more than once; a name met once must stand where somebody speaks, between the turns of others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from store.formats.labels import Label
from store.formats.names import folded, is_newsroom, is_person, parse_label
from store.formats.sights import Sight, sights_of, without_head
from store.types import Extent

_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LETTER_NAMED = re.compile(r"[QA]\d{0,3}[ \t\u00a0]\(")
_BULLET = re.compile(r"[ \t]*(?:[*•-][ \t]|\d{1,2}[.)][ \t])")
_ASKS = re.compile(r"[?？؟]")


def true_labels(text: str, found: Sequence[Label], *, start: int, bold: Sequence[Extent] = ()) -> list[Label]:
    """The candidates that are labels, in order. `start` is where the body of the text begins."""
    sights = without_head(text, sights_of(text, found, start, bold), start)
    counts = Counter(sight.key for sight in sights if sight.label.shape != "inline" or sight.role)
    inline = Counter(sight.key for sight in sights if sight.label.shape == "inline")
    by_line = sum(n for key, n in counts.items() if n > 1)
    if sum(n for n in inline.values() if n > 1) > 2 * by_line:  # several turns to a line
        counts += inline
    style = _Style(sights, counts)
    sure = [style.is_sure(sight) for sight in sights]
    keep = _between(text, sights, sure, style)
    known = {sight.key for sight, kept in zip(sights, keep, strict=True) if kept}
    return [
        sight.label
        for sight, kept in zip(sights, keep, strict=True)
        if kept or (sight.label.shape == "inline" and sight.key in known and _fits_inline(sight, style))
    ]


def _fits_inline(sight: Sight, style: "_Style") -> bool:
    return bool(sight.role) or style.counts[sight.key] > 1 or not style.is_capitals


class _Style:
    """How this file writes its labels, as far as those show that repeat."""

    def __init__(self, sights: Sequence[Sight], counts: Counter[str]) -> None:
        self.counts = counts
        self.shapes = Counter(sight.label.shape for sight in sights if counts[sight.key] > 1 or sight.role)
        repeated = [
            sight
            for sight in sights
            if counts[sight.key] > 1 and not sight.role and sight.opens and sight.label.shape != "alone"
        ]
        self.is_capitals = self._prevails(sight.is_caps for sight in repeated)
        self.is_timed = self._prevails(
            sight.label.seconds is not None for sight in sights if sight.label.shape in ("colon", "timed")
        )
        self.is_set_off = self._prevails(sight.is_set_off for sight in repeated)
        self.capitals = {sight.key for sight in repeated if sight.is_caps}
        self.surnames = {
            folded(parts[-1])
            for sight in repeated
            if len(parts := sight.label.text.split()) > 1 and not is_newsroom(sight.label.text)
        }
        self.letters = Counter(
            sight.label.text[0]
            for sight in sights
            if sight.opens and (sight.label.shape == "letter" or _LETTER_NAMED.match(sight.label.text))
        )
        self.houses = sum(sight.is_house and sight.opens and sight.label.shape == "colon" for sight in sights)
        self.generic_askers = sum(sight.role == "asker" and sight.opens for sight in sights)
        self.has_lines = sum(n for shape, n in self.shapes.items() if shape not in ("alone", "inline"))
        self.discovers = self.shapes["inline"] > 2 * self.has_lines
        self.stops = {sight.key for sight in sights if sight.label.shape == "stop" and counts[sight.key] > 1}

    @staticmethod
    def _prevails(claims: Iterable[bool]) -> bool:
        seen = list(claims)
        return len(seen) > 1 and sum(seen) > 0.7 * len(seen)

    def is_sure(self, sight: Sight) -> bool | None:
        """True: a label; False: none; None: what stands around it must tell."""
        shape, often = sight.label.shape, self.counts[sight.key] > 1
        if shape == "tag":
            return True
        if shape in ("timed", "change", "bracketed"):
            return (sight.opens and self.shapes[shape] > 1) or (often and self.has_lines == 0)
        if shape == "letter":
            return self._is_letter(sight)
        if shape == "stop":
            return self._is_stop(sight)
        if shape == "alone":
            return self._is_alone(sight)
        if shape == "inline":
            return self._is_inline(sight)
        return self._is_colon(sight)

    def _is_letter(self, sight: Sight) -> bool:
        if not sight.opens:
            return False
        marked = sight.label.end - sight.label.start > 2
        letter = sight.label.text[0]
        if letter == "A" and not self.letters["Q"]:
            return False
        return marked or self.letters[letter] > 1

    def _is_stop(self, sight: Sight) -> bool | None:
        if (
            not re.search(r"[^\W\d_]{3}", sight.label.text)
            or sight.label.text.casefold() in ("end", "final", "note")
            or (sight.role == "answerer" and len(sight.label.text) < 2)
        ):
            return False
        many = len(sight.label.text.split()) > 1
        if self.counts[sight.key] > 1:
            return many or sight.opens
        if sight.states and sight.opens and many and not self.stops:
            return None  # the one speaker of a speech
        return many and len(self.stops) > 1 and (sight.opens or len(self.stops) > 2)

    def _is_alone(self, sight: Sight) -> bool | None:
        alone = self.shapes["alone"]
        if not sight.opens or self.has_lines > alone or alone < 3 or not sight.has_words:
            return False
        return self.counts[sight.key] > 1 or sight.states

    def _is_inline(self, sight: Sight) -> bool | None:
        if self.is_capitals and not sight.is_caps and not sight.role:
            return False
        if sight.role:
            return self.generic_askers > 0 or self.discovers
        often = self.counts[sight.key] > 1
        return often or (None if self.discovers else False)

    def _is_colon(self, sight: Sight) -> bool | None:
        often = self.counts[sight.key] > 1
        if self.is_timed and sight.label.seconds is None:
            return False
        if sight.role:
            return sight.opens or often
        if not sight.opens:
            return sight.is_caps and self.is_capitals and often
        if self.is_capitals and not sight.is_caps and not _CJK.search(sight.label.text):
            if sight.key in self.capitals:
                return True
            return None if sight.is_house and self.houses > 1 else False
        if self.is_capitals and sight.is_caps:
            return True
        if self.is_set_off and not sight.is_set_off:
            return None if often else False
        return True if often or folded(sight.label.text) in self.surnames else None


def _between(text: str, sights: Sequence[Sight], sure: Sequence[bool | None], style: _Style) -> list[bool]:
    """Settle the names met once: one must stand where somebody else than its neighbours speaks."""
    hub = _hub(sights, sure)
    keep = [claim is True for claim in sure]
    following = _following(sights, sure)
    few = sum(keep) < 3
    above: Sight | None = None
    beside: Sight | None = None
    for position, sight in enumerate(sights):
        if sure[position] is None:
            below = following[position]
            end = below.label.start if below else len(text)
            keep[position] = (few and _is_short(sight)) or _stands(
                sight,
                above,
                below,
                hub,
                style,
                asks=bool(_ASKS.search(text, max(end - 300, sight.label.end), end)),
                alone=_is_alone_in_bold(text, sight, beside, below, style),
            )
        if keep[position]:
            above = sight
        if sure[position] is not False:
            beside = sight
    return keep


def _is_alone_in_bold(text: str, sight: Sight, beside: Sight | None, below: Sight | None, style: _Style) -> bool:
    """Whether a name is set in bold as all labels here are, between labels that come again: no list of topics."""
    if not (style.is_set_off and sight.is_set_off and sight.opens and sight.label.shape == "colon"):
        return False
    line = text.rfind("\n", 0, sight.label.start) + 1
    return (
        is_person(sight.label.text)
        and not _BULLET.match(text, line)
        and all(each is None or each.role or style.counts[each.key] > 1 for each in (beside, below))
    )


def _hub(sights: Sequence[Sight], sure: Sequence[bool | None]) -> str | None:
    """Whoever speaks most often among those that are not known to ask."""
    turns = Counter(
        sight.key
        for sight, claim in zip(sights, sure, strict=True)
        if claim and sight.role != "asker" and parse_label(sight.label.text).role != "asker"
    )
    (best, count), *_ = turns.most_common(1) or [("", 0)]
    return best if count > 1 else None


def _following(sights: Sequence[Sight], sure: Sequence[bool | None]) -> list[Sight | None]:
    """For each candidate the next one that is not refused."""
    following: list[Sight | None] = [None] * len(sights)
    next_one: Sight | None = None
    for position in range(len(sights) - 1, -1, -1):
        following[position] = next_one
        if sure[position] is not False:
            next_one = sights[position]
    return following


def _is_short(sight: Sight) -> bool:
    return sight.states or len(sight.label.text.split()) <= 5 or bool(_CJK.search(sight.label.text))


def _stands(
    sight: Sight,
    above: Sight | None,
    below: Sight | None,
    hub: str | None,
    style: _Style,
    *,
    asks: bool,
    alone: bool,
) -> bool:
    if sight.states and not style.is_capitals:
        return sight.opens or asks
    before, after = above.key if above else None, below.key if below else None
    if sight.is_house and style.is_capitals and not sight.is_caps:
        # `Kari Moe (Harbour Times):` among speakers in capitals
        return asks and below is not None and below.is_caps
    if hub is None:
        return _is_short(sight)
    if alone and not style.is_capitals:
        return True
    if after == hub and (before in (hub, None) or asks):
        return True
    if style.generic_askers > 2:
        # Questions have a label of their own: a second person who answers stands between them.
        return (
            before is not None
            and before.startswith("asker:")
            and len(sight.label.text.split()) > 1
            and (after == hub or (after or "").startswith("asker:"))
        )
    return asks or (before not in (hub, None) and after != hub and len(sight.label.text.split()) > 1)
