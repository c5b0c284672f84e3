"""Pages in, paragraphs out: what PDF and OFD need, which know where characters stand but not what they form.

Page numbers and running heads go; ruled tables become rows. A line is joined to the one before it unless the break
between them was meant: 规划保障性住房2 / 170套 is one paragraph.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from livelihood_extract.readers.content import Content
from livelihood_extract.readers.continued import LABEL, SENTENCE_END, continued
from livelihood_extract.readers.furniture import without_furniture
from livelihood_extract.readers.page import NEVER_FIRST, Line, Page, is_full, lines_of, seam
from livelihood_extract.readers.ruling import tables_of
from livelihood_extract.records import Part

__all__ = ["content_of"]

ARABIC = re.compile(r"[0-9０-９]{1,3}\s*[)）、.．](?![0-9０-９])")
FIELD = re.compile(r"[\u4e00-\u9fff]{3,8}[:：]")
OPEN_BRACKET = re.compile(r"[（(〔][^）)〕]*$")
PAUSE = tuple("、，,")
NARROWEST = 0.7
"""Part of a page's width that running text reaches at least: shorter lines are meant to end, all of them."""

ENOUGH = 5
"""Continued lines on a page from which its own left margin can be told."""


def content_of(pages: list[Page], name: str) -> Content:
    """Paragraphs and rows of all pages of the file `name`, one a line, and the stretch of text that each page gave.

    Raises LimitExceeded for tables beyond all measure.
    """
    lines = []
    for number, page in enumerate(pages, 1):
        rows, glyphs = tables_of(page, number, name)
        lines.append(sorted([*rows, *lines_of(glyphs, number)], key=lambda line: line.baseline))
    kept = continued(without_furniture(lines, pages))
    return _joined(kept, _margins(kept, pages))


@dataclass(frozen=True, slots=True)
class Margins:
    """Between which edges the running text of a page stands: where continued lines begin and full lines end."""

    left: float
    right: float


def _margins(lines: list[Line], pages: list[Page]) -> dict[int, Margins]:
    """Margins by page number. Pages of one width share the right one: a page may hold short lines alone.

    Punctuation may hang over the right margin; the left one is where most lines begin that follow a full line.
    """
    lines = [line for line in lines if not line.cells]
    rights: dict[int, float] = {round(page.width): NARROWEST * page.width for page in pages}
    for line in lines:
        hanging = line.size if line.text.endswith(tuple(NEVER_FIRST)) else 0
        width = round(pages[line.page - 1].width)
        rights[width] = max(rights[width], line.right - hanging)
    lefts: dict[int, Counter[float]] = defaultdict(Counter)
    for last, line in pairwise(lines):
        if last.page == line.page and is_full(last, line, rights[round(pages[line.page - 1].width)]):
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
            text += "\n" if meant else seam(last, line)
        starts.setdefault(line.page, len(text))
        text += line.text
    ends = [*list(starts.values())[1:], len(text) + 1]
    parts = tuple(Part(start, end, page=page) for (page, start), end in zip(starts.items(), ends, strict=False))
    return Content(f"{text}\n" if text else "", parts=parts)


def _is_meant(last: Line, line: Line, right: float, left: float, pitch: float) -> bool:
    """Whether the author ended a paragraph between two lines, or only the page's width did."""
    if last.cells or line.cells or "\t" in last.text + line.text or not 0.85 < last.size / line.size < 1.18:
        return True
    if last.page == line.page and line.baseline - last.baseline > 1.7 * pitch:
        return True
    if line.left > left + 0.9 * line.size or not is_full(last, line, right):
        return True
    if OPEN_BRACKET.search(last.text):  # （牵 / 头单位：市水务局）
        return False
    if ARABIC.match(line.text):
        return last.text.endswith((*SENTENCE_END, "）", ")"))
    return bool(LABEL.match(line.text) or FIELD.match(line.text)) and not last.text.endswith(PAUSE)
