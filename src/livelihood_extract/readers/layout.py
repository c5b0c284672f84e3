"""Glyphs on pages in, paragraphs out: what PDF and OFD need, which know where characters stand but not what they form.

Lines are glyphs on one baseline. Page numbers and running heads go. A line is joined to the one before it unless the
break between them was meant: 规划保障性住房2 / 170套 is one paragraph.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from livelihood_extract.readers.content import Content
from livelihood_extract.records import Part

__all__ = ["Glyph", "Page", "content_of"]

PAGE_NUMBER = re.compile(r"\D{0,4}?(\d{1,4})(\s*页)?(\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―_·•\s]*")
EDGE = 2
"""Lines at the top and at the bottom of a page that may be running heads or page numbers."""

MARGIN = 0.2
"""Part of the page's height, above and below, in which they may stand."""

CELL_GAP = 2.0
"""Ems of empty space inside a line that part cells of a table."""

LABEL = re.compile(
    r"[（(]?[0-9０-９〇一二三四五六七八九十百]{1,4}\s*[)）、.．]|第[0-9一二三四五六七八九十百]+[项件条章]"
)
FIELD = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
PAUSE = tuple("、，,")
SENTENCE_END = tuple("。；;：:！!？?")
WORD = re.compile(r"[0-9A-Za-z.,%％‰+\-/]+|.")
NEVER_FIRST = "、，,。．；;：:！!？?）)》〉」』】〕]”’%％‰"
ENOUGH = 5
"""Continued lines on a page from which its own left margin can be told."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character (or ligature) and its place: left and right edge, baseline from the top, size of its font."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """Size of a page and the glyphs on it, in one unit of length, in any order."""

    width: float
    height: float
    glyphs: list[Glyph]


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline of page `page`, from 1."""

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float


def content_of(pages: list[Page]) -> Content:
    """Paragraphs of all pages, one a line, and the stretch of the text that each page gave."""
    lines = [list(_lines(page, number)) for number, page in enumerate(pages, 1)]
    edges = [_edges(own, page) for own, page in zip(lines, pages, strict=True)]
    heads, firsts = _running_heads(edges), _first_numbers(edges)
    kept = [
        line
        for own, edge in zip(lines, edges, strict=True)
        for line in own
        if line not in edge or not (_shape(line.text) in heads or _is_page_number(line, firsts))
    ]
    return _joined(kept, _margins(kept, pages))


def _lines(page: Page, number: int) -> Iterator[Line]:
    row: list[Glyph] = []
    for glyph in sorted(page.glyphs, key=lambda glyph: glyph.baseline):
        if row and glyph.baseline - median(each.baseline for each in row[-3:]) > 0.4 * max(glyph.size, row[-1].size):
            yield from _line(row, number)
            row = []
        row.append(glyph)
    yield from _line(row, number)


def _line(row: list[Glyph], page: int) -> Iterator[Line]:
    """The line that glyphs of one baseline form, if any is visible; bold type made by printing twice counts once."""
    glyphs = sorted(row, key=lambda glyph: glyph.left)
    text, last = "", None
    for glyph in glyphs:
        if last and glyph.text == last.text and glyph.left - last.left < 0.2 * glyph.size:
            continue
        text += _gap(last, glyph) + glyph.text
        last = glyph
    seen = [glyph for glyph in glyphs if glyph.text.strip()]
    if seen:
        size = median(glyph.size for glyph in seen)
        yield Line(page, text.strip(), seen[0].left, seen[-1].right, median(each.baseline for each in seen), size)


def _gap(last: Glyph | None, glyph: Glyph) -> str:
    gap = (glyph.left - last.right) / glyph.size if last else 0
    if gap > CELL_GAP:
        return "\t"
    apart = gap > 0.2 and last is not None and (last.text + glyph.text).isascii()
    return " " if apart and not (last and last.text.isspace()) and glyph.text.strip() else ""


def _edges(lines: list[Line], page: Page) -> list[Line]:
    """The outermost lines of a page that stand in its margins; rows of a table are none."""
    outer = lines[:EDGE] + lines[-EDGE:]
    body = range(round(MARGIN * page.height), round((1 - MARGIN) * page.height))
    return [line for line in outer if round(line.baseline) not in body and "\t" not in line.text]


