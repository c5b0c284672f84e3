"""One sheet of a workbook, row by row: header, typed cells, and at the end filter, widths and choices to pick from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from livelihood_extract.errors import ExtractError
from livelihood_extract.writers.columns import STATUSES, Column, header
from livelihood_extract.writers.options import Header
from livelihood_extract.writers.tables import Cell, Row

__all__ = ["CREATED", "Sheet", "Styles"]

CREATED = datetime(2000, 1, 1)
"""The workbook's date: always the same, so that the same input gives the same bytes."""
_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767  # characters that fit a cell
_NARROWEST, _WIDEST, _SAMPLE = 6, 50, 300


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
        self._text = styles.wrapped if wrap else styles.plain
        self._title, self._rows = title, 0
        heads = [header(column, language) for column in columns]
        self._sheet.write_row(0, 0, heads, styles.head)
        self._widths = [cell_len(head) for head in heads]
        self._sheet.freeze_panes(1, 0)

    def add(self, row: Row) -> None:
        """Write one row below the others."""
        self._rows += 1
        if self._rows == _MOST_ROWS:
            raise ExtractError(f"{self._title}: a sheet holds {_MOST_ROWS:,} rows; write parquet or sqlite instead")
        for at, (column, cell) in enumerate(zip(self._columns, row, strict=False)):
            if cell is not None:
                self._put(at, column, cell)

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
            self._widths[at] = max(self._widths[at], cell_len(str(cell)[:_WIDEST]))

    def finish(self) -> None:
        """Set what depends on the rows: filter, widths, and the choices of a status column."""
        last = max(self._rows, 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        for at, (column, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            self._sheet.set_column(at, at, min(max(width, _NARROWEST), _WIDEST) + 2)
            if column.name == "status":
                choices = {"validate": "list", "source": list(STATUSES[self._language])}
                self._sheet.data_validation(1, at, last, at, choices)
