"""Tables: rows to items.

Receives a reading in which rows are lines (cells between | or tabs, or one cell a line under a header of labels) and
returns an `Outline` whose entries carry their fields, or None when there is no table with a header that names them.

    |序号|项目名称|年度目标|责任单位|          number 1, title 建设口袋公园, content 新建10个,
    |1|建设口袋公园|新建10个|市园林局|   ->   agencies 市园林局
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from livelihood_extract.lexicon import Label, Lexicon
from livelihood_extract.parse.fields import Field, Fields, Measure
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.parse.outline import Entry, Group, Line, Outline, lines_of

__all__ = ["tabulated"]


class Cell(NamedTuple):
    """A cell's text, [start, end) of the reading."""

    start: int
    end: int


class Column(NamedTuple):
    """A column: what its header announces, and the unit a bracket in the header names (里程(公里))."""

    label: Label
    heading: Cell
    unit: str


_RULE = re.compile(r"[|:\t-]+")
_HEADER_UNIT = re.compile(r"\(([^()]{1,5})\)$")
_CHINESE = re.compile(r"\(?[一二三四五六七八九十]{1,3}\)?[、.]?")
_NUMBER = re.compile(r"[0-9][0-9,.]*[万亿]?")
_OTHER = Label(None, None)


def tabulated(reading: str, start: int, lexicon: Lexicon) -> Outline | None:
    """The outline of a document whose list is a table; None when there is none with two items or more."""
    groups = _groups(reading, start, lexicon)
    if sum(len(group.entries) for group in groups) < 2:
        return None
    first = min(group.heading.start if group.heading else group.own.start for group in groups)
    last = max(group.end for group in groups)
    return Outline(tuple(groups), Line(start, first), Line(last, len(reading)))


def _groups(reading: str, start: int, lexicon: Lexicon) -> list[Group]:
    rows = list(_rows(reading, start, lexicon))
    header = next((i for i, row in enumerate(rows) if _is_header(reading, row, lexicon)), None)
    if header is None:
        return []
    columns = [_column(reading, cell, lexicon) for cell in rows[header]]
    body = [
        row for row in rows[header + 1 :] if not _is_header(reading, row, lexicon) and not _sums(reading, row, lexicon)
    ]
    builder = _Builder(reading, columns)
    for row in body:
        builder.add(row)
    return builder.groups()


# --- rows and columns -------------------------------------------------------------------------------------------------


def _rows(reading: str, start: int, lexicon: Lexicon) -> Iterator[list[Cell]]:
    """Rows of cells, in order."""
    lines = list(lines_of(reading, start))
    divided = [line for line in lines if _divider(reading, line)]
    if len(divided) > 1:
        for line in divided:
            if not _RULE.fullmatch(reading, *line):
                yield _cells(reading, line, _divider(reading, line))
    else:
        yield from _one_cell_a_line(reading, lines, lexicon)


def _divider(reading: str, line: Line) -> str:
    """What divides the cells of a line, or an empty string when it is no row."""
    if reading.count("|", *line) >= 2:
        return "|"
    return "\t" if reading.find("\t", *line) >= 0 else ""


def _cells(reading: str, line: Line, divider: str) -> list[Cell]:
    cells, at = [], line.start
    for position in [i for i in range(*line) if reading[i] == divider] + [line.end]:
        cells.append(Cell(*_trim(reading, at, position)))
        at = position + 1
    if divider == "|":
        cells = cells[reading[line.start] == "|" : len(cells) - (reading[line.end - 1] == "|")]
    return cells


def _trim(reading: str, start: int, end: int) -> tuple[int, int]:
    while start < end and reading[start] in " \t*;":
        start += 1
    while end > start and reading[end - 1] in " \t*;":
        end -= 1
    return start, end


