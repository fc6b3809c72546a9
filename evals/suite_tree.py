"""A suite's file -> a tree of values that know their line. YAML and JSONL come out alike.

Only what a suite needs: text, lists and mappings. A scalar that YAML or JSON takes for something else than text
keeps its kind, so that the reader can say "put it in quotes" instead of comparing a number with words.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from evals.problems import Problem, SuiteError

Kind = Literal["text", "number", "date", "truth", "nothing", "list", "mapping"]

_KINDS: dict[str, Kind] = {
    "str": "text", "int": "number", "float": "number", "timestamp": "date", "bool": "truth", "null": "nothing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line it stands on, from 1. `text` is a scalar as written; the others are empty then."""

    kind: Kind
    line: int
    text: str = ""
    items: tuple["Node", ...] = ()
    entries: tuple[tuple["Node", "Node"], ...] = ()


class _Loader(yaml.SafeLoader):
    """Composes nodes; does not follow aliases, with which a small file can stand for a huge one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias (*name), which suites do not take", problem_mark=mark)
        return super().compose_node(parent, index)


def yaml_tree(text: str, file: str) -> Node:
    """The tree of a YAML text. Raises SuiteError when it is no YAML, or empty."""
    try:
        # A loader and not yaml.compose(text, Loader=...): the stubs of the latter do not know a subclass.
        root = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = f"this is not YAML: {error.problem or error.context}."
        mend = "Text with a colon, a # or quotation marks in it goes in 'single quotes' or on the lines after |."
        raise SuiteError([Problem(file, line, what, mend)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise SuiteError(
            [Problem(file, 1, "this is not YAML.", "Save it as UTF-8 text, without control characters.")]
        ) from error
    if root is None:
        raise SuiteError([Problem(file, 1, "there is nothing in this suite.", "Write `suite:` and `questions:`.")])
    return _node(root)


def _node(node: yaml.Node) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Node("mapping", line, entries=tuple((_node(key), _node(value)) for key, value in node.value))
    if isinstance(node, yaml.SequenceNode):
        return Node("list", line, items=tuple(_node(item) for item in node.value))
    kind = _KINDS.get(node.tag.rpartition(":")[2], "text")
    return Node(kind, line, text=node.value)


def jsonl_tree(text: str, file: str) -> Node:
    """The tree of JSON lines: a line with `suite` or `transcripts` is the head, every other one a question.

    Raises SuiteError with every line that is no JSON object.
    """
    head: list[tuple[Node, Node]] = []
    questions: list[Node] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            node = _json_node(json.loads(line, object_pairs_hook=_Pairs), number)
        except (json.JSONDecodeError, RecursionError) as error:
            said = error.msg if isinstance(error, json.JSONDecodeError) else "too deep"
            problems.append(Problem(file, number, f"this is not JSON ({said}).", "Write one JSON object a line."))
            continue
        if node.kind != "mapping":
            problems.append(Problem(file, number, "this is no JSON object.", 'Write {"id": ..., "ask": ...}.'))
        elif {"suite", "transcripts"} & {key.text for key, _ in node.entries}:
            head += node.entries
        else:
            questions.append(node)
    if problems:
        raise SuiteError(problems)
    key = Node("text", questions[0].line if questions else 1, text="questions")
    return Node("mapping", 1, entries=(*head, (key, Node("list", key.line, items=tuple(questions)))))


class _Pairs(list[tuple[str, Any]]):
    """The pairs of a JSON object, in order and with repeated keys."""


def _json_node(value: Any, line: int) -> Node:
    if isinstance(value, _Pairs):
        return Node("mapping", line, entries=tuple((Node("text", line, key), _json_node(v, line)) for key, v in value))
    if isinstance(value, list):
        return Node("list", line, items=tuple(_json_node(item, line) for item in value))
    if isinstance(value, str):
        return Node("text", line, value)
    if value is None:
        return Node("nothing", line, "null")
    if isinstance(value, bool):
        return Node("truth", line, str(value).lower())
    return Node("number", line, str(value))


def texts(node: Node) -> Iterator[Node]:
    """The scalars of a list, or the one scalar that stands in its place."""
    yield from node.items if node.kind == "list" else (node,)
