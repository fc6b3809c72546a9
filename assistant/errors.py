"""What can go wrong between a question and its answer, in words for the person.

ReportedError (store)
├── SettingsError   a setting, option or input line that cannot be used
├── HistoryError    the kept answers cannot be read or written, or none has this id
└── ModelError      the model's server failed; `can_retry` says whether asking again may help
"""

from store.errors import ReportedError


class SettingsError(ReportedError):
    """A setting, option or input line that cannot be used."""


class HistoryError(ReportedError):
    """The kept answers cannot be read or written, or none has this id."""


class ModelError(ReportedError):
    """The model's server failed; `can_retry` says whether asking again may help.

    `is_too_long` says that the prompt does not fit the model: a shorter one may.
    """

    def __init__(
        self,
        problem: str,
        mend: str,
        *,
        can_retry: bool,
        request_id: str | None = None,
        is_too_long: bool = False,
    ) -> None:
        super().__init__(problem, mend)
        self.can_retry, self.request_id, self.is_too_long = can_retry, request_id, is_too_long


# What the page and programs are told of a bug: the traceback is the log's.
BUG = ReportedError("Something went wrong inside OnRecord.", "Try again; the server's log has the details.")
