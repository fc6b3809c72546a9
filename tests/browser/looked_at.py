"""What axe finds on the page as it stands: WCAG 2.2 A and AA, and what is good practice."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_SETTLE_MS = 300  # colours fade in


def looked_at(page: Page) -> dict[str, Any]:
    """How many rules passed, each rule that is broken and each that needs a look by eye, with their elements."""
    page.wait_for_timeout(_SETTLE_MS)
    told = Axe().run(page, options={"runOnly": _RULES}).response
    return {
        "passed": len(told["passes"]),
        "violations": [_rule(each) for each in told["violations"]],
        "incomplete": [_rule(each) for each in told["incomplete"]],
    }


def _rule(each: dict[str, Any]) -> dict[str, Any]:
    nodes = [{"target": node["target"], "html": node["html"][:200], "why": _why(node)} for node in each["nodes"]]
    return {"rule": each["id"], "help": each["help"], "impact": each["impact"], "nodes": nodes}


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
