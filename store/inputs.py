"""What any input must keep to: how large it may be, and how its name is shown in a message."""

from store.errors import UnreadableTranscriptError

# A day of speech is about 1 MB of text; a PDF of a hundred pages a few.
LARGEST_BYTES = 50_000_000
# Ten days of speech without a pause; within both limits a file is read in seconds.
LARGEST_CHARACTERS = 10_000_000
MOST_LINES = 150_000
_LONGEST_NAME = 200


def shown(name: str) -> str:
    """A file's name on one line: control characters and bytes that are no text are made visible."""
    visible = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
    return visible if len(visible) <= _LONGEST_NAME else f"{visible[: _LONGEST_NAME - 1]}…"


def too_large(
    name: str, what: str = "the file", limit: str = f"{LARGEST_BYTES // 1_000_000} MB"
) -> UnreadableTranscriptError:
    """The error for an input past a limit."""
    return UnreadableTranscriptError(
        f"{shown(name)}: {what} is larger than {limit}.",
        "Split it into smaller files, one transcript each.",
    )


def check_length(text: str, name: str) -> None:
    """Raise UnreadableTranscriptError for a text that is no single transcript: too long, or all labels."""
    if len(text) > LARGEST_CHARACTERS:
        raise too_large(name, f"its text of {len(text):,} characters", f"{LARGEST_CHARACTERS:,} characters")
    if text.count("\n") + text.count(":") + text.count("：") > MOST_LINES:
        raise too_large(name, "its text", f"{MOST_LINES:,} lines and labels")
