"""A suite of three questions over two invented briefings, and writers who answer it; for the tests of runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import ModelError
from assistant.types import Prompt, Usage
from evals.preparing import Ready, prepared
from evals.suites import read_suite
from tests.fakes import HashEmbedder
from tests.samples import JUNE, MARCH

WILL, BOATS, DOCK = "Will Norlandia join the accord?", "Who pays for the patrol boats?", "What did the dock cost?"
REFUSAL = "I have nothing to share on that today."
MARCH_SAYS = "Norlandia will not join the Halden accord in its present form."
SUITE = f"""\
suite: small
transcripts:
  - id: march
    date: 2031-03-04
    text: |
{{march}}
  - id: june
    text: |
{{june}}
questions:
  - id: will
    ask: {WILL}
    expect: answer
    only:
      to: 2031-03-31
    tags: [one, scope]
    facts:
      - say: It will not join
        match:
          - not join
        from: {MARCH_SAYS}
  - id: boats
    ask: {BOATS}
    expect: declined
    tags: [two]
    held_out: true
    facts:
      - say: Nothing to share
        match:
          - nothing
        from: {REFUSAL}
  - id: dock
    ask: {DOCK}
    expect: absent
    tags: [two]
"""
RIGHT = {WILL: f"ANSWERED {MARCH_SAYS}", BOATS: f"DECLINED {REFUSAL}", DOCK: "NOT_IN_TRANSCRIPTS"}


def write_suite(folder: Path, name: str = "small") -> Path:
    """The suite's file, in a folder that exists."""
    path = folder / f"{name}.yaml"
    texts = {key: "".join(f"      {line}\n" for line in text.splitlines()) for key, text in
             (("march", MARCH), ("june", JUNE))}  # fmt: skip
    text = SUITE.format(march=texts["march"].rstrip(), june=texts["june"].rstrip())
    path.write_text(text.replace("suite: small", f"suite: {name}"), encoding="utf-8")
    return path


@contextmanager
def ready(folder: Path) -> Iterator[Ready]:
    """The suite over a store without a model."""

    def nothing() -> None:
        raise AssertionError("the suite brings its own transcripts")

    with prepared(read_suite(write_suite(folder)), library=nothing, embedder=HashEmbedder()) as made:  # type: ignore[arg-type]
        yield made


class Quoting:
    """Answers each question with an outcome and the sentence it is told, cited; fails where it is told `ERROR`."""

    name = "quoting"
    budget = 100_000

    def __init__(self, answers: Mapping[str, str] = RIGHT) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        self.asked.append(prompt.question.asked)
        outcome, _, words = self.answers[prompt.question.asked].partition(" ")
        if outcome == "ERROR":
            raise ModelError("The server at nowhere does not answer.", "Start it.", can_retry=True)
        yield f"{outcome}\n"
        if words:
            marker = next(marker for marker, sentence in prompt.sentences.items() if sentence.text == words)
            yield f"{marker} “{words}”\n"
        yield Usage(100, 10)
