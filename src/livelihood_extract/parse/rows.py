"""Rows: a line each, their cells between bars or tabs.

Receives the lines of a reading that are rows and returns `Table`s: each cell with its column. A row below merged cells
has fewer cells than the header, from the left; what they are then says where they belong.

    序号 | 项目名称 | 目标任务 | 责任单位 |
    1 | 绿地建设 | 新建绿地3处; | 市园林局 |
    市城投集团 | ||                              ->   one more agency of the row above
"""

from collections.abc import Sequence
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.cells import NUMBER, aligned, fit, sort_of
from livelihood_extract.parse.columns import Cell, Column, are_labels, columns_of, is_header
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.ranges import Line

__all__ = ["COUNTED", "Row", "Table", "divided", "divider", "is_rule", "is_section", "sums_up", "trimmed"]


class Row(NamedTuple):
    """A row: its cells with their columns; or the heading of a category, alone in it."""

    cells: tuple[tuple[Column, Cell], ...]
    heading: Cell | None = None


class Table(NamedTuple):
    """A table: its columns, where its header begins, and its rows."""

    columns: tuple[Column, ...]
    start: int
    rows: list[Row]


_RULE = expression(r"[|:\t-]+")
COUNTED = expression(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
"""The number of a category that takes a row of its own."""


def trimmed(reading: str, start: int, end: int) -> Cell:
    """A cell without the blanks, bars and stray marks at its edges."""
    while start < end and reading[start] in " \t*;|":
        start += 1
    while end > start and reading[end - 1] in " \t*;|":
        end -= 1
    return Cell(start, end)


def sums_up(reading: str, cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Does the row add up the others (合计)?"""
    return any(reading[cell.start : cell.end] in lexicon["sum_row"] for cell in cells[:2])


def is_section(reading: str, cell: Cell) -> bool:
    """Is it the numbered heading of a category (二、生态环境)?"""
    mark = mark_at(reading, *cell)
    if mark is None or mark.style not in ("一、", "(一)"):
        return False
    return mark.end < cell.end and reading[cell.end - 1] not in "。;"


def is_rule(reading: str, line: Line) -> bool:
    """Does a line only draw the table (|---|---|, ||)?"""
    return _RULE.fullmatch(reading, *line) is not None


def divider(reading: str, line: Line) -> str:
    """What divides the cells of a line, or an empty string when it is no row."""
    if reading.count("|", *line) >= 2 or reading[line.end - 1] == "|":
        return "|"
    return "\t" if reading.find("\t", *line) >= 0 else ""


def divided(reading: str, lines: Sequence[Line], lexicon: Lexicon) -> list[Table]:
    """The tables of lines that are rows."""
    rows = [(line, _cells(reading, line, divider(reading, line))) for line in lines]
    found: list[Table] = []
    header: list[Cell] = []
    for i, (line, cells) in enumerate(rows):
        below = rows[i + 1][1] if i + 1 < len(rows) else []
        if header and _goes_on(reading, header, cells, below, lexicon):
            header = [*header, *_without_empty_end(cells, 0)]
            found[-1] = found[-1]._replace(columns=columns_of(reading, header, lexicon, below))
            header = []
        elif len(cells) > 1 and is_header(reading, cells, lexicon):
            columns = columns_of(reading, _without_empty_end(cells, 0), lexicon, below)
            if not found or [c.label for c in columns] != [c.label for c in found[-1].columns]:  # else a new page
                found.append(Table(columns, line.start, []))
                header = _without_empty_end(cells, 0)
        elif found and not sums_up(reading, cells, lexicon):
            header = []
            row = _row(reading, cells, found[-1], lexicon)
            found[-1].rows.extend([row] if row else [])
    return found


def _goes_on(
    reading: str, header: Sequence[Cell], cells: Sequence[Cell], below: Sequence[Cell], lexicon: Lexicon
) -> bool:
    """Is a row the rest of the header above it: labels, and the next row has the cells of both?"""
    return len(below) >= len(header) + len(_without_empty_end(cells, 0)) and are_labels(reading, cells, lexicon)


def _cells(reading: str, line: Line, divider: str) -> list[Cell]:
    cells, at = [], line.start
    for position in [i for i in range(*line) if reading[i] == divider] + [line.end]:
        cells.append(trimmed(reading, at, position))
        at = position + 1
    if divider == "|":
        cells = cells[reading[line.start] == "|" : len(cells) - (reading[line.end - 1] == "|")]
    return cells


def _without_empty_end(cells: Sequence[Cell], fewest: int) -> list[Cell]:
    """Cells without the empty ones at their end, as long as more than `fewest` are left."""
    kept = list(cells)
    while len(kept) > fewest and kept[-1].start == kept[-1].end:
        kept.pop()
    return kept


def _row(reading: str, cells: Sequence[Cell], table: Table, lexicon: Lexicon) -> Row | None:
    cells = _without_empty_end(cells, len(table.columns))
    filled = [cell for cell in cells if cell.start < cell.end]
    if not filled:
        return None
    heading = _heading(reading, cells, filled, table, lexicon) if len(table.columns) > 2 else None
    if heading:
        return Row((), heading)
    order = _order(reading, cells, filled, table.columns, lexicon)
    return Row(tuple((table.columns[j], cell) for j, cell in zip(order, filled, strict=True)))


def _heading(
    reading: str, cells: Sequence[Cell], filled: Sequence[Cell], table: Table, lexicon: Lexicon
) -> Cell | None:
    """The heading of a category that takes a row of its own: alone in it, or beside a Chinese number."""
    first = filled[0]
    if len(filled) == 2 and cells[0] == first and COUNTED.fullmatch(reading, *first):
        return filled[1]
    repeated = len({reading[slice(*cell)] for cell in filled}) == 1  # a merged cell, as converters write it
    if repeated and is_section(reading, first):
        return first
    if len(filled) > 1:
        return None
    sort = sort_of(reading, first, lexicon)
    if table.rows and (_below_content(cells, first, table) or (sort == "body" and _is_office(reading, first, lexicon))):
        return None
    return first if sort in ("phrase", "promise", "body") else None


def _below_content(cells: Sequence[Cell], cell: Cell, table: Table) -> bool:
    return any(c == cell and column.sort == "content" for c, column in zip(cells, table.columns, strict=False))


def _is_office(reading: str, cell: Cell, lexicon: Lexicon) -> bool:
    """Is what may be a building (体育中心) rather one more organisation of the row above?"""
    return bool(lexicon.strong_suffixes.before(reading, *cell))


_MARGIN = 2.0
"""How much better than its own places others must fit a row of all cells."""


def _order(
    reading: str, cells: Sequence[Cell], filled: Sequence[Cell], columns: Sequence[Column], lexicon: Lexicon
) -> list[int]:
    """The columns of a row's cells: by their places, or, where merged cells above moved them, by what they are."""
    places = [j for j, cell in enumerate(cells) if cell.start < cell.end]
    if len(cells) > len(columns):
        return aligned(reading, filled, columns, lexicon, several=len(filled) > len(columns))[1]
    if len(cells) == len(columns) and any(
        column.sort == "number" and NUMBER.fullmatch(reading, *cell)
        for column, cell in zip(columns, cells, strict=True)
    ):
        return places
    only_text = not any(column.sort == "content" for column in columns)
    placed = sum(fit(sort_of(reading, cells[j], lexicon), columns[j], only_text=only_text) for j in places)
    score, order = aligned(reading, filled, columns, lexicon, several=False)
    return order if score > placed + (_MARGIN if len(cells) == len(columns) else 0.0) else places
