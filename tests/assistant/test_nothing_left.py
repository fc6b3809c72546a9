"""What is told where filters leave nothing to search: which one, and the mend; on the page as on the command line."""

import datetime as dt
from dataclasses import replace

import pytest

from assistant.ask import ask
from assistant.nothing_left import nothing_passes
from assistant.types import Answer
from store.store import Store
from store.types import Filters
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import MARCH, as_incoming

MAY = dt.date(2031, 5, 1)
BOTH = Filters(speakers=("Vell",), outlets=("Fjord",))


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (Filters(speakers=("Nobody",)), "No speaker is called “Nobody”. Those there are: Ana Vell."),
        (Filters(speakers=("Anna Vel",)), "No speaker is called “Anna Vel”. Nearest: Ana Vell."),
        (
            Filters(speakers=("radio fjord",)),
            "No speaker is called “radio fjord”. Radio Fjord is an outlet: filter by that.",
        ),
        (Filters(outlets=("Vell",)), "No outlet is called “Vell”. Ana Vell is a speaker: filter by that."),
        (Filters(outlets=("Harbor Time",)), "No outlet is called “Harbor Time”. Nearest: Harbour Times."),
        (Filters(transcripts=("march.md",)), "No transcript is called “march.md”. Nearest: march.txt."),
        (
            replace(BOTH, since=MAY, until=MAY),
            "No transcript is of 1 May 2031. Those there are: 4 March 2031 and 10 June 2031.",
        ),
        (
            Filters(since=dt.date(2032, 1, 1)),
            "No transcript is since 1 January 2032. Those there are: 4 March 2031 and 10 June 2031.",
        ),
        (
            Filters(until=MAY, transcripts=("june.txt",)),
            "Each of these filters fits some transcript, but none fits them all. Leave one out.",
        ),
    ],
)
def test_the_filter_that_lets_nothing_pass_is_told_with_its_mend(store: Store, filters: Filters, told: str) -> None:
    assert nothing_passes(filters, store) == told
    for asked in ("Will the ferry sail?", "How many questions were asked?"):
        *_, got = ask(asked, store, ScriptedWriter("ANSWERED\n[1.1] Yes.\n"), filters=filters)
        assert isinstance(got, Answer) and (got.outcome, got.notice) == ("not_in_transcripts", told)


def test_filters_that_let_something_pass_are_not_told(store: Store) -> None:
    assert nothing_passes(BOTH, store) is None and nothing_passes(Filters(), store) is None


def test_an_empty_library_is_told_whatever_is_filtered_for(empty_store: Store) -> None:
    assert nothing_passes(BOTH, empty_store) == "The library is empty: add transcripts to search them."


def test_of_many_days_the_nearest_are_told(empty_store: Store) -> None:
    days = [dt.date(2031, month, 4) for month in range(1, 8)]
    add(
        empty_store,
        *(as_incoming(f"{day}.txt", MARCH.replace("03/04/2031", f"{day:%m/%d/%Y}")) for day in days),
    )
    assert nothing_passes(Filters(since=MAY, until=MAY), empty_store) == (
        "No transcript is of 1 May 2031. 7 days are there, 4 January 2031 to 4 July 2031; "
        "nearest: 4 March 2031, 4 April 2031, 4 May 2031 and 4 June 2031."
    )
