"""A fixed page as PDF and OFD know it: glyphs and ruled lines with their places; and the lines of text glyphs form.

All lengths are in one unit, whatever the format's own is; the origin is the upper left corner of the page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

__all__ = ["NEVER_FIRST", "Glyph", "Line", "Page", "Rule", "is_full", "lines_of", "seam"]

CELL_GAP = 2.0
"""Ems of empty space inside a line that part cells of a table without rules."""

WORD = re.compile(r"[（(《〈「『【〔\[“‘]*(?:[0-9A-Za-z.,%％‰+\-/]+|.)")
NEVER_FIRST = "、，,。．；;：:！!？?）)》〉」』】〕]”’%％‰"
"""Signs that begin no line of Chinese text."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character (or ligature) and its place: left and right edge, baseline from the top, size of its font."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line or rectangle by the box around it."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """Size of a page, the glyphs on it in any order, and what is drawn on it."""

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline of page `page` (from 1), or a row of a ruled table, whose `cells` are then given.

    `blank` tells that a blank follows the last visible sign: the line ends between two words, not inside one.
    """

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    blank: bool = False
    cells: tuple[str, ...] = ()


def lines_of(glyphs: Iterable[Glyph], page: int) -> Iterator[Line]:
    """Lines that glyphs on page number `page` form, from top to bottom; lines without a visible sign are left out."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if row and glyph.baseline - row[0].baseline > 0.4 * max(glyph.size, row[-1].size):
            yield from _line(row, page)
            row = []
        row.append(glyph)
    yield from _line(row, page)


def _line(row: list[Glyph], page: int) -> Iterator[Line]:
    """The line that glyphs of one baseline form; bold type made by printing twice counts once."""
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
        baseline = median(glyph.baseline for glyph in seen)
        blank = text.rstrip() != text
        yield Line(page, text.strip(), seen[0].left, seen[-1].right, baseline, size, blank)


def _gap(last: Glyph | None, glyph: Glyph) -> str:
    gap = (glyph.left - last.right) / glyph.size if last else 0
    if gap > CELL_GAP:
        return "\t"
    apart = gap > 0.2 and last is not None and (last.text + glyph.text).isascii()
    return " " if apart and not (last and last.text.isspace()) and glyph.text.strip() else ""


def is_full(last: Line, line: Line, right: float) -> bool:
    """Whether nothing of `line` would have fitted on `last`, the line before it, whose margin is at `right`."""
    return right - last.right <= (_width(line.text) + 1) * line.size


def _width(text: str) -> float:
    """Ems of what cannot be parted from the start of a line: its first word or sign, and signs that begin no line."""
    word = WORD.match(text)
    unit = word[0] if word else ""
    rest = text[len(unit) :]
    unit += rest[: len(rest) - len(rest.lstrip(NEVER_FIRST))]
    return sum(0.55 if character.isascii() else 1.0 for character in unit)


def seam(last: Line, line: Line) -> str:
    """What stands between two lines of a paragraph: a blank between Latin words, nothing between Chinese characters."""
    return " " if last.blank and (last.text[-1] + line.text[0]).isascii() else ""
