"""The library as a whole: adding, replacing, removing, searching, quoting."""

import datetime as dt
from pathlib import Path

import pytest

from store.corrections import Corrections
from store.errors import LibraryError, LibraryLockedError, UnknownTranscriptError
from store.lock import writing
from store.sample import sample
from store.store import Store
from store.types import Added, Filters, Incoming, Progress
from tests.conftest import add
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH, as_incoming


def test_adding_the_same_bytes_twice_changes_nothing(store: Store) -> None:
    before = store.entries()
    (again,) = add(store, as_incoming("march.txt", MARCH))
    assert (again.status, again.exchanges) == ("unchanged", 2)
    assert store.entries() == before


def test_the_same_bytes_under_another_name_are_known(store: Store) -> None:
    (again,) = add(store, as_incoming("copy-of-march.txt", MARCH))
    assert again.status == "unchanged"
    assert len(store.entries()) == 2


def test_a_changed_file_replaces_its_older_version_and_keeps_its_id(store: Store) -> None:
    march = store.entry("march.txt").id
    (replaced,) = add(store, as_incoming("march.txt", MARCH.replace("12,000", "13,000")))
    assert (replaced.status, replaced.transcript_id) == ("replaced", march)
    assert len(store.entries()) == 2
    texts = [hit.text for hit in store.search("quota of tonnes").hits]
    assert any("13,000" in text for text in texts) and not any("12,000" in text for text in texts)


def test_bytes_that_are_known_are_laid_over_no_other_transcript(store: Store) -> None:
    before = store.entries()
    (again,) = add(store, as_incoming("march.txt", JUNE))
    assert (again.status, again.transcript_id) == ("unchanged", store.entry("june.txt").id)
    assert store.entries() == before


def test_two_files_of_one_name_from_two_folders_are_two_transcripts(empty_store: Store) -> None:
    one, other = add(
        empty_store,
        Incoming("briefing.txt", "/a/briefing.txt", data=MARCH.encode()),
        Incoming("briefing.txt", "/b/briefing.txt", data=JUNE.encode()),
    )
    assert one.transcript_id != other.transcript_id
    with pytest.raises(UnknownTranscriptError, match="several transcripts"):
        empty_store.entry("briefing.txt")


def test_an_id_does_not_depend_on_the_folder_a_file_lies_in(tmp_path: Path) -> None:
    ids = []
    for place in ("one", "two"):
        library = Store(tmp_path / place, HashEmbedder())
        (added,) = add(library, Incoming("march.txt", f"/{place}/march.txt", data=MARCH.encode()))
        ids.append(added.transcript_id)
        library.close()
    assert ids[0] == ids[1]


def test_removing_forgets_a_transcript_everywhere(store: Store) -> None:
    store.remove("june.txt")
    assert [entry.file for entry in store.entries()] == ["march.txt"]
    assert {hit.source.file for hit in store.search("Halden accord patrol boats", limit=50).hits} == {"march.txt"}
    with pytest.raises(UnknownTranscriptError):
        store.transcript("june.txt")


def test_one_bad_file_does_not_stop_the_others(empty_store: Store) -> None:
    bad = Incoming("notes.txt", "test:notes", data=b"just some notes without anybody speaking")
    failed, added = add(empty_store, bad, as_incoming("march.txt", MARCH))
    assert failed.status == "failed" and failed.problem == "notes.txt: no speaker label found."
    assert failed.mend and added.status == "added"


def test_a_file_that_vanished_is_reported(empty_store: Store, tmp_path: Path) -> None:
    (failed,) = add(empty_store, Incoming("gone.txt", "x", path=tmp_path / "gone.txt"))
    assert failed.status == "failed" and "No such file" in str(failed.problem)


def test_corrections_beat_what_was_read_and_survive_a_new_version(empty_store: Store) -> None:
    said = Corrections(title="Halden briefing", date=dt.date(2031, 3, 5), speaker="A. Vell")
    list(empty_store.add([as_incoming("march.txt", MARCH)], corrections=said))
    add(empty_store, as_incoming("march.txt", MARCH + "Radio Fjord: And the boats?\nAna Vell: Later.\n"))
    entry = empty_store.entry("march.txt")
    assert (entry.title, entry.date, entry.speakers) == ("Halden briefing", dt.date(2031, 3, 5), ("A. Vell",))
    assert entry.exchanges == 3


def test_progress_counts_up_to_the_whole(empty_store: Store) -> None:
    steps = list(empty_store.add([as_incoming("march.txt", MARCH)]))
    embedding = [step for step in steps if isinstance(step, Progress) and step.stage == "embedding"]
    assert embedding[-1].done == embedding[-1].total > 0
    assert any(isinstance(step, Added) for step in steps)


def test_an_interrupted_add_leaves_nothing_half_done(empty_store: Store) -> None:
    steps = empty_store.add([as_incoming("march.txt", MARCH)])
    while (step := next(steps)) and not (isinstance(step, Progress) and step.stage == "embedding"):
        pass
    steps.close()
    assert empty_store.entries() == []
    assert add(empty_store, as_incoming("march.txt", MARCH))[0].status == "added"


