"""`eval check` and `eval selftest`: is this suite sound, and does the scorer catch what it must?"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict

from assistant.command_options import open_store, print_json
from assistant.errors import SettingsError
from assistant.settings import Settings
from evals.commands import print_fault
from evals.mutants import NEEDED, Caught, SelfTest, selftest
from evals.perfect import perfect
from evals.preparing import SUITES, Ready, find_suites, prepared
from evals.problems import Problem, SuiteError
from evals.progress import Bar
from evals.report_words import counted
from evals.scoring import score
from evals.suites import read_suite
from store.embedders import BuiltinEmbedder


def check_suites(names: Sequence[str], settings: Settings, *, as_json: bool) -> int:
    """Print every problem of every suite; how many there are.

    A suite is read, its transcripts are added to a library of its own, each `from` is looked up, and the perfect
    answer to each question is put before the scorer, which must pass it.
    """
    problems = 0
    for ready in _each(names, settings):
        found = list(ready.problems) if isinstance(ready, SuiteError) else unpassable(ready)
        problems += len(found)
        for problem in found:
            if as_json:
                print_json(asdict(problem))
            else:
                print(problem)
        if not found and not as_json:
            assert isinstance(ready, Ready)
            suite = ready.suite
            own = counted(len(suite.transcripts), "transcript") if suite.transcripts else "your library"
            print(f"{suite.path.name}: {counted(len(suite.cases), 'question')}, {own}; nothing is wrong")
    return problems


def unpassable(ready: Ready) -> list[Problem]:
    """The questions that not even the perfect answer passes, such as one whose `match` its own `from` does not have."""
    found = []
    for case in ready.suite.cases:
        given = score(case, perfect(case, ready.transcripts), ready.transcripts)
        found += [
            Problem(ready.suite.path.name, case.line, f"{case.id}: a perfect answer would fail: {fault}.", "Mend it.")
            for fault in given.faults
        ]
    return found


def selftest_suites(names: Sequence[str], settings: Settings, *, as_json: bool) -> int:
    """Print how many planted faults of each kind are caught; 0 if enough are, 1 if not, 2 if a suite is wrong."""
    tests: list[SelfTest] = []
    wrong = 0
    for ready in _each(names or [str(SUITES)], settings):
        if isinstance(ready, SuiteError):
            print_fault(ready)
            wrong += 1
        else:
            tests.append(selftest([ready.suite], ready.transcripts))
    if not tests:
        return 2
    together = merged(tests)
    (_print_json if as_json else _print_table)(together)
    return 2 if wrong else 0 if together.is_passed else 1


def merged(tests: Sequence[SelfTest]) -> SelfTest:
    """The tests of several suites as one."""
    kinds = tuple(
        Caught(
            kind=same[0].kind,
            caught=sum(each.caught for each in same),
            planted=sum(each.planted for each in same),
            missed=tuple(name for each in same for name in each.missed),
        )
        for same in zip(*(test.kinds for test in tests), strict=True)
    )
    failing = {name: faults for test in tests for name, faults in test.failing.items()}
    return SelfTest(kinds, sum(test.right for test in tests), failing)


def _each(names: Sequence[str], settings: Settings) -> Iterator[Ready | SuiteError]:
    """Every suite made ready, or why it cannot be; each is there only until the next is asked for."""
    if not names:
        raise SettingsError("Name a suite.", "Example: onrecord eval check starter")
    embedder = BuiltinEmbedder(threads=settings.threads)
    for path in find_suites(list(names)):
        with ExitStack() as stack:
            try:
                suite = read_suite(path)
                with Bar(0) as bar:
                    ready = stack.enter_context(
                        prepared(suite, library=lambda: open_store(settings), embedder=embedder, tell=bar.prepare)
                    )
            except SuiteError as error:
                yield error
            else:
                yield ready


def _print_json(test: SelfTest) -> None:
    for kind in test.kinds:
        print_json({**asdict(kind), "ok": kind.is_enough})
    print_json({"kind": "right answers", "passing": test.right, "failing": dict(test.failing), "ok": not test.failing})


def _print_table(test: SelfTest) -> None:
    width = max(len(kind.kind) for kind in test.kinds)
    for kind in test.kinds:
        share = f"{kind.caught / kind.planted:4.0%}" if kind.planted else " n/a"
        missed = f"  MISSED: {', '.join(kind.missed[:5])}" if kind.missed else ""
        print(f"{kind.kind:<{width}}  {kind.caught:>4} of {kind.planted:<4} {share}{missed}")
    for name, faults in test.failing.items():
        print(f"A right answer fails: {name}: {'; '.join(faults)}")
    planted, caught = (sum(getattr(kind, what) for kind in test.kinds) for what in ("planted", "caught"))
    print(
        f"{caught:,} of {planted:,} planted faults caught, {counted(len(test.kinds), 'kind')}; "
        f"{test.right:,} of {test.right + len(test.failing):,} right answers pass."
    )
    if not test.is_passed:
        print(f"At least {NEEDED:.0%} of each kind must be caught, and every right answer pass.", file=sys.stderr)
