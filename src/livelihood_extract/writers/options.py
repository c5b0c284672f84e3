"""What the user may ask of a writer; every writer takes the whole set and looks at what concerns it."""

from dataclasses import dataclass
from typing import Literal

Header = Literal["en", "zh"]

__all__ = ["Header", "Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the command line that shape an output; the defaults suit programs that read it."""

    table: str = "targets"
    """The table of the one-table formats (csv, jsonl, parquet): a key of `columns.TABLES`."""
    indent: int | None = 2
    """Blanks per level in JSON; None writes it on one line."""
    header: Header = "en"
    """Language of the column names in csv, jsonl, xlsx and parquet; SQLite always has the English ones."""
    excel: bool = False
    """CSV for a spreadsheet: byte order mark, CRLF, cells guarded against being run or converted."""
    ledger: bool = False
    """XLSX as supervision offices (督查室) keep it: status and progress columns, one sheet per lead agency."""
