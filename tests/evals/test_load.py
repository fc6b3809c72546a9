"""Many people asking at once over HTTP, in small."""

import pytest

from evals.load import load_of


@pytest.mark.slow
def test_many_at_once_get_their_own_answers() -> None:
    lines = list(load_of(transcripts=6, users=4, each=2, memory=6, writers=["distant"]))
    assert lines[0].startswith("6 transcripts")
    assert any(line.endswith("questions, 0 errors or mixed-up answers") for line in lines), lines
    assert "times one user's" in lines[2] and "after 4 users" in lines[-1]
