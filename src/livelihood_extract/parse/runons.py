"""Run-on lists: items that follow each other inside one paragraph.

Receives a reading and returns the positions where an item begins inside a line; each of them begins a line of its own.
A list inside an item (三、…:(1)…;(2)…) stays inside its item.

    今年办好三件实事:一是新建学校。二是改造食堂。三是修路。  ->  before 一是, 二是 and 三是
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.introductions import introductions, names_itself
from livelihood_extract.parse.marks import Mark, loose_mark_at, mark_at
from livelihood_extract.parse.ranges import line_at, lines_of

__all__ = ["run_on_items"]

_RUN_ON = re.compile(r"(?<=[。;!?:)，”])(?=[一二三四五六七八九十(0-9①-⑳])")
_DIGITS = re.compile("[0-9]{1,3}")
_LINE_BREAK = re.compile("\n")
_FEWEST = 3
"""Items that make a list; fewer do if just so many were announced."""


Marked = list[tuple[int, Mark]]
"""Where lines stand that begin with a mark, and the marks."""


def run_on_items(reading: str, lexicon: Lexicon) -> list[int]:
    """The positions inside lines where the items of the document's list begin, in order."""
    starts = (0, *(m.end() for m in _LINE_BREAK.finditer(reading)))
    marked = [(start, mark) for start in starts if (mark := mark_at(reading, start, len(reading)))]
    found = _announced(reading, marked, lexicon)
    if not found and (len(marked) < 2 or _missing_first(marked)):
        found = _only_list(reading, marked)
    return found


def _announced(reading: str, marked: Marked, lexicon: Lexicon) -> list[int]:
    """Where the items of lists begin that a sentence announces in their own paragraph.

    In a document that is a list by its title and has begun to number it, such a sentence stands in an item.
    """
    listed = introductions(reading, lexicon)
    if listed and marked and names_itself(reading, lexicon):
        listed = [one for one in listed if one.start < marked[0][0]]
    found: list[int] = []
    members: _Members | None = None
    for one in listed:
        mark = mark_at(reading, one.end, len(reading))
        if mark is None or mark.number != 1 or (found and one.start < found[-1]):
            continue
        members = members or _Members(reading)
        items = members.run(one.end, line_at(reading, one.end).end, mark)
        if len(items) >= _FEWEST or len(items) == one.declared:
            found.extend(items)
    return found


class _Members:
    """Where in a reading a mark stands behind the end of a clause: by style and number."""

    def __init__(self, reading: str) -> None:
        self.places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for place in _RUN_ON.finditer(reading):
            mark = mark_at(reading, place.end(), len(reading)) or _loose(reading, place.end())
            if mark is not None:
                self.places[mark.style, mark.number].append(place.end())

    def run(self, start: int, end: int, first: Mark) -> list[int]:
        """Where the marks stand before `end` that go on from the one at `start`, number by number."""
        found = [start]
        while True:
            following = self.places.get((first.style, first.number + len(found)), [])
            at = bisect_right(following, found[-1])
            if at == len(following) or following[at] >= end:
                return found
            found.append(following[at])

    def firsts(self, start: int, end: int) -> list[tuple[str, int]]:
        """The styles that begin with number one in [start, end), and where they do."""
        begun = [(style, places) for (style, number), places in self.places.items() if number == 1]
        at = [(style, places, bisect_left(places, start)) for style, places in begun]
        return [(style, places[i]) for style, places, i in at if i < len(places) and places[i] < end]


def _loose(reading: str, start: int) -> Mark | None:
    """A mark that wanders (2.50个), by the number it says."""
    digits = _DIGITS.match(reading, start)
    return loose_mark_at(reading, start, len(reading), int(digits[0])) if digits else None


def _missing_first(marked: Marked) -> set[str]:
    """The styles whose second item begins a line, and whose first does not."""
    return {m.style for _, m in marked if m.number == 2} - {m.style for _, m in marked if m.number == 1}


def _only_list(reading: str, marked: Marked) -> list[int]:
    """Where the items of the only list begin: all of them, where no line but that of the first begins with a mark
    (…分别是:(1)…;(2)…), or the first, where the lines go on with the second (…十个方面:一是… / 二是…)."""
    missing = _missing_first(marked)
    members = _Members(reading)
    longest: list[int] = []
    for line in lines_of(reading) if missing or not marked else [line_at(reading, marked[0][0])]:
        firsts = members.firsts(*line)
        if marked and not missing and marked[0][1].number == 1:
            firsts.append((marked[0][1].style, line.start))
        for style, start in firsts:
            if style in missing:
                return [start]
            longest = max(longest, members.run(start, line.end, Mark(style, 1, start)), key=len)
    begun = {start for start, _ in marked}
    return [item for item in longest if item not in begun] if len(longest) >= _FEWEST else []
