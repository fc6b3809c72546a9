"""FriendsQA: questions on scenes of a television series, with the utterances that answer them.

Yang and Choi, "FriendsQA: Open-Domain Question Answering on TV Show Transcripts", SIGDIAL 2019
(https://www.aclweb.org/anthology/W19-5923); files of https://github.com/emorynlp/FriendsQA.
"""

import re
from pathlib import Path

from evals.datasets.records import Record, Row, as_dataset, checked_rows, turns_transcript
from evals.datasets.shapes import Dataset, GoldTurns
from evals.types import Case, Fact
from store.types import Filters

_MEND = (
    "Give a file of FriendsQA (https://github.com/emorynlp/FriendsQA, dat/friendsqa_dev.json), or JSON Lines of scenes "
    "with turns and queries."
)
_UTTERANCES = "utterances:"  # so it stands in the file, colon and all


class _Turn(Record):
    speaker: str
    text: str


class _Query(Record):
    qid: str
    query: str
    answer: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class _Scene(Record):
    meeting_id: str
    turns: tuple[_Turn, ...]
    queries: tuple[_Query, ...]


def read_friendsqa(path: Path) -> Dataset:
    """The questions of a FriendsQA file, each asked within its own scene. Raises DatasetError.

    Every annotator's answer counts, in any spacing and case: the words are tokenised in the file.
    """
    scenes, digest = checked_rows(path, _Scene, convert=_scenes, mend=_MEND)
    cases = [_case(query, scene.meeting_id, line) for line, scene in enumerate(scenes, 1) for query in scene.queries]
    gold = {
        query.qid: (tuple(GoldTurns(scene.meeting_id, first, last) for first, last in query.spans),)
        for scene in scenes
        for query in scene.queries
    }
    return as_dataset(
        f"friendsqa-{path.stem}",
        path,
        digest,
        language="en",
        transcripts=[
            turns_transcript(scene.meeting_id, [(t.speaker, t.text) for t in scene.turns], dataset="friendsqa")
            for scene in scenes
        ],
        cases=cases,
        gold=gold,
        words={scene.meeting_id: tuple(turn.text for turn in scene.turns) for scene in scenes},
    )


def _case(query: _Query, scene: str, line: int) -> Case:
    answers = tuple(dict.fromkeys(query.answer))
    fact = Fact(say=answers[0] if answers else "", match=_match(answers), source=f"scene {scene}")
    kind = query.qid.removesuffix("_Paraphrased").rsplit("_", 1)[-1].lower()
    twin = query.qid.removesuffix("_Paraphrased") if query.qid.endswith("_Paraphrased") else None
    return Case(
        id=query.qid,
        ask=query.query.strip(),
        expect="answer",
        line=line,
        filters=Filters(transcripts=(scene,)),
        facts=(fact,),
        tags=("friendsqa", kind),
        same_as=twin,
    )


def _match(answers: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], ...], ...]:
    patterns = tuple(pattern for answer in answers if (pattern := _loosely(answer)))
    return (patterns,) if patterns else ()


def _loosely(answer: str) -> re.Pattern[str] | None:
    """An answer whatever the spaces between its tokens; the full stop at its end may be missing."""
    tokens = answer.replace("_", " ").split()
    while tokens and not any(char.isalnum() for char in tokens[-1]):
        tokens.pop()
    return re.compile(r"\s*".join(map(re.escape, tokens)), re.IGNORECASE) if tokens else None


def _scenes(row: Row) -> list[Row]:
    """The scenes of the published file, which has all of them in one object; a scene of our plain shape stays."""
    if "data" not in row:
        return [row]
    return [_scene(entry["title"], paragraph) for entry in row["data"] for paragraph in entry["paragraphs"]]


def _scene(title: str, paragraph: Row) -> Row:
    said = paragraph[_UTTERANCES]
    places = {each["uid"]: place for place, each in enumerate(said)}
    return {
        "meeting_id": title,
        "turns": [{"speaker": ", ".join(each["speakers"]), "text": each["utterance"]} for each in said],
        "queries": [
            {
                "qid": each["id"],
                "query": each["question"],
                "answer": [answer["answer_text"] for answer in each["answers"]],
                "spans": list(dict.fromkeys((places[a["utterance_id"]],) * 2 for a in each["answers"])),
            }
            for each in paragraph["qas"]
        ],
    }
