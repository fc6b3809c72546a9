"""Labels of replies whose words are elsewhere."""

from pathlib import Path

import pytest

from evals.reply_labels import checksum, conference, labelled, labels, told_by
from store.errors import ReportedError

BRIEFING = """\
03/04/2031 | Press briefing | Ministry of Tides
Radio Fjord: Will the ferry sail?
Ana Vell: It sails
on Monday.
Harbour Times: And the strike?
Ana Vell: I have nothing on that.
Radio Fjord: Who pays?
Ana Vell: We will see.
"""


def test_labels_are_put_beside_the_replies_that_they_were_given_to(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(BRIEFING, encoding="utf-8")
    said = [checksum(reply) for reply in ("It sails on Monday.", "I have nothing on that.", "We will see, then.")]
    file = tmp_path / "labels"
    taught = f"[teaches]\nother.txt\t0 {said[0]} n\nferry.txt\t0 {said[0]} i\t1 {said[1]} n i\t2 {said[2]} n\n"
    file.write_text(f"{taught}[tests]\nferry.txt\t1 {said[1]} n n?\n", encoding="utf-8")
    (row,) = labelled(tmp_path, tests=False, path=file)  # two minds, and other words, are left out
    assert row == {
        "question": "Will the ferry sail?",
        "reply": "It sails on Monday.",
        "gives_information": True,
        "label": "i",
        "file": "ferry.txt",
        "conference": "ferry.txt",
        "half": "sure",
        "readers": 1,
    }
    (row,) = labelled(tmp_path, tests=True, path=file)
    assert (row["reply"], row["label"], row["half"]) == ("I have nothing on that.", "n", "hesitated")


def test_a_folder_without_any_of_the_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportedError, match="none of the labelled files"):
        list(labelled(tmp_path / "nowhere", tests=True))


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("i", "i"),
        ("n?", "n?"),
        ("n n", "n"),
        ("n n?", "n"),
        ("n? n?", "n?"),
        ("i? i", "i"),
        ("n i?", "n?"),
        ("n i", None),
    ],
)
def test_two_readers_say_together_what_they_lean_to(read: str, told: str | None) -> None:
    assert told_by(tuple(read.split())) == told


@pytest.mark.parametrize(
    ("file", "day"), [("FOMC-2031-06-20.pdf", "20310620"), ("conf20310620.txt", "20310620"), ("1006.html", "1006.html")]
)
def test_files_of_one_day_are_of_one_conference(file: str, day: str) -> None:
    assert conference(file) == day


def test_no_document_both_teaches_and_tests_and_every_test_has_two_readers() -> None:
    taught, tested = labels(tests=False), labels(tests=True)
    assert not taught.keys() & tested.keys()
    assert len(taught) > 500 and sum(map(len, tested.values())) == 3595
    assert {len(label.read) for given in tested.values() for label in given} == {2}
