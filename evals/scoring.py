"""score(): does an answer pass, and if not, what is wrong with it, in words a journalist understands. Pure functions.

An answer passes if it has no fault. It is at fault if

1. its outcome is not the one expected (`metrics.RIGHT`);
2. it leaves a needed fact unsaid, or cites no sentence in which that fact stands;
3. it says what the case must never say;
4. a statement cites nothing, or a citation that is not there;
5. a quote is not, to the character, the transcript's text at its place, or gives it to somebody else, to another
   exchange or to another day; or words in quotation marks are not in what the statement cites;
6. a number or date in a statement is in nothing it cites (`evidence.unfounded`);
7. it passes off an asker's words as the speaker's (`evidence.premise_leaks`), or names another asker
   (`evidence.wrong_asker`);
8. it cites, shows or finds what the case's filters keep out;
9. fewer than half of the exchanges it cites hold a fact, or it cites more than 3 x facts + 2 sentences: whoever quotes
   everything is right about anything. Without this rule 403 of 413 answers pass that quote five whole exchanges
   (`mutants`, November 2026).
"""

from assistant.types import Outcome
from evals.evidence import (
    Backed,
    backed,
    invented_quotes,
    is_attributed,
    is_verbatim,
    premise_leaks,
    spot_of,
    unfounded,
    wrong_asker,
)
from evals.metrics import RIGHT, cited_places, gold_places, is_cited, is_said, outside, said_wrongly, values
from evals.places import Transcripts
from evals.types import Case, Cited, Expect, FactScore, Observed, Score

# Citations an answer may have: so many for each fact of the case, and some more.
CITATIONS_A_FACT, MORE_CITATIONS = 3, 2
GOLD_SHARE = 0.5  # of the cited exchanges

_IS: dict[Expect, str] = {
    "answer": "the transcripts answer this",
    "declined": "the speaker was asked this and gave no information",
    "corrects": "the question assumes something false, and the transcripts put it right",
    "absent": "the transcripts do not answer this",
}
_GIVEN: dict[Outcome, str] = {
    "answered": "it gives an answer",
    "partly": "it gives part of an answer",
    "declined": "it says that the speaker gave no information",
    "not_in_transcripts": "it says that the transcripts do not answer",
}


def score(case: Case, observed: Observed, transcripts: Transcripts) -> Score:
    """What is thought of an answer to a case whose gold is resolved. `transcripts` are by the store's ids.

    A failed call is not scored: no pass, no fault of the answer's, no values.
    """
    if observed.error is not None:
        return Score(False, False, (f"not scored, the call failed: {observed.error}",), (), {})
    facts = tuple(_fact_score(case, position, observed) for position in range(len(case.facts)))
    statements = backed(observed, transcripts)
    faults = (
        *_outcome_faults(case, observed),
        *_fact_faults(facts, observed),
        *_wording_faults(case, observed),
        *_quote_faults(observed, transcripts),
        *_statement_faults(case, statements, observed, transcripts),
        *_extent_faults(case, observed, transcripts),
    )
    given = {"pass": float(not faults)} | values(case, observed, transcripts)
    return Score(not faults, True, faults, facts, given)


def _fact_score(case: Case, position: int, observed: Observed) -> FactScore:
    fact = case.facts[position]
    said, cited = is_said(fact, observed), is_cited(fact, observed)
    why = "" if said and cited else f"said nothing of: {fact.say}"
    if said and not cited:
        why = f"does not quote the words for: {fact.say} (“{fact.source}”)"
    return FactScore(fact.say, fact.is_needed, said, cited, why)


def _outcome_faults(case: Case, observed: Observed) -> list[str]:
    if observed.outcome not in RIGHT[case.expect]:
        return [f"{_GIVEN[observed.outcome]}, but {_IS[case.expect]}"]
    if case.expect == "absent" and (observed.citations or observed.statements):
        return ["says that the transcripts do not answer, and then answers"]
    return []


