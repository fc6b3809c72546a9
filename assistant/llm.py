"""ChatWriter: a model behind an OpenAI-compatible server writes the reply; its failures become ModelError.

Only `chat.completions` with streaming is used: every server has it (Ollama, vLLM, llama.cpp, LM Studio).
"""

import hashlib
import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import httpx2
import openai
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

from assistant import model_errors
from assistant.calls import Call, this_call
from assistant.errors import ModelError
from assistant.model_errors import Endpoint
from assistant.types import Prompt, Usage

OPENAI_URL = "https://api.openai.com/v1"
# The client will not be built without a key; servers that need none take any.
PLACEHOLDER_KEY = "none"
CONNECT_SECONDS = 5.0
BRIEF_TOKENS, BRIEF_SECONDS = 160, 10.0
FIRST_WAIT = 0.5  # seconds before a request is sent again; twice as long each further time
LONGEST_WAIT = 60.0  # seconds a server may ask for; a person would not wait longer

# What a server says that writes no reply; not 504 or 524, where something before it has merely lost patience.
_NOT_BEGUN = frozenset({408, 409, 429, 500, 502, 503, 529})

# What a reply is better with; a server that refuses one of these gets the request again without it.
_EXTRAS: dict[str, Any] = {"temperature": 0, "stream_options": {"include_usage": True}}

# How else than by "stop" and "length" servers say that a reply ended. So Mistral, DeepSeek and vLLM do.
_CUT_SHORT = frozenset({"length", "model_length"})
_BROKEN_OFF = frozenset({None, "content_filter", "error", "abort", "insufficient_system_resource"})

# Where servers put what a model thinks before it writes: it says that the model is at work, and nothing else.
_REASONING = ("reasoning_content", "reasoning")


class _Client(openai.OpenAI):
    def _prepare_request(self, request: httpx2.Request) -> None:
        if call := this_call():
            request.extensions["trace"] = call.trace