def _running_heads(edges: list[list[Line]]) -> set[str]:
    """Shapes of lines at the edges of at least every third page and of at least two."""
    shapes = Counter(shape for own in edges for shape in {_shape(line.text) for line in own})
    return {shape for shape, count in shapes.items() if count > 1 and count * 3 >= len(edges)}


def _shape(text: str) -> str:
    """A line with its digits alike: 第1页 and 第2页 have one shape."""
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


def _first_numbers(edges: list[list[Line]]) -> set[int]:
    """Numbers that page 1 would bear, by what stands at the edges: at least two pages agree, or page 1 says 1."""
    found = Counter(number for own in edges for line in own if (number := _first_number(line)) is not None)
    return {1} | {number for number, count in found.items() if count > 1}


def _first_number(line: Line) -> int | None:
    number = PAGE_NUMBER.fullmatch(line.text)
    return int(number[1]) - line.page + 1 if number else None


def _is_page_number(line: Line, firsts: set[int]) -> bool:
    return _first_number(line) in firsts


@dataclass(frozen=True, slots=True)
class Margins:
    """Between which edges the running text of a page stands: where continued lines begin and full lines end."""

    left: float
    right: float


def _margins(lines: list[Line], pages: list[Page]) -> dict[int, Margins]:
    """Margins by page number. Pages of one width share the right one: a page may hold short lines alone.

    Punctuation may hang over the right margin; the left one is where most lines begin that follow a full line.
    """
    rights: dict[int, float] = defaultdict(float)
    for line in lines:
        hanging = line.size if line.text.endswith(tuple(NEVER_FIRST)) else 0
        width = round(pages[line.page - 1].width)
        rights[width] = max(rights[width], line.right - hanging)
    lefts: dict[int, Counter[float]] = defaultdict(Counter)
    for last, line in pairwise(lines):
        if last.page == line.page and _is_full(last, line, rights[round(pages[line.page - 1].width)]):
            lefts[line.page][round(line.left / line.size, 1) * line.size] += 1
    every = sum(lefts.values(), Counter[float]())
    margins = {}
    for number, page in enumerate(pages, 1):
        common = (lefts[number] if lefts[number].total() >= ENOUGH else every).most_common(1)
        margins[number] = Margins(common[0][0] if common else 0.0, rights[round(page.width)])
    return margins


def _joined(lines: list[Line], margins: dict[int, Margins]) -> Content:
    gaps = [line.baseline - last.baseline for last, line in pairwise(lines) if last.page == line.page]
    pitch = median(gaps or [0])
    text = ""
    starts: dict[int, int] = {}
    for last, line in pairwise([None, *lines]):
        assert line is not None
        if last is not None:
            meant = _is_meant(last, line, margins[last.page].right, margins[line.page].left, pitch)
            text += "\n" if meant else _seam(text, line.text)
        starts.setdefault(line.page, len(text))
        text += line.text
    ends = [*list(starts.values())[1:], len(text) + 1]
    parts = tuple(Part(start, end, page=page) for (page, start), end in zip(starts.items(), ends, strict=False))
    return Content(f"{text}\n" if text else "", parts=parts)


def _is_meant(last: Line, line: Line, right: float, left: float, pitch: float) -> bool:
    """Whether the author ended a paragraph between two lines, or only the page's width did."""
    if "\t" in last.text + line.text or not 0.85 < last.size / line.size < 1.18:
        return True
    if last.page == line.page and line.baseline - last.baseline > 1.7 * pitch:
        return True
    if line.left > left + 0.9 * line.size or not _is_full(last, line, right):
        return True
    ended = last.text.endswith(SENTENCE_END) and LABEL.match(line.text)
    return bool(ended or (FIELD.match(line.text) and not last.text.endswith(PAUSE)))


def _is_full(last: Line, line: Line, right: float) -> bool:
    """Whether nothing of the following line would have fitted on the last."""
    return right - last.right <= (_width(line.text) + 1) * line.size


def _width(text: str) -> float:
    """Ems of what cannot be parted from the start of a line: its first word or sign, and signs that begin no line."""
    word = WORD.match(text)
    unit = word[0] if word else ""
    rest = text[len(unit) :]
    unit += rest[: len(rest) - len(rest.lstrip(NEVER_FIRST))]
    return sum(0.55 if character.isascii() else 1.0 for character in unit)


def _seam(text: str, following: str) -> str:
    """A blank between two words of Latin letters; nothing inside a number or between Chinese characters."""
    pair = text[-1:] + following[:1]
    return " " if pair.isascii() and pair.isalpha() else ""
