"""Who asks, who answers, who hands over: told from the whole file, never from one turn alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from store.formats import words as w
from store.formats.labels import Label
from store.formats.names import Name
from store.types import Role

# What a question looks like at its end, and how people ask without a question mark.
_ASKS = re.compile(
    r"[?？؟]|\b(?:could you|can you|would you|do you have any|i wonder|i was wondering|wanted to ask|"
    r"want to ask|"
    r"your (?:view|comment|reaction|response)|any (?:comment|reaction|response)|please (?:comment|"
    r"clarify|explain)|"
    r"podría|quisiera preguntar|pourriez-vous|können sie)\b|请问|何评论|请介绍|能否|可否|是否|怎么看|有何|"
    r"证实",
    re.I,
)
_HANDS_OVER = re.compile(
    r"\b(?:next (?:question|up|we|caller|is|i)|go ahead|let['’]s go to|let us go to|we['’]ll go to|"
    r"we will go to|go to|"
    r"over to|turn (?:it|the (?:call|floor|conference)) over|hand (?:it )?over|(?:first|last|final|"
    r"next|another) question|"
    r"question (?:comes|is|from)|line (?:is|of)|i call|the floor|take (?:your )?questions|open (?:it|"
    r"the)|please proceed|"
    r"siguiente pregunta|tiene la palabra|adelante|nächste frage|bitte|prochaine question|la parole|"
    r"a palavra)\b|"
    r"^next\b|^(?:the )?(?:hon|honou?rable)\b|下一个|请.{0,12}(?:提问|记者|先生|女士)|最后一个",
    re.I,
)
_ENDS_ASKING = re.compile(r"[?？؟][\"”’」)）\s]*$")
_COURTESIES = frozenset("thank thanks you very much please next now and yes".split())
_SHORT_CHARACTERS = 400
_LAST_CHARACTERS = 300
_CALL_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words under one label, before anybody knows their part. `label` is None where nobody is named."""

    label: Label | None
    name: Name
    key: str
    start: int
    end: int
    seconds: float | None = None


def fullest_names(spoken: Sequence[Spoken]) -> dict[str, Name]:
    """For each key the name that says most: `The Minister for the Sea (Ana Vell)` rather than `Ana Vell`."""
    names: dict[str, Name] = {}
    for turn in spoken:
        known = names.get(turn.key)
        if known is None or _weight(turn.name) > _weight(known):
            names[turn.key] = turn.name
    return names


def _weight(name: Name) -> tuple[bool, bool]:
    """Brackets are sure; what stands behind a comma may be the beginning of a sentence."""
    return name.office is not None, name.in_brackets


def roles_of(text: str, spoken: Sequence[Spoken]) -> list[Role]:
    """The role of each turn. One label has one role throughout, unless everybody both asks and answers."""
    asks = [_seems_to_ask(text[max(turn.start, turn.end - _LAST_CHARACTERS) : turn.end]) for turn in spoken]
    cast = _Cast(text, spoken, asks)
    roles = cast.roles()
    if cast.are_equals(roles):
        return _by_turn(text, spoken, roles)
    found = [roles[turn.key] for turn in spoken]
    for position, role in enumerate(found):
        if role == "moderator" and _puts_question(text, spoken, position, roles):
            found[position] = "asker"
        elif role == "answerer" and _only_hands_over(text, spoken, position, found):
            found[position] = "moderator"
    return found


def _seems_to_ask(words: str) -> bool:
    return "?" in words or bool(_ASKS.search(words))


def _only_hands_over(text: str, spoken: Sequence[Spoken], position: int, roles: Sequence[Role]) -> bool:
    """Whether somebody who also answers only calls on the next to ask here, after another's answer."""
    if not 0 < position < len(spoken) - 1 or roles[position + 1] != "asker" or roles[position - 1] != "answerer":
        return False
    turn, above = spoken[position], spoken[position - 1]
    if above.key == turn.key or turn.end - turn.start > _CALL_CHARACTERS:
        return False
    return bool(_HANDS_OVER.search(text[turn.start : turn.end]))


