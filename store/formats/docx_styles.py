"""What the styles of a Word document say of its paragraphs: bold, a title, quoted. Pure functions."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = re.compile(r"^(?:title|titel|titre|título|heading ?1)$", re.I)
# Word names its own styles in English wherever it runs, but ids, and names in other programs, are localised.
_QUOTE = re.compile(
    r"^(?:(?:intense|block)?\W?quot(?:e|es|ation|ations)|block\W?text|(?:intensives)?\W?zitat|blockzitat|blocktext"
    r"|(?:bloc\W?de\W?)?citation(?:\W?intense)?|cita(?:\W?(?:destacada|intensa))?|citaci[oó]n|textodebloque"
    r"|citaç(?:ão|ao)(?:\W?intensa)?|citazione(?:\W?intensa)?|(?:duidelijk)?\W?citaat|цитата|(?:明显|明顯|鲜明|鮮明)?引[用文]文?)$",
    re.I,
)
_OFF = frozenset({"0", "false", "off"})
_INDENT = 200  # twentieths of a point
_SIDES = (("left", "start"), ("right", "end"))
_DEEPEST = 20  # styles on one another


@dataclass(frozen=True, slots=True)
class Styles:
    """The ids of the styles of each kind; `indented` are set off on both sides."""

    bold: frozenset[str]
    titles: frozenset[str]
    quotes: frozenset[str]
    indented: frozenset[str]

    def quotes_by(self, style_id: str) -> bool:
        """Whether a paragraph of this style is a quotation: by the style's name, or by its id."""
        return style_id in self.quotes or bool(_QUOTE.match(style_id))


def styles_of(root: etree._Element | None) -> Styles:
    """The styles of `word/styles.xml`, or none."""
    styles = {} if root is None else {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}

    def having(told: Callable[[etree._Element], bool | None]) -> frozenset[str]:
        """Those of which the first style they are based on that tells anything tells so."""
        return frozenset(
            id for id in styles if next((own for base in _bases(id, styles) if (own := told(base)) is not None), False)
        )

    return Styles(
        having(lambda style: is_on(style.find(f"{W}rPr/{W}b"))),
        frozenset(id for id, style in styles.items() if _TITLE.match(_name(style))),
        having(lambda style: True if _QUOTE.match(_name(style)) else None),
        having(lambda style: is_indented(style.find(f"{W}pPr/{W}ind"))),
    )


def is_on(element: etree._Element | None) -> bool | None:
    """What a switch says; None if there is none."""
    return None if element is None else element.get(f"{W}val", "true").lower() not in _OFF


def is_indented(indents: etree._Element | None) -> bool | None:
    """Whether both sides are set in; None where nothing is said of them."""
    if indents is None:
        return None
    sides = [indents.get(f"{W}{one}") or indents.get(f"{W}{other}") for one, other in _SIDES]
    return None if not any(sides) else all(side and side.isdigit() and int(side) >= _INDENT for side in sides)


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "")


def _bases(style_id: str, styles: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """A style, and those it is based on."""
    for _ in range(_DEEPEST):
        if (style := styles.get(style_id)) is None:
            return
        yield style
        base = style.find(f"{W}basedOn")
        style_id = "" if base is None else base.get(f"{W}val", "")
