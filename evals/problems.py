"""What is wrong with a suite, in words for the person who wrote it: every problem at once, each with its line."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.errors import ReportedError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a suite: where it stands (`line` counts from 1), what it is, what to do."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what} {self.mend}"


class SuiteError(ReportedError):
    """A suite that cannot be used. `problems` are all that were found, in the order of the file; never empty."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(str(problem) for problem in self.problems), "")

    def __str__(self) -> str:
        return self.problem
