"""What must be in the page's head before anything is drawn. Gradio itself puts a head in only once its scripts run."""

import gzip
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]


class EarlyHead:
    """Puts `head` right behind `<head>` of the page at `/`; every other answer passes through untouched."""

    def __init__(self, app: Asgi, head: str) -> None:
        self._app, self._head = app, head.encode()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """An ASGI application; see https://asgi.readthedocs.io/en/latest/specs/www.html"""
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))
        if scope["type"] != "http" or scope["method"] != "GET" or path not in ("", "/"):
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        takes_gzip = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
        start: Message = {}
        parts: list[bytes] = []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            written, told = self._written(b"".join(parts), start["headers"], takes_gzip)
            await send({**start, "headers": told})
            await send({"type": "http.response.body", "body": written})

        await self._app({**scope, "headers": headers}, receive, hold)

    def _written(
        self, body: bytes, headers: list[tuple[bytes, bytes]], takes_gzip: bool
    ) -> tuple[bytes, list[tuple[bytes, bytes]]]:
        body = body.replace(b"<head>", b"<head>" + self._head, 1)
        told = [(name, value) for name, value in headers if name.lower() not in (b"content-length", b"vary")]
        if takes_gzip:
            body = gzip.compress(body, 6)
            told.append((b"content-encoding", b"gzip"))
        return body, [*told, (b"vary", b"Accept-Encoding"), (b"content-length", str(len(body)).encode())]
