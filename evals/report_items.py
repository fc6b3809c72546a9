"""One question of a run as HTML that folds open: expected, facts, answer with its quotes, hits with gold marked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from evals.report_words import EXPECTED, GIVEN, advice, is_gold, plain, short, state_of, value_text, who_said, whys
from evals.types import Cited, FactScore, Item, Ranked, Said

_NOT_IN_ID = re.compile(r"[^\w.-]+")
_EXCERPT = 280
_GOLDS = 4  # places shown of each question's gold
_PARTS = {"question": "in the question", "answer": "in the reply", "opening": "in the opening remarks"}
_SUPPORT = {"weak": "weakly supported by its quotes", "none": "not found in its quotes"}

Texts = Mapping[str, str]


def e(text: object) -> str:
    """Escaped, for text and attributes, without control characters."""
    return escape(plain(str(text)))


def anchors(items: Sequence[Item]) -> list[str]:
    """An id for each item that stays the same from run to run: `q-SUITE-CASE`, and its repeat after the first."""
    taken: dict[str, int] = {}
    found = []
    for item in items:
        repeat = f"-{item.repeat + 1}" if item.repeat else ""
        id = "q-" + _NOT_IN_ID.sub("-", f"{item.suite}-{item.case}{repeat}")
        taken[id] = taken.get(id, 0) + 1
        found.append(id if taken[id] == 1 else f"{id}--{taken[id]}")
    return found


def question_html(item: Item, id: str, tags: Mapping[str, int], texts: Texts) -> str:
    """A question; the id stands inside, so that a browser that goes there folds it open."""
    state = state_of(item)
    classes = " ".join(["q", state.replace(" ", "-"), *(f"t{tags[tag]}" for tag in item.tags if tag in tags)])
    verdict = {"passed": "Right", "failed": "Wrong", "not scored": "Not scored"}[state]
    repeat = f" · repeat {item.repeat + 1}" if item.repeat else ""
    return (
        f'<details class="{classes}"><summary><span class="verdict">{verdict}</span> '
        f'<span class="ask" dir="auto">{e(item.ask)}</span>{_first_why(item)}</summary>'
        f'<div class="inside" id="{e(id)}">'
        f'<p class="meta">{e(item.case)} · {e(item.suite)}{repeat}{" · held out" if item.is_held_out else ""}'
        f'{"".join(f" · {e(tag)}" for tag in item.tags)} · <a href="#{e(id)}">link</a></p>'
        f"{_after(item)}{_why_html(item)}{_expected_html(item)}{_facts_html(item.score.facts)}{_gold_html(item, texts)}"
        f"{_answer_html(item, id)}{_hits_html(item, texts)}{_numbers_html(item)}</div></details>"
    )


def _first_why(item: Item) -> str:
    reasons = whys(item)
    return f'<span class="why">{e(short(reasons[0], 160))}</span>' if reasons else ""


def _after(item: Item) -> str:
    if not item.after:
        return ""
    said = "".join(
        f"<li><span class='who'>{'Person' if place % 2 == 0 else 'OnRecord'}</span> "
        f'<span dir="auto">{e(message)}</span></li>'
        for place, message in enumerate(item.after)
    )
    understood = item.observed.standalone
    taken = f'<p class="meta">Understood as: <span dir="auto">{e(understood)}</span></p>' if understood else ""
    return f"<h4>Asked after</h4><ul class='plain'>{said}</ul>{taken}"


def _why_html(item: Item) -> str:
    reasons = whys(item)
    if not reasons:
        return ""
    heading = "Why it failed" if item.score.is_scored else "Why it was not scored"
    return f"<h4>{heading}</h4><ul>{''.join(f'<li>{e(why)}</li>' for why in reasons)}</ul>"


def _expected_html(item: Item) -> str:
    given = "the call failed" if item.observed.error else GIVEN[item.observed.outcome]
    judge = f'<p class="meta">Judge model (advice only): {e(advice(item))}.</p>' if item.judged else ""
    return f"<h4>Expected</h4><p>{EXPECTED[item.expect].capitalize()}. Given: {given}.</p>{judge}"


def _facts_html(facts: Sequence[FactScore]) -> str:
    if not facts:
        return ""
    rows = "".join(
        f'<li><span dir="auto">{e(fact.say)}</span>{"" if fact.is_needed else " <em>(nice to have)</em>"}<br>'
        f"{_mark(fact.is_said, 'said', 'not said')} {_mark(fact.is_cited, 'cited', 'not cited')}"
        f"{f' <span class=why>{e(fact.why)}</span>' if fact.why else ''}</li>"
        for fact in facts
    )
    return f"<h4>Facts of a right answer</h4><ul>{rows}</ul>"


def _mark(holds: bool, yes: str, no: str) -> str:
    return f'<span class="yes">✓ {yes}</span>' if holds else f'<span class="no">✗ {no}</span>'


def _gold_html(item: Item, texts: Texts) -> str:
    if not item.gold:
        return ""
    places = "".join(
        f"<li>{_excerpt(texts, gold.span.transcript_id, gold.span.start, gold.span.end)}"
        f'<span class="meta">{e(gold.span.transcript_id)}, exchange {gold.exchange}, {_PARTS[gold.part]}</span></li>'
        for gold in item.gold[:_GOLDS]
    )
    more = f'<p class="meta">and {len(item.gold) - _GOLDS} places more</p>' if len(item.gold) > _GOLDS else ""
    return f"<h4>Where it stands</h4><ul class='plain gold'>{places}</ul>{more}"


def _answer_html(item: Item, id: str) -> str:
    observed = item.observed
    if observed.error:
        return f"<h4>Answer</h4><p class='no'>{e(observed.error)}</p>"
    said = "".join(_statement_html(statement, id) for statement in observed.statements)
    answer = said or f'<p dir="auto">{e(observed.text) or "<em>nothing</em>"}</p>'
    return (
        f"<h4>Answer</h4>{answer}{_quotes_html('Quotes', observed.citations, item, id)}"
        f"{_quotes_html('What came nearest', observed.nearest, item, f'{id}-near')}"
    )


def _statement_html(statement: Said, id: str) -> str:
    chips = "".join(f'<a class="chip" href="#{e(id)}-c{n}" title="quote {n}">{n}</a>' for n in statement.citations)
    note = _SUPPORT.get(statement.support)
    doubt = f' <span class="why">{note}</span>' if note else ""
    uncited = "" if statement.citations else ' <span class="why">no citation</span>'
    return f'<p><span dir="auto">{e(statement.text)}</span> {chips}{doubt}{uncited}</p>'


def _quotes_html(heading: str, quotes: Sequence[Cited], item: Item, id: str) -> str:
    if not quotes:
        return ""
    rows = "".join(
        f'<li id="{e(id)}-c{cited.n}"><span class="chip">{cited.n}</span> '
        f'<q dir="auto">{e(cited.quote)}</q>{_gold_mark(item, cited.transcript, cited.start, cited.end)}'
        f'<span class="meta">{e(_who(cited))} · {_PARTS[cited.role]} · {e(cited.transcript)}, '
        f"exchange {cited.exchange}, characters {cited.start}-{cited.end}</span></li>"
        for cited in quotes
    )
    return f"<h5>{heading}</h5><ol class='plain'>{rows}</ol>"


def _who(cited: Cited) -> str:
    return " · ".join(filter(None, (who_said(cited), cited.date)))


def _gold_mark(item: Item, transcript: str, start: int, end: int) -> str:
    return ' <span class="gold-mark">gold</span>' if is_gold(item, transcript, start, end) else ""


def _hits_html(item: Item, texts: Texts) -> str:
    hits = item.observed.hits
    if not hits:
        return ""
    found = "".join(_hit_html(item, hit, texts) for hit in hits)
    first = next((rank for rank, hit in enumerate(hits, 1) if is_gold(item, hit.transcript, hit.start, hit.end)), None)
    note = "" if not item.gold else f": gold at rank {first}" if first else ": no gold among them"
    return f"<details class='hits'><summary>{len(hits)} passages found{note}</summary><ol>{found}</ol></details>"


def _hit_html(item: Item, hit: Ranked, texts: Texts) -> str:
    gold = is_gold(item, hit.transcript, hit.start, hit.end)
    return (
        f"<li{' class=is-gold' if gold else ''}>{_gold_mark(item, hit.transcript, hit.start, hit.end)} "
        f'<span class="meta">{e(hit.transcript)}, exchange {hit.exchange} · score {hit.score:.3f}</span>'
        f"{_excerpt(texts, hit.transcript, hit.start, hit.end)}</li>"
    )


def _excerpt(texts: Texts, transcript: str, start: int, end: int) -> str:
    """The words of a place; nothing when the report was made without the transcripts."""
    words = short(texts[transcript][start : min(end, start + 2 * _EXCERPT)], _EXCERPT) if transcript in texts else ""
    return f'<span class="words" dir="auto">{e(words)}</span>' if words else ""


def _numbers_html(item: Item) -> str:
    observed = item.observed
    times = (
        ("search", observed.search_ms),
        ("first words", observed.first_token_ms),
        ("in all", observed.total_ms),
    )
    facts: Iterable[str] = [
        f"written by {observed.writer}",
        *(f"{name} {value:,.0f} ms" for name, value in times),
        *([f"confidence {observed.confidence:.2f}"] if observed.confidence is not None else []),
        *([f"{observed.prompt_tokens:,} + {observed.completion_tokens:,} tokens"] if observed.prompt_tokens else []),
    ]
    values = "".join(
        f"<div><dt>{e(name.replace('_', ' '))}</dt><dd>{e(value_text(name, value))}</dd></div>"
        for name, value in item.score.values.items()
    )
    return (
        f'<details class="numbers"><summary>Figures of this question</summary><p class="meta">{e(" · ".join(facts))}'
        f"</p><dl>{values}</dl></details>"
    )
