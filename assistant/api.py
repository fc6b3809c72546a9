"""The same engine for programs over HTTP: one route for everything on offer, and answers as a stream."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated, Any

from anyio import CancelScope, to_thread
from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from pydantic import Field
from starlette.exceptions import HTTPException

from assistant import results
from assistant.api_page import api_page
from assistant.contract import step_json
from assistant.errors import BUG, ModelError, SettingsError
from assistant.offers import OFFERS, BusyError, Desk, Offer, QuestionAsked, Result, failure_json, kept_json, steps_of
from assistant.pace import Pace
from assistant.types import Answer, Draft
from store.errors import LibraryError, LibraryLockedError, ReportedError, UnknownTranscriptError

logger = logging.getLogger(__name__)

# The data of an event; FastAPI by itself calls it a string.
_EVENT = Annotated[
    results.Found | results.Draft | results.Answer | results.Failure, Field(json_schema_extra={"type": "object"})
]
# Which stands there as an event; a stream's failures, too, are JSON.
_FAILURE = {"$ref": "#/components/schemas/Failure"}

# The first that fits; what is none of them is a problem with what was sent.
_STATUS: tuple[tuple[type[ReportedError], HTTPStatus], ...] = (
    (UnknownTranscriptError, HTTPStatus.NOT_FOUND),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LibraryLockedError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LibraryError, HTTPStatus.SERVICE_UNAVAILABLE),
    (ModelError, HTTPStatus.BAD_GATEWAY),
    (SettingsError, HTTPStatus.BAD_REQUEST),
)
_FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"description": about, "content": {"application/json": {"schema": _FAILURE}}}
    for status, about in (
        (404, "No such transcript or exchange."),
        (422, "The request cannot be taken."),
        (502, "The model's server failed."),
        (503, "Too many questions wait, or the library is in use: ask again."),
    )
}


def api(desk: Desk) -> FastAPI:
    """The application for `/api/v1`, with its description at `openapi.json` and, to read, at `docs`."""
    app = FastAPI(
        title="OnRecord",
        version=version("onrecord"),
        description="Ask what was said; every claim of the answer cites the exact words in the transcript.",
        docs_url=None,
        redoc_url=None,
    )
    for offer in OFFERS:
        app.add_api_route(
            f"/{offer.name}",
            _route(desk, offer),
            methods=[offer.method],
            summary=offer.asked.__doc__,
            description=offer.about,
            operation_id=offer.name,
            responses={200: {"description": "The result.", "model": offer.gives}, **_FAILURES},
            response_model=None,
        )
    app.add_api_route(
        "/ask/stream",
        _streamed(desk),
        methods=["POST"],
        summary="A question to be answered from the transcripts, as it is written.",
        description="Server-sent events: `searched` with what was found, `draft` with the words so far, not checked "
        "yet, `answer` with the checked answer as `ask` gives it; or `error` with problem and mend.",
        operation_id="ask_stream",
        responses={200: {"description": "What an event holds.", "model": _EVENT}, **_FAILURES},
        response_class=_Events,
        response_model=None,
    )
    app.add_api_route("/docs", lambda: HTMLResponse(api_page(app.openapi())), include_in_schema=False)
    _report_errors(app)
    return app


class _Events(StreamingResponse):
    media_type = "text/event-stream"


def _route(desk: Desk, offer: Offer) -> Callable[..., Awaitable[Result]]:
    async def answer(asked: Any) -> Result:
        return await offer.answered(desk, asked)

    # The request's model is known only here; FastAPI reads it from the annotation.
    answer.__annotations__["asked"] = Annotated[offer.asked, Query()] if offer.method == "GET" else offer.asked
    return answer


def _streamed(desk: Desk) -> Callable[..., Awaitable[_Events]]:
    async def stream(asked: QuestionAsked) -> _Events:
        desk.check_queue()
        return _Events(_events(desk, asked))

    return stream


async def _events(desk: Desk, asked: QuestionAsked) -> AsyncIterator[str]:
    """Each step as an event; a client that goes away stops the writer at its next piece."""
    async with desk.turns:
        steps = steps_of(desk, asked)
        pace = Pace()
        try:
            while (step := await to_thread.run_sync(next, steps, None)) is not None:
                if isinstance(step, Answer):
                    yield _event("answer", await to_thread.run_sync(kept_json, desk, asked, step))
                    continue
                if pace.lets(step):
                    yield _event("draft" if isinstance(step, Draft) else "searched", step_json(step))
        except ReportedError as error:
            yield _event("error", failure_json(error.problem, error.mend))
        except Exception:  # the edge of the program: the stream must end in a word
            logger.exception("streaming an answer failed")
            yield _event("error", failure_json(BUG.problem, BUG.mend))
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(steps.close)


def _event(name: str, value: Result) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


def _report_errors(app: FastAPI) -> None:
    """Every failure as one object, with a status that fits."""

    async def reported(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ReportedError)
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.UNPROCESSABLE_ENTITY)
        return JSONResponse(failure_json(error.problem, error.mend), status)

    async def not_taken(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"][1:])
        problem = f"{where}: {fault['msg']}." if where else f"{fault['msg']}."
        return _failed(422, problem, "Correct the request; /api/v1/docs shows what can be sent.")

    async def refused(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return _failed(error.status_code, f"{error.detail}.", "/api/v1/docs shows what can be asked, and how.")

    async def failed(request: Request, error: Exception) -> JSONResponse:
        return _failed(500, BUG.problem, BUG.mend)

    app.add_exception_handler(ReportedError, reported)
    app.add_exception_handler(RequestValidationError, not_taken)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, failed)


def _failed(status: int, problem: str, mend: str) -> JSONResponse:
    return JSONResponse(failure_json(problem, mend), status)
