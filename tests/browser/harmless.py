"""What no page that shows hostile words may have: anything that ran, was drawn from them, or leads somewhere."""

from playwright.sync_api import Page

# Of all that our scripts draw: elements that only a payload could have made; the page has icons and forms of its own.
_FORGED = (
    "#or-forged, .or-forged, #xss-submit, :is(.or-root, .or-dialog, #or-quote) :is(img, script, iframe, object, embed, "
    "video, audio, svg:not(.or-icon), math, style, link, meta, base, form:not([class], [novalidate]), template, "
    "marquee, xmp, noscript, [autofocus], [formaction], [action])"
)
_HANDLERS = """() => [...document.querySelectorAll(":is(.or-root, .or-dialog, #or-quote) *")]
    .flatMap((node) => node.getAttributeNames()).filter((name) => name.startsWith("on"))"""
_CHIPS = """() => [...document.querySelectorAll(".or-chip")].filter((chip) =>
    !chip.matches(".or-chips > button[data-round][data-n][data-place]") || chip.textContent !== chip.dataset.n)
    .map((chip) => chip.outerHTML)"""
_SCHEMES = "() => [...new Set([...document.querySelectorAll('a[href]')].map((link) => link.protocol))]"


def check_harmless(page: Page) -> None:
    """Nothing ran, nothing was drawn but words, no chip is forged, and no link leads elsewhere than to the web."""
    assert page.evaluate("window.hacked") is None
    assert page.locator(_FORGED).count() == 0
    assert page.evaluate(_HANDLERS) == []
    assert page.locator("#or-opened").count() <= 1 and page.locator(".or-panel").count() == 1
    assert page.evaluate(_CHIPS) == []
    assert set(page.evaluate(_SCHEMES)) <= {"http:", "https:"}
