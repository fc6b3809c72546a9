"""What every test may use."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees the settings of the person who runs it."""
    for name in list(os.environ):
        if name.startswith(("ONRECORD_", "OPENAI_")):
            monkeypatch.delenv(name)
    yield
