"""The ways in for programs, put beside the page: `/api/v1` and `/mcp`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.streamable_http_manager import StreamableHTTPASGIApp
from starlette.routing import Route

from assistant.api import api
from assistant.mcp_server import over_http
from assistant.offers import Desk


def offer_to_programs(app: FastAPI, desk: Desk) -> None:
    """Add both to an application that has not started yet."""
    app.mount("/api/v1", api(desk))
    sessions = over_http(desk)
    app.router.routes.append(Route("/mcp", StreamableHTTPASGIApp(sessions)))
    before = app.router.lifespan_context

    @asynccontextmanager
    async def running(started: FastAPI) -> AsyncIterator[None]:
        async with before(started), sessions.run():
            yield

    app.router.lifespan_context = running
