"""ONRECORD_EMBEDDER: which embedder a command uses, and what `doctor` says about it."""

from pathlib import Path

import pytest

from assistant.command_options import embedder_of, make_writer, open_store
from assistant.doctor import Finding, examine
from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings
from store.errors import EmbedderError
from store.store import Store
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import MARCH, as_incoming


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ONRECORD_DATA", str(tmp_path / "library"))
    monkeypatch.setenv("ONRECORD_EMBEDDER_URL", "http://127.0.0.1:9/v1")
    return load_settings()


def made_with(settings: Settings, spec: str) -> None:
    library = Store(settings.data, HashEmbedder(spec))
    add(library, as_incoming("march.txt", MARCH))
    library.close()


def embedder_finding(settings: Settings) -> Finding:
    stores: list[Store] = []

    def opened(given: Settings) -> Store:
        stores.append(open_store(given))
        return stores[-1]

    found = next(f for f in examine(settings, opened, make_writer) if f.name == "embedder")
    for store in stores:
        store.close()
    return found


def test_a_new_library_is_built_in_and_an_old_one_keeps_its_embedder(settings: Settings) -> None:
    assert embedder_of(settings).spec == "built-in"
    made_with(settings, "openai:tiny")
    assert embedder_of(settings).spec == "openai:tiny"


def test_the_setting_beats_what_the_library_was_made_with(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    made_with(settings, "openai:tiny")
    monkeypatch.setenv("ONRECORD_EMBEDDER", "built-in")
    assert embedder_of(load_settings()).spec == "built-in"


def test_an_embedder_that_is_set_and_not_there_is_an_error(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_EMBEDDER", "bulit-in")
    with pytest.raises(SettingsError, match=r"ONRECORD_EMBEDDER=bulit-in: .* Set ONRECORD_EMBEDDER to built-in"):
        embedder_of(load_settings())


def test_a_library_whose_embedder_is_gone_is_still_read_and_searched_by_words(settings: Settings) -> None:
    made_with(settings, "/gone/model")
    store = open_store(settings)
    assert store.search("Which quota is too low?").hits and len(store.entries()) == 1
    with pytest.raises(EmbedderError, match="/gone/model: there is no such embedder"):
        add(store, as_incoming("more.txt", MARCH))
    store.close()


def test_doctor_says_that_the_embedder_works(settings: Settings) -> None:
    finding = embedder_finding(settings)
    assert finding.ok and finding.found.startswith("built-in, 384 dimensions, ")


def test_doctor_says_how_far_a_library_is_from_its_embedder(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_with(settings, "openai:tiny")
    monkeypatch.setenv("ONRECORD_EMBEDDER", "built-in")
    finding = embedder_finding(load_settings())
    assert finding.ok
    assert finding.found.endswith(
        "the library was made with openai:tiny, built-in has embedded 0 % of it. "
        "To embed it anew, run: onrecord rebuild"
    )


def test_doctor_says_that_the_embedding_server_is_down(settings: Settings) -> None:
    made_with(settings, "openai:tiny")
    finding = embedder_finding(settings)
    assert not finding.ok and "http://127.0.0.1:9/v1 does not answer" in finding.found and finding.mend
