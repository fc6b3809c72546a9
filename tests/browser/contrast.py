"""Whether words can be told from their ground, in a file that is opened by itself."""

from playwright.sync_api import Page

_FAINT = """() => {
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const over = (colours) => {
    paint.clearRect(0, 0, 1, 1);
    for (const colour of colours) { paint.fillStyle = colour; paint.fillRect(0, 0, 1, 1); }
    return paint.getImageData(0, 0, 1, 1).data;
  };
  const light = ([r, g, b]) => {
    const part = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const grounds = [];
    for (let node = element; node; node = node.parentElement) grounds.unshift(getComputedStyle(node).backgroundColor);
    const style = getComputedStyle(element);
    const colour = element.closest("svg") ? style.fill : style.color;
    const [a, b] = [light(over(["canvas", ...grounds])), light(over(["canvas", ...grounds, colour]))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${element.tagName} ${element.getAttribute("class")} ${ratio.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""


def faint(page: Page) -> list[str]:
    """What breaks WCAG 2.2, 1.4.3: less than 4.5:1 between a colour of text and the ground it stands on."""
    told: list[str] = page.evaluate(_FAINT)
    return told
