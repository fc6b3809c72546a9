"""Eval suites as tests of pytest: each question is a test, which fails with the faults of its answer in plain words.

    pytest --suite evals/suites/starter.yaml                    # these questions alone
    pytest --suite evals/suites/starter.yaml tests/             # with other tests
    pytest --suite press.yaml -k asean --suite-mode offline     # by the id of the question

or, always, in pyproject.toml:

    [tool.pytest.ini_options]
    onrecord_suites = ["evals/suites/starter.yaml"]

Where recordings lie beside a suite they are replayed, which tests the code and not the model; elsewhere the built-in
writer answers. Neither needs a network or a key. The plugin comes with OnRecord, and does nothing without a suite.
"""

# It is loaded by every run of pytest in an environment that has OnRecord: only what is needed to wait is imported here.

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from contextlib import ExitStack

    from assistant.types import Writer
    from evals.preparing import Ready
    from evals.types import Case, Mode

_INI = "onrecord_suites"


class WrongAnswer(Exception):
    """An answer that does not pass; its text are the faults."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options and the setting."""
    group = parser.getgroup("onrecord", "eval suites of OnRecord")
    group.addoption("--suite", action="append", default=[], metavar="FILE", help="make each question of it a test")
    group.addoption(
        "--suite-mode", choices=("auto", "offline", "replay"), default="auto", help="auto: replay if it was recorded"
    )
    parser.addini(_INI, "eval suites whose questions are tests", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """The suites join what pytest was told to collect, or take its place if it was told nothing."""
    named = [str(Path(name).resolve()) for name in config.getoption("suite")]
    always = [str(path) for path in config.getini(_INI)]
    if named and config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [*named, *always]
    elif named or always:
        config.args = list(dict.fromkeys([*config.args, *named, *always]))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "SuiteFile | None":
    """A suite that was named."""
    config = parent.config
    wanted = {Path(name).resolve() for name in [*config.getoption("suite"), *config.getini(_INI)]}
    return SuiteFile.from_parent(parent, path=file_path) if wanted and file_path.resolve() in wanted else None


class SuiteFile(pytest.File):
    """A suite: prepared before the first of its questions, put away after the last."""

    ready: "Ready"
    writer: "Writer"
    limit: int
    _stack: "ExitStack"

    def collect(self) -> Iterator["Question"]:
        """A test for each question."""
        from evals.suites import read_suite
        from store.errors import ReportedError

        try:
            suite = read_suite(self.path)
        except ReportedError as error:
            raise self.CollectError(str(error)) from error
        for case in suite.cases:
            yield Question.from_parent(self, name=case.id)

    def setup(self) -> None:
        """Add the transcripts to a library of their own, and find who answers."""
        from contextlib import ExitStack

        from assistant.command_options import open_store
        from assistant.settings import load_settings
        from evals.preparing import prepared
        from evals.recordings import Recordings, recordings_path
        from evals.suites import read_suite
        from evals.writers import make_writer
        from store.embedders import BuiltinEmbedder

        settings = load_settings()
        suite = read_suite(self.path)
        kept = recordings_path(suite)
        asked = self.config.getoption("suite_mode")
        mode: Mode = "replay" if asked == "replay" or (asked == "auto" and kept.is_file()) else "offline"
        self.writer = make_writer(settings, mode, Recordings(kept) if mode == "replay" else None, with_reranker=True)
        self.limit = settings.hits
        self._stack = ExitStack()
        embedder = BuiltinEmbedder(threads=settings.threads)
        self.ready = self._stack.enter_context(prepared(suite, library=lambda: open_store(settings), embedder=embedder))

    def teardown(self) -> None:
        """Take the library away."""
        self._stack.close()


class Question(pytest.Item):
    """One question of a suite."""

    parent: SuiteFile

    def runtest(self) -> None:
        """Ask it, and fail with every fault of the answer, or with what kept it from being given."""
        from evals.recordings import asking
        from evals.runner import item_of, observe

        suite = self.parent
        case = self._case
        with asking(case.id):
            item = item_of(suite.ready, case, observe(case, suite.ready.store, suite.writer, limit=suite.limit))
        if not item.score.is_passed:
            answer = f"\nThe answer: {item.observed.text}" if item.observed.text else ""
            raise WrongAnswer("\n".join([case.ask, *(f"- {fault}" for fault in item.score.faults)]) + answer)

    @property
    def _case(self) -> "Case":
        return next(case for case in self.parent.ready.suite.cases if case.id == self.name)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The faults alone; a traceback says nothing about an answer."""
        if isinstance(excinfo.value, WrongAnswer):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it stands."""
        return self.path, None, f"{self.path.name}: {self.name}"
