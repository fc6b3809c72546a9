"""Pictures of every tab, filled, on a phone and a desktop, light and dark, and what axe finds there.

`python -m tests.browser.pictures FOLDER` writes a PNG for each, `axe.json` with every element, and a short `axe.txt`.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import launched, visit
from tests.browser.filled_tabs import serving_filled, walk
from tests.browser.looked_at import looked_at

WIDTHS, SCHEMES = (390, 1400), ("light", "dark")
HEIGHT = 900


def take(folder: Path) -> list[dict[str, Any]]:
    """Write the pictures; gives what axe found in each state, width and scheme."""
    expect.set_options(timeout=30_000)
    with (
        tempfile.TemporaryDirectory() as library,
        serving_filled(Path(library)) as address,
        sync_playwright() as started,
    ):
        browser = launched(started)
        if browser is None:
            sys.exit("error: no Chromium found. Install it, or set CHROMIUM to its path.")
        return [
            found
            for width in WIDTHS
            for scheme in SCHEMES
            for found in _states(browser, address, folder, width=width, scheme=scheme)
        ]


def _states(browser: Browser, address: str, folder: Path, *, width: int, scheme: Any) -> Iterator[dict[str, Any]]:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    visit(page, address)
    for state in walk(page):
        found = looked_at(page)
        page.screenshot(path=folder / f"{state.replace(' ', '-')}-{width}-{scheme}.png", full_page=True)
        yield {"state": state, "width": width, "scheme": scheme, **found}
    context.close()


def told(found: list[dict[str, Any]]) -> str:
    """A line for each state, and below it each rule that is broken or needs a look by eye."""
    return "".join(line + "\n" for each in found for line in _lines(each))


def _lines(each: dict[str, Any]) -> Iterator[str]:
    broken, unsure = each["violations"], each["incomplete"]
    yield (
        f"{each['state']}, {each['width']} px, {each['scheme']}: {each['passed']} rules passed, "
        f"{len(broken)} broken, {len(unsure)} to look at by eye"
    )
    for word, rules in (("broken", broken), ("look", unsure)):
        for rule in rules:
            yield f"  {word}: {rule['rule']} ({rule['help']})"
            whys = Counter(node["why"] for node in rule["nodes"])
            yield from (f"    {count} x {why}" for why, count in whys.items() if word == "look")
            yield from (f"    {node['target']}: {node['why']}" for node in rule["nodes"] if word == "broken")


def main() -> None:
    """Write everything into the folder that is named."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.pictures FOLDER")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    found = take(folder)
    (folder / "axe.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    (folder / "axe.txt").write_text(told(found), "utf-8")
    broken = sum(len(each["violations"]) for each in found)
    print(f"{len(found)} pictures in {folder}; {broken} rules broken, see axe.txt")


if __name__ == "__main__":
    main()
