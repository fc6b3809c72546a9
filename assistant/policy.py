"""What the page may do in a browser, and what of Gradio's server may be asked for. Pure functions."""

import base64
import hashlib
import re

# Everything else of Gradio's is off: files by path, its proxy, monitoring, recording, its login, run history.
_PAGE = re.compile(
    r"/|/(?:config|theme\.css|manifest\.json|robots\.txt|favicon\.ico)"
    r"|/(?:assets|static)/[\w./-]+"
    r"|/gradio_api/(?:info|queue/join|queue/data|heartbeat/\w+|run/predict|cancel|reset|startup-events"
    r"|component_server/?|upload|upload_progress|app_id|theme\.css|call/[\w.-]+(?:/\w+)?)"
)
_OWN = re.compile(r"/healthz|/login|/logout|/mcp|/api/v1(?:/[\w.-]*)*")
_INLINE = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)

KILOBYTE, MEGABYTE = 2**10, 2**20
UPLOAD_BYTES = 500 * MEGABYTE  # of one request with all its files; app.py limits each of them
PAGE_BYTES = 16 * MEGABYTE
PROGRAM_BYTES = 1 * MEGABYTE
LOGIN_BYTES = 8 * KILOBYTE

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, a browser tells no Origin when a form is sent
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
# For everything that is no page: JSON, and files of the page, which run under the page's own policy.
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def is_served(path: str) -> bool:
    """Whether a path is one of ours, or one of Gradio's that the page needs."""
    if ".." in path or "\\" in path or "//" in path or not path.isprintable():
        return False
    return bool(_OWN.fullmatch(path) or _PAGE.fullmatch(path))


def most_bytes(path: str) -> int:
    """How large the body of a request to this path may be."""
    if path == "/login":
        return LOGIN_BYTES
    if path == "/gradio_api/upload":
        return UPLOAD_BYTES
    return PROGRAM_BYTES if path.startswith(("/api/", "/mcp")) else PAGE_BYTES


def page_policy(html: str, head: str) -> str:
    """The policy for a page of Gradio's: only scripts that stand in it run, by their hash, and none in attributes.

    `head` is what Gradio's script puts into the page later on. Gradio makes functions of text (`js_on_load`),
    so 'unsafe-eval' stays, and so do inline styles, which its components set as they go.
    """
    hashes = " ".join(dict.fromkeys(f"'{_hash(script)}'" for script in inline_scripts(html) + inline_scripts(head)))
    return (
        f"default-src 'none'; script-src 'self' 'unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; connect-src 'self'; "
        "worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
    )


def plain_policy(style: str) -> str:
    """The policy for a page without a script, whose one `<style>` is this."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def inline_scripts(html: str) -> list[str]:
    """The text of every script of a page that is not loaded from an address."""
    return [text for attributes, text in _INLINE.findall(html) if "src=" not in attributes and text]


def _hash(text: str) -> str:
    # A browser hashes a script as it has parsed it: with plain line ends.
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"sha256-{base64.b64encode(hashlib.sha256(normal.encode()).digest()).decode()}"
