"""What the Timeline tab gets on wording: lines that recur with their changes; whatever the browser sends."""

import pytest

from assistant.page_wording import FIRST, more_of_line, worded
from assistant.render_wording import CHANGES, PLACES
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
    [change] = line["changes"]["cards"]
    assert (change["date"], ["delete", " and clear"] in change["diff"]) == ("4 Apr 2031", True)
    assert [place["date"] for place in line["places"]["cards"]] == ["4 May 2031", "4 Apr 2031", "4 Mar 2031"]


def test_line_comes_with_how_often_in_each_month(talkative: Store) -> None:
    text = "05/09/2031 | Press briefing\n" + f"Radio Fjord: And now?\nAna Vell: {POSITION}.\n"
    add(talkative, as_incoming("again.txt", text))
    [line] = worded(talkative, ACCORD)["lines"]
    assert [(month["name"], month["told"], month["percent"]) for month in line["months"]] == [
        ("May 2031", "2 times", 100.0),
        ("Apr 2031", "1 time", 50.0),
        ("Mar 2031", "1 time", 50.0),
    ]


@pytest.fixture
def wavering(empty_store: Store) -> Store:
    """A month of briefings that go to and fro between two wordings."""
    for day in range(1, 29):
        end = " and clear" if day % 2 else ""
        text = f"05/{day:02}/2031 | Press briefing\nRadio Fjord: What of the accord?\nAna Vell: {POSITION}{end}.\n"
        add(empty_store, as_incoming(f"{day}.txt", text))
    return empty_store


def test_the_rest_of_many_changes_and_places_is_given_when_asked_for(wavering: Store) -> None:
    [line] = worded(wavering, ACCORD)["lines"]
    for part, most, of, oldest in (("changes", CHANGES, 27, "2 May 2031"), ("places", PLACES, 28, "1 May 2031")):
        assert (len(line[part]["cards"]), line[part]["of"], line[part]["next"]) == (most, of, most)
        sent = ACCORD | {"line": line["places"]["cards"][0]["place"], "part": part, "start": most}
        rest = more_of_line(wavering, sent)
        assert (len(rest["cards"]), rest["cards"][-1]["date"], rest["next"]) == (of - most, oldest, None)
    assert line["changes"]["cards"][0]["back_to"] == "26 May 2031"


def test_more_of_a_line_that_is_gone_is_told(wavering: Store) -> None:
    sent = ACCORD | {"line": "t1.0.1", "part": "places", "start": 20}
    assert more_of_line(wavering, sent)["problem"] == "The library has changed, and with it this line."
    repeated = worded(wavering, {"topic": "", "by": "outlet"})["repeated"][0]["places"]
    sent = {"topic": "", "by": "outlet", "line": repeated["cards"][0]["place"], "part": "places", "start": 20}
    assert len(more_of_line(wavering, sent)["cards"]) == 8


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
