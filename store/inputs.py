"""What any input must keep to: how large it may be, and how its name is shown in a message."""

from store.errors import UnreadableTranscriptError

# A day of speech is about 1 MB of text; a PDF of a hundred pages a few.
LARGEST_BYTES = 50_000_000
_LONGEST_NAME = 200


def shown(name: str) -> str:
    """A file's name on one line: control characters and bytes that are no text are made visible."""
    visible = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
    return visible if len(visible) <= _LONGEST_NAME else f"{visible[: _LONGEST_NAME - 1]}…"


def too_large(name: str, what: str = "the file") -> UnreadableTranscriptError:
    """The error for an input past LARGEST_BYTES."""
    return UnreadableTranscriptError(
        f"{shown(name)}: {what} is larger than {LARGEST_BYTES // 1_000_000} MB.",
        "Split it into smaller files, one transcript each.",
    )
