"""Settings come from the environment, and a mistyped one is not passed over."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import load_settings


def test_usual_names_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret-key")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:11434/v1")
    monkeypatch.setenv("ONRECORD_MODEL", "tiny")
    monkeypatch.setenv("ONRECORD_DATA", "/srv/library")
    settings = load_settings()
    assert (settings.model, settings.openai_base_url) == ("tiny", "http://localhost:11434/v1")
    assert settings.data == Path("/srv/library")
    assert settings.openai_api_key and settings.openai_api_key.get_secret_value() == "secret-key"
    assert "secret-key" not in repr(settings)


def test_an_unknown_setting_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODLE", "tiny")
    with pytest.raises(SettingsError, match=r"ONRECORD_MODLE is not a setting.*ONRECORD_MODEL"):
        load_settings()


def test_a_wrong_value_is_reported_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_HITS", "many")
    with pytest.raises(SettingsError, match="ONRECORD_HITS='many'"):
        load_settings()


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL", "")
    assert load_settings().model is None
