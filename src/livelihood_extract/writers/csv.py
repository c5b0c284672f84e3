"""One table as CSV (RFC 4180) in UTF-8: a header line, then a line per row; an empty cell is null.

With `excel` it opens in a spreadsheet as it is: byte order mark, CRLF, and a leading apostrophe on text that the
spreadsheet would run (=1+1) or turn into a number or a date (item id 2.10 into 2.1, label (1) into -1).
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import BinaryIO

from livelihood_extract.writers.columns import Type, columns, headers
from livelihood_extract.writers.options import Options
from livelihood_extract.writers.tables import Cell, Record, number, rows

__all__ = ["Sheet", "write"]

# What a spreadsheet runs as a formula, full-width signs and leading controls included, or converts.
_RISKY = re.compile(r"[=+\-@＝＋－＠\t\r\n]|\(?\d[\d.,:/\-]*[%％)]?$")


class Sheet:
    """A CSV file in the making: opened on a binary stream with its header, takes records."""

    def __init__(self, out: BinaryIO, table: str, options: Options) -> None:
        self._out, self._table = out, table
        self._end = "\r\n" if options.excel else "\n"
        written = _WRITTEN | {"text": _guarded} if options.excel else _WRITTEN
        self._written = [(at, written[each.type]) for at, each in enumerate(columns(table)) if each.type in written]
        if options.excel:
            out.write(BOM_UTF8)
        # csv.writer quotes the characters of its line end; told CRLF it quotes a CR inside a cell, too.
        self._writer = csv.writer(self, lineterminator="\r\n")
        self._writer.writerow(headers(table, options.header))

    def add(self, record: Record) -> None:
        """Write the rows that the record gives."""
        for row in rows(self._table, record):
            cells = list(row)
            for at, text in self._written:
                cells[at] = text(cells[at])
            self._writer.writerow(cells)

    def write(self, line: str) -> None:
        """Take a line from csv.writer."""
        self._out.write((line[:-2] + self._end).encode("utf-8", "backslashreplace"))


def write(records: Iterable[Record], out: BinaryIO, options: Options) -> None:
    """Write the rows of `options.table` to `out`."""
    sheet = Sheet(out, options.table, options)
    for record in records:
        sheet.add(record)


def _number(cell: Cell) -> Cell:
    return number(cell) if isinstance(cell, Decimal) else cell


def _flag(cell: Cell) -> Cell:
    return cell if cell is None else "true" if cell else "false"


def _guarded(cell: Cell) -> Cell:
    return "'" + cell if isinstance(cell, str) and _RISKY.match(cell) else cell


# How columns are written that csv.writer would write otherwise; it makes an empty cell of None, and digits of an int.
_WRITTEN: dict[Type, Callable[[Cell], Cell]] = {"decimal": _number, "boolean": _flag}
