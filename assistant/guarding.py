"""The guard before every route: who may come in, from where, with how much, and what a browser may do with it."""

import hmac
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant import policy
from assistant.dressing import Dressed, limited
from assistant.logins import SESSION_SECONDS, Logins, TooManyTriesError
from assistant.origins import is_from_elsewhere, is_from_here, is_ours
from assistant.plain_pages import login_page, refusal_page
from assistant.users import Users

SECRET_HEADER = "X-OnRecord-Secret"
COOKIE = "onrecord_session"

_OPEN = ("/healthz",)
_PASSWORDS_AT_ONCE = 2  # each takes 16 MB and a core while it is checked


@dataclass(frozen=True, slots=True)
class Rules:
    """Who is let in. Without users and secret, whoever reaches the server.

    `names` are the hosts a browser may ask for beside those of the loopback; None: any. `root_path` is where a
    proxy shows the page, `/onrecord` for instance.
    """

    users: Users | None = None
    secret: str | None = None
    names: frozenset[str] | None = frozenset()
    root_path: str = ""


class Guard:
    """ASGI middleware; nothing behind it is reached by who is not let in. `head` is what Gradio adds to its page."""

    def __init__(self, app: ASGIApp, rules: Rules, head: str) -> None:
        self._app, self._rules, self._head = app, rules, head
        self._logins = Logins(rules.users) if rules.users else None
        self._hashing = anyio.CapacityLimiter(_PASSWORDS_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it. Web sockets are refused: nothing here speaks through them."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            scope = _below(scope, self._rules.root_path)
            request = Request(scope, receive)
            answer = await self._answer(request)
            dressed = Dressed(request, self._head, send)
            if answer is None:
                await self._app(dressed.scope, limited(receive, policy.most_bytes(scope["path"])), dressed)
            else:
                await answer(scope, receive, dressed)

    async def _answer(self, request: Request) -> Response | None:
        """What is answered in place of the route; None where the request may pass."""
        path = request.scope["path"]
        if not policy.is_served(path):
            return _refused(request, 404, "There is nothing at this address.", "The page is at /.")
        if path in _OPEN:
            return None
        if refusal := self._stranger(request) or _too_large(request):
            return refusal
        if path == "/login":
            return await self._log_in(request)
        if path == "/logout":
            return self._log_out(request)
        return await self._unknown(request)

    def _stranger(self, request: Request) -> Response | None:
        """The refusal of a request that comes past the proxy, to another host's name, or from another site."""
        rules, headers = self._rules, request.headers
        if rules.secret and not _same(headers.get(SECRET_HEADER, ""), rules.secret):
            return _refused(request, 401, "This request did not come through the proxy.", f"Send {SECRET_HEADER}.")
        is_alone = rules.users is None and rules.secret is None
        if is_alone and rules.names is not None and not is_ours(headers.get("host", ""), rules.names):
            return _refused(request, 421, "This server is not called so.", "Open it at the address it printed.")
        if is_from_elsewhere(request):
            return _refused(request, 403, "Another site's page sent this.", "Open the page itself.")
        return None

    async def _unknown(self, request: Request) -> Response | None:
        """The refusal of who is not logged in; who is stands in the request's `state.user` from then on."""
        if self._logins is None:
            return None
        request.state.user = self._logins.of_session(request.cookies.get(COOKIE, ""))
        if request.state.user:
            return None
        if authorization := request.headers.get("authorization"):
            try:
                request.state.user = await anyio.to_thread.run_sync(
                    self._logins.of_header, authorization, _address(request), limiter=self._hashing
                )
                if request.state.user:
                    return None
            except TooManyTriesError as error:
                return _too_often(request, error.seconds)
        elif _wants_page(request):
            then = f"?{urlencode({'then': request.url.query})}" if request.url.query else ""
            return RedirectResponse(f"{self._rules.root_path}/login{then}", 303)
        refusal = _refused(request, 401, "You are not logged in.", "Log in, or send Authorization: Basic or Bearer.")
        refusal.headers["WWW-Authenticate"] = 'Bearer realm="OnRecord"'
        return refusal

    async def _log_in(self, request: Request) -> Response:
        if self._logins is None:
            return RedirectResponse(f"{self._rules.root_path}/", 303)
        if request.method != "POST":
            return self._login_form(request.query_params.get("then", ""))
        if not is_from_here(request):
            return _refused(request, 403, "Another site's page sent this.", "Open the page itself.")
        sent = dict(parse_qsl((await _body(request)).decode("utf-8", "replace"), keep_blank_values=True))
        name, then = sent.get("name", ""), sent.get("then", "")
        try:
            token = await anyio.to_thread.run_sync(
                self._logins.log_in, name, sent.get("password", ""), _address(request), limiter=self._hashing
            )
        except TooManyTriesError as error:
            return self._login_form(then, name, f"Too many wrong passwords: wait {error.seconds} seconds.", 429)
        if token is None:
            return self._login_form(then, name, "Name or password is wrong.", 401)
        # Only the query is taken over, written anew: what was sent can lead nowhere else.
        response = RedirectResponse(f"{self._rules.root_path}/{_query(then)}", 303)
        self._set_cookie(request, response, token, SESSION_SECONDS)
        return response

    def _login_form(self, then: str, name: str = "", problem: str | None = None, status: int = 200) -> Response:
        action = f"{self._rules.root_path}/login"
        return HTMLResponse(login_page(action=action, then=then[:4000], name=name[:100], problem=problem), status)

    def _log_out(self, request: Request) -> Response:
        if request.method != "POST" or not is_from_here(request):
            return _refused(request, 403, "Logging out takes the page's button.", "Press it there.")
        if self._logins:
            self._logins.log_out(request.cookies.get(COOKIE, ""))
        response = RedirectResponse(f"{self._rules.root_path}/login", 303)
        self._set_cookie(request, response, "", 0)
        return response

    def _set_cookie(self, request: Request, response: Response, token: str, seconds: int) -> None:
        response.set_cookie(
            COOKIE,
            token,
            max_age=seconds,
            path=f"{self._rules.root_path}/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )


def _below(scope: Scope, root_path: str) -> Scope:
    """The request as it is below `root_path`, whether or not the proxy has taken that away."""
    path: str = scope["path"]
    if not root_path or not path.startswith(f"{root_path}/"):
        return scope
    path = path.removeprefix(root_path)
    return {**scope, "path": path, "raw_path": quote(path).encode()}


def _same(sent: str, secret: str) -> bool:
    return hmac.compare_digest(sent.encode("utf-8", "surrogatepass"), secret.encode())


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _query(then: str) -> str:
    pairs = parse_qsl(then)
    return f"?{urlencode(pairs)}" if pairs else ""


def _too_large(request: Request) -> Response | None:
    most = policy.most_bytes(request.scope["path"])
    told = request.headers.get("content-length", "0")
    return _oversized(request, most) if not told.isdecimal() or int(told) > most else None


def _oversized(request: Request, most: int) -> Response:
    return _refused(request, 413, f"More than {most:,} bytes were sent.", "Send less at once.")


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > policy.LOGIN_BYTES:
            return b""
    return body


def _wants_page(request: Request) -> bool:
    return request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")


def _too_often(request: Request, seconds: int) -> Response:
    refusal = _refused(request, 429, "Too many wrong passwords.", f"Wait {seconds} seconds.")
    refusal.headers["Retry-After"] = str(seconds)
    return refusal


def _refused(request: Request, status: Literal[401, 403, 404, 413, 421, 429], problem: str, mend: str) -> Response:
    if _wants_page(request):
        return HTMLResponse(refusal_page(problem, mend), status)
    return JSONResponse({"error": {"problem": problem, "mend": mend}}, status)
