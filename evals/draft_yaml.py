"""A drafted suite as block YAML with comments, as a person would write it. Pure functions."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from evals.drafting import DraftCase, DraftFact

_HEAD = """\
# Drafted by `onrecord eval new` from your library. A draft is no suite: read every question, correct what stands
# beside a "check:" and take the comment away. What the keys mean is told in README.md.
"""


def suite_yaml(name: str, language: str, cases: Sequence["DraftCase"]) -> str:
    """The whole file."""
    head = [f"suite: {scalar(name)}", "version: 1", f"language: {scalar(language)}", "questions:"]
    return _HEAD + "\n".join([*head, *(line for case in cases for line in _case(case))]) + "\n"


def _case(case: "DraftCase") -> Iterator[str]:
    yield f"  - id: {scalar(case.id)}"
    for check in case.checks:
        yield f"    # check: {check}"
    yield f"    ask: {scalar(case.ask)}"
    if case.only:
        yield "    only:"
        yield from (f"      {key}: {scalar(value)}" for key, value in case.only.items())
    yield f"    expect: {case.expect}"
    yield f"    tags: [{', '.join(case.tags)}]"
    if case.facts:
        yield "    facts:"
        for fact in case.facts:
            yield from _fact(fact)


def _fact(fact: "DraftFact") -> Iterator[str]:
    yield "      # check: say it in your words, and match what any right answer must have (a | b: either)"
    yield f"      - say: {scalar(fact.say)}"
    yield "        match:"
    yield from (f"          - {scalar(item)}" for item in fact.match)
    yield f"        from: {scalar(fact.source)}"
    if fact.is_asker:
        yield "        who: asker"


def scalar(text: str) -> str:
    """A text on one line, in quotes where YAML would take it for something else."""
    text = " ".join(text.split())
    try:
        is_plain = yaml.safe_load(f"- {text}") == [text] and yaml.safe_load(f"k: {text}") == {"k": text}
    except yaml.YAMLError:
        is_plain = False
    quoted = text.replace("'", "''")
    return text if is_plain and text else f"'{quoted}'"
