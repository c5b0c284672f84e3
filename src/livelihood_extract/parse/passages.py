"""Where the list stands in a long document.

Receives the reading of, say, a government work report and returns where its list of livelihood projects begins.

    …(20,000 characters)…附件 / 2018年十大民生实事 / 一、方便市民出行 / 1.…   ->   the offset of 2018年十大民生实事
"""

import re

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.outline import Line, lines_of

__all__ = ["list_start"]

_COUNTED = re.compile("20[0-9]{2}年|[0-9一二三四五六七八九十](?:件|项|大|方面)")
LONG = 6000
"""Readings shorter than this are taken for the list itself."""


def list_start(reading: str, lexicon: Lexicon) -> int:
    """The start of the heading of the last list of livelihood projects with numbered lines below it, or 0."""
    if len(reading) < LONG:
        return 0
    lines = list(lines_of(reading))
    found = [
        i for i, line in enumerate(lines) if _is_list_heading(reading, line, lexicon) and _opens(reading, lines, i)
    ]
    if not found or lines[found[-1]].start < len(reading) // 10:
        return 0
    return lines[found[-1]].start


def _is_list_heading(reading: str, line: Line, lexicon: Lexicon) -> bool:
    text = reading[line.start : line.end]
    if mark_at(reading, *line) and not _COUNTED.search(text):  # (十一)推进惠民生工程 is an item
        return False
    return 6 <= len(text) <= 45 and text[-1] not in "。;，" and bool(lexicon["list"].inside(text))


def _opens(reading: str, lines: list[Line], index: int) -> bool:
    """Does a list begin within the next lines?"""
    for line in lines[index + 1 : index + 5]:
        mark = mark_at(reading, line.start, line.end)
        if mark is not None:
            return mark.number == 1
    return False
