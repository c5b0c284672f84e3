"""Ruled tables: drawn lines and glyphs of a page in, rows of cells and the glyphs outside of them out.

Rules that cross form a grid; where the rule between two fields is missing they are one cell. A cell merged over rows
says its text in each of them, as in every other format.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from livelihood_extract.readers.grid import Cell, row_lines
from livelihood_extract.readers.page import Glyph, Line, Page, Rule, is_full, lines_of, seam

__all__ = ["tables_of"]

REACH = 0.0025
"""Part of the page's height within which rules touch."""

TOO_MANY = 1000
"""Rules on a page beyond which they are a drawing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight rule: where it stands across its direction, and from where to where it runs along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Positions of the rules of one table, and the segments themselves."""

    xs: list[float]
    ys: list[float]
    across: list[Segment]
    down: list[Segment]


def tables_of(page: Page, number: int, name: str) -> tuple[list[Line], list[Glyph]]:
    """Rows of the ruled tables on page `number` of the file `name`, and the glyphs that stand in none of them."""
    rows: list[Line] = []
    glyphs = page.glyphs
    for grid in _grids(page):
        inside = [glyph for glyph in glyphs if _field(grid, glyph) is not None]
        glyphs = [glyph for glyph in glyphs if _field(grid, glyph) is None]
        rows += _rows(grid, inside, number, name)
    return rows, glyphs


def _grids(page: Page) -> Iterator[Grid]:
    reach = REACH * page.height
    across, down = _segments(page.rules, reach)
    if not across or not down or len(across) + len(down) > TOO_MANY:
        return
    for own_across, own_down in _connected(across, down, reach):
        xs, ys = _positions(own_down, reach), _positions(own_across, reach)
        if len(xs) > 2 and len(ys) > 1:  # a frame around a text is no table
            yield Grid(xs, ys, own_across, own_down)


def _segments(rules: list[Rule], reach: float) -> tuple[list[Segment], list[Segment]]:
    """Horizontal and vertical segments; a rectangle is its four sides, pieces in a row are one."""
    across, down = [], []
    for rule in rules:
        flat, thin = rule.bottom - rule.top <= reach, rule.right - rule.left <= reach
        if not thin:
            across += [Segment(y, rule.left, rule.right) for y in ((rule.top,) if flat else (rule.top, rule.bottom))]
        if not flat:
            down += [Segment(x, rule.top, rule.bottom) for x in ((rule.left,) if thin else (rule.left, rule.right))]
    return _merged(across, reach), _merged(down, reach)


def _merged(segments: list[Segment], reach: float) -> list[Segment]:
    tracks: dict[int, list[Segment]] = defaultdict(list)
    at = None
    for segment in sorted(segments, key=lambda segment: segment.at):
        at = segment.at if at is None or segment.at - at > reach else at
        tracks[round(at / reach * 8)].append(Segment(at, segment.start, segment.end))
    merged: list[Segment] = []
    for track in tracks.values():
        for segment in sorted(track, key=lambda segment: segment.start):
            if merged and merged[-1].at == segment.at and segment.start <= merged[-1].end + reach:
                merged[-1] = Segment(segment.at, merged[-1].start, max(merged[-1].end, segment.end))
            else:
                merged.append(segment)
    return merged


def _connected(
    across: list[Segment], down: list[Segment], reach: float
) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Groups of rules that touch each other, directly or through others, from top to bottom."""
    left = sorted(across, key=lambda segment: segment.at)
    while left:
        rows, columns, fresh = [], [], [left.pop(0)]
        while fresh:
            rows += fresh
            met = [x for x in down if x not in columns and any(_touch(y, x, reach) for y in fresh)]
            columns += met
            fresh = [y for y in left if any(_touch(y, x, reach) for x in met)]
            left = [y for y in left if y not in fresh]
        yield rows, columns


def _touch(row: Segment, column: Segment, reach: float) -> bool:
    return row.start - reach <= column.at <= row.end + reach and column.start - reach <= row.at <= column.end + reach


def _positions(segments: list[Segment], reach: float) -> list[float]:
    positions: list[float] = []
    for at in sorted(segment.at for segment in segments):
        if not positions or at - positions[-1] > reach:
            positions.append(at)
    return positions


def _field(grid: Grid, glyph: Glyph) -> tuple[int, int] | None:
    """Row and column of the field that a glyph stands in, by its middle."""
    column = bisect_right(grid.xs, (glyph.left + glyph.right) / 2) - 1
    row = bisect_right(grid.ys, glyph.baseline - 0.35 * glyph.size) - 1
    return (row, column) if 0 <= row < len(grid.ys) - 1 and 0 <= column < len(grid.xs) - 1 else None


def _rows(grid: Grid, glyphs: list[Glyph], number: int, name: str) -> Iterator[Line]:
    corners = _corners(grid)
    extents: dict[tuple[int, int], tuple[int, int]] = {}  # corner of a cell -> last row and column it covers
    for (row, column), corner in corners.items():
        last = extents.get(corner, corner)
        extents[corner] = max(last[0], row), max(last[1], column)
    held: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        held[corners[_field(grid, glyph) or (0, 0)]].append(glyph)
    table: list[list[Cell]] = [[] for _ in grid.ys[1:]]
    for corner in sorted(extents):
        row, column = extents[corner]
        text = _cell_text(held[corner], grid.xs[column + 1], number)
        table[corner[0]].append(Cell(text, row - corner[0] + 1, column - corner[1] + 1))
    size = max((glyph.size for glyph in glyphs), default=1.0)
    for bottom, line in zip(grid.ys[1:], row_lines(table, name), strict=True):
        cells = [*line.split("\t"), *[""] * len(grid.xs)][: len(grid.xs) - 1]
        if line:
            yield Line(number, line, grid.xs[0], grid.xs[-1], bottom, size, cells=tuple(cells))


def _corners(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For every field the upper left field of the cell it belongs to."""
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(grid.ys)):
        for column, (left, right) in enumerate(pairwise(grid.xs)):
            if row and not _is_ruled(grid.across, top, (left + right) / 2, grid):
                corners[row, column] = corners[row - 1, column]
            elif column and not _is_ruled(grid.down, left, (top + bottom) / 2, grid):
                corners[row, column] = corners[row, column - 1]
            else:
                corners[row, column] = row, column
    return corners


def _is_ruled(segments: list[Segment], at: float, middle: float, grid: Grid) -> bool:
    reach = min(b - a for a, b in (*pairwise(grid.xs), *pairwise(grid.ys))) / 2
    return any(abs(segment.at - at) < reach and segment.start < middle < segment.end for segment in segments)


def _cell_text(glyphs: list[Glyph], right: float, number: int) -> str:
    """Text of a cell; a line that fills the cell goes on in the next, another ends with a blank."""
    text = ""
    for last, line in pairwise([None, *lines_of(glyphs, number)]):
        assert line is not None
        if last is not None:
            text += seam(last, line) if is_full(last, line, right) else " "
        text += line.text
    return text
