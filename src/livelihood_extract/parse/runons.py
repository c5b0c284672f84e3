"""Run-on lists: items that follow each other inside one paragraph.

Receives a reading and returns the positions where an item begins inside a line; each of them begins a line of its own.
A list inside an item (三、…:(1)…;(2)…) stays inside its item.

    今年办好三件实事:一是新建学校。二是改造食堂。三是修路。  ->  before 一是, 二是 and 三是
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from itertools import pairwise

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.introductions import Introduction, first_mark, introductions, names_itself, stays_in_item
from livelihood_extract.parse.marks import LINE_START, Mark, is_bullet, loose_mark_at, mark_at
from livelihood_extract.parse.ranges import line_at, lines_of

__all__ = ["run_on_items"]

_RUN_ON = expression(r"(?<=[。;!?:)，”])(?=[一二三四五六七八九十第(0-9①-⒛㈠-㈩])")
_DIGITS = expression("[0-9]{1,3}")
_FEWEST = 3
"""Items that make a list; fewer do if just so many were announced."""


Marked = list[tuple[int, Mark]]
"""Where lines stand that begin with a mark, and the marks."""


def run_on_items(reading: str, lexicon: Lexicon) -> list[int]:
    """The positions inside lines where the items of the document's list begin, in order."""
    starts = (0, *(m.end() for m in LINE_START.finditer(reading)))
    marked = [(start, mark) for start in starts if (mark := mark_at(reading, start, len(reading)))]
    missing = _missing_first(marked)
    if through := _running_through(reading, marked):
        return through
    found = _announced(reading, marked, lexicon)
    if not found and missing:
        return _first_item(reading, marked, missing)
    return found if found or len(marked) > 1 else _only_list(reading, marked)


_NUMBERED_INSIDE = expression(r"[。;](?:\([0-9]{1,3}\)|[①-⒛]|[0-9]{1,2}[、.](?![0-9])|[二三四五六七八九十]{1,3}是)")
_FEWEST_THROUGH = 5
"""Numbers in a row over several paragraphs that make items of what they begin."""


def _running_through(reading: str, marked: Marked) -> list[int]:
    """Where items begin whose numbers run on from one paragraph to the next (一是…。(1)…。(2)… / 二是…。(3)…)."""
    if not _NUMBERED_INSIDE.search(reading):
        return []
    members = _Members(reading)
    for style in dict.fromkeys(style for style, _ in members.places):
        inside = [(at, number) for (each, number), places in members.places.items() if each == style for at in places]
        every = sorted([*inside, *((at, mark.number) for at, mark in marked if mark.style == style)])
        steps = (b - a for (_, a), (_, b) in pairwise(every))
        lines = Counter(line_at(reading, at).start for at, _ in inside)
        if len(every) >= _FEWEST_THROUGH and all(step == 1 for step in steps) and len(lines) > 1:
            return sorted(at for at, _ in inside)
    return []


def _announced(reading: str, marked: Marked, lexicon: Lexicon) -> list[int]:
    """Where the items of lists begin that a sentence announces in their own paragraph, or at the end of the one before.

    In a document that is a list by its title and has begun to number it, such a sentence stands in an item.
    """
    listed = introductions(reading, lexicon)
    if listed and marked and names_itself(reading, lexicon):
        listed = [one for one in listed if one.start < marked[0][0]]
    members = _Members(reading) if listed else None
    found: list[int] = []
    for one in listed:
        if members is not None and (not found or one.start > found[-1]):
            items = _introduced(members, one, line_at(reading, one.end - 1).end)
            items = items or _on_next_line(reading, members, one) or _through(reading, members, one)
            heading = one.declared is None and line_at(reading, one.start).end == one.end
            inside = stays_in_item(reading, one.start, fits=heading or one.says(len(items)))
            found.extend([] if inside else [at for at in items if reading[at - 1] != "\n"])
    return found


