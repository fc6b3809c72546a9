"""Where a request comes from: under which name the server was asked, and from which site's page."""

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request


def is_loopback(host: str) -> bool:
    """Whether a host's name or address, without a port, is this machine's alone."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_ours(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header names the loopback, or one of `names`: a page elsewhere may lead its own name here."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return is_loopback(name) or name in names


def is_from_elsewhere(request: Request) -> bool:
    """Whether another site's page sent this; following a link from there is allowed."""
    headers = request.headers
    site = headers.get("sec-fetch-site")
    if site in ("same-origin", "none"):
        return False
    if site is not None:
        is_link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        return not (is_link and request.method in ("GET", "HEAD"))
    origin = headers.get("origin")
    if origin is None:
        return False  # no browser: it sends one with whatever changes something
    asked = (headers.get("host", ""), headers.get("x-forwarded-host", "").split(",")[0].strip())
    return origin.partition("://")[2] not in filter(None, asked)


def is_from_here(request: Request) -> bool:
    """Whether a browser says that our own page sent this form."""
    is_told = "sec-fetch-site" in request.headers or "origin" in request.headers
    return is_told and not is_from_elsewhere(request)