def _fact_faults(facts: tuple[FactScore, ...], observed: Observed) -> list[str]:
    # Whoever says that nothing answers has said nothing of every fact; one fault is enough.
    if observed.outcome == "not_in_transcripts":
        return []
    return [fact.why for fact in facts if fact.is_needed and fact.why]


def _wording_faults(case: Case, observed: Observed) -> list[str]:
    words = said_wrongly(case, observed)
    return [f"says what it must not: “{words}”"] if words is not None else []


def _quote_faults(observed: Observed, transcripts: Transcripts) -> list[str]:
    faults = []
    for citation in (*observed.citations, *observed.nearest):
        if not is_verbatim(citation, transcripts):
            faults.append(f"quote [{citation.n}] is not what the transcript has at that place: “{citation.quote}”")
        elif not is_attributed(citation, transcripts):
            faults.append(_attribution_fault(citation, transcripts))
    return faults


def _attribution_fault(citation: Cited, transcripts: Transcripts) -> str:
    here = spot_of(citation, transcripts)
    quote = f"quote [{citation.n}]"
    if here is None:
        return f"{quote} is not the words of any one speaker"
    if (citation.speaker, citation.role) != (here.turn.speaker, here.part):
        speaker = here.turn.speaker or here.turn.outlet or "somebody without a name"
        return f"{quote} is given to {citation.speaker or 'nobody'} ({citation.role}); {speaker} said it ({here.part})"
    if citation.outlet != here.outlet:
        return f"{quote} is said to be asked by {citation.outlet or 'nobody'}; it was {here.outlet or 'nobody'}"
    day = transcripts[citation.transcript].reading.date
    if citation.date != (day and day.isoformat()):
        return f"{quote} is dated {citation.date or 'not at all'}; the transcript is of {day or 'no known day'}"
    return f"{quote} is placed in exchange {citation.exchange}; it stands in {here.exchange.index}"


def _statement_faults(
    case: Case, statements: tuple[Backed, ...], observed: Observed, transcripts: Transcripts
) -> list[str]:
    faults = []
    for statement in statements:
        said = statement.said
        if not statement.cited or len(statement.cited) < len(set(said.citations)):
            faults.append(f"says without a quote: “{said.text}”")
        for words in invented_quotes(statement, transcripts):
            faults.append(f"has in quotation marks what its quotes do not hold: “{words}”")
        missing, _ = unfounded(statement, case, observed, transcripts)
        faults += [f"says {number}, which its quotes do not hold" for number in sorted(missing)]
        if names := wrong_asker(statement, transcripts):
            faults.append(f"names {names[0]} as the asker; {names[1]} asked")
    for text in premise_leaks(case, statements, transcripts):
        faults.append(f"passes off the asker's words as the speaker's: “{text}”")
    return faults


def _extent_faults(case: Case, observed: Observed, transcripts: Transcripts) -> list[str]:
    faults = []
    if kept_out := outside(case, observed, transcripts):
        places = ", ".join(f"{transcript} exchange {exchange}" for transcript, exchange in sorted(kept_out))
        faults.append(f"goes outside the dates, speakers or transcripts asked for: {places}")
    cited, gold = cited_places(observed), gold_places(case.facts)
    if cited and gold and len(cited & gold) < GOLD_SHARE * len(cited):
        faults.append(f"quotes {_exchanges(len(cited), len(cited & gold))}")
    most = CITATIONS_A_FACT * len(case.facts) + MORE_CITATIONS
    if case.facts and len(observed.citations) > most:
        faults.append(f"quotes {len(observed.citations)} sentences where {most} would be many")
    return faults


def _exchanges(cited: int, right: int) -> str:
    if cited == 1:
        return "an exchange that does not have the answer"
    share = "none has" if not right else "1 has" if right == 1 else f"{right} have"
    return f"{cited} exchanges of which {share} the answer"
