"""What a page repeats and nobody reads: page numbers (— 3 —, 第3页) and running heads; lines in, the others out."""

import re
from collections import Counter

from livelihood_extract.readers.page import Line, Page

__all__ = ["without_furniture"]

BLANKS = re.compile(r"\s+")
PAGE_NUMBER = re.compile(r"[-—–－―_·•第]*(\d{1,4})页?([/／,，]?共?\d{1,4}页?)?[-—–－―_·•]*")
"""Of a line without its blanks."""

EDGE = 2
"""Lines at the top and at the bottom of a page that may be running heads or page numbers."""

MARGIN = 0.2
"""Part of the page's height, above and below, in which they may stand."""


def without_furniture(lines: list[list[Line]], pages: list[Page]) -> list[Line]:
    """Lines of all pages without page numbers and running heads; `lines` holds one list for each of `pages`."""
    edges = [_edges(own, page) for own, page in zip(lines, pages, strict=True)]
    heads, firsts = _running_heads(edges), _first_numbers(edges)
    return [
        line
        for own, edge in zip(lines, edges, strict=True)
        for line in own
        if line not in edge or not (_shape(line.text) in heads or _first_number(line) in firsts)
    ]


def _edges(lines: list[Line], page: Page) -> list[Line]:
    """The outermost lines of a page that stand in its margins; rows of a table are none."""
    return [
        line
        for place, line in enumerate(lines)
        if min(place, len(lines) - 1 - place) < EDGE
        and not MARGIN < line.baseline / page.height < 1 - MARGIN
        and not ("\t" in line.text or line.cells)
    ]


def _running_heads(edges: list[list[Line]]) -> set[str]:
    """Shapes of lines at the edges of at least every third page and of at least two."""
    shapes = Counter(shape for own in edges for shape in {_shape(line.text) for line in own})
    return {shape for shape, count in shapes.items() if count > 1 and count * 3 >= len(edges)}


def _shape(text: str) -> str:
    """A line with its digits alike: 第1页 and 第2页 have one shape."""
    return re.sub(r"\d+", "#", BLANKS.sub("", text))


def _first_numbers(edges: list[list[Line]]) -> set[int | None]:
    """Numbers that page 1 would bear, by what stands at the edges: at least two pages agree, or page 1 says 1."""
    found = Counter(_first_number(line) for own in edges for line in own)
    return {1, *(number for number, count in found.items() if count > 1)} - {None}


def _first_number(line: Line) -> int | None:
    number = PAGE_NUMBER.fullmatch(BLANKS.sub("", line.text))
    return int(number[1]) - line.page + 1 if number else None
