"""Tables: rows to items.

Receives a reading in which rows are lines (cells between | or tabs, or one cell a line under a header of labels) and
returns an `Outline` whose entries carry their fields, or None when there is no table with a header that names them.

    |序号|项目名称|年度目标|责任单位|          number 1, title 建设口袋公园, content 新建10个,
    |1|建设口袋公园|新建10个|市园林局|   ->   agencies 市园林局
"""

from collections.abc import Iterator

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.columns import Cell
from livelihood_extract.parse.fields import Field, Fields, Measure, title_end
from livelihood_extract.parse.headings import is_particular
from livelihood_extract.parse.listed import listed
from livelihood_extract.parse.marks import Mark, is_bullet, mark_at
from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.parse.outline import Entry, Group, Outline
from livelihood_extract.parse.ranges import Line, line_at, lines_of
from livelihood_extract.parse.rows import Row, Table, divided, divider, is_rule, is_section, trimmed

__all__ = ["tabulated"]


def tabulated(reading: str, start: int, end: int, lexicon: Lexicon) -> Outline | None:
    """The outline of a list in [start, end) that is a table; None when there is none.

    A table has two items or more, or one under a full header.
    """
    found = _tables(reading, start, end, lexicon)
    builder = _Builder(reading)
    for table in found:
        builder.read(table)
    groups = builder.groups()
    size = sum(len(group.entries) for group in groups)
    if size < (1 if any(map(_is_full, found)) else 2) or (
        not any(map(_commits, found)) and _marked(reading, start, found[0].start) >= size
    ):
        return None
    last = max(group.end for group in groups)
    first = min([found[0].start, *(group.heading.start for group in groups if group.heading)])
    return Outline(tuple(groups), Line(start, first), Line(last, len(reading)))


def _tables(reading: str, start: int, end: int, lexicon: Lexicon) -> list[Table]:
    """The tables of a reading: lines that hold several cells, or, where most hold but one, lines that are cells."""
    every = (line for line in lines_of(reading, start, end) if not is_rule(reading, line))
    lines = [line for line in every if not is_particular(reading, line, lexicon)]
    rows = [line for line in lines if divider(reading, line)]
    single = sum(reading.find("|", *line) == line.end - 1 for line in rows)
    if len(rows) > 1 and 2 * single < len(rows):
        return divided(reading, rows, lexicon)
    cells = (trimmed(reading, *line) for line in lines)
    return list(listed(reading, [cell for cell in cells if cell.start < cell.end], lexicon))


def _commits(table: Table) -> bool:
    """Does a table say what is to be done, or by whom? One of names and sums may only add to the list before it."""
    return any(column.sort in ("content", "agency") for column in table.columns)


def _is_full(table: Table) -> bool:
    """Does a header name number, item and agency, so that one row below it is a table?"""
    sorts = {column.sort for column in table.columns}
    return {"number", "agency"} <= sorts and not sorts.isdisjoint(_TEXTS)


def _marked(reading: str, start: int, end: int) -> int:
    """The lines of [start, end) that begin with a number."""
    return sum(mark_at(reading, *line) is not None for line in lines_of(reading, start, end))


_UNIT = expression(r"\([^()]{1,5}\)$")
_YEAR = expression("(?:19|20)[0-9]{2}")
_NUMBER = expression(r"[0-9][0-9,.]*[万亿]?")
_TEXTS = ("title", "content")
_UNLABELLED = (*_TEXTS, "number", "category", "unit", "other")