def _by_turn(text: str, spoken: Sequence[Spoken], roles: dict[str, Role]) -> list[Role]:
    """Among equals a turn that ends with a question and gets an answer from somebody else asks, unless it calls."""
    found: list[Role] = []
    for position, turn in enumerate(spoken):
        following = spoken[position + 1] if position + 1 < len(spoken) else None
        answered = following is not None and following.key != turn.key
        asks = answered and _ENDS_ASKING.search(text[max(turn.start, turn.end - 40) : turn.end])
        if following and answered and _only_calls(text[turn.start : turn.end], following):
            found.append("moderator")
        else:
            found.append("asker" if asks else "moderator" if roles[turn.key] == "moderator" else "answerer")
    return found


def _only_calls(words: str, following: Spoken) -> bool:
    """Whether a turn is nothing but the name of whoever speaks next: `Thank you. Senator Abel?`"""
    said = set(re.findall(r"\w+", words.casefold())) - _COURTESIES
    return (
        following.label is not None and bool(said) and said <= set(re.findall(r"\w+", following.label.text.casefold()))
    )


def _puts_question(text: str, spoken: Sequence[Spoken], position: int, roles: dict[str, Role]) -> bool:
    """Whether this turn of a moderator is itself the question that is answered next."""
    turn = spoken[position]
    if position + 1 >= len(spoken) or roles[spoken[position + 1].key] != "answerer":
        return False
    last = text[max(turn.start, turn.end - _LAST_CHARACTERS) : turn.end]
    return bool(_ENDS_ASKING.search(last)) and not _HANDS_OVER.search(last) and position > 0


def is_chair(label: str) -> bool:
    """Whether a label is that of the chair of a parliament."""
    return label.casefold().strip(" .") in w.CHAIRS


