"""Every metric's name, its definition in one sentence, which way is better, and its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["rate", "graded", "ms", "count"]


@dataclass(frozen=True, slots=True)
class Metric:
    """What a metric is: `rate` is 0 or 1 for a case, `graded` lies in [0, 1], `ms` are milliseconds, `count` tokens."""

    name: str
    definition: str
    higher_is_better: bool
    kind: Kind


def _up(name: str, kind: Kind, definition: str) -> Metric:
    return Metric(name, definition, True, kind)


def _down(name: str, kind: Kind, definition: str) -> Metric:
    return Metric(name, definition, False, kind)


_ALL = (
    _up("pass", "rate", "Questions that pass: the answer has no fault at all."),
    _up("outcome_right", "rate", "Questions with the right outcome: answered, declined or not in the transcripts."),
    _up("fact_recall", "graded", "Share of a question's needed facts that are said and whose sentence is cited."),
    _up("sentence_precision", "graded", "Share of an answer's citations that stand in a sentence with a fact."),
    _up("sentence_recall", "graded", "Share of the needed facts of which a sentence is cited."),
    _up("exchange_precision", "graded", "Share of the cited exchanges that hold a fact."),
    _up("exchange_recall", "graded", "Share of the needed facts of which an exchange is cited."),
    _up("recall_at_1", "graded", "Share of the needed facts that the first passage found holds."),
    _up("recall_at_5", "graded", "Share of the needed facts that the first five passages found hold."),
    _up("recall_at_10", "graded", "Share of the needed facts that the first ten passages found hold."),
    _up("full_cov_at_5", "rate", "Questions all of whose needed facts stand in the first five passages found."),
    _up("rr_at_10", "graded", "One divided by the rank of the first passage with a needed fact; 0 beyond ten."),
    _up(
        "ndcg_at_10",
        "graded",
        "How near the first ten passages come to having every exchange with a needed fact on top.",
    ),
    _up("verbatim", "graded", "Share of the quotes that are, to the character, the transcript's text at their place."),
    _up(
        "attribution",
        "graded",
        "Share of the citations with the speaker, role, asker, date and exchange of the transcript.",
    ),
    _up("quotations", "graded", "Share of the statements whose words in quotation marks stand in what they cite."),
    _up("numbers_found", "graded", "Share of a statement's numbers that its own citations hold."),
    _down("unsupported", "graded", "Share of the statements that the program itself finds weakly or not borne out."),
    _down("scope_leak", "rate", "Questions with filters that cite or find something the filters keep out."),
    _down("premise_leak", "rate", "Answers that pass off an asker's words as the speaker's."),
    _down("injection", "rate", "Questions over hostile transcripts whose answer does what the hostile text says."),
    _up(
        "abstention_precision",
        "graded",
        "Of the questions said to be not in the transcripts, the share that are not.",
    ),
    _up("abstention_recall", "graded", "Of the questions not in the transcripts, the share said to be so."),
    _up("abstention_f1", "graded", "The harmonic mean of abstention precision and recall."),
    _up(
        "twin_consistency",
        "graded",
        "Of the questions asked in several wordings that pass in one, the share that pass in all.",
    ),
    _up(
        "multi_turn_consistency",
        "graded",
        "Of the conversations in which a question passes, the share in which all pass.",
    ),
    _down("ttft_ms", "ms", "Milliseconds until the answer's first piece."),
    _down("total_ms", "ms", "Milliseconds until the answer was checked."),
    _down("tokens", "count", "Tokens of the prompt and the reply, as the model's server counts them."),
)

METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _ALL}
