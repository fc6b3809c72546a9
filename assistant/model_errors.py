"""What a model server's failure means for the person: problem, mend, and whether asking again may help."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2

from assistant.errors import ModelError

_NAMED = 10  # models in a mend
_TOO_LONG = re.compile(
    r"context[\s_-]{0,3}(?:length|size|window)|too (?:long|large)|n_ctx|maximum\b.{0,40}\btokens|"
    r"exceeds?\b.{0,40}\b(?:context|tokens?)",
    re.IGNORECASE,
)
_UNKNOWN_MODEL = re.compile(r"model\b.{0,80}\b(?:not (?:found|exist|available)|unknown)|unknown model", re.IGNORECASE)
_UNKNOWN_HOST = re.compile(r"name or service|nodename|getaddrinfo|name resolution|no address", re.IGNORECASE)
_MODEL, _SERVER = "ONRECORD_MODEL", "OPENAI_BASE_URL"
_TOO_LONG_PROBLEM = "says that the transcripts are too long for the model"
_TOO_LONG_MEND = "Lower ONRECORD_CONTEXT_TOKENS, or give the model a larger context."
_AGAIN = "Ask again in a moment."


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Which model at which server, to be named in an error; the key is held only to be left out of it."""

    url: str
    model: str
    key: str = field(repr=False)
    timeout: float

    @property
    def address(self) -> str:
        """The server's address without a name and password."""
        return re.sub(r"(?<=//)[^/@]*@", "", self.url).rstrip("/")

    def shown(self, text: str) -> str:
        """What a server said, in one short line and without keys; nothing of a page."""
        text = " ".join(text.split())
        if text.startswith("<"):
            return ""
        if self.key:
            text = text.replace(self.key, "***")
        return re.sub(r"\bsk-[\w*-]{4,}", "***", text)[:200]

    def error(
        self, problem: str, mend: str, *, can_retry: bool, request_id: str | None = None, is_too_long: bool = False
    ) -> ModelError:
        """`problem` continues "The server at ADDRESS"."""
        subject = f"The server at {self.address} {problem} (model {self.model})."
        return ModelError(subject, mend, can_retry=can_retry, request_id=request_id, is_too_long=is_too_long)


def no_key(at: Endpoint) -> ModelError:
    """The hosted service without a key: nothing is sent there."""
    return at.error("needs a key", f"Set OPENAI_API_KEY, or {_SERVER} for a local server.", can_retry=False)


def not_a_chat_server(at: Endpoint, content_type: str) -> ModelError:
    """Status 200 without a single piece: a web page, a login, or a server that does not stream."""
    kind = content_type.partition(";")[0] or "nothing"
    return at.error(
        f"answered, but not with a streamed chat completion ({kind})",
        f"Check {_SERVER}; for most servers it ends in /v1.",
        can_retry=False,
    )


def broken_off(at: Endpoint, finish: str | None) -> ModelError:
    """The reply's end never came, or the server withheld it."""
    if finish == "content_filter":
        return at.error("withheld the rest of the reply by its content filter", "Put it differently.", can_retry=False)
    return at.error("stopped in the middle of the reply", _AGAIN, can_retry=True)


def empty_reply(at: Endpoint, *, at_limit: bool) -> ModelError:
    """A finished reply without a word, as of a model that spends its whole length on reasoning."""
    why = " before it reached its length limit" if at_limit else ""
    return at.error(f"wrote no answer{why}", f"Ask again, or set {_MODEL} to another model.", can_retry=True)