class ChatWriter:
    """A Writer over the chat completions of one model. Nothing is sent or opened before the first `write`.

    `timeout` is how many seconds may pass without a piece of the reply or of a model's reasoning, the first
    included; `budget` how many tokens of passages go into a prompt. Without `base_url` the server is OpenAI's,
    which needs a key.
    Refusals for lack of room (429), servers that fail or are not ready and connections that cannot be made are tried
    again, `retries` times, after the time the server names or a moment; whatever a server may already be working on is
    not, a gateway's time-out (504) included, since it would be paid for twice.
    """

    def __init__(
        self,
        model: str,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = 60.0,
        budget: int = 6000,
        retries: int = 2,
        http_client: httpx2.Client | None = None,
    ) -> None:
        self.name, self.budget = model, budget
        self._key = (api_key or "").strip()
        self._url = base_url or OPENAI_URL
        self._timeout = timeout
        self._retries = retries
        self._http_client = http_client
        self._refused: set[str] = set()

    def write(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """The reply, piece by piece, then a Usage; an empty piece now and then while nothing comes.

        Closing the iterator ends the request. `Usage.cut_short` tells that the server stopped at its length limit;
        what came is yielded all the same. Raises ModelError for every failure, also after pieces when the reply
        breaks off.
        """
        yield from self._called(Call(self._timeout), prompt)

    def brief(self, prompt: Prompt) -> Generator[str | Usage, None, None]:
        """A reply of at most `BRIEF_TOKENS` that takes `BRIEF_SECONDS` in all at most, asked for once.

        Yields and raises ModelError as `write` does.
        """
        yield from self._called(Call(min(self._timeout, BRIEF_SECONDS), in_all=True), prompt, is_brief=True)

    def identity(self, prompt: Prompt) -> str:
        """The sha256 of everything that decides the reply: server, model, messages and options; never the key."""
        asked = [self._endpoint.address, self.name, _messages(prompt), _EXTRAS]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def available_models(self) -> list[str]:
        """The ids of the models that the server offers, sorted. Raises ModelError when it does not answer."""
        with self._translating():
            return self._listed()

    @cached_property
    def _client(self) -> openai.OpenAI:
        if not self._key and self._url == OPENAI_URL:
            raise model_errors.no_key(self._endpoint)
        if not self._url.startswith(("http://", "https://")):
            raise model_errors.invalid_address(self._endpoint)
        return _Client(
            api_key=self._key or PLACEHOLDER_KEY,
            base_url=self._url,
            timeout=httpx2.Timeout(self._timeout, connect=min(CONNECT_SECONDS, self._timeout)),
            max_retries=0,  # it would send again what merely takes long
            default_headers={"Connection": "close"},  # a call knows only a connection of its own
            http_client=self._http_client,
        )

    @property
    def _endpoint(self) -> Endpoint:
        return Endpoint(self._url, self.name, self._key, self._timeout)

    def _called(self, call: Call, prompt: Prompt, *, is_brief: bool = False) -> Generator[str | Usage, None, None]:
        try:
            yield from call.made(lambda: self._reply(prompt, is_brief=is_brief))
        except TimeoutError as error:
            raise model_errors.silence(self._endpoint, connecting=False) from error

    def _reply(self, prompt: Prompt, *, is_brief: bool) -> Iterator[str | Usage]:
        with self._translating(), self._open(prompt, is_brief=is_brief) as stream:
            yield from self._pieces(stream)

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except openai.NotFoundError as error:
            raise _translated(error, self._endpoint, self._offered()) from error
        except (openai.OpenAIError, json.JSONDecodeError, httpx2.InvalidURL, UnicodeError) as error:
            raise _translated(error, self._endpoint) from error

    def _open(self, prompt: Prompt, *, is_brief: bool) -> openai.Stream[ChatCompletionChunk]:
        """The reply's stream; asked for again, more plainly, while the server refuses one of the extras."""
        wanted = {**_EXTRAS, "max_tokens": BRIEF_TOKENS} if is_brief else _EXTRAS
        extras = {name: value for name, value in wanted.items() if name not in self._refused}
        create = self._ask if is_brief else self._create
        while True:
            try:
                stream = create(prompt, extras)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if model_errors.is_too_long(_said(error), error.code) or not extras:
                    raise
                kept = {name: value for name, value in extras.items() if name not in error.message}
                extras = kept if len(kept) < len(extras) else {}
            else:
                self._refused |= wanted.keys() - extras.keys()
                return stream

    def _create(self, prompt: Prompt, extras: dict[str, Any]) -> openai.Stream[ChatCompletionChunk]:
        for attempt in range(self._retries + 1):
            try:
                return self._ask(prompt, extras)
            except (openai.APIStatusError, openai.APIConnectionError) as error:
                seconds = _wait_before_again(error, attempt)
                call = this_call()
                if seconds is None or attempt == self._retries or (call and call.is_ended_within(seconds)):
                    raise
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _ask(self, prompt: Prompt, extras: dict[str, Any]) -> openai.Stream[ChatCompletionChunk]:
        return self._client.chat.completions.create(
            model=self.name, messages=_messages(prompt), stream=True, extra_body=extras
        )

    def _pieces(self, stream: openai.Stream[ChatCompletionChunk]) -> Iterator[str | Usage]:
        finish: str | None = None
        chunks, written, usage = 0, False, Usage()
        try:
            for chunk in stream:
                chunks += 1
                usage = _usage(chunk) or usage
                for choice in (getattr(chunk, "choices", None) or [])[:1]:  # the usage chunk has none
                    finish = choice.finish_reason or finish
                    if choice.delta and (piece := choice.delta.content):
                        written = True
                        yield piece
                    elif any(getattr(choice.delta, name, None) for name in _REASONING):
                        yield ""
        except (openai.APIConnectionError, json.JSONDecodeError):
            if finish is None:  # whatever happens after the end takes nothing from the reply
                raise
        if not chunks:
            raise model_errors.not_a_chat_server(self._endpoint, stream.response.headers.get("content-type", ""))
        if finish in _BROKEN_OFF:
            raise model_errors.broken_off(self._endpoint, finish)
        if not written:
            raise model_errors.empty_reply(self._endpoint, at_limit=finish in _CUT_SHORT)
        yield Usage(usage.prompt_tokens, usage.completion_tokens, cut_short=finish in _CUT_SHORT)

    def _listed(self, **options: Any) -> list[str]:
        options = {"max_retries": self._retries, **options}
        # Taken from the text: a page instead of a list makes the client fail on itself.
        text = self._client.with_options(**options).models.with_raw_response.list().text
        answer = json.loads(text)
        models = answer.get("data") if isinstance(answer, dict) else None
        return sorted(str(model["id"]) for model in models or [] if isinstance(model, dict) and "id" in model)

    def _offered(self) -> list[str]:
        """What may be named in an error: nothing where the server does not say."""
        try:
            return self._listed(max_retries=0, timeout=CONNECT_SECONDS)
        except (openai.OpenAIError, json.JSONDecodeError):
            return []


def _messages(prompt: Prompt) -> list[ChatCompletionMessageParam]:
    following: list[ChatCompletionMessageParam] = [
        {"role": "assistant", "content": message.content}
        if message.role == "assistant"
        else {"role": "user", "content": message.content}
        for message in prompt.follow_up
    ]
    return [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}, *following]


def _wait_before_again(error: openai.APIError, attempt: int) -> float | None:
    """Seconds until the same may be asked again; None where it may not, or could be answered and paid for twice."""
    moment = FIRST_WAIT * 2.0**attempt
    if not isinstance(error, openai.APIStatusError):
        return moment if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout) else None
    if error.code == "insufficient_quota" or error.status_code not in _NOT_BEGUN:
        return None
    headers = error.response.headers
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            named = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        return max(named, 0.0) if named <= LONGEST_WAIT else None
    return moment


def _usage(chunk: ChatCompletionChunk) -> Usage | None:
    usage = getattr(chunk, "usage", None)
    return Usage(usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage else None


def _translated(error: Exception, at: Endpoint, offered: Sequence[str] = ()) -> ModelError:
    match error:
        case openai.APIStatusError():
            return model_errors.refusal(
                at,
                error.status_code,
                _said(error),
                code=error.code,
                request_id=error.request_id,
                offered=offered,
            )
        case openai.APITimeoutError():
            connecting = isinstance(error.__cause__, httpx2.ConnectTimeout)
            return model_errors.silence(at, connecting=connecting)
        case openai.APIConnectionError():
            return model_errors.connection(at, error.__cause__)
        case openai.APIError():
            return model_errors.failed_writing(at, _said(error), error.code)
        case json.JSONDecodeError():
            return model_errors.unreadable(at)
        case UnicodeError():
            return model_errors.invalid_key(at)
        case _:
            return model_errors.invalid_address(at)


def _said(error: openai.APIError) -> str:
    """The server's own words, from wherever it put them."""
    body = error.body[0] if isinstance(error.body, list) and error.body else error.body  # Gemini's comes in a list
    body = body.get("error", body) if isinstance(body, dict) else body
    message = body.get("message") or body.get("detail") if isinstance(body, dict) else body
    return str(message or "")