class _Builder:
    """Collects rows into entries, and entries into groups."""

    def __init__(self, reading: str) -> None:
        self.reading = reading
        self.numbered = self.titled = self.marked = False
        self._groups: list[tuple[Cell | None, list[Entry]]] = []

    def read(self, table: Table) -> None:
        """Take in the rows of a table."""
        rows = [row for row in table.rows if row.heading is None]
        self.numbered = 3 * sum(_cell(row, "number") is not None for row in rows) > len(rows)
        self.titled = any(column.sort == "title" for column in table.columns)
        titles = [title for row in rows if (title := _cell(row, "title"))]
        self.marked = 2 * sum(self._counted(title) for title in titles) > len(titles)
        first = next((number for row in rows if (number := _cell(row, "number"))), None)
        if self._groups and first and self._text(first).strip("().、") == "1":
            self._groups.append((None, []))  # a list of its own
        above = line_at(self.reading, max(0, table.start - 2))
        if is_section(self.reading, Cell(*above)):
            self._groups.append((Cell(*above), []))  # 一、2024年任务分解表, above the header
        for row in table.rows:
            if row.heading is not None:
                self._groups.append((row.heading, []))
            else:
                self._add(row)

    def groups(self) -> list[Group]:
        """The groups that hold entries."""
        return [self._group(n, *group) for n, group in enumerate((g for g in self._groups if g[1]), 1)]

    def _add(self, row: Row) -> None:
        category = _cell(row, "category")
        current = self._groups[-1][0] if self._groups else None
        if category and (current is None or self._text(category) != self._text(current)):
            self._groups.append((category, []))
        elif not self._groups:
            self._groups.append((None, []))
        entries = self._groups[-1][1]
        if all(column.sort == "category" for column, _ in row.cells):
            return
        if entries and self._continues(row):
            entries[-1] = self._extended(entries[-1], row)
        else:
            entries.append(self._entry(row, 1 + sum(len(e) for _, e in self._groups)))

    def _text(self, cell: Cell) -> str:
        return self.reading[cell.start : cell.end]

    def _continues(self, row: Row) -> bool:
        """Does the row go on with the item above: no number of its own, or, where none are given, no text?"""
        if self.numbered:
            return _cell(row, "number") is None
        title = _cell(row, "title")
        if self.marked and title is not None and _cell(row, "content") is None:
            return not self._counted(title)
        return title is None and (self.titled or _cell(row, "content") is None)

    def _counted(self, title: Cell) -> bool:
        """Does a title begin with its number?"""
        mark = mark_at(self.reading, *title)
        return mark is not None and not is_bullet(mark) and mark.end < title.end

    def _entry(self, row: Row, position: int) -> Entry:
        own = [cell for column, cell in row.cells if column.sort != "category"]
        start, end = min(cell.start for cell in own), max(cell.end for cell in own)
        number_cell = _cell(row, "number")
        if number_cell:
            number = chinese_integer(self._text(number_cell).strip("().、"))
            parts = self._fields(row, None)
            return Entry(number or position, number_cell.end, start, end, parts, number_cell.start)
        title = _cell(row, "title") or _cell(row, "content")
        mark = mark_at(self.reading, *title) if title and self._counted(title) else None
        if title is None or mark is None:
            return Entry(position, start, start, end, self._fields(row, None))
        return Entry(mark.number, mark.end, start, end, self._fields(row, mark), title.start)

    def _fields(self, row: Row, mark: Mark | None) -> Fields:
        """The fields of a row; `mark` is the number that its title begins with."""
        title = _cell(row, "title")
        content = [cell for column, cell in row.cells if column.sort in _TEXTS and cell != title]
        text = title or (content[0] if content else row.cells[0][1])
        start = mark.end if mark else text.start
        headed = title is not None and bool(content) and self.reading[title.end - 1] != "。"
        stop = text.end if headed else title_end(self.reading, start, text.end)
        run_on = text.end - stop > 1  # a text of several clauses, the first of which names it
        ranges = [(start, text.end)] if run_on else []
        ranges += [(cell.start, cell.end) for cell in content if cell != text]
        return Fields((start, stop), not run_on, tuple(ranges), tuple(_labelled(row)), tuple(self._measures(row)))

    def _measures(self, row: Row) -> Iterator[Measure]:
        """Cells that are bare numbers; the header names their unit, or a cell of its own (计量单位), or nothing."""
        unit, title = _cell(row, "unit"), _cell(row, "title")
        for column, cell in row.cells:
            if not _NUMBER.fullmatch(self.reading, *cell):
                continue
            if column.unit:
                heading = _UNIT.sub("", self._text(column.heading).replace("\n", ""))
                money = column.sort == "funding"
                yield Measure(cell.start, cell.end, column.unit, heading, "spec" if money else "deliver")
            elif title and column.sort in ("content", "progress") and not _YEAR.fullmatch(self.reading, *cell):
                counter = self._text(unit) if unit else ""
                actual = column.sort == "progress"
                yield Measure(cell.start, cell.end, counter, self._text(title), "actual" if actual else "deliver")

    def _extended(self, entry: Entry, row: Row) -> Entry:
        assert entry.row is not None
        texts = [(cell.start, cell.end) for column, cell in row.cells if column.sort in _TEXTS]
        joined = entry.row._replace(
            content=(*entry.row.content, *texts),
            labelled=(*entry.row.labelled, *_labelled(row)),
            measures=(*entry.row.measures, *self._measures(row)),
        )
        return entry._replace(end=max(cell.end for _, cell in row.cells), row=joined)

    def _group(self, number: int, heading: Cell | None, entries: list[Entry]) -> Group:
        first, end = entries[0].start, entries[-1].end
        if heading is None:
            return Group(None, first, None, (), Line(first, first), tuple(entries), end)
        mark = mark_at(self.reading, *heading)
        label_end = mark.end if mark and mark.end < heading.end else heading.start
        counted = mark.number if mark and label_end > heading.start else number
        empty = Line(heading.end, heading.end)
        return Group(counted, label_end, Line(*heading), (), empty, tuple(entries), end)


def _cell(row: Row, sort: str) -> Cell | None:
    """The first cell under a column of this sort."""
    return next((cell for column, cell in row.cells if column.sort == sort), None)


def _labelled(row: Row) -> Iterator[Field]:
    for column, cell in row.cells:
        if column.sort not in _UNLABELLED:
            yield Field(column.label, cell.start, cell.start, cell.end)