def _introduced(members: "_Members", one: Introduction, end: int) -> list[int]:
    """The items behind a sentence: those that begin with its end, or farther on, if as many as it says."""
    for style, start in members.firsts(one.end, end):
        items = members.run(style, start, end)
        if one.says(len(items)) or (len(items) >= _FEWEST and start == one.end):
            return items
    return []


def _on_next_line(reading: str, members: "_Members", one: Introduction) -> list[int]:
    """The items of the paragraph below the sentence that begins with the first of them."""
    first = first_mark(reading, one)
    if first is None or first[1].start <= one.end or is_bullet(first[0]):
        return []
    items = members.run(first[0].style, *first[1])
    return items if len(items) >= _FEWEST else []


def _through(reading: str, members: "_Members", one: Introduction) -> list[int]:
    """The items that run on through the paragraphs below the sentence, if just as many as it says."""
    for style, start in members.firsts(one.end, len(reading))[:1]:
        items = members.run(style, start, len(reading))
        if len(items) == one.declared and len(items) >= _FEWEST_THROUGH:
            return items
    return []


class _Members:
    """Where in a reading a mark stands behind the end of a clause: by style and number."""

    def __init__(self, reading: str) -> None:
        self.places: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for place in _RUN_ON.finditer(reading):
            mark = mark_at(reading, place.end(), len(reading)) or _loose(reading, place.end())
            if mark is not None:
                style = "(1)" if mark.style == "1)" else mark.style  # an opening bracket may be lost
                self.places[style, mark.number].append(place.end())
        self.begun = [(style, places) for (style, number), places in self.places.items() if number == 1]

    def run(self, style: str, start: int, end: int) -> list[int]:
        """Where the marks stand before `end` that go on from number one at `start`, number by number."""
        found = [start]
        while True:
            following = self.places.get((style, len(found) + 1), [])
            at = bisect_right(following, found[-1])
            if at == len(following) or following[at] >= end:
                return found
            found.append(following[at])

    def firsts(self, start: int, end: int) -> list[tuple[str, int]]:
        """The styles that begin with number one in [start, end), and where they do, the nearest first."""
        at = [(style, places, bisect_left(places, start)) for style, places in self.begun]
        begun_at = [(style, places[i]) for style, places, i in at if i < len(places) and places[i] < end]
        return sorted(begun_at, key=lambda one: one[1])


def _loose(reading: str, start: int) -> Mark | None:
    """A mark that wanders (2.50个), by the number it says."""
    digits = _DIGITS.match(reading, start)
    return loose_mark_at(reading, start, len(reading), int(digits[0])) if digits else None


def _missing_first(marked: Marked) -> set[str]:
    """The styles whose second item begins a line, and whose first does not."""
    return {m.style for _, m in marked if m.number == 2} - {m.style for _, m in marked if m.number == 1}


def _first_item(reading: str, marked: Marked, missing: set[str]) -> list[int]:
    """Where the first item stands, if lines go on with the second (…十个方面:一是… / 二是…)."""
    start, second = next((start, mark) for start, mark in marked if mark.style in missing and mark.number == 2)
    before = [at for at in _Members(reading).places[second.style, 1] if at < start]
    return before[-1:]


def _only_list(reading: str, marked: Marked) -> list[int]:
    """Where the items of the only list begin, where at most one line begins with a mark: that of the first item or of
    the chapter (…分别是:(1)…;(2)…)."""
    members = _Members(reading)
    longest: list[int] = []
    for line in lines_of(reading):
        firsts = members.firsts(*line)
        if marked and marked[0][0] == line.start and marked[0][1].number == 1:
            firsts.append((marked[0][1].style, line.start))
        longest = max([longest, *(members.run(style, start, line.end) for style, start in firsts)], key=len)
    begun = {start for start, _ in marked}
    return [item for item in longest if item not in begun] if len(longest) >= _FEWEST else []
