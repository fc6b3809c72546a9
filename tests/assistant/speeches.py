"""Three years of invented briefings in which one line changes."""

from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

HEAD = "Press briefing | Ministry of External Affairs of Norlandia\n"
_LINE = "Norlandia's position on the Halden accord is consistent"
BRIEFINGS = {
    "2031-03-04": ("Harbour Times", "What of the Halden accord?", f"{_LINE} and clear."),
    "2031-04-09": ("Radio Fjord", "And the accord?", f"{_LINE} and clear."),
    "2031-05-12": ("North Wire", "Is Halden dead?", f"{_LINE}."),
    "2032-06-10": ("Harbour Times", "Halden again, please.", f"{_LINE}, and we will sign it."),
    "2032-07-01": ("Radio Fjord", "Who pays for the patrol boats?", "I have nothing to share on that today."),
    "2032-08-02": ("North Wire", "Who pays for the patrol boats?", "I have nothing to share on that."),
}


def briefing(day: str, outlet: str, question: str, answer: str, speaker: str = "Ana Vell") -> str:
    year, month, date = day.split("-")
    return f"{month}/{date}/{year} | {HEAD}{outlet}: {question}\n{speaker}: {answer}\n"


def with_briefings(store: Store) -> Store:
    """The store with all of them added."""
    add(store, *(as_incoming(f"{day}.txt", briefing(day, *words)) for day, words in BRIEFINGS.items()))
    return store
