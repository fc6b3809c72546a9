"""Questions in scripts that no built-in model reads are judged by the words they share with a text."""

from pathlib import Path

from assistant.ask import ask
from assistant.extractive import ExtractiveWriter
from assistant.overlap import overlap_scores
from assistant.reranker import CrossEncoder
from assistant.types import Answer
from store.embedders import BuiltinEmbedder
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming

CHINESE = """\
海港时报记者：诺兰迪亚是否会加入哈尔登渔业协定？
安薇尔：诺兰迪亚不会加入目前形式的哈尔登渔业协定。配额对沿海城镇来说太低。
峡湾电台记者：新巡逻艇由谁出资？
安薇尔：建议你向主管部门了解。
"""


def test_a_text_that_holds_what_is_asked_scores_above_one_that_does_not() -> None:
    fits, other = overlap_scores("外交部对哈尔登渔业协定有何评论？", ["不会加入哈尔登渔业协定。", "外交部有何评论？"])
    assert fits > 0 > other


def test_words_of_asking_alone_fit_nothing() -> None:
    assert max(overlap_scores("外交部对企鹅有何评论？", ["外交部对此不作评论。"])) < -2.5


def outcome(asked: str, store: Store, encoder: CrossEncoder) -> Answer:
    *_, answer = ask(asked, store, ExtractiveWriter(encoder))
    assert isinstance(answer, Answer)
    return answer


def test_chinese_questions_are_answered_declined_or_refused(
    tmp_path: Path, embedder: BuiltinEmbedder, encoder: CrossEncoder
) -> None:
    library = Store(tmp_path, embedder)
    add(library, as_incoming("zh.txt", CHINESE))
    answered = outcome("诺兰迪亚是否加入哈尔登渔业协定？", library, encoder)
    assert answered.outcome == "answered" and "不会加入目前形式的哈尔登渔业协定" in answered.text
    declined = outcome("新巡逻艇由谁出资？", library, encoder)
    assert (declined.outcome, declined.citations[0].sentence.text) == ("declined", "建议你向主管部门了解。")
    assert outcome("南极企鹅的数量是多少？", library, encoder).outcome == "not_in_transcripts"
    library.close()
