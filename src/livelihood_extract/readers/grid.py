"""Tables as lines: one line a row, cells separated by TAB, merged cells where a reader looks for them.

A cell merged over rows says its text in every one of them (the category beside its items); a cell merged over columns
says it once and leaves the others empty, so that columns stay under their headings and a banner stays a plain line.
"""

import re
from dataclasses import dataclass

from livelihood_extract.errors import LimitExceeded
from livelihood_extract.readers.limits import MAX_CELLS

__all__ = ["Cell", "flat", "row_line", "row_lines"]

BLANKS = re.compile(r"\s+")
BREAKS = frozenset("\t\n\v\f\r\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a cell and the rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def row_lines(rows: list[list[Cell]], name: str) -> list[str]:
    """Lines of a table whose cells are given row by row, each cell once, at its top left corner.

    Raises LimitExceeded, naming the file `name`, when the cells cover more than MAX_CELLS.
    """
    if sum(min(cell.rows, len(rows)) * cell.columns for row in rows for cell in row) > MAX_CELLS:
        raise LimitExceeded(name, f"a table of more than {MAX_CELLS:,} cells; split the file")
    held: dict[int, tuple[str, int]] = {}  # column -> text and number of rows it still covers
    lines = []
    for row in rows:
        texts: dict[int, str] = {column: text for column, (text, _) in held.items()}
        held = {column: (text, left - 1) for column, (text, left) in held.items() if left > 1}
        column = 0
        for cell in row:
            while column in texts:
                column += 1
            for covered in range(cell.columns):
                text = "" if covered else cell.text
                texts[column + covered] = text
                if cell.rows > 1:
                    held[column + covered] = (text, min(cell.rows, len(rows)) - 1)
        lines.append(row_line([texts.get(column, "") for column in range(max(texts, default=-1) + 1)]))
    return lines


def row_line(texts: list[str]) -> str:
    """One row as a line; empty cells at the end fall away."""
    return "\t".join(map(flat, texts)).rstrip("\t")


def flat(text: str) -> str:
    """Text of a cell on one line: a break inside it becomes a blank."""
    return BLANKS.sub(lambda run: run[0] if BREAKS.isdisjoint(run[0]) else " ", text.strip())
