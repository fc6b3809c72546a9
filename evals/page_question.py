"""One question of a run -> the JSON that the page's Evaluation tab folds open. Pure functions."""

from assistant.render import Json
from assistant.types import Support
from evals.report_words import (
    EXPECTED,
    GIVEN,
    advice,
    is_gold,
    label_of,
    plain,
    state_of,
    value_text,
    who_said,
    whys,
)
from evals.types import Cited, FactScore, Item, Ranked, Said

_NOTES: dict[Support, str] = {"weak": "weakly supported by its quotes", "none": "not found in its quotes"}


def question_json(item: Item) -> Json:
    """What was expected, found and cited; places name a transcript and an exchange of it."""
    observed = item.observed
    return {
        "ask": plain(item.ask),
        "case": f"{plain(item.suite)}/{plain(item.case)}" + (f", repeat {item.repeat + 1}" if item.repeat else ""),
        "state": state_of(item),
        "half": "held out" if item.is_held_out else "tuned on",
        "after": [plain(message) for message in item.after],
        "understood": plain(observed.standalone) if item.after else None,
        "whys": [plain(why) for why in whys(item)],
        "expected": EXPECTED[item.expect],
        "given": "the call failed" if observed.error else GIVEN[observed.outcome],
        "judge": advice(item) or None,
        "facts": [_fact_json(fact) for fact in item.score.facts],
        "gold": [
            {"transcript": plain(transcript), "exchange": exchange}
            for transcript, exchange in dict.fromkeys((gold.span.transcript_id, gold.exchange) for gold in item.gold)
        ],
        "answer": [_said_json(said) for said in observed.statements],
        "text": plain(observed.error or observed.text),
        "citations": [_cited_json(item, cited) for cited in observed.citations],
        "nearest": [_cited_json(item, cited) for cited in observed.nearest],
        "found": [_hit_json(item, hit) for hit in observed.hits],
        "values": [[label_of(name), value_text(name, value)] for name, value in item.score.values.items()],
    }


def _fact_json(fact: FactScore) -> Json:
    return {
        "say": plain(fact.say),
        "needed": fact.is_needed,
        "said": fact.is_said,
        "cited": fact.is_cited,
        "why": plain(fact.why),
    }


def _said_json(said: Said) -> Json:
    return {"text": plain(said.text), "citations": list(said.citations), "note": _NOTES.get(said.support)}


def _cited_json(item: Item, cited: Cited) -> Json:
    return {
        "n": cited.n,
        "quote": plain(cited.quote),
        "who": plain(" · ".join(filter(None, (who_said(cited), cited.date)))),
        "transcript": plain(cited.transcript),
        "exchange": cited.exchange,
        "gold": is_gold(item, cited.transcript, cited.start, cited.end),
    }


def _hit_json(item: Item, hit: Ranked) -> Json:
    return {
        "transcript": plain(hit.transcript),
        "exchange": hit.exchange,
        "score": f"{hit.score:.3f}",
        "gold": is_gold(item, hit.transcript, hit.start, hit.end),
    }