def _one_cell_a_line(reading: str, lines: Sequence[Line], lexicon: Lexicon) -> Iterator[list[Cell]]:
    """A flattened table: a run of lines that are labels, 序号 first, then each row's cells on lines of their own."""
    first = next((i for i, line in enumerate(lines) if _label(reading, Cell(*line), lexicon).field == "number"), None)
    if first is None:
        return
    width = 0
    while first + width < len(lines) and _label(reading, Cell(*lines[first + width]), lexicon) != _OTHER:
        width += 1
    if width < 3:
        return
    yield [Cell(*line) for line in lines[first : first + width]]
    row: list[Cell] = []
    expected = 1
    for line in lines[first + width :]:
        if reading[line.start : line.end] == str(expected):
            if row:
                yield _fitted(row, width)
            row, expected = [], expected + 1
        row.append(Cell(*line))
    if row:
        yield _fitted(row, width)


def _fitted(row: list[Cell], width: int) -> list[Cell]:
    """A row of too many cells gives its surplus to the third column, where the text is."""
    surplus = len(row) - width
    if surplus <= 0:
        return row
    middle = min(2, width - 1)
    joined = Cell(row[middle].start, row[middle + surplus].end)
    return [*row[:middle], joined, *row[middle + surplus + 1 :]]


def _label(reading: str, cell: Cell, lexicon: Lexicon) -> Label:
    text = _HEADER_UNIT.sub("", reading[cell.start : cell.end].replace("\n", ""))
    return lexicon.labels.get(text) or _OTHER


def _column(reading: str, cell: Cell, lexicon: Lexicon) -> Column:
    unit = _HEADER_UNIT.search(reading[cell.start : cell.end])
    known = unit is not None and unit[1].lstrip("万亿千百") in lexicon.units
    return Column(_label(reading, cell, lexicon), cell, unit[1] if unit and known else "")


def _is_header(reading: str, row: list[Cell], lexicon: Lexicon) -> bool:
    named = [_label(reading, cell, lexicon) for cell in row]
    return sum(label != _OTHER for label in named) >= 2 and len(row) > 1


def _sums(reading: str, row: list[Cell], lexicon: Lexicon) -> bool:
    """Does the row add up the others (合计)?"""
    return any(reading[cell.start : cell.end] in lexicon["sum_row"] for cell in row[:2])


# --- items ------------------------------------------------------------------------------------------------------------


