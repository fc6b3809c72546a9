"""What the Timeline tab gets: counts, the exchanges behind a bar; whatever the browser sends."""

import pytest

from assistant.page_timeline import CARDS, behind, counted
from assistant.render import Json
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

ACCORD = {"topic": "Halden accord", "by": "outlet"}


def places(answer: Json) -> list[tuple[str, str]]:
    return [(card["date"], card["who"]) for card in answer["cards"]]


def test_topic_is_counted_by_month_and_outlet(store: Store) -> None:
    shown = counted(store, ACCORD)
    assert shown["summary"] == "2 exchanges with these words. Searched 2 transcripts, Mar 2031 – June 2031."
    assert shown["groups"] == [{"key": "Harbour Times", "name": "Harbour Times", "count": 2}]
    assert [(month["month"], month["counts"]) for month in shown["months"]] == [
        ("2031-03", [[0, 1]]), ("2031-04", []), ("2031-05", []), ("2031-06", [[0, 1]]),
    ]  # fmt: skip
    assert [month["transcripts"] for month in shown["months"]] == [1, 0, 0, 1]


def test_exchanges_are_listed_with_the_sentence_that_fits(store: Store) -> None:
    shown = counted(store, ACCORD)
    assert places(shown) == [("4 Mar 2031", "Harbour Times → Ana Vell"), ("10 June 2031", "Harbour Times → Ana Vell")]
    assert shown["cards"][0]["quote"].startswith("Norlandia will not join the Halden accord")
    assert (shown["listed"], shown["next"]) == ("2 exchanges", None)


def test_list_is_held_to_a_period_and_a_group(store: Store) -> None:
    june = ACCORD | {"first": "2031-06-01", "last": "2031-06-30"}
    assert places(behind(store, june)) == [("10 June 2031", "Harbour Times → Ana Vell")]
    assert behind(store, june | {"groups": ["Radio Fjord"]})["listed"] == "0 exchanges"
    assert behind(store, ACCORD | {"by": "speaker", "groups": ["Ana Vell"]})["listed"] == "2 exchanges"


def test_long_list_goes_on_where_it_stopped(empty_store: Store) -> None:
    turns = "".join(f"Harbour Times: Is pier {n} open?\nAna Vell: Pier {n} is open.\n" for n in range(CARDS + 5))
    add(empty_store, as_incoming("piers.txt", turns))
    first = counted(empty_store, {"topic": "pier", "by": "speaker"})
    rest = behind(empty_store, {"topic": "pier", "by": "speaker", "start": first["next"]})
    assert (len(first["cards"]), len(rest["cards"]), rest["next"]) == (CARDS, 5, None)
    assert len({card["place"].rpartition(".")[0] for card in first["cards"] + rest["cards"]}) == CARDS + 5


def test_days_hold_what_is_counted(store: Store) -> None:
    shown = counted(store, ACCORD | {"since": "2031-05-01", "until": ""})
    assert [month["month"] for month in shown["months"]] == ["2031-06"]


def test_nothing_found_is_told_with_what_was_searched(empty_store: Store) -> None:
    assert counted(empty_store, ACCORD)["summary"] == "Nothing on this in 0 transcripts."


NONSENSE = [
    None, 7, "x", {}, {"topic": "x"}, {"topic": "", "by": "outlet"}, {"topic": " ", "by": "outlet"},
    {"topic": "x" * 400, "by": "outlet"}, {"topic": "a\x00b", "by": "outlet"}, {"topic": "\ud800", "by": "outlet"},
    {"topic": "x", "by": "day"}, ACCORD | {"since": "yesterday"}, ACCORD | {"since": "2031-02-30"},
    ACCORD | {"since": "2031-06-01", "until": "2031-01-01"}, ACCORD | {"more": 1},
]  # fmt: skip


@pytest.mark.parametrize("sent", NONSENSE, ids=lambda sent: str(sent)[:40])
def test_nonsense_from_a_browser_is_refused(store: Store, sent: object) -> None:
    for answer in (counted(store, sent), behind(store, sent)):
        assert answer["status"] == "failed" and answer["mend"] and "inside OnRecord" not in answer["problem"]


@pytest.mark.parametrize(
    "change", [{"first": "x"}, {"groups": "Ana Vell"}, {"groups": [3]}, {"start": -1}, {"near": "yes"}], ids=str
)
def test_nonsense_about_a_bar_is_refused(store: Store, change: Json) -> None:
    assert behind(store, ACCORD | change)["status"] == "failed"


@pytest.mark.parametrize("topic", ['"', "NOT", "a AND", "*", "words:", "') --", "(((", "%_", "<b>", "?"])
def test_a_topic_is_words_and_no_query_language(store: Store, topic: str) -> None:
    assert "summary" in counted(store, {"topic": topic, "by": "outlet"})
