"""What labels say by themselves."""

import pytest

from store.formats.labels import looks_like_label
from store.formats.names import generic_role, parse_label, tidy


@pytest.mark.parametrize(
    ("label", "person", "outlet", "role"),
    [
        ("Jane Roe (Harbour Times)", "Jane Roe", "Harbour Times", "asker"),
        ("Jane Roe, Kurier", "Jane Roe", "Kurier", "asker"),
        ('"Harbour Times" reporter', None, "Harbour Times", "asker"),
        ("Reporter from Kanal Nord", None, "Kanal Nord", "asker"),
        ("Reporter (Estmark Radio)", None, "Estmark Radio", "asker"),
        ("Carl Moe - Harbour Bank - Analyst", "Carl Moe", "Harbour Bank", "asker"),
        ("Ada Quist -- Chief Executive Officer", "Ada Quist", None, "answerer"),
        ("Mr. Kaori Minato, Minister for the Sea", "Kaori Minato", None, "answerer"),
        ("The Minister for Transport (Jan Tarn)", "Jan Tarn", None, "answerer"),
        ("MS. JEAN-LUND", "Ms. Jean-Lund", None, None),
        ("北港社记者", None, "北港社", "asker"),
        ("会后，北港社记者问及", None, "北港社", "asker"),
        ("外交部发言人林海棠宣布", "林海棠", None, "answerer"),
        ("Ana Vell (Cape Orrin) (Harbour)", "Ana Vell", None, None),
        ("The Minister for Transport (Ms Ana Vell)", "Ana Vell", None, "answerer"),
        ("Q (Harbour Times)", None, "Harbour Times", "asker"),
        ("QUESTION (NWA)", None, "NWA", "asker"),
        ("Q (Per Dahl, North Wire)", "Per Dahl", "North Wire", "asker"),
        ("Q (Inaudible)", None, None, "asker"),
        ("Q (in Spanish)", None, None, "asker"),
        ("A (Ana Vell)", "Ana Vell", None, "answerer"),
        ("A (Through interpreter)", None, None, "answerer"),
    ],
)
def test_label_is_taken_apart(label: str, person: str | None, outlet: str | None, role: str | None) -> None:
    name = parse_label(label)
    assert (name.person, name.outlet, name.role) == (person, outlet, role)


@pytest.mark.parametrize("label", ["Q", "QUESTION", "PREGUNTA", "问", "一、问", "Вопрос", "Reporter 2", "追问", "記者"])
def test_word_for_asking_names_nobody(label: str) -> None:
    assert generic_role(label) == "asker"


def test_numbered_speakers_have_no_role_of_their_own() -> None:
    assert generic_role("Speaker 1") is None


@pytest.mark.parametrize(
    "words", ["On Haiti", "Date", "First", "At 9", "He said that", "有三点需要说明", "双方强调", "https"]
)
def test_beginning_of_a_sentence_is_no_label(words: str) -> None:
    assert not looks_like_label(words)


@pytest.mark.parametrize("words", ["Per Askel", "Will Strand", "May Lund", "Per Dahl (North Wire)", "An Li"])
def test_name_that_is_also_a_word_is_a_label(words: str) -> None:
    assert looks_like_label(words)


@pytest.mark.parametrize("words", ["Per 100", "May 2031", "Will they", "An update", "Per", "May We", "In Norlandia"])
def test_word_that_is_also_a_name_is_no_label_by_itself(words: str) -> None:
    assert not looks_like_label(words)


def test_capitals_are_tidied_and_initials_kept() -> None:
    assert [tidy(name) for name in ("DR. MCADAM", "O'DAY", "NSC", "Ana Vell")] == [
        "Dr. McAdam",
        "O'Day",
        "NSC",
        "Ana Vell",
    ]
