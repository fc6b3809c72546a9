"""Hits in a new order, and the further parts of a long exchange."""

from store.hits import ranked
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

REPAIRS = " ".join(
    f"Of jetty number {n} I can say that the repairs went on as they had been planned." for n in range(30)
)


def test_each_passage_stays_at_its_first_place_and_is_ranked_from_one(store: Store) -> None:
    first, second, third = store.search("Norlandia").hits[:3]
    again = ranked([third, first, second, third, first])
    assert [hit.passage.id for hit in again] == [hit.passage.id for hit in (third, first, second)]
    assert [hit.rank for hit in again] == [1, 2, 3]


def test_another_part_of_a_long_exchange_that_fits_stands_beside_the_best(empty_store: Store) -> None:
    said = f"The lighthouse toll brings 3 million. {REPAIRS} {REPAIRS} The lighthouse toll was raised in May."
    add(empty_store, as_incoming("toll.txt", f"Harbour Times: What did you do?\nAna Vell: {said}\n"))

    (found,) = empty_store.search("lighthouse toll").hits

    parts = sorted((found, *found.beside), key=lambda part: part.passage.part)
    assert [part.passage.exchange for part in parts] == [0, 0]
    assert "3 million" in parts[0].text and "in May" in parts[1].text
