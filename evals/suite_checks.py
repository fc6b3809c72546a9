"""Checked values out of a suite's tree: each reader returns something usable and notes what was wrong."""

import datetime as dt
import re
from collections.abc import Collection
from difflib import get_close_matches

from evals.matching import alternatives
from evals.problems import Problem
from evals.suite_tree import Kind, Node, texts

_TAKEN_FOR: dict[Kind, str] = {
    "number": "a number", "date": "a date", "truth": "yes or no", "nothing": "nothing",
    "list": "a list", "mapping": "a mapping", "text": "text",
}  # fmt: skip


class Checks:
    """Reads values of one file's tree. `problems` grows; what could not be read comes back empty."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def report(self, line: int, what: str, mend: str) -> None:
        """Note a problem of this file."""
        self.problems.append(Problem(self.file, line, what, mend))

    def fields(self, node: Node, known: Collection[str], needed: Collection[str], of: str) -> dict[str, Node]:
        """The entries of a mapping by their keys; unknown, repeated and missing ones are reported."""
        if node.kind != "mapping":
            keys = ", ".join(f"`{key}:`" for key in needed or known)
            self.report(node.line, f"{of} is {_TAKEN_FOR[node.kind]} here.", f"Write its keys: {keys}.")
            return {}
        found: dict[str, Node] = {}
        for key, value in node.entries:
            if key.text in found:
                self.report(key.line, f"`{key.text}` stands twice in {of}.", "Keep one.")
            elif key.text not in known:
                self._unknown(key, known, of)
            found.setdefault(key.text, value)
        for name in needed:
            if name not in found:
                self.report(node.line, f"{of} has no `{name}`.", f"Add `{name}:`.")
        return found

    def _unknown(self, key: Node, known: Collection[str], of: str) -> None:
        near = get_close_matches(key.text, known, n=1)
        mend = f"Is `{near[0]}` meant?" if near else f"Known are {', '.join(sorted(known))}."
        self.report(key.line, f"{of} has an unknown key `{key.text}`.", mend)

    def text(self, node: Node | None, name: str) -> str:
        """A text that is not empty; "" after reporting anything else."""
        if node is None:
            return ""
        if node.kind in ("list", "mapping"):
            self.report(node.line, f"`{name}` is {_TAKEN_FOR[node.kind]}.", "Write one text.")
        elif node.kind == "nothing" or not node.text.strip():
            self.report(node.line, f"`{name}` is empty.", "Write a text, in 'quotes' if it is the word null.")
        elif node.kind != "text":
            what = f"`{name}` has {node.text}, which is taken for {_TAKEN_FOR[node.kind]}."
            self.report(node.line, what, f"Put it in quotes: '{node.text}'.")
        else:
            return node.text.strip()
        return ""

    def texts(self, node: Node | None, name: str) -> tuple[str, ...]:
        """The texts of a list, or one text that stands in its place."""
        if node is None:
            return ()
        if node.kind == "list" and not node.items:
            self.report(node.line, f"`{name}` is an empty list.", "Fill it or leave it out.")
        return tuple(text for item in texts(node) if (text := self.text(item, name)))

    def patterns(self, node: Node | None, name: str) -> tuple[tuple[re.Pattern[str], ...], ...]:
        """The alternatives of each item of `match` or `never_say`."""
        found = []
        for item in texts(node) if node else ():
            if text := self.text(item, name):
                try:
                    found.append(alternatives(text))
                except ValueError as error:
                    mend = "Write words, or /a regular expression/, with | between alternatives."
                    self.report(item.line, f"`{name}` cannot be read: {error}.", mend)
        if node and node.kind == "list" and not node.items:
            self.report(node.line, f"`{name}` is an empty list.", "Fill it or leave it out.")
        return tuple(found)

    def one_of(self, node: Node | None, name: str, values: Collection[str], default: str) -> str:
        """One of a few words; the default after reporting anything else."""
        if node is None or not (text := self.text(node, name)):
            return default
        if text in values:
            return text
        near = get_close_matches(text, values, n=1)
        mend = f"Is `{near[0]}` meant?" if near else f"Write one of {', '.join(values)}."
        self.report(node.line, f"`{name}` is {text}, which it cannot be.", mend)
        return default

    def truth(self, node: Node | None, name: str, *, default: bool) -> bool:
        """True or false."""
        if node is None:
            return default
        if node.kind == "truth":
            return node.text.lower() in ("true", "yes", "on")
        self.report(node.line, f"`{name}` is neither true nor false.", f"Write `{name}: true` or leave it out.")
        return default

    def date(self, node: Node | None, name: str) -> dt.date | None:
        """A day, in quotes or not."""
        if node is None:
            return None
        try:
            return dt.date.fromisoformat(node.text)
        except ValueError:
            self.report(node.line, f"`{name}` is {node.text or 'no date'}.", "Write a date such as 2031-03-04.")
            return None
