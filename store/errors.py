"""What can go wrong while keeping transcripts, in words for the person.

ReportedError
├── UnreadableTranscriptError   a file that cannot be read as a transcript
├── UnknownTranscriptError      an id or file name that the library does not hold
├── EmbedderError              an embedder that is not there, or whose server fails
├── LibraryLockedError          another process is writing to the library
└── LibraryError                the library's folder or index cannot be used
    └── DamagedCatalogError     its catalog is damaged: what can be read can be saved
"""


class ReportedError(Exception):
    """Shown to the person as it stands: what happened, with which value, and the mend."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(f"{problem} {mend}")
        self.problem, self.mend = problem, mend


class UnreadableTranscriptError(ReportedError):
    """A file that cannot be read as a transcript."""


class UnknownTranscriptError(ReportedError):
    """An id or file name that the library does not hold."""


class EmbedderError(ReportedError):
    """An embedder that is not there, or whose server fails: searches go on by words alone."""


class LibraryLockedError(ReportedError):
    """Another process is writing to the library."""


class LibraryError(ReportedError):
    """The library's folder or index cannot be used."""


class DamagedCatalogError(LibraryError):
    """The catalog is damaged: what can still be read of it can be saved."""


class BrokenIndexError(Exception):
    """An index that is missing, torn, unreadable or out of reach; its caller searches exactly."""
