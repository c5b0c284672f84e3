"""One sheet of a workbook, row by row: header, typed cells, and at the end filter, widths and choices to pick from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from livelihood_extract.errors import ExtractError
from livelihood_extract.writers.columns import BLANKS, STATUSES, Column, header
from livelihood_extract.writers.options import Header
from livelihood_extract.writers.tables import Cell, Row

__all__ = ["CREATED", "Sheet", "Styles"]

CREATED = datetime(2000, 1, 1)
"""The workbook's date: always the same, so that the same input gives the same bytes."""
_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767  # characters that fit a cell
_NARROWEST, _TO_FILL_IN, _WIDEST_WRAPPED, _WIDEST, _SAMPLE = 6, 14, 32, 50, 300
_LINE_HEIGHT, _HIGHEST = 15, 408  # points; a higher row is a damaged file to a spreadsheet


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook's cells."""

    head: Format
    plain: Format
    wrapped: Format
    day: Format

    @classmethod
    def of(cls, book: Workbook) -> "Styles":
        """Register the formats in `book`."""
        top = {"valign": "top"}
        return cls(
            head=book.add_format({"bold": True, "bg_color": "#DDE8F0", "bottom": 1, "text_wrap": True, **top}),
            plain=book.add_format(top),
            wrapped=book.add_format({"text_wrap": True, "border": 1, **top}),
            day=book.add_format({"num_format": "yyyy-mm-dd", **top}),
        )


class Sheet:
    """A sheet in the making; rows may be shorter than the columns, what is left is empty."""

    def __init__(
        self,
        book: Workbook,
        title: str,
        columns: Sequence[Column],
        language: Header,
        styles: Styles,
        *,
        wrap: bool = False,
    ) -> None:
        self._sheet, self._columns, self._language, self._styles = book.add_worksheet(title), columns, language, styles
        self._text, self._widest = (styles.wrapped, _WIDEST_WRAPPED) if wrap else (styles.plain, _WIDEST)
        self._title, self._rows, self._wrap = title, 0, wrap
        heads = [header(column, language) for column in columns]
        self._sheet.write_row(0, 0, heads, styles.head)
        self._widths = [
            _TO_FILL_IN if each.name in BLANKS else cell_len(head) for each, head in zip(columns, heads, strict=True)
        ]
        self._sheet.freeze_panes(1, 0)
        if wrap:
            self._lay_out_for_print()

    def _lay_out_for_print(self) -> None:
        """A4 on its side, as wide as one page, the header on each."""
        self._sheet.set_paper(9)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def add(self, row: Row) -> None:
        """Write one row below the others."""
        self._rows += 1
        if self._rows == _MOST_ROWS:
            raise ExtractError(f"{self._title}: a sheet holds {_MOST_ROWS:,} rows; write parquet or sqlite instead")
        if self._wrap:
            lines = max(_lines(cell, self._widest - 2) for cell in row if isinstance(cell, str))
            self._sheet.set_row(self._rows, min(_LINE_HEIGHT * lines, _HIGHEST))
        cells = (*row, *[None] * (len(self._columns) - len(row)))
        for at, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            if cell is not None:
                self._put(at, column, cell)
            elif self._wrap:
                self._sheet.write_blank(self._rows, at, None, self._text)

    def _put(self, at: int, column: Column, cell: Cell) -> None:
        where, sheet = (self._rows, at), self._sheet
        match cell:
            case bool():
                sheet.write_boolean(*where, cell, self._styles.plain)
            case int() | Decimal():  # xlsxwriter prints a float with 16 digits (96.90000000000001), a Decimal as it is
                sheet.write_number(*where, cell, self._styles.plain)
            case str() if column.type == "date":
                sheet.write_datetime(*where, date.fromisoformat(cell), self._styles.day)
            case str():
                text = cell if len(cell) <= _LONGEST_TEXT else cell[: _LONGEST_TEXT - 1] + "…"
                sheet.write_string(*where, text, self._text)
        if self._rows < _SAMPLE:
            self._widths[at] = max(self._widths[at], cell_len(str(cell)[: self._widest]))

    def finish(self) -> None:
        """Set what depends on the rows: filter, widths, and the choices of a status column."""
        last = max(self._rows, 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        for at, (column, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            self._sheet.set_column(at, at, min(max(width, _NARROWEST), self._widest) + 2)
            if column.name == "status":
                choices = {"validate": "list", "source": list(STATUSES[self._language])}
                self._sheet.data_validation(1, at, last, at, choices)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many half-width characters."""
    return sum(max(1, -(-cell_len(line) // width)) for line in text.split("\n"))
