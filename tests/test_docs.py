"""What the README promises exists, and what exists stands in the README."""

import re
from pathlib import Path

import pytest
import typer

from assistant.cli import app
from assistant.cli_quotes import quoting
from assistant.offers import OFFERS
from assistant.settings import variables
from assistant.verbatim import WORD_FOR_WORD
from evals.metric_table import METRICS, Metric

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(variables()))
def test_every_setting_stands_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", sorted(typer.main.get_group(app).commands))
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert re.search(rf"`(?:onrecord )?{name}\b", README)


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_metric_stands_in_the_readme_with_its_definition(metric: Metric) -> None:
    assert f"| `{metric.name}` | {metric.definition} | {'more' if metric.higher_is_better else 'less'} |" in README


def test_every_file_the_readme_names_exists() -> None:
    for path in re.findall(r"`((?:store|assistant|prompts|evals|tests)/[\w./]+)`", README):
        assert (ROOT / path).exists(), path
    tree = README[README.index("store/        transcripts") :]
    for folder, body in re.findall(r"^(\w+)/ +[a-z].*\n((?:  .*\n)*)", tree, re.M):
        for name in re.findall(r"\b(\w+\.(?:py|md))\b", body):
            assert (ROOT / folder / name).exists(), f"{folder}/{name}"


def test_the_files_of_a_checkout_name_no_place_of_one_machine() -> None:
    told = re.compile(r"/(?:work|root|home)/\w")
    for path in ROOT.rglob("*"):
        is_ours = not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(ROOT).parts[:-1])
        if is_ours and path.suffix in {".py", ".md", ".toml", ".txt", ".js", ".css"} and "egg-info" not in str(path):
            assert not told.search(path.read_text(encoding="utf-8")), path


def test_one_text_says_everywhere_what_word_for_word_means() -> None:
    (command,) = quoting.registered_commands
    about = next(offer.about for offer in OFFERS if offer.name == "quote")
    assert all(WORD_FOR_WORD in text for text in (" ".join(README.split()), command.help or "", about))
    assert "verbatim=WORD_FOR_WORD" in (ROOT / "assistant/tabs/quotes.py").read_text(encoding="utf-8")
