"""What answers cost: worked by hand from the dated table; never guessed."""

import datetime as dt
from dataclasses import replace

import pytest

from evals.prices import cost_of, price_of, prices
from evals.types import Item
from tests.evals.made_up import item


def answered(model: str, prompt_tokens: int = 1_000_000, completion_tokens: int = 500_000) -> Item:
    made = item()
    seen = replace(made.observed, writer=model, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens)
    return replace(made, observed=seen)


def test_every_price_has_a_day_and_an_address() -> None:
    assert prices()
    for price in prices().values():
        assert dt.date(2025, 1, 1) <= price.as_of and price.source and price.input <= price.output


def test_cost_is_tokens_times_price_of_a_million() -> None:
    # gpt-4.1-mini: 1M x $0.40 + 0.5M x $1.60
    assert cost_of([answered("gpt-4.1-mini")]) == pytest.approx(1.2)
    assert cost_of([answered("gpt-4.1-mini-2025-04-14"), answered("gpt-4.1-mini")]) == pytest.approx(2.4)


def test_unknown_model_or_count_has_no_cost_rather_than_a_guess() -> None:
    assert price_of("my-model") is None
    assert cost_of([answered("gpt-4.1-mini"), answered("my-model")]) is None
    assert cost_of([answered("gpt-4.1-mini", prompt_tokens=0)]) is None


def test_reply_given_before_costs_nothing() -> None:
    kept = answered("gpt-4.1-mini", prompt_tokens=0, completion_tokens=0)
    kept = replace(kept, observed=replace(kept.observed, is_cached=True))
    assert cost_of([answered("gpt-4.1-mini"), kept]) == cost_of([answered("gpt-4.1-mini")])


def test_built_in_writer_and_failed_calls_cost_nothing() -> None:
    failed = answered("my-model")
    failed = replace(failed, observed=replace(failed.observed, error="down"))
    assert cost_of([answered("extractive"), failed]) == 0
