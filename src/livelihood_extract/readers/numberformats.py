"""How a workbook shows its numbers: 0.969 under the format 0.0% is 96.9%, 20 under 0"个" is 20个.

python-calamine hands out bare values; the formats stand in styles.xml and in the style number of every cell
(ISO/IEC 29500-1, 18.8.30). The same pass over the sheets finds out how far they reach before anything is built from
them.
"""

import re
from decimal import Decimal
from posixpath import join, normpath

from livelihood_extract.errors import LimitExceeded
from livelihood_extract.readers.archive import Archive
from livelihood_extract.readers.limits import MAX_CELLS
from livelihood_extract.readers.markup import attribute, parse_xml

__all__ = ["Formats", "number_formats", "shown"]

Formats = dict[tuple[int, int], str]
"""Format codes by row and column of the cell, both from 0."""

BUILT_IN = {9: "0%", 10: "0.00%"}
CELL = re.compile(rb"""<(?:\w+:)?(?:c|row)\b[^>]*""")
ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,7})["']""")
STYLE = re.compile(rb"""\bs\s*=\s*["']([0-9]{1,6})["']""")
TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].|([0#?.,]+)|(%)|([^\x00-\x7f])|.')


def number_formats(data: bytes, name: str) -> dict[str, Formats]:
    """Formats of all cells that show more than bare digits, by name of their sheet.

    Raises UnreadableFile when a part is damaged, LimitExceeded when a sheet reaches farther than MAX_CELLS.
    """
    archive = Archive(data, name)
    archive.check()
    codes = _codes(archive, name)
    return {sheet: _sheet_formats(archive.read(member), codes, name) for sheet, member in _sheets(archive, name)}


def shown(value: float, code: str) -> str:
    """`value` in full under a format code: with its percent sign and the words of the format, without separators."""
    number, before, after, percent, placed = Decimal(repr(value)), "", "", False, False
    for quoted, escaped, digits, sign, wide in TOKEN.findall(code.split(";")[0]):
        placed, percent = placed or bool(digits), percent or bool(sign)
        words = quoted + escaped + sign + wide
        before, after = (before, after + words) if placed else (before + words, after)
    digits = f"{(number * 100 if percent else number).normalize():f}"
    return f"{before}{digits}{after}" if placed else digits


def _codes(archive: Archive, name: str) -> dict[int, str]:
    """Format codes with a percent sign or words, by style number."""
    if "xl/styles.xml" not in archive.members:
        return {}
    styles = parse_xml(archive.read("xl/styles.xml"), name)
    own = {each.get("numFmtId"): each.get("formatCode") or "" for each in styles.iterfind("{*}numFmts/{*}numFmt")}
    codes = {}
    for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        key = style.get("numFmtId") or "0"
        code = own.get(key) or BUILT_IN.get(int(key) if key.isdecimal() else 0, "")
        if re.search(r'%|"|\\|[^\x00-\x7f]', code):
            codes[number] = code
    return codes


def _sheets(archive: Archive, name: str) -> list[tuple[str, str]]:
    """Name and member of every sheet of the workbook."""
    relations = parse_xml(archive.read("xl/_rels/workbook.xml.rels"), name)
    targets = {each.get("Id"): normpath(join("/xl", each.get("Target") or "")).lstrip("/") for each in relations}
    book = parse_xml(archive.read("xl/workbook.xml"), name)
    named = [
        (each.get("name") or "", targets.get(attribute(each, "id"))) for each in book.iterfind("{*}sheets/{*}sheet")
    ]
    return [(sheet, member) for sheet, member in named if member in archive.members]


def _sheet_formats(sheet: bytes, codes: dict[int, str], name: str) -> Formats:
    """Formats of the cells of one sheet; its XML is scanned, not built, for it may be large."""
    rows = columns = 0
    formats: Formats = {}
    for cell in CELL.finditer(sheet):
        address, style = ADDRESS.search(cell[0]), STYLE.search(cell[0])
        if address is None:
            continue
        row, column = int(address[2]), _column(address[1].decode().upper())
        rows, columns = max(rows, row), max(columns, column)
        if style and column and int(style[1]) in codes:
            formats[row - 1, column - 1] = codes[int(style[1])]
    if rows * max(columns, 1) > MAX_CELLS:
        raise LimitExceeded(name, f"a sheet of more than {MAX_CELLS:,} cells; save its table in a file of its own")
    return formats


def _column(letters: str) -> int:
    """Number of a column from 1; 0 for no letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