def refusal(
    at: Endpoint,
    status: int,
    said: str,
    *,
    code: str | None = None,
    request_id: str | None = None,
    offered: Sequence[str] = (),
) -> ModelError:
    """The server refused with an HTTP status; `said` are its words, `offered` the models it has."""
    too_long = status == 413 or is_too_long(said, code)
    said = at.shown(said)
    quoted = f": {said.rstrip('.')}" if said else ""
    can_retry = False
    if status in (401, 403):
        problem = f"refused the key ({status}){quoted}" if at.key else f"wants a key ({status}){quoted}"
        mend = "Check OPENAI_API_KEY." if at.key else "Set OPENAI_API_KEY."
    elif too_long:
        problem, mend = f"{_TOO_LONG_PROBLEM}{quoted}", _TOO_LONG_MEND
    elif status == 404 or (status == 400 and _UNKNOWN_MODEL.search(said)):
        problem, mend = f"does not know the model ({status}){quoted}", _offer(offered)
    elif status in (402, 429):
        can_retry = status == 429 and code != "insufficient_quota"
        problem = f"takes no more requests ({status}){quoted}"
        mend = "Wait a minute and ask again." if can_retry else "Check the plan and billing of this key."
    elif status == 503:
        problem, can_retry = f"is not ready (503){quoted}", True
        mend = "It may still be loading the model: ask again in a moment."
    else:
        can_retry = status >= 500 or status in (408, 409)
        problem = f"answered with an error ({status}){quoted}"
        mend = _AGAIN if can_retry else f"Check {_MODEL} and {_SERVER}."
    return at.error(problem, mend, can_retry=can_retry, request_id=request_id, is_too_long=mend == _TOO_LONG_MEND)


def _offer(offered: Sequence[str]) -> str:
    if not offered:
        return f"Check {_MODEL}, and that {_SERVER} is right; for most servers it ends in /v1."
    more = ", ..." if len(offered) > _NAMED else ""
    return f"It offers {', '.join(offered[:_NAMED])}{more}: set {_MODEL} to one of these."


def silence(at: Endpoint, *, connecting: bool) -> ModelError:
    """Nothing came in time, neither a connection nor the next piece."""
    if connecting:
        return at.error("cannot be reached", f"Check {_SERVER} and the network.", can_retry=True)
    return at.error(
        f"sent nothing for {at.timeout:g} seconds",
        "It may be busy or loading the model: ask again, or raise ONRECORD_TIMEOUT.",
        can_retry=True,
    )


def connection(at: Endpoint, cause: BaseException | None) -> ModelError:
    """No connection could be made, or it was lost; `cause` is what httpx2 raised."""
    reason = str(cause)
    if isinstance(cause, httpx2.LocalProtocolError):  # its text would show the key
        return invalid_key(at)
    if "CERTIFICATE" in reason.upper():
        return at.error("has a certificate that is not trusted", f"Check {_SERVER}.", can_retry=False)
    if isinstance(cause, httpx2.ConnectError) and _UNKNOWN_HOST.search(reason):
        return at.error("cannot be found: no such host", f"Check {_SERVER} and the network.", can_retry=True)
    if isinstance(cause, httpx2.ConnectError):
        return at.error("does not answer", f"Start it, or correct {_SERVER}.", can_retry=True)
    return at.error("closed the connection before the reply was complete", _AGAIN, can_retry=True)


def invalid_address(at: Endpoint) -> ModelError:
    """The address is none that can be asked."""
    return at.error("has no valid address", f"Correct {_SERVER}: http://HOST:PORT/v1.", can_retry=False)


def invalid_key(at: Endpoint) -> ModelError:
    """The key cannot stand in a request: it holds line ends or other letters than keys have."""
    return at.error("cannot be sent this key", "Check OPENAI_API_KEY.", can_retry=False)


def unreadable(at: Endpoint) -> ModelError:
    """What came is not what a chat server sends."""
    return at.error(
        "sent something that is not a chat completion",
        f"Check that {_SERVER} is the address of an OpenAI-compatible server; most end in /v1.",
        can_retry=True,
    )


def failed_writing(at: Endpoint, said: str, code: str | None) -> ModelError:
    """An error object in place of the next piece."""
    if is_too_long(said, code):
        return at.error(_TOO_LONG_PROBLEM, _TOO_LONG_MEND, can_retry=False, is_too_long=True)
    said = at.shown(said)
    return at.error(f"failed while writing{': ' + said.rstrip('.') if said else ''}", _AGAIN, can_retry=True)


def is_too_long(said: str, code: str | None) -> bool:
    """Whether the server says that the prompt does not fit the model."""
    return code == "context_length_exceeded" or bool(_TOO_LONG.search(said))
