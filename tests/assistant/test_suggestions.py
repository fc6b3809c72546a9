"""What could be asked next."""

import pytest

from assistant.suggestions import as_question, question_of, suggestions
from assistant.unanswered import parts_left
from store.store import Store
from store.types import Part
from tests.assistant.scenes import REFERRED, hit
from tests.assistant.test_render_answer import ANSWER
from tests.conftest import add
from tests.samples import as_incoming


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Who will pay for the new patrol boats?", "Who will pay for the new patrol boats?"),
        ("And, so, will Norlandia join the Halden accord?", "Will Norlandia join the Halden accord?"),
        ("When will these talks in Halden begin?", "When will the talks in Halden begin?"),
        ("Do you have any comment on the Halden accord?", "What was said about the Halden accord?"),
        ("What's Norlandia's response to the storm in Sudland?", "What was said about the storm in Sudland?"),
        ("Does Norlandia intend to raise its herring quota?", "Does Norlandia intend to raise its herring quota?"),
        ("As part of the talks, will Norlandia raise the quota?", "Will Norlandia raise the quota?"),
        ("Is that true?", None),
        ("Does the ministry have a comment on this?", None),
        ("Will it be raised to the old level of the quota?", None),
        ("Will the fleet sail as well?", None),
        ("Why?", None),
        ("Any guidance from Halden on the quota?", None),
        ("Has the quota in Halden — has the quota been raised?", None),
        ("How do you define success?", None),
        ("What about Norlandia at this point?", None),
        ("外交部对此有何评论？", None),
        ("诺兰迪亚会加入哈尔登渔业协定吗？", "诺兰迪亚会加入哈尔登渔业协定吗？"),
        ("The opposition says you have signed the accord.", None),
        (f"Will the {'very ' * 30}old treaty be signed?", None),
    ],
)
def test_question_of_a_reporter_is_offered_only_where_it_stands_alone(words: str, question: str | None) -> None:
    assert as_question(words) == question


def test_question_that_nobody_answered_is_not_offered() -> None:
    asked: tuple[Part, str] = ("question", "Why was the Sudland envoy called home?")
    told = hit(asked, ("answer", "The envoy was called home because the herring talks had broken down."))
    assert question_of(told.sentences) == asked[1]
    assert question_of(hit(asked, ("answer", "No.")).sentences) is None
    assert question_of(REFERRED.sentences) is None


def test_suggestion_is_answered_by_its_own_exchange(empty_store: Store) -> None:
    text = (
        "Harbour Times: Will Norlandia sign the fishing treaty?\nAna Vell: We will not sign the treaty this year.\n"
        "Coast Radio: Who pays for the patrol boats in Halden?\nAna Vell: The coastal towns pay for the patrol boats.\n"
        "North Wire: Is that fair?\nAna Vell: The towns have agreed to it, and it is written in the budget.\n"
    )
    (added,) = add(empty_store, as_incoming("a.txt", text))
    hits = empty_store.search("fishing treaty").hits
    answer = ANSWER.__class__(
        **{name: getattr(ANSWER, name) for name in ANSWER.__slots__} | {"hits": hits, "citations": ()}
    )
    assert suggestions(answer, empty_store) == [
        {"question": "Who pays for the patrol boats in Halden?", "place": f"{added.transcript_id}.1"}
    ]


@pytest.mark.parametrize(
    ("question", "said", "left"),
    [
        ("Will you sign, and how did trade develop?", "We will not sign.", ["how did trade develop?"]),
        ("Will you sign the treaty? Who pays the fleet?", "The towns pay the fleet.", ["Will you sign the treaty?"]),
        ("Will you sign the treaty?", "It rains.", []),
        ("Is bread and butter dear?", "Bread is.", []),
        ("", "", []),
    ],
)
def test_part_of_a_question_that_nobody_spoke_of_is_named(question: str, said: str, left: list[str]) -> None:
    assert parts_left(question, said) == left
