"""Tables that run over pages: their rows in, the rows of one table out, as if there had been no page to turn.

Repeated headings go, a row cut in two is joined, a category whose cell goes on is said again, and one whose words are
cut (五、公 / 共交通) is made whole.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from livelihood_extract.readers.grid import row_line
from livelihood_extract.readers.page import Line

__all__ = ["LABEL", "SENTENCE_END", "continued"]

LABEL = re.compile(
    r"[（(][0-9一二三四五六七八九十]{1,4}[)）]|[一二三四五六七八九十]{1,4}、|[一二三四五六七八九十]是|第[0-9一二三四五六七八九十百]+[项件条章]|——"
)
NUMBER = re.compile(r"[（(]?[0-9０-９〇一二三四五六七八九十百]{1,4}[)）、.．]?")
SENTENCE_END = tuple("。；;：:！!？?")

Cells = tuple[str, ...]


def continued(lines: list[Line]) -> list[Line]:
    """Lines and rows in reading order, with the tables among them made whole."""
    return _with_whole_rows(_with_whole_categories(list(_with_one_heading(lines))))


def _goes_on(last: Line, line: Line) -> bool:
    """Whether two lines in a row are rows of one table."""
    return bool(line.cells) and len(line.cells) == len(last.cells)


def _with_cells(row: Line, cells: Cells) -> Line:
    return replace(row, cells=cells, text=row_line(list(cells)))


def _with_one_heading(lines: list[Line]) -> Iterator[Line]:
    heading: Cells = ()
    for last, line in pairwise([None, *lines]):
        assert line is not None
        if last is None or not _goes_on(last, line):
            heading = line.cells
        elif line.page > last.page and line.cells == heading:
            continue
        yield line


def _with_whole_categories(lines: list[Line]) -> list[Line]:
    """Rows whose labelled first cell was cut by the end of a page say the whole of it, before the cut and after it."""
    whole = list(lines)
    for place, (last, line) in enumerate(pairwise(lines), 1):
        if not _goes_on(last, line) or last.page == line.page:
            continue
        above, below = last.cells[0], line.cells[0]
        if below and below != above and LABEL.match(above + below) and not LABEL.match(below):
            for step, part in ((-1, above), (1, below)):
                at = place if step > 0 else place - 1
                while 0 <= at < len(lines) and lines[at].cells[:1] == (part,):
                    whole[at] = _with_cells(whole[at], (above + below, *whole[at].cells[1:]))
                    at += step
    return whole


def _with_whole_rows(lines: list[Line]) -> list[Line]:
    whole: list[Line] = []
    carried = 0  # first columns of this page's part that go on saying what the last row of the page before said
    for line in lines:
        last = whole[-1] if whole and _goes_on(whole[-1], line) else None
        if last is None:
            carried = 0
            whole.append(line)
        elif line.page > last.page and _is_rest(last.cells, line.cells):
            whole[-1] = _with_cells(last, tuple(map(_joined, last.cells, line.cells)))
        else:
            empty = next((place for place, cell in enumerate(line.cells) if cell), len(line.cells))
            carried = empty if line.page > last.page else min(carried, empty)
            whole.append(_with_cells(line, last.cells[:carried] + line.cells[carried:]))
    return whole


def _is_rest(above: Cells, cells: Cells) -> bool:
    """Whether a row that begins a page ends the last row of the page before: it bears no number where that does.

    In a table without numbers: it begins with an empty cell and continues a sentence.
    """
    numbers = [cell for number, cell in zip(above, cells, strict=True) if NUMBER.fullmatch(number)]
    if numbers:
        return "" in numbers
    ended = all(text.endswith(SENTENCE_END) for text, rest in zip(above, cells, strict=True) if rest)
    return not (cells[0] or ended)


def _joined(above: str, below: str) -> str:
    """Both parts of a cell; a category that goes on is the same in both."""
    return above if above == below else above + below
