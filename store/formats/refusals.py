"""What is said about files that are no transcripts: what they are, and the mend."""

from pathlib import PurePosixPath

from store.errors import UnreadableTranscriptError

Refusal = tuple[str, str]

_TRANSCRIBE = "Transcribe it first (for instance with whisper) and add the .srt, .vtt or .txt it writes."
AS_TEXT = "Open it in the program that wrote it and save it as .docx, .txt or .pdf."
SHEET = "Save the sheet as CSV, with a column for the speaker and one for the words."
NO_TEXT = "Add the text of the transcript instead."
AUDIO: Refusal = ("audio; OnRecord reads transcripts", _TRANSCRIBE)
VIDEO: Refusal = ("video; OnRecord reads transcripts", _TRANSCRIBE)
IMAGE: Refusal = ("an image", "Run text recognition (OCR) on it first and add the text.")
PROGRAM: Refusal = ("a program, not a transcript", NO_TEXT)
ARCHIVE: Refusal = ("an archive of a kind that is not read", "Unpack it and add the files, or add a .zip.")
# What a file's name tells when its content tells nothing.
_NAMED: dict[str, Refusal] = {
    **dict.fromkeys(".mp3 .wav .m4a .aac .ogg .oga .opus .flac .wma .aif .aiff .amr".split(), AUDIO),
    **dict.fromkeys(".mp4 .m4v .mov .mkv .webm .avi .wmv .flv .mpg .mpeg .ts".split(), VIDEO),
    **dict.fromkeys(".png .jpg .jpeg .gif .webp .bmp .tif .tiff .heic".split(), IMAGE),
    **dict.fromkeys(".exe .dll .so .dylib .bin .o .class .pyc".split(), PROGRAM),
}


def refused(name: str, refusal: Refusal) -> UnreadableTranscriptError:
    """The error for a file of a kind that is not read."""
    what, mend = refusal
    return UnreadableTranscriptError(f"{name}: this is {what}.", mend)


def not_text(name: str) -> UnreadableTranscriptError:
    """The error for bytes that are no text, by what the name says they are."""
    return refused(name, _NAMED.get(PurePosixPath(name).suffix.lower(), ("not a text file", NO_TEXT)))