class _Cast:
    """Counts of what each label's turns do, and the roles that follow from them."""

    def __init__(self, text: str, spoken: Sequence[Spoken], asks: Sequence[bool]) -> None:
        self.turns = Counter(turn.key for turn in spoken)
        self.asking = Counter(turn.key for turn, asked in zip(spoken, asks, strict=True) if asked)
        self.characters: Counter[str] = Counter()
        self.handing: Counter[str] = Counter()
        self.after: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.names = fullest_names(spoken)
        self.is_parliament = any(turn.label is not None and is_chair(turn.label.text) for turn in spoken)
        for position, turn in enumerate(spoken):
            self.characters[turn.key] += turn.end - turn.start
            following = spoken[position + 1] if position + 1 < len(spoken) else None
            if following is not None and following.key != turn.key:
                self.after[turn.key][following.key] += 1
                self.before[following.key][turn.key] += 1
                self.handing[turn.key] += _hands_over(text, turn, following)

    def roles(self) -> dict[str, Role]:
        """One role for each key."""
        roles: dict[str, Role] = {}
        for key in self.turns:
            if role := self._stated(key):
                roles[key] = role
        self._hosts(roles)
        self._unnamed(roles)
        open_keys = [key for key in self.turns if key not in roles]
        for key in open_keys:
            if self._moderates(key, roles):
                roles[key] = "moderator"
        hub = self._hub(roles)
        if hub is not None:
            roles[hub] = "answerer"
        for key in [key for key in open_keys if key not in roles]:
            roles[key] = self._by_conduct(key, roles)
        return roles

    def are_equals(self, roles: dict[str, Role]) -> bool:
        """Whether this is a talk among equals: nobody is known to ask or to answer, and several do both."""
        people = [key for key in roles if key and roles[key] != "moderator"]
        if "asker" not in roles.values():
            return len(people) > 1
        if len(people) < 3 or any(self.names[key].role for key in people):
            return False
        others = sum(self.asking[key] for key in people if roles[key] == "answerer")
        return others * 4 > sum(self.asking[key] for key in people)

    def _stated(self, key: str) -> Role | None:
        name = self.names[key]
        if self.is_parliament and not name.is_generic:
            return "answerer" if name.office else "asker"
        if name.role == "answerer" and not name.is_generic and self._hands_on(key):
            return "moderator"
        return name.role

    def _hosts(self, roles: dict[str, Role]) -> None:
        """A host or chair who puts the questions himself, where nobody else is known to, asks."""
        if "asker" not in roles.values():
            for key, role in roles.items():
                if role == "moderator" and self._asks(key) and self.turns[key] > 1:
                    roles[key] = "asker"

    def _unnamed(self, roles: dict[str, Role]) -> None:
        """With labels such as Q for every question, whoever has a label of his own answers."""
        asking = Counter({key: self.turns[key] for key, role in roles.items() if role == "asker"})
        generic = sum(turns for key, turns in asking.items() if self.names[key].is_generic)
        if generic * 2 < sum(asking.values()) or generic * 20 < sum(self.turns.values()) or self.is_parliament:
            return
        for key in self.turns:
            if key not in roles:
                roles[key] = "moderator" if self._hands_on(key) else "answerer"

    def _hands_on(self, key: str) -> bool:
        """Whether most of what a label says calls on the next to speak."""
        turns = self.turns[key]
        asked = sum(n for other, n in self.before[key].items() if self.names[other].role == "asker")
        return (
            turns > 1
            and self.handing[key] > 0.6 * turns
            and self.characters[key] < _SHORT_CHARACTERS * turns
            and asked <= 0.25 * turns
        )

    def _moderates(self, key: str, roles: dict[str, Role]) -> bool:
        turns = self.turns[key]
        return self._hands_on(key) and (len(self.after[key]) > 1 or turns < 3) and len(self.turns) > 2

    def _hub(self, roles: dict[str, Role]) -> str | None:
        """The one to whom the others speak: most turns between others, least given to asking."""
        stated = [key for key, role in roles.items() if role == "answerer"]
        free = [key for key in self.turns if key not in roles]
        if stated or not free:
            return None
        if len(free) == 1 and any(role == "asker" for role in roles.values()):
            return free[0]

        def weight(key: str) -> tuple[float, int]:
            share = self.asking[key] / self.turns[key]
            return (self.turns[key] + len(self.before[key])) * (1.05 - share), self.characters[key]

        best = max(free, key=weight)
        askers = [key for key in self.turns if roles.get(key) == "asker" or self._asks(key)]
        others = [key for key in askers if key != best]
        return best if others and not (self._asks(best) and len(free) > 1 and not self._asked(best, others)) else None

    def _asked(self, key: str, others: Sequence[str]) -> bool:
        return sum(self.before[key][other] for other in others) * 2 >= self.turns[key]

    def _asks(self, key: str) -> bool:
        return self.asking[key] * 2 >= self.turns[key]

    def _twin(self, key: str, roles: dict[str, Role]) -> Role | None:
        """On a page in two languages: the role of the label that always stands beside this one."""
        for beside in (self.after[key], self.before[key]):
            (other, count), *_ = beside.most_common(1) or [("", 0)]
            if count == self.turns[key] == self.turns[other] and _is_ideographic(other) != _is_ideographic(key):
                return roles.get(other)
        return None

    def _by_conduct(self, key: str, roles: dict[str, Role]) -> Role:
        if twin := self._twin(key, roles):
            return twin
        if self._asks(key):
            return "asker"
        answered = sum(n for other, n in self.after[key].items() if roles.get(other) == "answerer")
        called = sum(n for other, n in self.before[key].items() if roles.get(other) in ("answerer", "moderator"))
        if self.turns[key] < 4 and answered == self.turns[key] and called >= max(self.turns[key] - 1, 1):
            return "asker"
        if answered * 2 >= self.turns[key] and self.asking[key] * 4 >= self.turns[key] and answered:
            return "asker"
        return "answerer"


def _is_ideographic(key: str) -> bool:
    return any("\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in key)


def _hands_over(text: str, turn: Spoken, following: Spoken) -> bool:
    """Whether a short turn calls on whoever speaks next."""
    if turn.end - turn.start > _SHORT_CHARACTERS:
        return False
    words = text[turn.start : turn.end]
    if _HANDS_OVER.search(words):
        return True
    name = following.name
    if name.role == "answerer" or "?" in words:
        return False  # a question speaks to the one it asks
    heard = words.casefold()
    return any(part in heard for part in _called_by(name))


@lru_cache(maxsize=50_000)
def _called_by(name: Name) -> tuple[str, ...]:
    """The words by which somebody can be called: first name, surname, parts of a newsroom's name."""
    parts = (name.outlet or name.bare or name.person or "").casefold().split()
    return tuple(part for part in parts if len(part) > 2)
