"""A small loopback server that speaks chat completions as its script says; one reply for each request."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SSE = "text/event-stream"


def event(content: str | None = None, *, finish: str | None = None, **delta: Any) -> str:
    """One piece of a reply as servers send it."""
    choice = {"index": 0, "delta": {"content": content, **delta}, "finish_reason": finish}
    return f"data: {json.dumps({'id': 'c1', 'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n"


def counted(prompt_tokens: int, completion_tokens: int) -> str:
    """The usage chunk, which has no choices."""
    usage = {"prompt_tokens": prompt_tokens, "completion_tokens": completion_tokens}
    return f"data: {json.dumps({'id': 'c1', 'choices': [], 'usage': usage})}\n\n"


DONE = "data: [DONE]\n\n"


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    `lines` are sent one by one, `pause` seconds apart; after them `cut` breaks the connection off, and
    `endless` repeats the last one until the client is gone. `silent` sends nothing at all until then.
    """

    lines: Sequence[str] = ()
    status: int = 200
    content_type: str = SSE
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0
    cut: bool = False
    endless: bool = False
    silent: bool = False


def whole(*pieces: str, finish: str = "stop") -> Reply:
    """A reply that ends as it should."""
    return Reply([*map(event, pieces), event(finish=finish), counted(40, len(pieces)), DONE])


def refusal(status: int, message: str, *, code: str | None = None, **headers: str) -> Reply:
    """An error as servers send it; underscores in header names stand for hyphens."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": code}})
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply([body], status, "application/json", names)


@dataclass
class ChatServer:
    """What was asked of the server and, once `gone` is set, that a client left before the end of a reply."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)


@contextmanager
def chat_server(
    *replies: Reply, models: Sequence[str] | None = None, by: Callable[[dict[str, Any]], Reply] | None = None
) -> Iterator[ChatServer]:
    """Answer the requests with these replies, in order, or each as `by` says; /models lists `models`, if any."""
    script = list(replies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def do_GET(self) -> None:
            body = json.dumps({"object": "list", "data": [{"id": name} for name in models or ()]})
            self._answer(Reply([body], 404 if models is None else 200, "application/json"))

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            seen.requests.append(request)
            seen.keys.append(self.headers["Authorization"])
            self._answer(by(request) if by else script.pop(0))

        def _answer(self, reply: Reply) -> None:
            self.close_connection = True
            if reply.silent:
                assert self.connection.recv(1) == b""
                seen.gone.set()
                return
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.content_type, "Connection": "close", **reply.headers}.items():
                self.send_header(name, value)
            if reply.cut:
                self.send_header("Content-Length", "1000000")
            self.end_headers()
            try:
                for line in reply.lines:
                    self._send(line, reply.pause)
                for _ in range(500 if reply.endless else 0):
                    self._send(reply.lines[-1], 0.01)
            except OSError:
                seen.gone.set()

        def _send(self, line: str, pause: float) -> None:
            self.wfile.write(line.encode())
            self.wfile.flush()
            time.sleep(pause)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        seen = ChatServer(f"http://127.0.0.1:{server.server_port}/v1")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield seen
        finally:
            server.shutdown()
            thread.join()
