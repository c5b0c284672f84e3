"""Glyphs on pages in, paragraphs out: what PDF and OFD need, which know where characters stand but not what they form.

Lines are glyphs on one baseline. Page numbers and running heads go. A line is joined to the one before it unless the
break between them was meant: 规划保障性住房2 / 170套 is one paragraph.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from livelihood_extract.readers.content import Content
from livelihood_extract.records import Part

__all__ = ["Glyph", "Page", "content_of"]

PAGE_NUMBER = re.compile(r"[-—–－―_·•\s]*(第\s*)?\d{1,4}(\s*页)?(\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―_·•\s]*")
MARGIN = 0.12
"""Page numbers and running heads stand in this part of the page's height, above and below."""

CELL_GAP = 2.0
"""Ems of empty space inside a line that part cells of a table."""

LABEL = re.compile(
    r"[（(]?[0-9０-９〇一二三四五六七八九十百]{1,4}\s*[)）、.．]|第[0-9一二三四五六七八九十百]+[项件条章]|[\u4e00-\u9fff]{2,8}[:：]"
)
SENTENCE_END = tuple("。；;：:！!？?")
WORD = re.compile(r"[0-9A-Za-z.,%％‰+\-/]+|.")
NEVER_FIRST = "、，,。．；;：:！!？?）)》〉」』】〕]”’%％‰"


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
    heads = _running_heads(lines, pages)
    kept = [
        line for own, page in zip(lines, pages, strict=True) for line in own if not _is_furniture(line, page, heads)
    ]
    return _joined(kept, _right_margins(kept, pages))


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


def _running_heads(lines: list[list[Line]], pages: list[Page]) -> set[str]:
    """Lines that stand in the margins of at least every third page and of at least two, digits aside."""
    marginal = Counter(
        shape
        for own, page in zip(lines, pages, strict=True)
        for shape in {_shape(line.text) for line in own if _is_marginal(line, page)}
    )
    return {shape for shape, count in marginal.items() if count > 1 and count * 3 >= len(pages)}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


def _is_marginal(line: Line, page: Page) -> bool:
    return not MARGIN * page.height < line.baseline < (1 - MARGIN) * page.height and "\t" not in line.text


def _is_furniture(line: Line, page: Page, heads: set[str]) -> bool:
    return _is_marginal(line, page) and (_shape(line.text) in heads or bool(PAGE_NUMBER.fullmatch(line.text)))


def _right_margins(lines: Iterable[Line], pages: list[Page]) -> dict[int, float]:
    """Where full lines end, by page number: the farthest a line reaches on pages of the same width."""
    reach: dict[int, float] = defaultdict(float)
    for line in lines:
        width = round(pages[line.page - 1].width)
        reach[width] = max(reach[width], line.right)
    return {number: reach[round(page.width)] for number, page in enumerate(pages, 1)}


def _joined(lines: list[Line], margins: dict[int, float]) -> Content:
    lefts = _left_margins(lines)
    pitch = median([b.baseline - a.baseline for a, b in pairwise(lines) if a.page == b.page] or [0])
    text, parts, start, page = "", [], 0, 0
    for last, line in pairwise([None, *lines]):
        if line is None:
            break
        if last is not None:
            meant = _is_meant(last, line, lefts, margins[last.page], pitch)
            text += "\n" if meant else _seam(text, line.text)
        if line.page != page:
            parts += [Part(start, len(text), page=page)] if page else []
            start, page = len(text), line.page
        text += line.text
    return Content(f"{text}\n" if text else "", parts=(*parts, Part(start, len(text) + 1, page=page)) if text else ())


def _left_margins(lines: list[Line]) -> dict[int, float]:
    margins: dict[int, float] = {}
    for line in lines:
        margins[line.page] = min(margins.get(line.page, line.left), line.left)
    return margins


def _is_meant(last: Line, line: Line, lefts: dict[int, float], right: float, pitch: float) -> bool:
    """Whether the author ended a paragraph between two lines, or only the page's width did."""
    em = line.size
    if "\t" in last.text + line.text or not 0.85 < last.size / em < 1.18:
        return True
    if line.left > lefts[line.page] + 0.9 * em:  # first line of a paragraph
        return True
    if last.page == line.page and line.baseline - last.baseline > 1.7 * pitch:
        return True
    if right - last.right > _width(line.text) * em + 0.8 * em:  # what follows would have fitted
        return True
    return last.text.endswith(SENTENCE_END) and bool(LABEL.match(line.text))


def _width(text: str) -> float:
    """Ems of what cannot be parted from the start of a line: its first word or sign, and signs that begin no line."""
    word = WORD.match(text)
    unit = word[0] if word else ""
    rest = text[len(unit) :]
    unit += rest[: len(rest) - len(rest.lstrip(NEVER_FIRST))]
    return sum(0.55 if character.isascii() else 1.0 for character in unit)


def _seam(text: str, following: str) -> str:
    """A blank between two words of Latin letters; nothing inside a number or between Chinese characters."""
    return " " if (text[-1:] + following[:1]).isascii() and (text[-1:] + following[:1]).isalpha() else ""
