"""Word documents (.docx, .docm): paragraphs as lines with the numbers Word paints before them, tables as rows.

Read from the XML itself: what python-docx leaves out (automatic numbers, text boxes, insertions, content controls) is
what a plan is made of. Tracked changes count as accepted; headers, footers, footnotes, comments and fields' codes are
left out. No macro, link or embedded object is ever opened.
"""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from livelihood_extract.errors import UnreadableFile
from livelihood_extract.readers.archive import Archive
from livelihood_extract.readers.content import Content
from livelihood_extract.readers.grid import Cell, row_lines
from livelihood_extract.readers.markup import attribute, local_name, parse_xml
from livelihood_extract.readers.numbering import RAISED
from livelihood_extract.readers.wordnumbers import WordNumbers

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

CHANGED_AWAY = frozenset({"del", "moveFrom"})
UNSEEN = CHANGED_AWAY | {
    "instrText",
    "rPr",
    "pPr",
    "sectPr",
    "tblPr",
    "trPr",
    "tcPr",
    "sdtPr",
    "rt",
    "Fallback",
    "txbxContent",
}
"""Elements without a character of the running text; text boxes are read after the paragraph they hang on."""

SIGNS = {"tab": " ", "noBreakHyphen": "-", "cr": "\n"}


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Text of a Word document; `encoding` is of no use here. Raises UnreadableFile, LimitExceeded."""
    archive = Archive(data, name)
    document = _document_part(archive, name)
    body = parse_xml(archive.read(document), name).find("{*}body")
    if body is None:
        raise UnreadableFile(name, "damaged: a Word document without a body; save it again")
    folder = dirname(document)
    parts = {
        part: parse_xml(archive.read(f"{folder}/{part}.xml"), name)
        for part in ("styles", "numbering")
        if f"{folder}/{part}.xml" in archive.members
    }
    numbers = WordNumbers(parts.get("styles"), parts.get("numbering"))
    return Content("".join(f"{line}\n" for line in _lines(body, numbers, name)))


def _document_part(archive: Archive, name: str) -> str:
    """The member that the package names as its document; it need not be word/document.xml."""
    for relation in parse_xml(archive.read("_rels/.rels"), name):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return normpath(join("/", relation.get("Target") or "")).lstrip("/")
    raise UnreadableFile(name, "damaged: an archive without a Word document; save it again")


def _lines(block: "_Element", numbers: WordNumbers, name: str) -> Iterator[str]:
    """Lines of a body, cell, text box or content control."""
    unfinished = ""  # text of paragraphs whose end a tracked change takes away
    for child in block:
        kind = local_name(child)
        if kind == "p":
            unfinished += "".join(_characters(child))
            if _is_changed_away(child.find("{*}pPr/{*}rPr")):
                continue
            yield from _split(numbers.label(child) + unfinished)
            unfinished = ""
            for box in _boxes(child):
                yield from _lines(box, numbers, name)
        elif kind == "tbl":
            yield from _table(child, numbers, name)
        elif kind not in UNSEEN:  # ins, moveTo, sdt, sdtContent, customXml: wrappers around paragraphs
            yield from _lines(child, numbers, name)
    yield from _split(unfinished)


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _is_changed_away(properties: "_Element | None") -> bool:
    return properties is not None and any(local_name(each) in CHANGED_AWAY for each in properties)


def _characters(element: "_Element") -> Iterator[str]:
    for child in element:
        kind = local_name(child)
        if kind == "t":
            yield _raised(child.text or "", element)
        elif kind in SIGNS:
            yield SIGNS[kind]
        elif kind == "br":
            yield "\n" if attribute(child, "type") in (None, "textWrapping") else ""
        elif kind == "sym":
            yield _symbol(attribute(child, "char") or "")
        elif kind not in UNSEEN and not (kind == "r" and _is_on(child.find("{*}rPr/{*}vanish"))):
            yield from _characters(child)


def _raised(text: str, run: "_Element") -> str:
    """A raised 2 or 3 after a unit is the sign ² or ³ to a reader (m², km²)."""
    if text in RAISED and attribute(run.find("{*}rPr/{*}vertAlign"), "val") == "superscript":
        return RAISED[text]
    return text


def _symbol(code: str) -> str:
    """A character by its hexadecimal code; those of the symbol fonts' private area are pictures without a meaning."""
    value = int(code, 16) if len(code) == 4 and code.isalnum() and code.isascii() and code.lower() < "g" else 0
    return chr(value) if value >= 32 and not 0xD800 <= value < 0xF900 else ""


def _is_on(switch: "_Element | None") -> bool:
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


def _boxes(element: "_Element") -> Iterator["_Element"]:
    """Text boxes that hang on an element; Fallback repeats the same boxes for programs of before 2010."""
    for child in element:
        if local_name(child) == "txbxContent":
            yield child
        elif local_name(child) not in CHANGED_AWAY | {"Fallback"}:
            yield from _boxes(child)


def _table(table: "_Element", numbers: WordNumbers, name: str) -> list[str]:
    """Rows as lines; a frame of a single cell is no table but a page in a border, and keeps its lines."""
    rows = [[*_within(row, "tc")] for row in _within(table, "tr") if not _is_changed_away(row.find("{*}trPr"))]
    if len(rows) == 1 and len(rows[0]) == 1:
        return list(_lines(rows[0][0], numbers, name))
    return row_lines(_merged([[_cell(cell, numbers, name) for cell in row] for row in rows]), name)


def _within(element: "_Element", kind: str) -> Iterator["_Element"]:
    """Rows of a table or cells of a row, also inside content controls and insertions, not those of tables within."""
    for child in element:
        if local_name(child) == kind:
            yield child
        elif local_name(child) in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _within(child, kind)


def _cell(cell: "_Element", numbers: WordNumbers, name: str) -> tuple[Cell, bool]:
    """A cell of one row, and whether it merely continues the cell above it."""
    columns = attribute(cell.find("{*}tcPr/{*}gridSpan"), "val") or ""
    merge = cell.find("{*}tcPr/{*}vMerge")
    text = "\n".join(_lines(cell, numbers, name))
    width = max(1, int(columns)) if columns.isdecimal() and len(columns) < 8 else 1
    return Cell(text, 1, width), merge is not None and attribute(merge, "val") in (None, "continue")


def _merged(rows: list[list[tuple[Cell, bool]]]) -> list[list[Cell]]:
    """Cells that continue the one above say its text again."""
    above: dict[int, str] = {}  # column -> text of the cell that starts there
    merged = []
    for row in rows:
        column, cells, starts = 0, [], {}
        for cell, continues in row:
            starts[column] = above.get(column, "") if continues else cell.text
            cells.append(Cell(starts[column], 1, cell.columns))
            column += cell.columns
        above = starts
        merged.append(cells)
    return merged
