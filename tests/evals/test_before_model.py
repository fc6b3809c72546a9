"""The time that is ours before a model's server has the question."""

from evals.before_model import before_model
from store.store import Store


def test_each_question_is_timed_from_being_asked_to_its_request(store: Store) -> None:
    times = before_model(store, ["Will Norlandia join the Halden accord?", "Who pays for the patrol boats?"])

    assert len(times) == 2
    assert all(0 < milliseconds < 60_000 for milliseconds in times)
