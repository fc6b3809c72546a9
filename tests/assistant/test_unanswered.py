"""What an answer in part leaves open is named wherever the answer is shown."""

from assistant import exports
from assistant.ask import ask
from assistant.contract import answer_json
from assistant.extractive import ExtractiveWriter
from assistant.render_answer import told_json
from assistant.reranker import CrossEncoder
from assistant.terminal import source_lines
from assistant.types import Answer, Writer
from store.store import Store
from tests.fakes import ScriptedWriter


def answered(asked: str, store: Store, writer: Writer) -> Answer:
    *_, answer = ask(asked, store, writer)
    assert isinstance(answer, Answer)
    return answer


def test_built_in_writer_names_the_part_that_nothing_answers(store: Store, encoder: CrossEncoder) -> None:
    answer = answered("What was said about the Halden accord and about soybeans?", store, ExtractiveWriter(encoder))
    told = "Not in these transcripts: soybeans."
    assert (answer.outcome, answer.notice) == ("partly", told)
    assert f"Note: {told}" in source_lines(answer)
    shown = told_json(answer_json(answer))
    assert (shown["outcome"]["text"], shown["notice"]) == ("Partly answered.", told)
    assert told in exports.markdown(answer_json(answer), "http://localhost/")


def test_what_a_model_leaves_open_is_told_by_its_words(store: Store) -> None:
    asked = "Will Norlandia join the Halden accord, and how will the weather be in spring?"
    answer = answered(asked, store, ScriptedWriter("PARTLY\n[1.2] Norlandia will join the Halden accord.\n"))
    assert answer.notice == "Not in these transcripts: how will the weather be in spring?"


def test_a_whole_answer_leaves_nothing_open(store: Store, encoder: CrossEncoder) -> None:
    asked = "What was said about the Halden accord and about the quota?"
    answer = answered(asked, store, ExtractiveWriter(encoder))
    assert (answer.outcome, answer.notice) == ("answered", None)
