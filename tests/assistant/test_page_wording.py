"""What the Timeline tab gets on wording: lines that recur with their changes; whatever the browser sends."""

import pytest

from assistant.page_wording import FIRST, worded
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

POSITION = "Norlandia's position on the Halden accord is consistent"
ACCORD = {"topic": "Halden accord", "by": "outlet"}


@pytest.fixture
def talkative(empty_store: Store) -> Store:
    """Three briefings that say the same with a change."""
    for month, end in (("03", " and clear."), ("04", "."), ("05", ".")):
        text = f"{month}/04/2031 | Press briefing\nRadio Fjord: What of the accord?\nAna Vell: {POSITION}{end}\n"
        add(empty_store, as_incoming(f"{month}.txt", text))
    return empty_store


def test_line_of_a_topic_comes_with_its_change(talkative: Store) -> None:
    shown = worded(talkative, ACCORD)
    assert shown["summary"] == "Said 3 times, first 4 Mar 2031, last 4 May 2031."
    [line] = shown["lines"]
    assert (line["text"], line["times"], line["said_by"]) == (f"{POSITION}.", "3 times", "Ana Vell (3)")
    [change] = line["changes"]
    assert (change["date"], ["delete", " and clear"] in change["diff"]) == ("4 Apr 2031", True)
    assert [place["date"] for place in line["places"]] == ["4 May 2031", "4 Apr 2031", "4 Mar 2031"]


def test_without_a_topic_what_is_repeated_is_given(talkative: Store) -> None:
    shown = worded(talkative, {"topic": " ", "by": "outlet", "speaker": "Vell"})
    assert [line["times"] for line in shown["repeated"]] == ["3 times"]
    assert (shown["new"], shown["since"], shown["more"]) == ([], "1 May 2031", False)
    assert worded(talkative, {"topic": "", "by": "outlet", "speaker": "Lund"})["repeated"] == []


def test_more_lines_than_are_shown_are_told_and_given_when_asked_for(empty_store: Store) -> None:
    numbers = "one two three four five six seven eight nine ten eleven twelve".split()
    for day in ("04", "05"):
        lines = (f"{n * 3} pier {n} {n}ly stays {n}wards open {n}." for n in numbers)
        said = "".join(f"Radio Fjord: And?\nAna Vell: {line}\n" for line in lines)
        add(empty_store, as_incoming(f"{day}.txt", f"03/{day}/2031 | Press briefing\n{said}"))
    first = worded(empty_store, {"topic": "pier", "by": "outlet"})
    assert (len(first["lines"]), first["more"]) == (FIRST, True)
    assert len(worded(empty_store, {"topic": "pier", "by": "outlet", "all": True})["lines"]) == len(numbers)


@pytest.mark.parametrize("sent", [None, {}, ACCORD | {"all": "yes"}, ACCORD | {"since": "x"}, ACCORD | {"speaker": 3}])
def test_nonsense_from_a_browser_is_refused(store: Store, sent: object) -> None:
    answer = worded(store, sent)
    assert answer["status"] == "failed" and "inside OnRecord" not in answer["problem"]
