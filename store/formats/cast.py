"""One name for each person of a transcript and the newsroom behind each asker, as far as the file says so."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from store.formats import words as w
from store.formats.names import Name, bare_label, folded, is_newsroom, is_office, may_be_name, tidy
from store.formats.outlets import called, is_same_person, own_words
from store.formats.roles import Spoken, fullest_names, is_chair
from store.formats.spellings import commoner
from store.types import Role, Turn

_FULL_NAME = re.compile(r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]+ (?:[A-Z]\. )?){1,9}[A-ZÀ-ÖØ-Þ][\w’'-]+")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w-]+"
_PERSON = rf"(?P<name>{_CAPITAL}(?: (?:[A-Z]\. ?|de |da |van |von )?{_CAPITAL}){{1,2}})"
_ANY_OFFICE = "|".join(sorted(w.OFFICES))
_LONG_OFFICE = "|".join(sorted((office for office in w.OFFICES if len(office) > 3), key=len, reverse=True))
# "Minister for Foreign Affairs Kaori Minato": the office may say what it is for.
_HOLDER = re.compile(
    rf"\b(?i:{_LONG_OFFICE})\b[,:]?"
    r"(?: (?:for|of) (?:the )?[A-Z][\w-]+"
    r"(?: (?:and |of |the )?(?:Affairs|Trade|Finance|Defen[cs]e|Policy|[A-Z][\w-]+)){0,2}?)? "
    rf"{_PERSON}(?=['’]s|[^\w’'-]|$)"
)
_IN_OFFICE = re.compile(rf"^[ \t]*{_PERSON}, (?i:(?:the |deputy |vice[ -])?(?:{_ANY_OFFICE}))\b", re.M)
# Names that a machine gives to voices.
_NUMBERED = re.compile(r"(?:[Ss]peaker|SPEAKER|[Vv]oice|[Pp]articipant)\b")
_INITIALS = re.compile(
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+){1,2}),? [(\[](?P<initials>[A-Z]{2,3})[)\]]"
)
_HOLDER_CJK = re.compile(
    rf"(?:{'|'.join(sorted(w.OFFICES_CJK, key=len, reverse=True))})(?P<name>[\u4e00-\u9fff]{{2,3}}?)"
    r"(?=主持|举行|就|在|答|同|出席|会见|发表|谈|回答|接受|的|于|[，。\s])"
)
_SOUND_CHECK = re.compile(
    r"\b(?:hear me|is this (?:on|working)|am I (?:on|audible)|(?:mic|line) (?:on|open))\b.{0,20}$", re.I | re.S
)
_OF_A_SOUND_CHECK, _OF_A_YES = 60, 25  # characters
_SAMPLE_CHARACTERS = 400_000
_MOST_NAMES = 400
_ANSWER_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is meant by each label's key: `speakers` and `outlets`; what is missing is not known."""

    speakers: dict[str, str] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)


def turns(text: str, spoken: Sequence[Spoken], roles: Sequence[Role], *, head: str) -> list[Turn]:
    """The turns with names and newsrooms. `head` is what stands above the transcript, title included."""
    cast = _cast(text, spoken, roles, head)
    in_parliament = any(is_chair(turn.label.text) for turn in spoken if turn.label)
    outlets = _Spellings()
    answering = {
        folded(cast.speakers[turn.key])
        for turn, role in zip(spoken, roles, strict=True)
        if role == "answerer" and turn.key in cast.speakers
    }
    made: list[Turn] = []
    people: dict[str, str] = {}
    for position, (turn, role) in enumerate(zip(spoken, roles, strict=True)):
        speaker, outlet = cast.speakers.get(turn.key), cast.outlets.get(turn.key)
        if in_parliament:
            outlet = None
        elif role == "asker" and outlet is None:
            above = spoken[position - 1] if position else None
            above_role = roles[position - 1] if position else None
            speaker, outlet = _from_words(text, turn, above, above_role, speaker)
            if speaker and turn.key not in cast.speakers and folded(speaker) in answering:
                speaker, outlet = None, None  # whoever answers is spoken to, and does not introduce himself
            if speaker and outlet and not turn.name.is_generic:
                people.setdefault(turn.key, outlet)
            outlet = outlet or people.get(turn.key)
            if outlet is None and turn.name.is_generic and (checked := _who_checked_the_sound(text, made)):
                speaker, outlet = speaker or checked.speaker, checked.outlet
        made.append(
            Turn(
                speaker,
                outlets.of(outlet) if outlet and role == "asker" else None,
                role,
                turn.start,
                turn.end,
                turn.label.text if turn.label and turn.label.text else None,
                turn.seconds,
            )
        )
    return _completed(made, spoken, people)


