"""Does the rule tell replies that give no information? Precision and recall on labelled exchanges.

python -m evals nonanswers [FILE]
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from evals.statistics import Interval, wilson
from store.nonanswers import gives_information
from store.sentences import sentence_extents

INVENTED = Path(__file__).with_name("nonanswers.yaml")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An exchange of a `group` (a language, a half), and whether its reply gives information."""

    group: str
    question: str
    reply: str
    informs: bool

    @property
    def is_told_right(self) -> bool:
        """Whether the rule says the same."""
        return says_nothing(self.reply, self.question) != self.informs


def says_nothing(reply: str, question: str = "") -> bool:
    """What the rule makes of a reply's words."""
    extents = sentence_extents(reply, 0, len(reply))
    return not gives_information([reply[extent.start : extent.end] for extent in extents], question)


def labelled(path: Path = INVENTED) -> list[Labelled]:
    """The exchanges of a file: such YAML, or JSON lines of question, reply, gives_information and half."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".yaml":
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        return [Labelled(r.get("half", ""), r["question"], r["reply"], r["gives_information"]) for r in rows]
    return [
        Labelled(language, question, reply, kind == "told")
        for language, kinds in yaml.safe_load(text).items()
        for kind, pairs in kinds.items()
        for question, reply in pairs
    ]


def report(path: Path = INVENTED, *, shown: int = 0) -> Iterator[str]:
    """Precision, recall and F1 of "gives no information" with 95 % intervals, by group and in all; then errors."""
    exchanges = labelled(path)
    yield f"{'':10} {'n':>4} {'none':>4}  precision            recall               F1"
    groups = list(dict.fromkeys(exchange.group for exchange in exchanges))
    for group in groups if len(groups) > 1 else ():
        yield _line(group, [exchange for exchange in exchanges if exchange.group == group])
    yield _line("in all", exchanges)
    wrong = [exchange for exchange in exchanges if not exchange.is_told_right]
    for exchange in wrong[:shown]:
        yield f"{'missed' if not exchange.informs else 'false'}: {' '.join(exchange.reply.split())[:300]}"


def _line(group: str, exchanges: Sequence[Labelled]) -> str:
    none = [exchange for exchange in exchanges if not exchange.informs]
    told = [exchange for exchange in exchanges if says_nothing(exchange.reply, exchange.question)]
    right = sum(not exchange.informs for exchange in told)
    f1 = 2 * right / (len(none) + len(told)) if none or told else 0.0
    precision, recall = _share(right, len(told)), _share(right, len(none))
    return f"{group:10} {len(exchanges):>4} {len(none):>4}  {precision}  {recall}  {f1:.3f}"


def _share(part: int, whole: int) -> str:
    if not whole:
        return f"{'-':19}"
    interval: Interval | None = wilson(part, whole)
    ends = f" ({interval.low:.3f}-{interval.high:.3f})" if interval else ""
    return f"{part / whole:.3f}{ends}"
