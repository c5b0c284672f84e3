"""Tables with each cell on a line of its own, as they stand on many pages.

Receives the lines of a reading and returns `Table`s. A header is a run of short lines from 序号 on, whatever they say,
and ends where the first row or category begins; running numbers begin rows. A cell may hold several lines, and merged
cells leave gaps, so that a line's column follows from what it is.

    序号 / 事项名称 / 牵头单位 / 协同单位 / 1 / 新建卫生室80家。 / 县卫健局 / 源东乡 / 县财政局 / 2 / …
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.cells import NUMBER, aligned, fit, sort_of
from livelihood_extract.parse.columns import Cell, Column, columns_of, is_header, is_label, joined
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.parse.rows import COUNTED, Row, Table, is_section, sums_up
from livelihood_extract.parse.sections import DATE_LINE

__all__ = ["listed"]

_LONGEST_HEADER = 16
"""Characters of a line of a header."""
_MOST_LINES = 30
"""Lines of a header."""


def listed(reading: str, lines: Sequence[Cell], lexicon: Lexicon) -> Iterator[Table]:
    """The tables of lines that are cells: a header each, and what stands below it up to the next."""
    headers = list(_headers(reading, lines, lexicon))
    stops = [*(first for first, _ in headers[1:]), len(lines)]
    for (first, end), stop in zip(headers, stops, strict=False):
        header = joined(reading, lines[first:end], lexicon)
        columns, below = columns_of(reading, header, lexicon, lines[end:stop]), list(lines[end:stop])
        if _category_first(columns) and not is_label(reading[slice(*header[-1])], lexicon):
            columns, below = columns_of(reading, header[:-1], lexicon), [header[-1], *below]  # the first category
        yield Table(columns, lines[first].start, list(_Listed(reading, columns, below, lexicon).rows()))


def _headers(reading: str, lines: Sequence[Cell], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The runs of lines that are headers: from 序号 or labels before it to where a row or a category begins."""
    at = 0
    while at < len(lines):
        first = end = at
        if _heads(reading, lines, at, lexicon):
            while end < len(lines) and end < first + _MOST_LINES and _may_head(reading, lines[end]):
                end += 1
            if end < len(lines) and is_header(reading, joined(reading, lines[first:end], lexicon), lexicon):
                yield first, end
        at = max(end, at + 1)


def _heads(reading: str, lines: Sequence[Cell], at: int, lexicon: Lexicon) -> bool:
    """Does a header begin at a line: with 序号, with labels before it, or with three labels or more?"""
    for i in range(at, min(len(lines), at + _LABELS)):
        texts = [reading[slice(*line)] for line in lines[i : i + 2]]
        if any(named and named.field == "number" for named in map(lexicon.labels.get, (texts[0], "".join(texts)))):
            return True
        if not is_label(texts[0], lexicon):
            return False
    return len(lines) - at >= _LABELS


_LABELS = 3
"""Lines in a row that are labels make a header."""


def _may_head(reading: str, line: Cell) -> bool:
    begun = NUMBER.fullmatch(reading, *line) or mark_at(reading, *line) is not None
    return not begun and line.end - line.start <= _LONGEST_HEADER


def _category_first(columns: Sequence[Column]) -> bool:
    """Does a category stand before the number with which a row seems to begin?"""
    sorts = [column.sort for column in columns]
    return "category" in sorts and "number" in sorts[sorts.index("category") :]


_SPARE = 4
"""Lines that the last row may have beyond twice those of the longest row; more are text below the table."""
_TEXTS = ("phrase", "promise", "sentence")
_NAMES = ("phrase", "body", "promise")
_MARGIN = 4.0
"""How much better than its places others must fit a row with a cell for each column."""


@lru_cache(maxsize=8)
def _footer(lexicon: Lexicon) -> Expression:
    return expression(rf"(?:[\[【(|]?(?:{alternation(lexicon.words('footer'))})[\]】):|]?)+")


