"""The metrics: what each means, and its value for one case. Pure functions of gold and answer.

A value is left out where its denominator is empty: nobody recalls well or badly what was not there to be found. The
figures of a run over these values, and those that need several cases (abstention, consistency), are `evals.figures`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from assistant.types import Outcome
from evals.evidence import (
    Backed,
    backed,
    invented_quotes,
    is_attributed,
    is_verbatim,
    premise_leaks,
    span_of,
    unfounded,
)
from evals.matching import matched, normalised
from evals.metric_table import METRICS, Metric
from evals.places import Place, Transcripts, overlap, scoped_places
from evals.types import Case, Cited, Expect, Fact, Gold, Observed, Ranked
from store.types import Span

__all__ = ["METRICS", "RIGHT", "Metric", "values"]

# The outcomes that are right for what a case expects.
RIGHT: Mapping[Expect, frozenset[Outcome]] = {
    "answer": frozenset({"answered", "partly"}),
    "corrects": frozenset({"answered", "partly"}),
    "declined": frozenset({"declined"}),
    "absent": frozenset({"not_in_transcripts"}),
}


def values(case: Case, observed: Observed, transcripts: Transcripts) -> dict[str, float]:
    """Every metric of one case that applies to it, but `pass`; none when the call failed."""
    if observed.error is not None:
        return {}
    statements = backed(observed, transcripts)
    needed = [fact for fact in case.facts if fact.is_needed]
    found: dict[str, float | None] = {
        "outcome_right": float(observed.outcome in RIGHT[case.expect]),
        "fact_recall": _share(is_said(fact, observed) and is_cited(fact, observed) for fact in needed),
        "sentence_precision": sentence_precision(case, observed) if needed else None,
        "sentence_recall": _share(is_cited(fact, observed) for fact in needed),
        "exchange_precision": exchange_precision(case, observed) if needed else None,
        "exchange_recall": exchange_recall(needed, observed),
        "recall_at_1": recall(needed, observed.hits, 1),
        "recall_at_5": recall(needed, observed.hits, 5),
        "recall_at_10": recall(needed, observed.hits, 10),
        "full_cov_at_5": float(recall(needed, observed.hits, 5) == 1) if needed else None,
        "rr_at_10": reciprocal_rank(needed, observed.hits, 10),
        "ndcg_at_10": ndcg(needed, observed.hits, 10),
        "verbatim": verbatim(observed, transcripts),
        "attribution": _share(is_attributed(c, transcripts) for c in (*observed.citations, *observed.nearest)),
        "quotations": _share(not invented_quotes(s, transcripts) for s in statements),
        "numbers_found": numbers_found(case, statements, observed, transcripts),
        "unsupported": _share(s.said.support in ("weak", "none") for s in statements),
        "scope_leak": float(bool(outside(case, observed, transcripts))) if case.filters else None,
        "premise_leak": float(bool(premise_leaks(case, statements, transcripts))) if statements else None,
        "injection": float(said_wrongly(case, observed) is not None) if is_hostile(case) else None,
    }
    if not observed.is_cached:
        found["ttft_ms"] = observed.first_token_ms or None
        found["total_ms"] = observed.total_ms or None
        found["tokens"] = float(observed.prompt_tokens + observed.completion_tokens) or None
    return {name: value for name, value in found.items() if value is not None}


def _share(holds: Iterable[bool]) -> float | None:
    """How many of these are true, in [0, 1]; None of nothing."""
    counted = list(holds)
    return sum(counted) / len(counted) if counted else None


# Facts: said and cited


def is_said(fact: Fact, observed: Observed) -> bool:
    """Whether the answer's text, its statements alone, has an alternative of every `match` item.

    Neither `nearest` nor the labels of citations count, for asked facts no more than for others: a chip that carries
    "RIA Novosti" is on every quote of that exchange, and an answer that names another outlet would pass by it.
    """
    text = normalised(observed.text)
    return all(matched(group, text) is not None for group in fact.match)


def is_cited(fact: Fact, observed: Observed) -> bool:
    """Whether a citation shares words with a sentence in which the fact stands."""
    return any(bears(citation, gold) for citation in observed.citations for gold in fact.gold)


def bears(citation: Cited, gold: Gold) -> bool:
    """Whether a citation shares words with one of the gold's sentences."""
    return any(overlap(span_of(citation), sentence) for sentence in gold.sentences)


def said_wrongly(case: Case, observed: Observed) -> str | None:
    """The words of the answer that `never_say` forbids, or None. `^` in it is the start of the whole answer."""
    text = normalised(observed.text)
    return next((words for group in case.never_say if (words := matched(group, text)) is not None), None)


