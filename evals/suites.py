"""Reading and checking eval suites: YAML or JSONL -> Suite, and the words of `from` -> places in transcripts.

`evals/suites/starter.yaml` explains the keys and shows all of them. Everything that is wrong is reported at once, with
file and line.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from evals.gold import Search, find, nearest_sentence
from evals.places import Transcripts
from evals.problems import Problem, SuiteError
from evals.suite_checks import Checks
from evals.suite_tree import Node, jsonl_tree, yaml_tree
from evals.types import Case, Expect, Fact, Gold, Suite, SuiteTranscript
from store.types import Filters, Incoming, Transcript

__all__ = ["Problem", "SuiteError", "read_suite", "resolved"]

_SUITE = ("suite", "version", "language", "transcripts", "questions", "held_out", "note")
_TRANSCRIPT = ("id", "file", "text", "title", "date")
_CASE = (
    "id", "ask", "after", "only", "expect", "facts", "never_say", "tags", "same_as", "held_out", "note",
)  # fmt: skip
_FACT = ("say", "match", "from", "need", "who", "note")
_ONLY = ("from", "to", "speaker", "outlet", "transcript")


def read_suite(path: Path) -> Suite:
    """The suite in a YAML file, or in a .jsonl file with the same keys. Gold is not yet resolved.

    Raises SuiteError with every problem found.
    """
    checks = Checks(path.name)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        problem = Problem(path.name, 1, f"cannot be read ({error.strerror}).", "Check the path.")
        raise SuiteError([problem]) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SuiteError([Problem(path.name, line, "this is not UTF-8.", "Save the file as UTF-8.")]) from error
    tree = (jsonl_tree if path.suffix.lower() == ".jsonl" else yaml_tree)(text, path.name)
    suite = _suite(tree, path, hashlib.sha256(data).hexdigest(), checks)
    if checks.problems:
        raise SuiteError(checks.problems)
    return suite


def _suite(tree: Node, path: Path, sha256: str, checks: Checks) -> Suite:
    fields = checks.fields(tree, _SUITE, ("questions",), "the suite")
    name = checks.text(fields.get("suite"), "suite") or path.stem
    version = fields.get("version")
    is_held_out = checks.truth(fields.get("held_out"), "held_out", default=False)
    transcripts = _transcripts(fields.get("transcripts"), name, path, checks)
    nodes = _list(fields.get("questions"), "questions", checks)
    cases = tuple(_case(node, {t.id for t in transcripts}, is_held_out, checks) for node in nodes)
    _check_ids([(case.id, case.line) for case in cases], "question", checks)
    _check_twins(cases, checks)
    return Suite(
        name=name,
        version=version.text if version else "1",
        language=checks.text(fields.get("language"), "language") or "en",
        path=path,
        sha256=sha256,
        transcripts=transcripts,
        cases=cases,
    )


def _list(node: Node | None, name: str, checks: Checks) -> tuple[Node, ...]:
    if node is None:
        return ()
    if node.kind != "list" or not node.items:
        checks.report(node.line, f"`{name}` holds no list.", "Begin each entry with a dash.")
    return node.items


def _check_ids(ids: Sequence[tuple[str, int]], of: str, checks: Checks) -> None:
    seen: dict[str, int] = {}
    for id, line in ids:
        if id and id in seen:
            what = f"the id {id} is already that of the {of} on line {seen[id]}."
            checks.report(line, what, "Give each its own.")
        seen.setdefault(id, line)


def _check_twins(cases: Sequence[Case], checks: Checks) -> None:
    expects = {case.id: case.expect for case in cases}
    for case in cases:
        if case.same_as is None:
            continue
        if case.same_as not in expects or case.same_as == case.id:
            what = f"{case.id} is the same as {case.same_as}, and no other question has that id."
            checks.report(case.line, what, "Name the id of another question of this suite.")
        elif expects[case.same_as] != case.expect:
            what = f"{case.id} is the same as {case.same_as} and yet expects something else."
            checks.report(case.line, what, "Let both expect the same.")


def _transcripts(node: Node | None, suite: str, path: Path, checks: Checks) -> tuple[SuiteTranscript, ...]:
    found = []
    nodes = _list(node, "transcripts", checks)
    for item in nodes:
        fields = checks.fields(item, _TRANSCRIPT, ("id",), "a transcript")
        id, title = checks.text(fields.get("id"), "id"), checks.text(fields.get("title"), "title") or None
        date = checks.date(fields.get("date"), "date")
        if ("file" in fields) == ("text" in fields):
            checks.report(item.line, f"transcript {id} has neither or both of `file` and `text`.", "Give one of them.")
        incoming = _incoming(id, fields, suite, path, checks)
        found.append(SuiteTranscript(id, incoming, title, date.isoformat() if date else None))
    _check_ids([(t.id, node.line) for t, node in zip(found, nodes, strict=True)], "transcript", checks)
    return tuple(found)


def _incoming(id: str, fields: Mapping[str, Node], suite: str, path: Path, checks: Checks) -> Incoming:
    if file := checks.text(fields.get("file"), "file"):
        place = (path.parent / file).resolve()
        if not place.is_file():
            checks.report(fields["file"].line, f"there is no file {file} beside the suite.", "Check its name.")
        return Incoming(file=place.name, origin=str(place), path=place)
    text = checks.text(fields.get("text"), "text")
    return Incoming(file=f"{id}.txt", origin=f"suite:{suite}/{id}", data=f"{text}\n".encode())


def _case(node: Node, transcripts: set[str], is_held_out: bool, checks: Checks) -> Case:
    fields = checks.fields(node, _CASE, ("id", "ask", "expect"), "a question")
    id = checks.text(fields.get("id"), "id")
    # "" where it cannot be read; such a suite is refused, so no case ever has it.
    expect = checks.one_of(fields.get("expect"), "expect", get_args(Expect), "")
    facts = tuple(_fact(item, checks) for item in _list(fields.get("facts"), "facts", checks))
    if expect not in ("absent", "") and not any(fact.is_needed for fact in facts):
        what = f"{id} expects {expect} and has no fact that is needed."
        checks.report(node.line, what, "Add `facts:` with what a right answer says, and from which words.")
    if expect == "absent" and facts:
        checks.report(node.line, f"{id} is absent and has facts.", "Take them away, or expect an answer.")
    return Case(
        id=id,
        ask=checks.text(fields.get("ask"), "ask"),
        expect=cast("Expect", expect),
        line=node.line,
        after=checks.texts(fields.get("after"), "after"),
        filters=_filters(fields.get("only"), transcripts, checks),
        facts=facts,
        never_say=checks.patterns(fields.get("never_say"), "never_say"),
        tags=checks.texts(fields.get("tags"), "tags"),
        same_as=checks.text(fields.get("same_as"), "same_as") or None,
        is_held_out=checks.truth(fields.get("held_out"), "held_out", default=is_held_out),
    )


def _fact(node: Node, checks: Checks) -> Fact:
    fields = checks.fields(node, _FACT, ("say", "match", "from"), "a fact")
    who = checks.one_of(fields.get("who"), "who", ("answerer", "asker"), "answerer")
    sources = checks.texts(fields.get("from"), "from")
    return Fact(
        say=checks.text(fields.get("say"), "say"),
        match=checks.patterns(fields.get("match"), "match"),
        source=sources[0] if sources else "",
        is_needed=checks.one_of(fields.get("need"), "need", ("must", "nice"), "must") == "must",
        who="asker" if who == "asker" else "answerer",
        line=fields["from"].line if "from" in fields else node.line,
        sources=sources,
    )


def _filters(node: Node | None, transcripts: set[str], checks: Checks) -> Filters:
    if node is None:
        return Filters()
    fields = checks.fields(node, _ONLY, (), "`only`")
    filters = Filters(
        since=checks.date(fields.get("from"), "from"),
        until=checks.date(fields.get("to"), "to"),
        speakers=checks.texts(fields.get("speaker"), "speaker"),
        outlets=checks.texts(fields.get("outlet"), "outlet"),
        transcripts=checks.texts(fields.get("transcript"), "transcript"),
    )
    if filters.since and filters.until and filters.since > filters.until:
        checks.report(node.line, "`from` is later than `to`, so nothing passes.", "Change them round.")
    for name in filters.transcripts if transcripts else ():
        if name not in transcripts:
            mend = f"This suite has {', '.join(sorted(transcripts))}."
            checks.report(fields["transcript"].line, f"there is no transcript {name} in this suite.", mend)
    return filters


def resolved(suite: Suite, store_ids: Mapping[str, str], transcripts: Transcripts) -> tuple[Suite, list[Problem]]:
    """The suite with every `from` found in the transcripts and filters that name the store's ids; and what was not.

    `store_ids` are the store's ids by the suite's; `transcripts` are by the store's. A suite that brings transcripts
    is looked up in these alone, any other in all. Of a list of `from`, each is looked for. A fact whose words are not
    found at all keeps an empty `gold`.
    """
    problems = [
        Problem(suite.path.name, 1, f"transcript {t.id} was not added.", "See what `onrecord parse` says of it.")
        for t in suite.transcripts
        if store_ids.get(t.id) not in transcripts
    ]
    own = [transcripts[id] for t in suite.transcripts if (id := store_ids.get(t.id, "")) in transcripts]
    searched = own if suite.transcripts else list(transcripts.values())
    cases = []
    for case in suite.cases:
        names = tuple(store_ids.get(name, name) for name in case.filters.transcripts)
        filters = replace(case.filters, transcripts=names)
        facts = []
        for fact in case.facts:
            gold: list[Gold] = []
            for source in fact.sources or (fact.source,):
                found = find(source, searched, fact.who, filters)
                gold += found.gold
                if not found.gold:
                    problems.append(_not_found(suite, case, fact, source, found, searched))
            facts.append(replace(fact, gold=tuple(gold)))
        cases.append(replace(case, filters=filters, facts=tuple(facts)))
    return replace(suite, cases=tuple(cases)), problems


def _not_found(
    suite: Suite, case: Case, fact: Fact, source: str, found: Search, searched: Sequence[Transcript]
) -> Problem:
    what, file = f"{case.id}: “{source}”", suite.path.name
    if found.out_of_scope:
        return Problem(file, fact.line, f"{what} stands only where `only` keeps it out.", "Change `only` or `from`.")
    if found.other_part:
        asked = fact.who == "answerer"
        side = "was asked, not answered" if asked else "was answered, not asked"
        mend = "Write `who: asker`, or other words." if asked else "Take `who: asker` away, or write other words."
        return Problem(file, fact.line, f"{what} {side}.", mend)
    if found.is_in_text:
        mend = "Take words that one speaker says without a break."
        return Problem(file, fact.line, f"{what} runs over two turns, or nobody says it.", mend)
    near = nearest_sentence(source, searched)
    mend = f"The nearest sentence is: {near.text}" if near else "Copy the words from the transcript."
    return Problem(file, fact.line, f"{what} is in no transcript.", mend)
