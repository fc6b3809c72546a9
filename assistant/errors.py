"""What can go wrong between a question and its answer, in words for the person.

ReportedError (store)
├── SettingsError   a setting, option or input line that cannot be used
└── ModelError      the model's server failed; `can_retry` says whether asking again may help
"""

from store.errors import ReportedError


class SettingsError(ReportedError):
    """A setting, option or input line that cannot be used."""


class ModelError(ReportedError):
    """The model's server failed; `can_retry` says whether asking again may help."""

    def __init__(self, problem: str, mend: str, *, can_retry: bool, request_id: str | None = None) -> None:
        super().__init__(problem, mend)
        self.can_retry, self.request_id = can_retry, request_id
