"""The endurance run itself, for a moment: what it would find is found in minutes, not here."""

import pytest

from evals.endurance import beside, kills

pytestmark = pytest.mark.slow


def test_processes_are_killed_and_nothing_acknowledged_is_lost() -> None:
    *_, told = kills(3, seed=1)
    assert told.startswith("3 kills: nothing acknowledged was lost")


def test_readers_beside_a_writer_find_only_what_was_said() -> None:
    (told,) = beside(3, readers=2)
    assert told.startswith("2 readers, 3 s:") and told.endswith("0 faults")
