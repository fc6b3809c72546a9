"""What comes from outside is checked where it enters."""

import datetime as dt
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.requests import BadLine, Request, as_date, make_filters, read_batch, read_history
from assistant.types import Message
from store.types import Filters


def test_a_batch_line_carries_id_history_and_filters() -> None:
    line = (
        '{"id": 7, "question": "Boats?", "history": [{"role": "user", "content": "Ferries?"}],'
        ' "filters": {"from": "2031-03-01", "outlet": "Fjord", "transcript": ["a", "b"]}}'
    )
    filters = Filters(since=dt.date(2031, 3, 1), outlets=("Fjord",), transcripts=("a", "b"))
    assert list(read_batch([line], "x")) == [Request(7, "Boats?", (Message("user", "Ferries?"),), filters)]


def test_blank_lines_are_passed_over() -> None:
    assert list(read_batch(["", "  \n"], "x")) == []


@pytest.mark.parametrize(
    ("line", "id", "says"),
    [
        ("{oops", None, "x, line 1: not JSON"),
        ("[1]", None, "x, line 1:"),
        ('{"id": 3}', 3, "question: Field required"),
        ('{"id": 4, "question": ""}', 4, "question"),
        ('{"id": 4, "question": " ?"}', 4, "question: holds no words"),
        (
            '{"id": 4, "question": "a", "filters": {"from": "2031-05-01", "to": "2031-01-01"}}',
            4,
            "filters: from 2031-05-01 is after to 2031-01-01: no day lies between them",
        ),
        ('{"id": 5, "question": "a", "filters": {"form": "2031-01-01"}}', 5, "filters.form"),
        ('{"id": 6, "question": "a", "filters": {"from": "soon"}}', 6, "filters.from"),
    ],
)
def test_a_bad_line_keeps_its_id_and_says_what_is_wrong(line: str, id: object, says: str) -> None:
    (bad,) = read_batch([line], "x")
    assert isinstance(bad, BadLine) and bad.id == id
    assert says in bad.error.problem and bad.error.mend


def test_a_history_file_is_a_list_of_messages(tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    path.write_text('[{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]')
    assert read_history(path) == (Message("user", "a"), Message("assistant", "b"))


@pytest.mark.parametrize("content", ["", "{}", '[{"role": "system", "content": "x"}]'])
def test_a_wrong_history_file_is_reported(tmp_path: Path, content: str) -> None:
    path = tmp_path / "history.json"
    path.write_text(content)
    with pytest.raises(SettingsError, match=r"history\.json"):
        read_history(path)
    with pytest.raises(SettingsError, match="cannot be read"):
        read_history(tmp_path / "missing.json")


def test_options_become_filters() -> None:
    made = make_filters(since="2031-03-01", until=None, speakers=["Vell"], outlets=[], transcripts=[])
    assert made == Filters(since=dt.date(2031, 3, 1), speakers=("Vell",))
    with pytest.raises(SettingsError, match="--from 1 March: not a date"):
        as_date("1 March", "--from")
