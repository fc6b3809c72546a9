"""How many replies give no information: by speaker, outlet and month, on a topic, under filters."""

import datetime as dt

from assistant.shares import Share, share_json, share_lines, shares, shares_of_topics
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.samples import as_incoming


def test_all_replies_are_counted_first_then_each_speaker(store: Store) -> None:
    assert shares(store, "speaker") == [Share("all", None, 4, 1), Share("speaker", "Ana Vell", 4, 1)]


def test_outlets_come_by_how_often_they_got_nothing(store: Store) -> None:
    assert shares(store, "outlet")[1:] == [Share("outlet", "Radio Fjord", 2, 1), Share("outlet", "Harbour Times", 2, 0)]


def test_months_come_in_their_order(store: Store) -> None:
    assert shares(store, "month")[1:] == [Share("month", "2031-03", 2, 0), Share("month", "2031-06", 2, 1)]


def test_filters_hold_for_shares(store: Store) -> None:
    since = Filters(since=dt.date(2031, 6, 1))
    assert shares(store, "outlet", since)[0] == Share("all", None, 2, 1)
    assert shares(store, "outlet", Filters(outlets=("harbour",)))[0] == Share("all", None, 2, 0)


def test_a_topic_counts_the_exchanges_found_for_it(store: Store) -> None:
    assert shares(store, "speaker", topic="Who will pay for the new patrol boats?")[0].declined == 1
    assert shares(store, "speaker", Filters(speakers=("Nobody",)), topic="boats") == [Share("all", None, 0, 0)]


def test_each_of_several_topics_is_counted_and_a_reply_to_two_of_them_once_in_all(store: Store) -> None:
    boats, accord = "Who will pay for the new patrol boats?", "Halden accord"
    whole, *of_each = shares_of_topics(store, [boats, accord, f"{accord} accord"])
    assert [(share.by, share.name) for share in of_each] == [
        ("topic", boats), ("topic", accord), ("topic", f"{accord} accord")
    ]  # fmt: skip
    assert [share.declined for share in of_each] == [1, of_each[1].declined, of_each[1].declined]
    assert of_each[1] != of_each[0] and whole.asked < sum(share.asked for share in of_each)


def test_what_nobody_is_named_for_is_told_as_such(empty_store: Store) -> None:
    add(
        empty_store,
        as_incoming("one.txt", "Q: Will it sail?\nA: No comment.\nQ: When?\nA: It sails on Monday at nine.\n"),
    )
    lines = list(share_lines(shares(empty_store, "month")))
    assert lines[0].startswith("(not named)")
    assert lines[-1].split() == ["in", "all", "1", "of", "2", "50%"]


def test_a_share_of_nothing_is_null() -> None:
    assert share_json(Share("all", None, 0, 0))["share"] is None
    assert share_json(Share("outlet", "Radio Fjord", 3, 1)) == {
        "by": "outlet", "name": "Radio Fjord", "asked": 3, "declined": 1, "share": 0.3333,
    }  # fmt: skip
