"""Hits in a new order."""

from store.hits import ranked
from store.store import Store


def test_each_passage_stays_at_its_first_place_and_is_ranked_from_one(store: Store) -> None:
    first, second, third = store.search("Norlandia").hits[:3]
    again = ranked([third, first, second, third, first])
    assert [hit.passage.id for hit in again] == [hit.passage.id for hit in (third, first, second)]
    assert [hit.rank for hit in again] == [1, 2, 3]
