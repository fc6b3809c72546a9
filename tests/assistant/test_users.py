"""The users file, and who is let in by it."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.errors import SettingsError
from assistant.logins import SESSION_SECONDS, TRIES_EACH, TRIES_SECONDS, Logins, TooManyTriesError
from assistant.users import Users, password_entry, read, remove, token_entry, write

ANA = password_entry("ana", "correct horse battery")
HOME = "192.0.2.1"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write(tmp_path / "users.txt", ANA)
    return tmp_path / "users.txt"


def test_file_holds_no_password_and_is_its_owners_alone(file: Path) -> None:
    assert "horse" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_password_lets_in_and_a_wrong_one_does_not(file: Path) -> None:
    users = Users(file)
    assert users.with_password("ana", "correct horse battery") == ANA
    assert users.with_password("ana", "correct horse batterz") is None
    assert users.with_password("bo", "correct horse battery") is None


def test_token_lets_in_beside_the_password(file: Path) -> None:
    entry, token = token_entry("ana")
    write(file, entry)
    users = Users(file)
    assert users.with_token(token) == entry
    assert users.with_token(f"{token}x") is None
    assert users.with_password("ana", "correct horse battery")


def test_who_is_removed_is_out_at_once(file: Path) -> None:
    write(file, password_entry("bo", "another long password"))
    logins = Logins(Users(file))
    session = logins.log_in("bo", "another long password", HOME)
    assert session and logins.of_session(session) == "bo"
    remove(file, "bo")
    assert logins.of_session(session) is None


def test_file_broken_while_serving_lets_nobody_new_in_and_nobody_out(file: Path) -> None:
    users = Users(file)
    file.write_text("no users file at all\n")
    assert users.holds(ANA)
    assert users.with_password("no users file at all", "") is None


@pytest.mark.parametrize("line", ["ana", "ana:plain$secret", ":scrypt$x", "ana:scrypt"])
def test_line_that_is_none_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "users.txt").write_text(f"{ANA.line}\n{line}\n")
    with pytest.raises(SettingsError, match="line 2"):
        read(tmp_path / "users.txt")


def test_empty_users_file_is_no_open_door(tmp_path: Path) -> None:
    (tmp_path / "users.txt").write_text("\n")
    with pytest.raises(SettingsError, match="nobody"):
        Users(tmp_path / "users.txt")


@pytest.mark.parametrize("name", ["", "a:b", "a\nb", " a", "a" * 101, "\x1b[31m"])
def test_name_that_would_break_the_file_is_refused(name: str) -> None:
    with pytest.raises(SettingsError):
        password_entry(name, "correct horse battery")


def test_short_password_is_refused() -> None:
    with pytest.raises(SettingsError, match="10 characters"):
        password_entry("ana", "short")


def test_session_ends_with_the_day_and_with_the_log_out(file: Path) -> None:
    clock = Clock()
    logins = Logins(Users(file), clock=clock)
    first, second = (logins.log_in("ana", "correct horse battery", HOME) for _ in range(2))
    assert first and second and first != second
    logins.log_out(first)
    assert (logins.of_session(first), logins.of_session(second)) == (None, "ana")
    clock.now = SESSION_SECONDS + 1
    assert logins.of_session(second) is None


def test_guessing_is_stopped_for_a_while(file: Path) -> None:
    clock = Clock()
    logins = Logins(Users(file), clock=clock)
    for _ in range(TRIES_EACH["address"]):
        assert logins.of_header("Bearer onr_wrong", HOME) is None
    with pytest.raises(TooManyTriesError):
        logins.log_in("ana", "correct horse battery", HOME)
    assert logins.log_in("ana", "correct horse battery", "192.0.2.2")
    clock.now = TRIES_SECONDS + 1
    assert logins.log_in("ana", "correct horse battery", HOME)


def test_right_passwords_are_no_guesses(file: Path) -> None:
    logins = Logins(Users(file))
    for _ in range(3):
        assert logins.log_in("ana", "correct horse battery", HOME)
    assert not any(logins._guesses.values())


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic !!!", "Basic YW5h", "Digest x", "Bearer", "Basic \udcff", "x" * 9000]
)
def test_header_that_is_none_lets_nobody_in(file: Path, header: str) -> None:
    assert Logins(Users(file)).of_header(header, HOME) is None


def test_command_writes_a_user_from_stdin_and_prints_a_token_once(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    run = CliRunner().invoke
    assert run(app, ["user", str(path), "ana"], input="correct horse battery\n").exit_code == 0
    token = run(app, ["user", str(path), "bot", "--token"]).stdout.strip()
    assert token.startswith("onr_") and token not in path.read_text()
    assert Users(path).with_token(token) and Users(path).with_password("ana", "correct horse battery")
    assert run(app, ["user", str(path), "ana", "--remove"]).exit_code == 0
    assert [entry.name for entry in read(path)] == ["bot"]
