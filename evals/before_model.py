"""What a question takes before a model has it: from being asked to the request reaching a server on this machine."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2

from assistant.ask import ask
from assistant.llm import ChatWriter
from store.store import Store

TARGET_MS = 300  # at 10,000 exchanges
_REPLY = {"index": 0, "delta": {"content": "NOT_IN_TRANSCRIPTS"}, "finish_reason": "stop"}
_EVENTS = f"data: {json.dumps({'id': 'b', 'object': 'chat.completion.chunk', 'choices': [_REPLY]})}\n\ndata: [DONE]\n\n"


def before_model(store: Store, questions: Sequence[str]) -> list[float]:
    """Milliseconds for each question: understanding, search, packing, and the way to the server."""
    with _server() as (url, arrived), httpx2.Client(trust_env=False) as client:
        writer = ChatWriter("bench", base_url=url, http_client=client)
        times = []
        for question in questions:
            started = time.perf_counter()
            for _ in ask(question, store, writer):
                pass
            times.append((arrived[-1] - started) * 1000)
    return times


@contextmanager
def _server() -> Iterator[tuple[str, list[float]]]:
    """A model's server that finds nothing: its address, and when each request had come whole."""
    arrived: list[float] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            arrived.append(time.perf_counter())
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(_EVENTS.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1", arrived
        server.shutdown()
