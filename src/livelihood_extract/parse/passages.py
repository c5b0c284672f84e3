"""Where the list stands in a long document.

Receives the reading of, say, a government work report and returns where its list of livelihood projects begins.

    …(20,000 characters)…附件 / 2018年十大民生实事 / 一、方便市民出行 / 1.…   ->   the offset of 2018年十大民生实事
"""

import re
from itertools import islice

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.ranges import Line, line_at, lines_of

__all__ = ["list_start"]

_COUNTED = re.compile("20[0-9]{2}年|[0-9一二三四五六七八九十](?:件|项|大|方面)")
LONG = 6000
"""Readings shorter than this are taken for the list itself."""


def list_start(reading: str, lexicon: Lexicon) -> int:
    """The start of the heading of the last list of livelihood projects with numbered lines below it, or 0."""
    if len(reading) < LONG:
        return 0
    for line in reversed(_list_headings(reading, lexicon)):
        if _opens(reading, line):
            return line.start if line.start >= len(reading) // 10 else 0
    return 0


def _list_headings(reading: str, lexicon: Lexicon) -> list[Line]:
    """The lines that name a list, in order."""
    lines = dict.fromkeys(line_at(reading, m.start()) for m in lexicon["list"].pattern.finditer(reading))
    return [line for line in lines if _is_list_heading(reading, line)]


def _is_list_heading(reading: str, line: Line) -> bool:
    if not 6 <= line.end - line.start <= 45 or reading[line.end - 1] in "。;，":
        return False
    # (十一)推进惠民生工程 is an item
    return mark_at(reading, *line) is None or _COUNTED.search(reading, *line) is not None


def _opens(reading: str, heading: Line) -> bool:
    """Does a list begin within the next lines?"""
    for line in islice(lines_of(reading, heading.end), 4):
        mark = mark_at(reading, *line)
        if mark is not None:
            return mark.number == 1
    return False
