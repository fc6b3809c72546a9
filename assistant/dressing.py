"""What goes out is dressed in security headers, and what comes in is limited in size."""

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Send

from assistant import policy
from assistant.plain_pages import STYLE


class Dressed:
    """Sends a response on with the headers that keep a browser from doing more than it should.

    The page itself is read whole before it goes out, since its policy names its scripts.
    """

    def __init__(self, request: Request, head: str, send: Send) -> None:
        self._request, self._head, self._send = request, head, send
        self._is_page = request.scope["path"] == "/" and request.method == "GET"
        self._start: Message | None = None
        self._body = bytearray()
        self.scope = request.scope
        if self._is_page:  # it comes uncompressed then
            kept = [(name, value) for name, value in request.scope["headers"] if name != b"accept-encoding"]
            self.scope = {**request.scope, "headers": kept}

    async def __call__(self, message: Message) -> None:
        """One message of the response."""
        if message["type"] == "http.response.start":
            is_html = self._dress(MutableHeaders(scope=message))
            if self._is_page and is_html and message["status"] == 200:
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        await self._send(message)

    def _dress(self, headers: MutableHeaders) -> bool:
        """Set the headers; whether this is HTML."""
        for name in [name for name in headers if name.startswith("access-control-")]:
            del headers[name]  # Gradio lets other pages of this machine read its answers
        headers.update(policy.HEADERS)
        is_html = headers.get("content-type", "").startswith("text/html")
        headers["Content-Security-Policy"] = policy.plain_policy(STYLE) if is_html else policy.NOTHING
        if not self._request.scope["path"].startswith(("/assets/", "/static/")):
            headers["Cache-Control"] = "no-store"
        return is_html

    async def _send_page(self, start: Message) -> None:
        headers, body = MutableHeaders(scope=start), bytes(self._body)
        headers["Content-Security-Policy"] = policy.page_policy(body.decode(), self._head)
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in self._request.headers.get("accept-encoding", ""):
            body = await run_in_threadpool(gzip.compress, body, 6)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def limited(receive: Receive, most: int) -> Receive:
    """Receives up to `most` bytes, for bodies that do not say how long they are."""
    came = 0

    async def received() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise HTTPException(413, f"More than {most:,} bytes were sent.")
        return message

    return received
