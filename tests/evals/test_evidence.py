"""What a statement may rest on: numbers, dates, quotation marks, the asker it names; and what filters let pass."""

import datetime as dt

import pytest

from evals.evidence import backed, invented_quotes, wrong_asker
from evals.founded import Source, missing_figures
from evals.places import scoped_places
from evals.types import Said
from store.store import Store
from store.types import Filters
from tests.evals.briefings import kept, quote, saying, transcripts

DAY = dt.date(2031, 3, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("US$450bn", "US$ 450 billion"),
        ("30 of 41 million crowns", "30 million of the 41 million"),
        ("In March 2032", "We open it in March of next year."),
        ("In 2030 Ms. Vell", "It was twelve last year."),
        ("On 15 June", "将于6月15日重新开放"),
        ("6月15日", "on 15 June"),
        ("Le 3 février", "on 3 February"),
        ("El 3 de mayo", "on May 3"),
        ("Am 3. März", "3 March"),
        ("Three countries and the only one", "A, B and C"),
        ("On 4 March 2031", "Yes."),
        ("fourteen", "14"),
    ],
)
def test_a_number_or_date_is_held_in_other_words(text: str, words: str) -> None:
    assert missing_figures(text, [Source(words, DAY)])[0] == set()


@pytest.mark.parametrize(
    ("text", "words", "missing"),
    [
        ("US$ 450", "US$ 450 billion", {"450"}),
        ("On 5 March", "Yes.", {"5"}),
        ("On 4 May", "It may be so.", {"May"}),
        ("In 2032", "Yes.", {"2032"}),
        ("fourteen", "Thirteen", {"14"}),
        ("8 boats", "Seven boats", {"8"}),
        ("46.5", "46", {"46.5"}),
    ],
)
def test_a_number_or_date_that_is_not_held_is_missing(text: str, words: str, missing: set[str]) -> None:
    assert missing_figures(text, [Source(words, DAY)])[0] == missing


NOT, BOATS = "It does not sail.", 'We will not add "any boats" today.'
FERRY = """\
Harbour Times: Will it sail?
Ana Vell: It does not sail. We will not add "any boats" today. It sails in June.
Radio Fjord: Who pays?
Ana Vell: Not we.
"""


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("“It does not sail.”", []),
        ("“it does not sail”", []),
        ("“It does … add”", ["It does … add"]),
        ("“It does”", ["It does"]),
        ("She said that it “does not”", []),
        ('She will not “add "any boats" today”', []),
        ("They will “add”", ["add"]),
        ('It does not sail. We will not add "any boats" today.', []),
        ("“It sails”", ["It sails"]),
    ],
)
def test_quotation_marks_hold_what_is_cited_and_cut_no_negation(text: str, invented: list[str]) -> None:
    ferry = {"ferry": kept("ferry", FERRY)}
    cited = (quote(1, ferry["ferry"], NOT), quote(2, ferry["ferry"], BOATS))
    (statement,) = backed(saying(Said(text, (1, 2), "exact"), citations=cited), ferry)
    assert invented_quotes(statement, ferry) == invented


def test_a_quote_may_run_over_sentences_that_follow_one_another() -> None:
    ferry = {"ferry": kept("ferry", FERRY)}
    one, two = quote(1, ferry["ferry"], NOT), quote(2, ferry["ferry"], BOATS)
    far = quote(2, ferry["ferry"], "It sails in June.")
    together = Said("«It does not sail. We will not add»", (2, 1), "exact")
    (statement,) = backed(saying(together, citations=(one, two)), ferry)
    assert invented_quotes(statement, ferry) == []
    (statement,) = backed(saying(Said("«sail. It sails»", (1, 2), "exact"), citations=(one, far)), ferry)
    assert invented_quotes(statement, ferry) == ["sail. It sails"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Radio Fjord asked: “Who pays?”", None),
        ("Harbour Times asked: “Who pays?”", ("Harbour Times", "Radio Fjord")),
        ("After Harbour Times, Radio Fjord asked: “Who pays?”", None),
        ("A reporter asked: “Who pays?”", None),
    ],
)
def test_another_outlet_is_not_the_asker(text: str, wrong: tuple[str, str] | None) -> None:
    ferry = {"ferry": kept("ferry", FERRY)}
    answer = saying(Said(text, (1,), "exact"), citations=(quote(1, ferry["ferry"], "Who pays?"),))
    assert wrong_asker(backed(answer, ferry)[0], ferry) == wrong


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(since=dt.date(2031, 6, 10)),
        Filters(until=dt.date(2031, 3, 4)),
        Filters(outlets=("radio",)),
        Filters(outlets=("Ana",)),
        Filters(speakers=("VELL",)),
        Filters(speakers=("Radio Fjord",)),
        Filters(transcripts=("june.txt",)),
        Filters(transcripts=("april",), outlets=("Radio",)),
    ],
    ids=str,
)
def test_scope_is_what_the_store_lets_pass(filters: Filters, store: Store) -> None:
    own = {entry.id: store.transcript(entry.id) for entry in store.entries()}
    hits = store.search("Norlandia accord", filters, limit=50).hits
    assert {(h.passage.span.transcript_id, h.passage.exchange) for h in hits} == scoped_places(own, filters)


def test_no_date_passes_no_date_filter() -> None:
    ferry = {"ferry": kept("ferry", FERRY)}
    assert not scoped_places(ferry, Filters(since=dt.date(1900, 1, 1)))
    assert len(scoped_places(ferry, Filters())) == 2


def test_the_made_up_briefings_read_as_they_are_meant() -> None:
    assert [len(t.reading.exchanges) for t in transcripts().values()] == [2, 2, 1]
