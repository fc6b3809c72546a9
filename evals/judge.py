"""A model's advice on answers (`--judge MODEL`): a verdict on each fact and on the whole, in a fixed format.

It is shown beside the figures, with how far it agrees with them (Cohen's kappa); it never decides anything: not PASS,
not quotes, roles or scope. A reply that does not keep to the format is no verdict, and nothing is guessed from it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.resources import files
from string import Template

from assistant.errors import ModelError
from assistant.types import Prompt, Question, Writer
from evals.recordings import MissingRecordingError
from evals.statistics import kappa
from evals.types import Case, Cited, Expect, Item, Observed

OVERALL = "overall"

_LINE = re.compile(r"^\W*(?:FACT\s+(\d+)|(OVERALL))\W*:\W*(yes|no)\b", re.IGNORECASE | re.MULTILINE)
_EXPECTED: dict[Expect, str] = {
    "answer": "it answers the question from the transcripts.",
    "declined": "it says that the speaker was asked this and gave no information.",
    "corrects": "it puts right what the question wrongly assumes.",
    "absent": "it says that the transcripts do not answer this, and gives no answer.",
}


def judged(item: Item, case: Case, writer: Writer) -> Item:
    """The item with the judge's verdicts; as it was when the judge's server failed or its reply had another format."""
    prompt = judge_prompt(case, item.observed)
    try:
        reply = "".join(piece for piece in writer.write(prompt) if isinstance(piece, str))
    except (ModelError, MissingRecordingError):
        return item
    return replace(item, judged=verdicts(reply, len(case.facts)))


def judge_prompt(case: Case, observed: Observed) -> Prompt:
    """What the judge is given: the question, the key, the statements with whose words they cite."""
    earlier = "".join(f"\nEarlier in the conversation: {text}" for text in case.after)
    facts = "\n".join(
        f"{number}. {fact.say}{'' if fact.is_needed else ' (optional)'}" for number, fact in enumerate(case.facts, 1)
    )
    user = Template(_text("judge.md")).substitute(
        question=case.ask,
        earlier=f"{earlier}\n" if earlier else "",
        expected=_EXPECTED[case.expect],
        facts=facts or "(none)",
        answer=_answer(observed),
    )
    return Prompt(Question(case.ask, case.ask), _text("judge_system.md").strip(), user.strip(), (), {})


def verdicts(reply: str, facts: int) -> Mapping[str, bool]:
    """`fact 1`, ... and `overall`; empty when a line is missing or stands twice."""
    found = [(f"fact {int(number)}" if number else OVERALL, said) for number, _, said in _LINE.findall(reply)]
    wanted = [*(f"fact {n}" for n in range(1, facts + 1)), OVERALL]
    if sorted(name for name, _ in found) != sorted(wanted):
        return {}
    return {name: said.lower() == "yes" for name, said in found}


def agreement(model: str, items: Iterable[Item]) -> dict[str, str | float | int | None]:
    """What the judge thinks and how far it agrees with the deterministic labels; its kappa is None where it has none.

    `passes` is its own share of right answers, `agrees` how often OVERALL equals PASS, `kappa` Cohen's with its 95 %
    interval; `fact_kappa` compares its verdict on each fact with whether the fact was found said.
    """
    scored = [item for item in items if item.score.is_scored]
    seen = [item for item in scored if item.judged]
    wholes = [(item.judged[OVERALL], item.score.is_passed) for item in seen]
    facts = [
        (item.judged[f"fact {n}"], fact.is_said) for item in seen for n, fact in enumerate(item.score.facts, start=1)
    ]
    overall, by_fact = (kappa([one for one, _ in pairs], [other for _, other in pairs]) for pairs in (wholes, facts))
    return {
        "model": model,
        "judged": len(seen),
        "not_judged": len(scored) - len(seen),
        "passes": sum(one for one, _ in wholes) / len(wholes) if wholes else None,
        "agrees": sum(one == other for one, other in wholes) / len(wholes) if wholes else None,
        "kappa": overall.value if overall else None,
        "kappa_low": overall.interval.low if overall else None,
        "kappa_high": overall.interval.high if overall else None,
        "fact_kappa": by_fact.value if by_fact else None,
        "facts": len(facts),
    }


def agreement_line(told: Mapping[str, str | float | int | None]) -> str:
    """`agreement` in a sentence or two, for a person."""
    if not told.get("judged"):
        return f"Judge {told.get('model')}: no verdict in the fixed format on any answer."
    line = f"Judge {told['model']} (advice only): {told['passes']:.2f} of {told['judged']} answers right"
    line += f"; agrees with PASS on {told['agrees']:.2f}"
    if told["kappa"] is None:
        line += ", kappa n/a (one of the two gives the same label to all)"
    else:
        line += f", kappa {told['kappa']:.2f} ({told['kappa_low']:.2f} to {told['kappa_high']:.2f})"
    missed = f"; {told['not_judged']} not judged" if told["not_judged"] else ""
    return f"{line}{missed}."


def _answer(observed: Observed) -> str:
    """The statements, each with what it cites."""
    cited = {citation.n: citation for citation in observed.citations}
    lines = [f"(outcome: {observed.outcome})"]
    for number, said in enumerate(observed.statements, start=1):
        lines.append(f"{number}. {_plain(said.text)}")
        lines += [f"   cites {_whose(cited[n])}: {_plain(cited[n].quote)}" for n in said.citations if n in cited]
    return "\n".join(lines)


def _whose(citation: Cited) -> str:
    asker = f", asked by {citation.outlet}" if citation.outlet and citation.role != "question" else ""
    speaker = citation.outlet if citation.role == "question" and citation.outlet else citation.speaker
    return (
        f"[{citation.role}] {speaker or 'a speaker without a name'}{asker}{f', {citation.date}' * bool(citation.date)}"
    )


def _plain(text: str) -> str:
    """On one line, and without the marks that close the data."""
    return " ".join(text.split()).replace("</answer>", "< /answer>")


def _text(name: str) -> str:
    return files("prompts").joinpath(name).read_text(encoding="utf-8")