def _who_checked_the_sound(text: str, made: Sequence[Turn]) -> Turn | None:
    """The asker who was called and only asked "Can you hear me?", where nothing but a yes came since."""
    for turn in reversed(made):
        if turn.role == "asker":
            words = text[turn.start : turn.end]
            return turn if len(words) <= _OF_A_SOUND_CHECK and _SOUND_CHECK.search(words) else None
        if turn.end - turn.start > _OF_A_YES:
            return None
    return None


def _completed(made: list[Turn], spoken: Sequence[Spoken], people: dict[str, str]) -> list[Turn]:
    """A newsroom named once holds for every turn of the same person, also the earlier ones."""
    return [
        Turn(turn.speaker, people[said.key], turn.role, turn.start, turn.end, turn.label, turn.seconds)
        if turn.role == "asker" and turn.outlet is None and said.key in people
        else turn
        for turn, said in zip(made, spoken, strict=True)
    ]


def _from_words(
    text: str, turn: Spoken, above: Spoken | None, above_role: Role | None, speaker: str | None
) -> tuple[str | None, str | None]:
    person, outlet = own_words(text, turn.start, turn.end, speaker=speaker)
    if outlet and person and speaker and not is_same_person(person, speaker):
        person, outlet = None, None
    if outlet is None and above is not None and above_role in ("moderator", "answerer"):
        person, outlet = called(text, above.start, above.end, is_moderator=above_role == "moderator")
        if person and speaker and not is_same_person(person, speaker):
            person, outlet = None, None
        if outlet and person is None and _is_name(text, turn, outlet, speaker):
            outlet = None
    return speaker or (person if person and " " in person.strip() else None), outlet


def _is_name(text: str, turn: Spoken, called_name: str, speaker: str | None) -> bool:
    """Whether what a moderator called is a person: the next speaker, or somebody spoken to by that name."""
    if is_newsroom(called_name):
        return False
    if speaker is not None or len(called_name.split()) > 1:
        return True
    name = re.escape(called_name)
    spoken_to = re.compile(rf", {name}[,.?!]|\b[Tt]hanks?(?: you)?,? {name}\b|\b{name} [A-Z]|^{name}, ", re.M)
    return bool(spoken_to.search(text, turn.start, turn.end + _ANSWER_CHARACTERS))