class _Listed:
    """Reads the lines below a header."""

    def __init__(self, reading: str, columns: tuple[Column, ...], lines: Sequence[Cell], lexicon: Lexicon) -> None:
        self.reading = reading
        self.columns = columns
        self.lines = lines
        self.lexicon = lexicon
        self.counts = any(column.unit or column.sort in ("funding", "unit") for column in columns)
        self.may_count = self.counts or any(column.sort == "other" for column in columns)
        self.category_first = _category_first(columns)

    def rows(self) -> Iterator[Row]:
        """The rows, and the headings between them."""
        starts = self._starts()
        if not starts:
            return
        for i in range(starts[0]):
            if not self._counted(i):
                yield Row((), self.lines[i])
        longest = max((b - a for a, b in pairwise(starts)), default=len(self.lines))
        end = min(len(self.lines), starts[-1] + 2 * longest + _SPARE)
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            last = start == starts[-1]
            headed = stop if last else self._headed(start, stop)
            yield self._row(self._cells(start, self._end(start, headed, last=last)))
            for i in range(headed, stop):
                if not self._counted(i):
                    yield Row((), self.lines[i])

    def _text(self, i: int) -> str:
        return self.reading[slice(*self.lines[i])]

    def _sort(self, i: int) -> str:
        return sort_of(self.reading, self.lines[i], self.lexicon)

    # --- where rows begin ---

    def _starts(self) -> list[int]:
        """The lines that begin rows: bare numbers, or, where there are none, lines that begin with one (1.新建…)."""
        lines = range(len(self.lines))
        chinese = [(i, n) for i in lines if (n := self._counted(i))]
        bare = [(i, n) for i in lines if (n := self._numbered(i))]
        marked = [(i, m.number) for i in lines if (m := mark_at(self.reading, *self.lines[i])) and m.style == "1."]
        outer = chinese and chinese[0][0] == 0 and not (bare and bare[0][0] == 2)  # else 一 / 教育 / 1 / …
        return self._running(chinese if outer else bare or marked)

    def _numbered(self, i: int) -> int | None:
        text = self._text(i).strip("()、.")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

    def _counted(self, i: int) -> int | None:
        text = self._text(i)
        return chinese_integer(text.strip("()、.")) if COUNTED.fullmatch(text) else None

    def _running(self, numbered: Sequence[tuple[int, int]]) -> list[int]:
        """Of lines with numbers those that begin rows: they run on, start again or, in an excerpt, leave some out."""
        starts: list[int] = []
        last = 0
        for i, number in numbered:
            apart = bool(starts) and i - starts[-1] > 2 and not self.counts and (number > last or number == 1)
            if not starts or (number == last + 1 and self._opens(i)) or (apart and self._told(i)):
                starts.append(i)
                last = number
        return starts

    def _opens(self, i: int) -> bool:
        """May the next number begin a row? Where columns hold figures it may be one, with no text below it."""
        j = next((j for j, column in enumerate(self.columns) if column.sort == "number"), -1)
        after = self.columns[j + 1].sort if j + 1 < len(self.columns) else "other"
        return not self.may_count or after in ("agency", "leader") or self._told(i)

    def _told(self, i: int) -> bool:
        return self._numbered(i) is None or (i + 1 < len(self.lines) and self._sort(i + 1) in (*_TEXTS, "body"))

    # --- where they end ---

    def _headed(self, start: int, stop: int) -> int:
        """Where the headings begin that stand at the end of [start, stop): they are those of what comes next."""
        at = stop
        while at > start + 1:
            if is_section(self.reading, self.lines[at - 1]):
                at -= 1
            elif at > start + 2 and self._counted(at - 2) and self._sort(at - 1) in _NAMES:
                at -= 2
            else:
                break
        if at == stop and self.category_first and at > start + 2 and self._is_category(at - 1):
            at -= 1
        return at

    def _is_category(self, i: int) -> bool:
        """Is the last line of a row the category of the next one, whose first cell it is?"""
        last = self.columns[-1].sort
        return self._sort(i) in ("phrase", "body") and last in ("agency", "deadline", "leader", "funding")

    def _end(self, start: int, stop: int, *, last: bool) -> int:
        """Where a row ends: before a sum of the rows, the last one also before what stands below the table."""
        for i in range(start + 1, stop):
            if sums_up(self.reading, [self.lines[i]], self.lexicon) or (last and self._is_below(start, i)):
                stop = i
                break
        while last and stop > start + 1 and self._is_title_or_date(stop - 1):
            stop -= 1
        return stop

    def _is_below(self, start: int, i: int) -> bool:
        """Does the foot of the page, a note or a further section begin here?"""
        line = self.lines[i]
        foot = self.lexicon["closing"].at(self.reading, *line) or _footer(self.lexicon).fullmatch(self.reading, *line)
        noted = self.lexicon.labels.get(self._text(i).partition(":")[0])
        if foot or (noted and noted.field == "remark" and self.reading.find(":", *line) > 0):
            return True
        return is_section(self.reading, line) and any(self._sort(j) == "agency" for j in range(start, i))

    def _is_title_or_date(self, i: int) -> bool:
        """Is it the date of the page, who signed it, or the title of the next table?"""
        text = self._text(i)
        if DATE_LINE.fullmatch(text):
            return self._signs(i - 1) or not any(column.sort == "deadline" for column in self.columns)
        if i + 1 < len(self.lines) and DATE_LINE.fullmatch(self._text(i + 1)) and self._signs(i):
            return True
        listed = self._sort(i) in ("phrase", "promise") and self.lexicon["list"].inside(text)
        return bool(listed and self.lexicon["document"].ends(text))

    def _signs(self, i: int) -> bool:
        return bool(self.lexicon["signature"].before(self._text(i), 0, len(self._text(i))))

    # --- what is in them ---

    def _cells(self, start: int, stop: int) -> list[Cell]:
        """The lines of a row; a number that begins its first line (1.新建…) is a cell of its own."""
        first, *rest = self.lines[start:stop]
        mark = mark_at(self.reading, *first)
        numbered = any(column.sort == "number" for column in self.columns)
        if not numbered or mark is None or mark.end == first.end:
            return [first, *rest]
        return [Cell(first.start, mark.end), Cell(mark.end, first.end), *rest]

    def _placed(self, cells: Sequence[Cell]) -> float:
        """How well as many cells as columns fit, each in its place."""
        only_text = not any(column.sort == "content" for column in self.columns)
        sorts = (sort_of(self.reading, cell, self.lexicon) for cell in cells)
        return sum(fit(sort, column, only_text=only_text) for sort, column in zip(sorts, self.columns, strict=True))

    def _row(self, cells: Sequence[Cell]) -> Row:
        """The row: lines in a row that belong to one column are one cell."""
        score, order = aligned(self.reading, cells, self.columns, self.lexicon, several=True)
        if len(cells) == len(self.columns) and score <= self._placed(cells) + _MARGIN:
            order = list(range(len(cells)))
        found: list[tuple[Column, Cell]] = []
        for j, cell in zip(order, cells, strict=True):
            if found and found[-1][0] is self.columns[j] and "|" not in self.reading[found[-1][1].end : cell.start]:
                found[-1] = (self.columns[j], Cell(found[-1][1].start, cell.end))
            else:
                found.append((self.columns[j], cell))
        return Row(tuple(found))
