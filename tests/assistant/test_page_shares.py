"""What the Timeline tab gets of non-answers: the figures of the command, and the exchanges behind them."""

import pytest

from assistant.page_shares import declined, shared
from assistant.page_timeline import CARDS
from assistant.render_shares import BYS, shares_json
from assistant.shares import Share, share_json, shares
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.samples import as_incoming

ALL = {"topic": "", "by": "outlet"}


@pytest.mark.parametrize("topic", ["", "Who will pay for the new patrol boats?"])
@pytest.mark.parametrize("by", BYS)
def test_figures_are_those_of_the_command(store: Store, by: str, topic: str) -> None:
    shown = shared(store, ALL | {"topic": topic, "speaker": "Vell"})["shares"][by]
    told = [share_json(share) for share in shares(store, by, Filters(speakers=("Vell",)), topic=topic or None)[1:]]  # type: ignore[arg-type]
    names = ("key", "asked", "declined", "percent")
    assert [[each[name] for name in names] for each in shown] == [
        [each["name"], each["asked"], each["declined"], round(100 * (each["share"] or 0), 1)] for each in told
    ]


def test_sum_is_told_in_words(store: Store) -> None:
    assert shared(store, ALL)["summary"] == "1 of 4 replies give no information (25%)"
    assert shared(store, ALL | {"speaker": "Nobody"})["summary"] == "nobody replies to a question here"
    assert [share["name"] for share in shared(store, ALL)["shares"]["month"]] == ["Mar 2031", "June 2031"]
    assert shares_json({"month": [Share("all", None, 1, 0)]})["summary"] == "0 of 1 reply gives no information (0%)"


@pytest.mark.parametrize(
    "behind",
    [
        {"kind": "all"},
        {"kind": "outlet", "name": "Radio Fjord"},
        {"kind": "speaker", "name": "Ana Vell"},
        {"kind": "month", "name": "2031-06"},
    ],
)
def test_exchange_behind_a_share_shows_the_sentence_that_declines(store: Store, behind: dict[str, str]) -> None:
    shown = declined(store, ALL | behind)
    assert shown["listed"] == "1 non-answer"
    assert [(card["date"], card["who"], card["quote"]) for card in shown["cards"]] == [
        ("10 June 2031", "Radio Fjord → Ana Vell", "I have nothing to share on that today.")
    ]


def test_share_of_nobody_lists_nothing(store: Store) -> None:
    assert declined(store, ALL | {"kind": "outlet", "name": "Harbour Times"})["cards"] == []
    assert declined(store, ALL | {"kind": "outlet"})["cards"] == []


def test_who_is_not_named_has_a_share_and_its_exchanges(empty_store: Store) -> None:
    turns = "".join(f"Q: Is pier {n} open?\nA: No comment.\n" for n in range(CARDS + 2))
    add(empty_store, as_incoming("piers.txt", turns))
    shown = shared(empty_store, ALL)["shares"]["month"][0]
    assert (shown["key"], shown["name"], shown["told"]) == (None, "No date", f"{CARDS + 2} of {CARDS + 2} · 100%")
    first = declined(empty_store, ALL | {"kind": "month", "name": None})
    rest = declined(empty_store, ALL | {"kind": "month", "name": None, "start": first["next"]})
    assert (len(first["cards"]), len(rest["cards"]), rest["next"]) == (CARDS, 2, None)


@pytest.mark.parametrize("sent", [None, {}, ALL | {"kind": "day"}, ALL | {"kind": "all", "start": -1}])
def test_nonsense_is_told_as_such(store: Store, sent: object) -> None:
    assert declined(store, sent)["problem"]
