"""Names in a question that no transcript has."""

from pathlib import Path

from assistant.ask import ask
from assistant.types import Answer
from assistant.unheard import unheard
from store.store import Store
from tests.conftest import add
from tests.fakes import ScriptedWriter
from tests.samples import as_incoming


def test_a_name_that_no_transcript_has_is_unheard_and_told(store: Store) -> None:
    *_, answer = ask("What did China say about Okland?", store, ScriptedWriter("NOT_IN_TRANSCRIPTS\n"))
    assert isinstance(answer, Answer)
    assert answer.question.unheard == ("Okland",)
    assert answer.notice == "No transcript mentions Okland."


def test_another_form_of_a_name_is_no_other_name(store: Store) -> None:
    hits = store.search("accord").hits
    assert unheard("What was said of the Haldenian accord?", hits, store) == ()


def test_a_capital_is_heard_where_its_country_is_named(empty_store: Store) -> None:
    add(empty_store, as_incoming("ships.txt", "Harbour Times: Who came?\nAna Vell: Two ships of Finland."))
    hits = empty_store.search("ships").hits
    assert unheard("What did he hear from Helsinki and Tokyo?", hits, empty_store) == ("Tokyo",)


def test_the_beginning_of_a_sentence_months_and_offices_are_no_names(store: Store) -> None:
    hits = store.search("treaty").hits
    assert unheard("Zealously, what did the Minister say in January?", hits, store) == ()


def test_across_scripts_no_name_is_unheard(store: Store, tmp_path: Path) -> None:
    assert unheard("新奥克兰呢？", store.search("treaty").hits, store) == ()


def test_a_name_whose_stem_is_much_shorter_is_heard(empty_store: Store) -> None:
    said = "Harbour Times: What will be done?\nAna Vell: The Administration will join the International Organization."
    add(empty_store, as_incoming("ports.txt", said))
    hits = empty_store.search("organization").hits
    asked = "What did the Administration say about the International Organization?"
    assert unheard(asked, hits, empty_store) == ()


def test_a_name_is_heard_where_another_word_of_it_is_but_an_office_is_no_word_of_it(empty_store: Store) -> None:
    add(empty_store, as_incoming("ships.txt", "Harbour Times: Who came?\nAna Vell: President Moll, of Danish stock."))
    hits = empty_store.search("stock").hits
    assert unheard("Did Mayor Henrike Moll or those of Denmark come?", hits, empty_store) == ()
    assert unheard("Did President Henrike or Moll, Torvald come?", hits, empty_store) == ("Henrike", "Torvald")