def test_a_vector_is_computed_once_for_the_same_words(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    library = Store(tmp_path, embedder)
    add(library, as_incoming("march.txt", MARCH))
    add(library, as_incoming("march.txt", MARCH.replace("signed nothing", "signed no paper")))
    assert sum("too low for our coastal towns" in text for text in embedder.embedded) == 1
    library.close()


def test_every_quote_is_a_slice_of_its_source(store: Store) -> None:
    for entry in store.entries():
        transcript = store.transcript(entry.id)
        for exchange in transcript.reading.exchanges:
            for sentence in store.sentences(entry.id, exchange.index):
                span = sentence.span
                assert sentence.text == transcript.reading.text[span.start : span.end] == store.quote(span)


def test_sentences_say_who_speaks_and_who_asked(store: Store) -> None:
    question, answer, *_ = store.sentences(store.entry("march.txt").id, 0)
    assert (question.part, question.speaker, question.outlet) == ("question", None, "Harbour Times")
    assert (answer.part, answer.speaker, answer.outlet) == ("answer", "Ana Vell", "Harbour Times")


def test_search_gives_each_exchange_once_best_first(store: Store) -> None:
    hits = store.search("Who will pay for the patrol boats?", limit=4).hits
    assert (hits[0].outlet, hits[0].speaker, hits[0].rank) == ("Radio Fjord", "Ana Vell", 1)
    places = [(hit.source.file, hit.passage.exchange) for hit in hits]
    assert len(set(places)) == len(places) == 4


def test_filters_hold_a_search_to_dates_outlets_speakers_and_transcripts(store: Store) -> None:
    def files(filters: Filters) -> set[tuple[str, int]]:
        return {(hit.source.file, hit.passage.exchange) for hit in store.search("Halden", filters, limit=50).hits}

    assert files(Filters(until=dt.date(2031, 3, 31))) == {("march.txt", 0), ("march.txt", 1)}
    assert files(Filters(since=dt.date(2031, 6, 10))) == {("june.txt", 0), ("june.txt", 1)}
    assert files(Filters(outlets=("radio fjord",))) == {("march.txt", 1), ("june.txt", 1)}
    assert files(Filters(speakers=("vell",), transcripts=("june.txt",))) == {("june.txt", 0), ("june.txt", 1)}
    assert files(Filters(speakers=("Harbour",))) == set()


def test_scope_says_what_the_filters_left(store: Store) -> None:
    scope = store.scope(Filters(since=dt.date(2031, 5, 1)))
    assert (scope.transcripts, scope.first, scope.last) == (1, dt.date(2031, 6, 10), dt.date(2031, 6, 10))


def test_a_long_exchange_is_split_at_sentence_ends(empty_store: Store) -> None:
    sentences = [f"Boat number {n} sails on day {n} of the month." for n in range(40)]
    add(empty_store, as_incoming("long.txt", f"Radio Fjord: Which boats sail?\nAna Vell: {' '.join(sentences)}\n"))
    texts = {hit.text for n in range(40) for hit in empty_store.search(f"boat number {n} day {n}", limit=1).hits}
    assert len(texts) > 3
    assert all(text.endswith((".", "?")) and len(text.split()) <= 65 for text in texts)


def test_a_second_writer_is_told_who_holds_the_library(store: Store) -> None:
    with (
        writing(store.folder, "adding transcripts"),
        pytest.raises(LibraryLockedError, match=r"by process \d+, adding"),
    ):
        add(store, as_incoming("march.txt", MARCH))


def test_reading_goes_on_while_another_process_writes(store: Store) -> None:
    with writing(store.folder, "adding transcripts"):
        assert store.search("Halden accord").hits


def test_the_sample_has_its_eight_exchanges(empty_store: Store) -> None:
    (added,) = add(empty_store, sample())
    entry = empty_store.entry(str(added.transcript_id))
    assert (entry.exchanges, entry.date, entry.speakers) == (8, dt.date(2025, 9, 23), ("Guo Jiakun",))
    assert entry.outlets == ("AFP", "China News Service", "Folha de S.Paulo", "RIA Novosti", "Reuters")


def test_a_library_in_a_place_that_cannot_be_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="Choose another"):
        Store(tmp_path / "file", HashEmbedder())


def test_a_file_that_is_no_library_is_reported(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(LibraryError):
        Store(tmp_path, HashEmbedder())


def test_a_sentence_of_captions_carries_the_time_it_is_said(empty_store: Store) -> None:
    captions = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Radio Fjord>When does the harbour open?

00:00:05.500 --> 00:00:08.000
<v Ana Vell>It opens in May.

00:01:09.000 --> 00:01:12.000
<v Ana Vell>The ferry sails in June.
"""
    (added,) = add(empty_store, as_incoming("call.vtt", captions))
    sentences = empty_store.sentences(str(added.transcript_id), 0)
    assert [(s.text, s.seconds) for s in sentences] == [
        ("When does the harbour open?", 1.0),
        ("It opens in May.", 5.5),
        ("The ferry sails in June.", 69.0),
    ]
