"""What must be in the page's head before anything is drawn. Gradio itself puts a head in only once its scripts run."""

from html import escape

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio looks for it at the root of the host, wherever a proxy shows the page, and without the cookie of a log-in.
_MANIFEST = (b'href="/manifest.json"', b'href="manifest.json" crossorigin="use-credentials"')


class EarlyHead:
    """Puts `head` right behind `<head>` of the page at `/`; every other answer passes through untouched.

    Whose page it is stands there too, as `<meta name="onrecord-user">`, where people log in: `state.user` of a request.
    """

    def __init__(self, app: ASGIApp, head: str) -> None:
        self._app, self._head = app, head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI application; see https://asgi.readthedocs.io/en/latest/specs/www.html"""
        path = str(scope.get("path", "")).removeprefix(str(scope.get("root_path", "")))
        if scope["type"] != "http" or scope["method"] != "GET" or path not in ("", "/"):
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        parts: list[bytes] = []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":  # what only a test client understands
                await send(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            head = self._head + _whose(scope)
            body = b"".join(parts).replace(b"<head>", b"<head>" + head, 1).replace(*_MANIFEST)
            MutableHeaders(scope=start)["Content-Length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app({**scope, "headers": headers}, receive, hold)


def _whose(scope: Scope) -> bytes:
    user = scope.get("state", {}).get("user")
    return f'<meta name="onrecord-user" content="{escape(user)}">'.encode() if user else b""
