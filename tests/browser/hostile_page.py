"""The real page over a library of hostile words, with a writer that repeats them."""

import json
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from assistant.app import build
from assistant.types import Prompt, Usage
from evals.runs import runs_folder, write_items, write_run
from store.store import Store
from store.types import Added, Incoming
from tests.evals import made_up
from tests.fakes import HashEmbedder

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines()
RUNS = ("20310304-090000-aaaa", "20310305-090000-bbbb")


class Parrot:
    """Says every payload, as if the first sentence found bore it out; forged markers and chips are among them."""

    name = "parrot <img src=x onerror=window.hacked=1>"
    budget = 100_000

    def write(self, prompt: Prompt) -> Iterator[str | Usage]:
        """A statement for each payload."""
        yield "ANSWERED\n"
        for payload in PAYLOADS:
            yield f"[1.1] The harbour stays open {payload}\n"


def transcripts() -> Iterator[Incoming]:
    """Two files say them all, so that they recur; then one for each, which has it for name, title, people and words."""
    turns = "".join(f"Harbour Times: Is it open {p}?\nAna Vell: The harbour stays open {p}\n" for p in PAYLOADS)
    yield Incoming("all.txt", "test:all", data=f"Briefing\n14 March 2025\n\n{turns}".encode())
    again = turns.replace("stays open", "stays open now")
    yield Incoming("again.txt", "test:again", data=f"Briefing\n14 April 2025\n\n{again}".encode())
    for number, payload in enumerate(PAYLOADS):
        said = [
            {"speaker": payload, "text": f"Will it sail {payload}?"},
            {"speaker": f"Ana {payload}", "text": f"It will sail {payload}"},
            {"speaker": payload, "text": "Why?"},
            {"speaker": f"Ana {payload}", "text": "I have nothing to share on that."},
        ]
        source = ("javascript:window.hacked=1", "data:text/html,<script>window.hacked=1</script>")[number % 2]
        whole = {"title": payload, "date": "2025-03-14", "source_url": source, "turns": said}
        yield Incoming(f"{payload}.json", f"test:{number}", data=json.dumps(whole).encode(), source_url=source)


def keep_runs(library: Path) -> None:
    """Two runs whose suite, model, kinds, questions and replies are hostile words."""
    items = tuple(made_up.hostile_item(payload) for payload in PAYLOADS)
    for run_id, model in zip(RUNS, PAYLOADS, strict=False):
        settings: dict[str, object] = {"model": model, model: model}
        by_tag = dict.fromkeys(PAYLOADS, made_up.run(items).figures[0])
        made = made_up.run(items, id=run_id, suites=dict.fromkeys(PAYLOADS, "ab"), settings=settings, by_tag=by_tag)
        write_run(runs_folder(library) / run_id, made)
        write_items(runs_folder(library) / run_id, items)


def main(folder: str, port: str) -> None:
    """Serve until ended."""
    store = Store(Path(folder), HashEmbedder())
    failed = [step for step in store.add(transcripts()) if isinstance(step, Added) and step.status == "failed"]
    assert not failed, failed
    keep_runs(Path(folder))
    app = build(store, Parrot(), limit=8)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", timeout_graceful_shutdown=1)
