"""Small files of each kind, built where they are needed."""

import io
import zipfile
from collections.abc import Mapping, Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], *, extra: bytes = b"") -> bytes:
    """A PDF of lines at (x, y) points from the lower left; one that begins with * is bold, with . small."""
    fonts = b"<</F1 3 0 R/F2 4 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for page in pages:
        content = b"".join(_line(x, y, text) for x, y, text in page)
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font%s>>/Contents %d 0 R>>"
            % (fonts, len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return _assembled(objects, extra)


def _line(x: float, y: float, text: str) -> bytes:
    font = b"F2" if text.startswith("*") else b"F1"
    size = 9 if text.startswith(".") else 12
    words = text.lstrip("*.").encode("cp1252")
    for char in (b"\\", b"(", b")"):
        words = words.replace(char, b"\\" + char)
    return b"BT /%s %d Tf %g %g Td (%s) Tj ET\n" % (font, size, x, y, words)


def _assembled(objects: Sequence[bytes], extra: bytes) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        extra,
        data.rfind(b"xref"),
    )


def archive(members: Mapping[str, bytes | str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return packed.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document from the XML of its body; `styles` and `core` are further parts."""
    space = f'xmlns:w="{WORD}"'
    members = {"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"}
    if "styles" in parts:
        members["word/styles.xml"] = f"<w:styles {space}>{parts['styles']}</w:styles>"
    if "core" in parts:
        members["docProps/core.xml"] = parts["core"]
    return archive(members)


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of a Word document; a run that begins with * is bold."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    written = "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if run.startswith('*') else ''}"
        f'<w:t xml:space="preserve">{run.removeprefix("*")}</w:t></w:r>'
        for run in runs
    )
    return f"<w:p>{properties}{written}</w:p>"