class _Builder:
    """Collects rows into entries, and entries into groups."""

    def __init__(self, reading: str, columns: list[Column]) -> None:
        self.reading = reading
        self.columns = columns
        self._groups: list[tuple[Cell | None, list[Entry]]] = []

    def add(self, row: list[Cell]) -> None:
        """Take in one row of the body."""
        filled = [cell for cell in row if cell.end > cell.start]
        if not filled:
            return
        row = self._aligned(row)
        if heading := self._heading(row, filled):
            self._groups.append((heading, []))
            return
        category = self._cell(row, "category")
        current = self._groups[-1][0] if self._groups else None
        if category and (current is None or self._text(category) != self._text(current)):
            self._groups.append((category, []))
        elif not self._groups:
            self._groups.append((None, []))
        entries = self._groups[-1][1]
        if entries and self._continues(row):
            entries[-1] = self._extended(entries[-1], row)
        else:
            entries.append(self._entry(row, 1 + sum(len(e) for _, e in self._groups)))

    def _heading(self, row: list[Cell], filled: list[Cell]) -> Cell | None:
        """The heading of a category that takes a row of its own: alone in it, or beside a Chinese number."""
        if len(self.columns) < 3:
            return None
        begun = any(entries for _, entries in self._groups)
        if len(filled) == 1:
            below = begun and self._cell(row, "content") == filled[0]  # the row above goes on
            return None if below else filled[0]
        number = self._cell(row, "number")
        counted = number is not None and _CHINESE.fullmatch(self.reading, *number)
        return filled[1] if len(filled) == 2 and counted and filled[0] == number else None

    def _aligned(self, row: list[Cell]) -> list[Cell]:
        """A row whose first cell is text under 序号 lacks the cell that the row above spans: shift it to the right."""
        numbered = self.columns[0].label.field == "number"
        text = self.reading[row[0].start : row[0].end]
        return [Cell(row[0].start, row[0].start), *row] if numbered and len(text) > 4 else row

    def groups(self) -> list[Group]:
        """The groups that hold entries."""
        return [self._group(n, *group) for n, group in enumerate((g for g in self._groups if g[1]), 1)]

    def _text(self, cell: Cell) -> str:
        return self.reading[cell.start : cell.end]

    def _cell(self, row: list[Cell], field: str) -> Cell | None:
        for column, cell in zip(self.columns, row, strict=False):
            if column.label.field == field and cell.end > cell.start:
                return cell
        return None

    def _continues(self, row: list[Cell]) -> bool:
        """Does the row go on with the item above: neither a number nor a title of its own?"""
        named = {column.label.field for column in self.columns}
        own = [self._cell(row, field) for field in ("number", "title") if field in named]
        return bool(own) and not any(own)

    def _entry(self, row: list[Cell], position: int) -> Entry:
        number_cell = self._cell(row, "number")
        number = chinese_integer(self._text(number_cell).strip("().、")) if number_cell else None
        parts = self._fields(row)
        start = min(cell.start for cell in row if cell.end > cell.start)
        mark_end = number_cell.end if number_cell else start
        return Entry(number or position, mark_end, start, max(cell.end for cell in row), parts)

    def _fields(self, row: list[Cell]) -> Fields:
        pairs = [(c, cell) for c, cell in zip(self.columns, row, strict=False) if cell.end > cell.start]
        free = [cell for c, cell in pairs if c.label == _OTHER and not c.unit]
        content = [cell for c, cell in pairs if c.label.field == "content"]
        title = self._cell(row, "title") or (free.pop(0) if free else content[0] if content else pairs[0][1])
        ranges = sorted((cell.start, cell.end) for cell in (*content, *free) if cell != title)
        kept = [(c, x) for c, x in pairs if c.label.field not in ("content", "title", "number", "category")]
        return Fields(
            (title.start, title.end),
            bool(ranges) or title not in content,
            tuple(ranges) or (((title.start, title.end),) if title in content else ()),
            tuple(Field(c.label, x.start, x.start, x.end) for c, x in kept if c.label != _OTHER),
            tuple(self._measures(pairs)),
        )

    def _measures(self, pairs: list[tuple[Column, Cell]]) -> Iterator[Measure]:
        """Cells that are bare numbers under a header that names their unit."""
        for column, cell in pairs:
            if column.unit and _NUMBER.fullmatch(self.reading, *cell):
                heading = _HEADER_UNIT.sub("", self._text(column.heading))
                yield Measure(cell.start, cell.end, column.unit, heading)

    def _extended(self, entry: Entry, row: list[Cell]) -> Entry:
        assert entry.row is not None
        more = self._fields(row)
        ranges = more.content or ((more.title,) if more.title else ())
        joined = entry.row._replace(
            content=(*entry.row.content, *ranges),
            labelled=(*entry.row.labelled, *more.labelled),
            measures=(*entry.row.measures, *more.measures),
        )
        return entry._replace(end=max(cell.end for cell in row), row=joined)

    def _group(self, number: int, heading: Cell | None, entries: list[Entry]) -> Group:
        first, end = entries[0].start, entries[-1].end
        if heading is None:
            return Group(None, first, None, (), Line(first, first), tuple(entries), end)
        mark = mark_at(self.reading, *heading)
        label_end = mark.end if mark and mark.end < heading.end else heading.start
        counted = mark.number if mark and label_end > heading.start else number
        empty = Line(heading.end, heading.end)
        return Group(counted, label_end, Line(*heading), (), empty, tuple(entries), end)
