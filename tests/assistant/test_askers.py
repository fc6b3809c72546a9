"""Which questions are about the one who asked, or about what a reporter told, and are answered from those words."""

import pytest

from assistant.ask import ask
from assistant.askers import asker_topic, told_by_reporter
from assistant.extractive import ExtractiveWriter
from assistant.reranker import CrossEncoder
from assistant.types import Answer
from store.store import Store
from tests.conftest import add
from tests.samples import as_incoming


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Which news outlet asked about the Halden accord?", "the Halden accord"),
        ("Who raised the police deal?", "the police deal"),
        ("Who spoke of unlawful claims?", None),
        ("Who asked that? (What was said about boats?)", "What was said about boats"),
        ("哪家媒体问到渔业协定？", "渔业协定？"),
        ("谁提问了码头？", "码头？"),
        ("What did Ana Vell say about the accord?", None),
        ("What was she asked to sign?", "to sign"),
        ("When she spoke on Monday, who asked about the ferry?", "the ferry"),
        ("What did Ana Vell say when she was asked about the ferry?", None),
        ("What was the answer the first time the ministry was asked whether it would pay?", None),
        ("What did he tell the reporter who asked about the ferry?", None),
    ],
)
def test_a_question_about_the_asker_is_told_by_its_words(text: str, topic: str | None) -> None:
    assert asker_topic(text) == topic


@pytest.mark.parametrize(
    "asked",
    [
        "By which year did a reporter on the ferry say the fund runs dry?",
        "What did the mayor say about the bridge, as a reporter quoted him?",
        "How many boats are late, according to one journalist?",
    ],
)
def test_what_a_reporter_said_is_looked_for_in_the_reporters_words(asked: str) -> None:
    assert asker_topic(asked) == asked


@pytest.mark.parametrize(
    "asked", ["What did she tell a reporter about the fund?", "What did Vell reply when a reporter asked about boats?"]
)
def test_what_a_reporter_was_told_is_looked_for_in_the_replies(asked: str) -> None:
    assert asker_topic(asked) is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("海港时报记者提到渡轮停航了几天？", "渡轮停航了几天？"),
        ("《海港时报》记者提问时说，诺兰迪亚怎么指责瓦尔德里亚？", "诺兰迪亚怎么指责瓦尔德里亚？"),
        ("按照峡湾电台记者的说法，灯塔有多高？", "灯塔有多高？"),
        ("有记者援引的报告说有几座灯塔？", "的报告说有几座灯塔？"),
        ("海港时报记者问到谁来修灯塔？", "谁来修灯塔？"),
        ("诺兰共同社记者称，停航之后船长做了什么？", "停航之后船长做了什么？"),
    ],
)
def test_what_a_reporter_said_in_chinese_is_asked_of_the_reporters_words(asked: str, told: str) -> None:
    assert told_by_reporter(asked) == told and asker_topic(asked) is None


@pytest.mark.parametrize("asked", ["海港时报记者就渡轮问了什么？", "关于渡轮，海港时报记者提到了哪些问题？"])
def test_all_that_a_reporter_asked_about_a_topic_is_told_by_the_topic(asked: str) -> None:
    assert "渡轮" in (asker_topic(asked) or "") and told_by_reporter(asked) is None


@pytest.mark.parametrize(
    "asked",
    [
        "发言人对海港时报记者说了什么？",
        "林海棠在回答记者提问时说渡轮哪天开？",
        "海港时报记者提到渡轮停航，中方对此有何评论？",
        "海港时报记者问到渡轮时，林海棠是怎么说的？",
        "海港时报记者说渡轮停航，是否属实？",
        "海港时报记者问中方是否会加入协定？",
        "最近一次记者会说了什么？",
        "有多少名记者被捕？",
        "海港时报记者称赞了谁？",
    ],
)
def test_a_chinese_question_for_the_reply_to_a_reporter_is_not_about_the_reporter(asked: str) -> None:
    assert told_by_reporter(asked) is None and asker_topic(asked) is None


def test_what_a_chinese_reporter_told_is_quoted_and_not_the_reply(empty_store: Store, encoder: CrossEncoder) -> None:
    add(
        empty_store,
        as_incoming(
            "2031-05-06.txt",
            "2031年5月6日外交部例行记者会\n"
            "海港时报记者：渡轮上个月因机舱进水停航了九天。船长要求海港局赔偿。外交部有何评论？\n"
            "林海棠：渡轮已经复航，我们欢迎。我不了解你提到的情况。\n"
            "峡湾电台记者：灯塔是否会在冬天关闭？\n林海棠：灯塔整个冬天开放。\n",
        ),
    )
    *_, answer = ask("海港时报记者提到渡轮停航了几天？", empty_store, ExtractiveWriter(encoder))
    assert isinstance(answer, Answer) and answer.outcome == "answered"
    assert {citation.sentence.part for citation in answer.citations} == {"question"}
    assert "停航了九天" in answer.citations[0].sentence.text
    *_, other = ask("峡湾电台记者提到渡轮停航了几天？", empty_store, ExtractiveWriter(encoder))
    assert isinstance(other, Answer) and other.outcome == "not_in_transcripts"
