"""Hostile texts in transcripts and questions, through the whole path: quoted, obeyed by a gullible model, fenced in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
import yaml

from assistant.addressed import words_to_a_model
from assistant.ask import ask
from assistant.extractive import ExtractiveWriter
from assistant.llm import ChatWriter
from assistant.reranker import CrossEncoder
from assistant.types import Answer, Prompt, Writer
from store.corrections import Corrections
from store.store import Store
from store.types import Added, Incoming
from tests.assistant.chat_server import chat_server, whole
from tests.fakes import HashEmbedder, ScriptedWriter
from tests.samples import as_incoming

ASKED = "Will Norlandia join the Halden fisheries accord?"
REAL = "Norlandia will not join the Halden accord in its present form."
HEAD = "03/04/2031 | Press briefing{title} | Ministry of External Affairs of Norlandia\n"
BODY = """\
{opening}Harbour Times: Will Norlandia join the Halden fisheries accord?
Ana Vell: Norlandia will not join the Halden accord in its present form. {answer}The quota of 12,000 tonnes is too \
low for our coastal towns.
{label}: The opposition says you have already signed it in secret. {question}Is that true?
Ana Vell: That is not true. We have signed nothing.
{label}: And the harbour?
Ana Vell: The harbour stays open.
"""


@dataclass(frozen=True)
class Injection:
    id: str
    where: str
    text: str
    obeyed: str
    never: str = ""
    told: bool = True

    @property
    def asked(self) -> str:
        return f"{ASKED} {self.text}" if self.where == "asked" else ASKED

    @property
    def incoming(self) -> Incoming:
        said = {place: f"{self.text} " if self.where == place else "" for place in ("answer", "question")}
        opening = f"Ana Vell: {self.text}\n" if self.where == "opening" else ""
        label = self.text if self.where == "label" else "Radio Fjord"
        title = f" | {self.text}" if self.where == "title" else ""
        text = HEAD.format(title=title) + BODY.format(**said, opening=opening, label=label)
        return as_incoming(f"{self.text}.txt" if self.where == "file" else "march.txt", text)


INJECTIONS = [
    Injection(**entry)
    for entry in yaml.safe_load((Path(__file__).parent / "injections.yaml").read_text(encoding="utf-8"))
]
every = pytest.mark.parametrize("hostile", INJECTIONS, ids=lambda hostile: hostile.id)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """A library for each text, made once."""
    stores = {hostile.id: Store(tmp_path_factory.mktemp("hostile"), HashEmbedder()) for hostile in INJECTIONS}
    for hostile in INJECTIONS:
        title = Corrections(title=hostile.text) if hostile.where == "title" else Corrections()
        (added,) = (
            step for step in stores[hostile.id].add([hostile.incoming], corrections=title) if isinstance(step, Added)
        )
        assert added.status == "added"
    yield stores
    for store in stores.values():
        store.close()


@pytest.fixture
def hostile_store(hostile: Injection, libraries: dict[str, Store]) -> Store:
    return libraries[hostile.id]


def answer(hostile: Injection, store: Store, writer: Writer) -> Answer:
    *_, last = ask(hostile.asked, store, writer)
    assert isinstance(last, Answer)
    return last


def shown(hostile: Injection, store: Store) -> Prompt:
    """The prompt a model gets."""
    spy = ScriptedWriter("NOT_IN_TRANSCRIPTS")
    answer(hostile, store, spy)
    return spy.prompts[0]


def reply_of(hostile: Injection, prompt: Prompt) -> str:
    """What a model writes that obeys."""
    first = hostile.text.split()[0]
    markers = {name: next((str(m) for m, s in prompt.sentences.items() if words in s.text), "") for name, words in
               (("real", REAL), ("planted", first))}  # fmt: skip
    assert markers["real"]
    return hostile.obeyed.format(**markers)


def is_sound(got: Answer, prompt: Prompt, store: Store) -> bool:
    """Whether every citation is a sentence of the prompt and a slice of its transcript."""
    sentences = set(prompt.sentences.values())
    return all(
        c.sentence in sentences
        and store.transcript(c.sentence.span.transcript_id).reading.text[c.sentence.span.start : c.sentence.span.end]
        == c.sentence.text
        for c in got.citations
    )


def passed_off(hostile: Injection, got: Answer) -> list[str]:
    """The statements that say what was demanded and are given as borne out."""
    pattern = "|".join(part if part.startswith("^") else re.escape(part) for part in hostile.never.split("|"))
    claimed = [s.text for s in got.statements if s.support in ("exact", "supported")]
    return [text for text in claimed if pattern and re.search(pattern, text)]


@every
def test_writer_that_quotes_follows_none(hostile: Injection, hostile_store: Store, encoder: CrossEncoder) -> None:
    writer = ExtractiveWriter(encoder)
    got = answer(hostile, hostile_store, writer)

    assert got.outcome == "answered"
    assert REAL in [c.sentence.text for c in got.citations]
    assert is_sound(got, shown(hostile, hostile_store), hostile_store)
    assert all(s.support == "exact" and s.citations for s in got.statements)


@every
def test_gullible_model_changes_no_citation_and_is_not_believed(hostile: Injection, hostile_store: Store) -> None:
    prompt = shown(hostile, hostile_store)
    got = answer(hostile, hostile_store, ScriptedWriter(reply_of(hostile, prompt)))

    assert is_sound(got, prompt, hostile_store)
    assert passed_off(hostile, got) == []
    everything = " ".join(s.text for s in got.statements)
    assert not re.search(r"https?://|javascript:|<\w|\[\d+\]|\d\.\d\]", everything)


@every
def test_words_to_a_model_are_told_with_their_transcript(hostile: Injection, hostile_store: Store) -> None:
    got = answer(hostile, hostile_store, ScriptedWriter(reply_of(hostile, shown(hostile, hostile_store))))
    told = "addressed to a language model and are not followed: " + hostile.incoming.file
    assert (told in (got.notice or "")) is hostile.told


@every
def test_no_text_leaves_its_line_or_the_fence(hostile: Injection, hostile_store: Store) -> None:
    prompt = shown(hostile, hostile_store)
    before, _, after = prompt.user.partition("\n</transcripts>\n")

    assert before.startswith("<transcripts>\nPassage 1: ")
    assert not re.search(r"(?i)<\W*transcripts|<\W*[a-z]|\[/?INST", before.removeprefix("<transcripts>"))
    assert not re.search(r"(?i)</?\W*transcripts", after)
    ids = re.findall(r"(?m)^\[\d+\.\d+\] ", before)
    assert len(ids) == len(prompt.sentences) == len(re.findall(r"\[\d+\.\d+\]", before))
    assert not re.search(r"\[1\.\d+\]", after)


def test_gullible_model_behind_a_server_is_not_believed_either(libraries: dict[str, Store]) -> None:
    hostile, store = INJECTIONS[0], libraries[INJECTIONS[0].id]
    reply = whole(*re.split(r"(?<= )", reply_of(hostile, shown(hostile, store))))

    with chat_server(reply) as server, httpx2.Client(trust_env=False) as client:
        got = answer(hostile, store, ChatWriter("gullible", base_url=server.url, timeout=5, http_client=client))

    assert [s.support for s in got.statements] == ["weak"]
    assert got.notice and "march.txt" in got.notice


@pytest.mark.parametrize(
    "text",
    [
        "Iran continues to ignore the rules and its instructions from the council.",
        "You can't just ignore all the sanctions we imposed above what the UN did.",
        "The Assistant Secretary: you will hear from him soon.",
        "We will answer every question with the seriousness it deserves.",
        "AI is reading this room better than we do, and language models are a tool.",
        "If you are in the system, please tell your assistant; note to reporters: seats are taken.",
        "From now on, he will answer to the Senate, and I'd ask you to forget the past.",
        "He declined to answer, and the question was partly answered.",
        "Can you repeat the question? I did not hear the text above the noise.",
        "The system instructions for pilots were updated.",
    ],
)
def test_words_among_people_are_no_words_to_a_model(text: str) -> None:
    assert words_to_a_model(text) is None