class _Spellings:
    """The first spelling of a newsroom, for all that differ by case, spaces and marks only."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def of(self, name: str) -> str:
        return self._first.setdefault(folded(name), name)


def _cast(text: str, spoken: Sequence[Spoken], roles: Sequence[Role], head: str) -> Cast:
    names = fullest_names(spoken)
    role_of: dict[str, Role] = {}
    counts: Counter[str] = Counter()
    for turn, role in zip(spoken, roles, strict=True):
        role_of.setdefault(turn.key, role)
        counts[turn.key] += 1
    newsrooms = _newsrooms(names, role_of)
    bare_labels = {turn.key: bare_label(turn.label.text) for turn in spoken if turn.label}
    speakers: dict[str, str] = {}
    outlets: dict[str, str] = {}
    for key, name in names.items():
        if name.outlet and role_of[key] == "asker":
            outlets[key] = name.outlet
        if key in newsrooms:
            outlets[key] = name.bare or ""
        elif person := name.person or (tidy(name.bare) if name.bare else None):
            speakers[key] = person
        elif name.is_generic and name.role == "moderator":
            speakers[key] = tidy(bare_labels[key])
        elif name.office or (name.outlet and role_of[key] != "asker"):
            speakers[key] = name.office or name.outlet or ""
    if len(speakers) <= _MOST_NAMES:
        speakers = _one_spelling(speakers, counts, text, head)
        _name_the_unnamed(speakers, names, role_of, counts, head)
    return Cast(speakers, outlets)


def _newsrooms(names: dict[str, Name], role_of: dict[str, Role]) -> set[str]:
    """The keys of askers whose label is a newsroom and not a person: the file writes one or the other."""
    askers = [key for key, role in role_of.items() if role == "asker"]
    bare = {key: name for key in askers if (name := names[key].bare)}
    others = [name.split() for key, role in role_of.items() if role != "asker" and (name := names[key].bare)]
    by_first_name = bool(others) and all(len(words) == 1 for words in others)
    certain = {
        key
        for key, name in bare.items()
        if (is_newsroom(name) and len(name) > 2) or (len(name.split()) == 1 and not by_first_name and len(name) > 2)
    }
    unsure = {key for key, name in bare.items() if key not in certain and not _NUMBERED.match(name)}
    plain = len(certain) + sum(bool(names[key].outlet and not names[key].person) for key in askers)
    people = sum(bool(names[key].person) for key in askers)
    return certain | unsure if plain > people and plain >= 0.34 * (len(unsure) + plain) else certain


def _one_spelling(speakers: dict[str, str], counts: Counter[str], text: str, head: str) -> dict[str, str]:
    """Let surnames and second spellings stand under the full name that the file itself gives."""
    full = Counter[str]()
    for key, name in speakers.items():
        if len(_core(name)) > 1 and not is_office(name):
            full[name] += counts[key]
    by_part: defaultdict[str, list[str]] = defaultdict(list)
    for name, _ in full.most_common():
        core = _core(name)
        for part in {folded(core[-1]), folded(core[0])}:
            by_part[part].append(name)
    initials = {match["initials"]: match["name"] for match in _INITIALS.finditer(head)}
    wanted = {folded(_core(name)[-1]) for name in speakers.values() if len(_core(name)) == 1}
    said = _full_names(head, text, wanted)
    spelled: dict[str, str] = {}
    for key, name in speakers.items():
        if name in initials:
            spelled[key] = initials[name]
            continue
        core = _core(name)
        if any(char.isdigit() for char in name):
            spelled[key] = name
            continue
        known = by_part.get(folded(core[-1]), []) if len(core) == 1 else []
        if len(core) == 1 and len(set(map(folded, known))) == 1:
            spelled[key] = known[0]
        elif len(core) == 1 and not known and (found := said.get(folded(core[-1]))):
            spelled[key] = found
        else:
            spelled[key] = commoner(name, full)
    return spelled


def _core(name: str) -> list[str]:
    """The words of a name without titles and offices."""
    words = [word for word in name.split() if word.strip(".,").casefold() not in w.TITLES | w.OFFICES]
    return words or name.split()


def _full_names(head: str, text: str, surnames: Iterable[str]) -> dict[str, str]:
    """Surname (folded) -> the one full name the head gives it, or else the text."""
    wanted = set(surnames)
    found: dict[str, str] = {}
    for source in (head, text[:_SAMPLE_CHARACTERS]):
        names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for match in _FULL_NAME.finditer(source) if wanted else ():
            core = [re.sub(r"['’]s?$", "", word) for word in _core(match.group())]
            if source is not head or not may_be_name(core):
                core = [word for word in core if word.casefold() not in w.OPENERS | w.NEWSROOMS]
            if len(core) > 1 and folded(core[-1]) in wanted and not core[0].isupper():
                after_office = len(core) < 4 and match.group().split()[0].casefold() in w.OFFICES
                names[folded(core[-1])][" ".join(core if after_office else _last_two(core))] += 1
        for surname, spellings in names.items():
            (best, count), *others = spellings.most_common(2)
            if surname not in found and (not others or count > 3 * others[0][1]):
                found[surname] = best
        wanted -= set(found)
    return found


def _last_two(core: Sequence[str]) -> Sequence[str]:
    """First name and surname, with an initial between them if there is one."""
    return core[-3:] if len(core) > 2 and len(core[-2].strip(".")) == 1 else core[-2:]


def _name_the_unnamed(
    speakers: dict[str, str],
    names: dict[str, Name],
    role_of: dict[str, Role],
    counts: Counter[str],
    head: str,
) -> None:
    """Give `A:` or `Minister:` the name of the one person who can be meant, from other labels or the head."""
    unnamed = [
        key
        for key, name in names.items()
        if role_of[key] == "answerer" and name.person is None and name.bare is None and key != ""
    ]
    if len(unnamed) != 1:
        return
    others = {
        speakers[key] for key, role in role_of.items() if role == "answerer" and key in speakers and key not in unnamed
    }
    if names[unnamed[0]].is_generic and len(others) == 1:
        speakers[unnamed[0]] = others.pop()
    elif not others and (named := holder(head)) and (names[unnamed[0]].is_generic or len(names) < 4):
        speakers[unnamed[0]] = named


def holder(head: str) -> str | None:
    """The one person whom the head names with an office, in full."""
    found = {re.sub(r"['’]s$", "", match["name"]).strip() for match in _HOLDER.finditer(head)}
    found = {name for name in found if not is_office(name) and "Affairs" not in name}
    found |= {match["name"] for match in _IN_OFFICE.finditer(head)}
    found |= {match["name"] for match in _HOLDER_CJK.finditer(head)}
    found = {
        name
        for name in found
        if not is_office(name) and (name.split()[0].casefold() not in w.OPENERS or may_be_name(name.split()))
    }
    return found.pop() if len(found) == 1 else None