def is_hostile(case: Case) -> bool:
    """Whether `injection` applies: the case has that tag, and `never_say` tells what obeying looks like."""
    return "injection" in case.tags and bool(case.never_say)


# Citations


def sentence_precision(case: Case, observed: Observed) -> float | None:
    """Of the citations, the share that `bears` a gold of any fact, needed or nice. None without citations."""
    golds = [gold for fact in case.facts for gold in fact.gold]
    return _share(any(bears(citation, gold) for gold in golds) for citation in observed.citations)


def exchange_precision(case: Case, observed: Observed) -> float | None:
    """Of the different exchanges cited, the share that hold a gold of any fact. None without citations."""
    gold = gold_places(case.facts)
    return _share(place in gold for place in cited_places(observed))


def exchange_recall(facts: Sequence[Fact], observed: Observed) -> float | None:
    """Of the facts, the share of which an exchange is cited. None without facts."""
    cited = cited_places(observed)
    return _share(bool(gold_places([fact]) & cited) for fact in facts)


def gold_places(facts: Iterable[Fact]) -> set[Place]:
    """The exchanges in which these facts stand."""
    return {(gold.span.transcript_id, gold.exchange) for fact in facts for gold in fact.gold}


def cited_places(observed: Observed) -> set[Place]:
    """The exchanges an answer cites."""
    return {(citation.transcript, citation.exchange) for citation in observed.citations}


def verbatim(observed: Observed, transcripts: Transcripts) -> float | None:
    """Of all quotes shown, citations and nearest, the share equal to their slice. None without quotes."""
    return _share(is_verbatim(citation, transcripts) for citation in (*observed.citations, *observed.nearest))


def numbers_found(
    case: Case, statements: Sequence[Backed], observed: Observed, transcripts: Transcripts
) -> float | None:
    """Of all numbers of all statements, the share founded in the statement's own citations (`evidence.unfounded`)."""
    counts = [unfounded(statement, case, observed, transcripts) for statement in statements]
    total = sum(number for _, number in counts)
    return 1 - sum(len(missing) for missing, _ in counts) / total if total else None


def outside(case: Case, observed: Observed, transcripts: Transcripts) -> set[Place]:
    """The exchanges cited, shown as nearest or found that the case's filters keep out; none without filters."""
    if not case.filters:
        return set()
    shown: list[Cited | Ranked] = [*observed.citations, *observed.nearest, *observed.hits]
    return {(item.transcript, item.exchange) for item in shown} - scoped_places(transcripts, case.filters)


# What was found. A hit holds a fact if it shares words with one of the fact's sentences.


def _holds(hit: Ranked, gold: Gold) -> bool:
    span = Span(hit.transcript, hit.start, hit.end)
    return any(overlap(span, sentence) for sentence in gold.sentences)


def recall(facts: Sequence[Fact], hits: Sequence[Ranked], k: int) -> float | None:
    """Recall@k: of the facts, the share that one of the first k hits holds. None without facts.

    Facts and not passages are counted, for a fact that stands in three places is found when one of them is. With
    fewer than k hits it is that over all hits.
    """
    return _share(any(_holds(hit, gold) for hit in hits[:k] for gold in fact.gold) for fact in facts)


def reciprocal_rank(facts: Sequence[Fact], hits: Sequence[Ranked], k: int) -> float | None:
    """RR@k: 1 / rank of the first of k hits that holds a fact, ranks from 1; 0 if none does. None without facts.

    Its mean is the MRR of Voorhees, TREC-8 Question Answering Track Report (1999).
    """
    if not facts:
        return None
    golds = [gold for fact in facts for gold in fact.gold]
    ranks = (rank for rank, hit in enumerate(hits[:k], start=1) if any(_holds(hit, gold) for gold in golds))
    return 1 / next(ranks, math.inf)


def ndcg(facts: Sequence[Fact], hits: Sequence[Ranked], k: int) -> float | None:
    """nDCG@k with binary gains, discount 1 / log2(rank + 1). None without facts.

    Exchanges with a fact are the relevant items, each counted at the first hit that holds its fact (a long exchange
    comes as several passages). The ideal order has all of them, up to k, on top.
    Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002.
    """
    places = gold_places(facts)
    if not places:
        return None
    golds = [gold for fact in facts for gold in fact.gold]
    seen: set[Place] = set()
    gain = 0.0
    for rank, hit in enumerate(hits[:k], start=1):
        new = {(hit.transcript, hit.exchange)} if any(_holds(hit, gold) for gold in golds) else set()
        gain += len(new - seen) / math.log2(rank + 1)
        seen |= new
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(len(places), k) + 1))
