"""What a run's answers cost, from the dated table in `prices.yaml`. A model that is not in it costs "n/a"."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from evals.types import Item

_MILLION = 1_000_000
# The day of a model's version, as in gpt-4.1-mini-2025-04-14 or claude-haiku-4-5-20251001.
_VERSION = re.compile(r"-\d{4}-?\d{2}-?\d{2}$")


class Price(BaseModel):
    """US dollars for a million tokens, as read at `source` on the day `as_of`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    as_of: dt.date
    source: str = Field(pattern=r"^https://")

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """US dollars."""
        return (self.input * prompt_tokens + self.output * completion_tokens) / _MILLION


@cache
def prices() -> Mapping[str, Price]:
    """The table, by the model's name without the day of its version."""
    text = files("evals").joinpath("prices.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Price]).validate_python(yaml.safe_load(text))


def price_of(model: str) -> Price | None:
    """The price of a model, known by its name or by that of one of its versions; None if it is not in the table."""
    return prices().get(model) or prices().get(_VERSION.sub("", model))


def cost_of(items: Iterable[Item]) -> float | None:
    """US dollars for all answers: 0 where no model wrote, None where a price or a count of tokens is not known."""
    total = 0.0
    for item in items:
        seen = item.observed
        if seen.error is not None or seen.writer == "extractive" or not seen.hits:
            continue  # a failed call counts no tokens; without hits no model was asked
        price = price_of(seen.writer)
        if price is None or not (seen.prompt_tokens or seen.is_cached):
            return None
        total += price.cost(seen.prompt_tokens, seen.completion_tokens)
    return total
