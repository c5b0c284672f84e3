"""Spreadsheets (.xlsx, .xlsm, .xls): one line a row, cells separated by TAB, sheet after sheet.

Values are those stored when the file was saved: no formula is computed, no macro or link followed. Hidden sheets are
left out; a cell merged over rows says its text in each of them; numbers look as their format shows them (100%, 20个).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from livelihood_extract.errors import LimitExceeded, UnreadableFile
from livelihood_extract.readers.content import Content
from livelihood_extract.readers.grid import flat, row_line
from livelihood_extract.readers.limits import MAX_CELLS
from livelihood_extract.readers.numberformats import Formats, number_formats, shown
from livelihood_extract.readers.sniff import ZIP
from livelihood_extract.records import Part

__all__ = ["read"]

Value = int | float | str | bool | time | date | datetime | timedelta


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Rows of all visible sheets; `encoding` is of no use here. Raises UnreadableFile, LimitExceeded."""
    formats = number_formats(data, name) if data.startswith(ZIP) else {}
    text = ""
    parts: list[Part] = []
    for sheet in _sheets(data, name):
        for number, cells in enumerate(_rows(sheet, formats.get(sheet.name, {}), name), 1):
            parts += _places(cells, sheet.name, number, len(text))
            text += f"{row_line(cells)}\n" if any(cells) else ""
    return Content(text, parts=tuple(parts))


def _sheets(data: bytes, name: str) -> list[CalamineSheet]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [book.get_sheet_by_name(sheet.name) for sheet in book.sheets_metadata if _is_seen(sheet)]
    except PasswordError:
        raise UnreadableFile(name, "protected by a password; save a copy without one") from None
    except (CalamineError, OSError, ValueError):
        raise UnreadableFile(name, "damaged: the workbook cannot be read; save it again") from None


def _is_seen(sheet: SheetMetadata) -> bool:
    return sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet


def _rows(sheet: CalamineSheet, formats: Formats, name: str) -> Iterator[list[str]]:
    """Texts of the cells from A1 on, row by row; empty rows are empty lists."""
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise LimitExceeded(name, f"a sheet of more than {MAX_CELLS:,} cells; save its table in a file of its own")
    values: list[list[Value]] = sheet.to_python(skip_empty_area=False)
    texts = [
        [flat(_text(value, formats.get((row, column), ""))) for column, value in enumerate(cells)]
        for row, cells in enumerate(values)
    ]
    carried = _carried(sheet, texts)
    for row, own in enumerate(texts):
        if any(own):  # a row that only continues the cells above it says nothing new
            yield [carried.get((row, column), text) for column, text in enumerate(own)]
        else:
            yield []


def _carried(sheet: CalamineSheet, texts: list[list[str]]) -> dict[tuple[int, int], str]:
    """Texts of merged cells for the rows below their first, by row and column from 0."""
    carried = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or []:
        if top < len(texts) and left < len(texts[top]):
            for row in range(top + 1, min(bottom + 1, len(texts))):
                carried[row, left] = texts[top][left]
    return carried


def _text(value: Value, code: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown(value, code)
    if isinstance(value, datetime) and value.time() != time():
        return f"{_text(value.date(), '')}{value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _places(cells: list[str], sheet: str, row: int, start: int) -> Iterator[Part]:
    for column, text in enumerate(cells):
        if text:
            yield Part(start, start + len(text), cell=f"{sheet}!{_letters(column)}{row}")
        start += len(text) + 1


def _letters(column: int) -> str:
    """Name of a column from 0: A, Z, AA."""
    higher, last = divmod(column, 26)
    return (_letters(higher - 1) if higher else "") + chr(ord("A") + last)
