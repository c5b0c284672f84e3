"""Where the list stands in a longer document.

Receives the reading of, say, a government work report and returns where its list of livelihood projects begins and
ends. A heading names the list, or a sentence introduces it; the last list that opens is the one of this year.

    …(20,000 characters)…附件 / 2018年十大民生实事 / 一、方便市民出行 / 1.…   ->   from 2018年十大民生实事 to the end
    …今年，我们将办好十件实事。/ 1、… / 10、… / 各位代表，…                     ->   from 今年 to 各位代表
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.clauses import Clauses, clauses
from livelihood_extract.parse.introductions import (
    LONG,
    Introduction,
    first_mark,
    introductions,
    names_itself,
    stays_in_item,
)
from livelihood_extract.parse.marks import Mark, is_bullet, loose_mark_at, mark_at, rebracketed
from livelihood_extract.parse.ranges import Line, line_at, lines_of

__all__ = ["Passage", "passage"]

_COUNTED = expression("20[0-9]{2}年|[0-9一二三四五六七八九十](?:件|项|大|方面)")
_LONGEST_HEADING = 45


class Passage(NamedTuple):
    """The stretch of the reading that is the list, its items if they are the clauses of a sentence, and whether
    anything names a list: a title, a heading, a sentence."""

    start: int
    end: int
    clauses: Clauses | None = None
    named: bool = True


class _Place(NamedTuple):
    """Where a list may begin: its first numbered line or its clauses, the sentence that announces it, if one does, and
    whether by a heading (or a sentence that leads up to them) or just in passing."""

    start: int
    first: tuple[Mark, Line] | None
    announced: Introduction | None = None
    headed: bool = True
    clauses: Clauses | None = None
    sectioned: bool = False
    """Does the heading, which counts nothing, or the sentence carry a number of the document around it?"""

    @property
    def declared(self) -> int | None:
        """How many items are announced."""
        return self.announced.declared if self.announced else None

    def fits(self, count: int) -> bool:
        """Are there as many items as announced?"""
        return self.announced is not None and self.announced.says(count)

    def counts_aspects(self, count: int, marked: "Marked", limit: int) -> bool:
        """Are there as many items as fields are announced (8个方面20件实事), and nothing numbered inside them?"""
        begin, end = (bisect_left(marked, at, key=lambda one: one[1].start) for at in (self.start, limit))
        return self.announced is not None and count in self.announced.aspects and end - begin < 2 * count


Marked = list[tuple[Mark, Line]]


def passage(reading: str, lexicon: Lexicon) -> Passage:
    """The list of a document: all of it, or the stretch where a longer document has a list.

    A document that is a list by its title has no other list inside its sentences, and is read as a whole unless long.
    """
    whole = Passage(0, len(reading))
    if (attached := _attached(reading, lexicon)) is not None:
        return Passage(attached, len(reading))
    long = len(reading) >= LONG
    titled = names_itself(reading, lexicon)
    places = _places(reading, lexicon, titled=titled) if long or not titled else []
    if not places:
        return whole._replace(named=titled)
    marked = _marked(reading, 0, len(reading))
    place = _chosen(reading, places, marked)
    if place is None:
        return whole._replace(named=titled)
    far = place.start >= len(reading) // 10 or place.declared is not None
    inside = far if long else bool(marked) and marked[0][1].start < place.start
    if place.clauses:
        return Passage(place.start if inside else 0, len(reading), place.clauses)
    if long and not inside:
        return whole
    return Passage(place.start if inside else 0, _end(reading, place, marked, lexicon))


_ATTACHMENT = expression(r"(?:^|\n)(附件[0-9一二三四五]?[:.]?)(?=\n)")


def _attached(reading: str, lexicon: Lexicon) -> int | None:
    """Where the list begins that is attached to a notice: the title behind the first line 附件, with numbers below it.

    A notice may number its own sections, too. If these are about managing the work, the document is one; else the
    longer of both is the list.
    """
    titled = ((sign, next(lines_of(reading, sign.end()), None)) for sign in _ATTACHMENT.finditer(reading))
    # 附件: / 1.…清单 / 2.…名单 only says what is attached
    sign, title = next(((sign, line) for sign, line in titled if line and not mark_at(reading, *line)), (None, None))
    if sign is None or title is None or lexicon["closing"].at(reading, *title):
        return None
    if _opened(reading, Line(sign.start(1), sign.end())) is None:
        return None
    own = _marked(reading, 0, sign.start())
    listed = _marked(reading, title.end, len(reading))
    managing = all(lexicon["management"].inside(reading, mark.end, line.end) for mark, line in own)
    return title.start if len(listed) > len(own) and not managing else None


def _marked(reading: str, start: int, end: int) -> Marked:
    """The lines that begin with a mark, and go on."""
    marks = ((mark_at(reading, *line), line) for line in lines_of(reading, start, end))
    return [(mark, line) for mark, line in marks if mark is not None and mark.end < line.end]


def _chosen(reading: str, places: list[_Place], marked: Marked) -> _Place | None:
    """The last place with a heading, or whose numbers run about as far as the sentence in front of them says.

    Where there is none, clauses that nobody counts, or items as many as the fields that are announced.
    """
    limits = [*(place.start for place in places[1:]), len(reading)]
    last: _Place | None = None
    for place, limit in zip(reversed(places), reversed(limits), strict=True):
        counted = _counted(place, marked, limit)
        if place.sectioned and place.declared is None and not _is_amid_prose(reading, place, marked, counted):
            continue  # a category of the list, or an item
        heading = place.declared is None and (len(reading) >= LONG or _is_behind_prose(place, marked))
        inside = not heading and stays_in_item(reading, place.start, fits=place.fits(counted))
        if inside or not (place.headed or place.fits(counted) or 2 * counted >= (place.declared or 0)):
            last = last or (place if place.counts_aspects(counted, marked, limit) else None)
        elif place.clauses is None or place.declared is not None:
            return place
        else:
            last = last or place
    return last


_MUCH, _SECTION = 2000, 500
"""Characters: of prose before a list; a section of prose has more than an item."""


def _is_behind_prose(place: _Place, marked: Marked) -> bool:
    """Does a list stand behind long sections of prose, as in the last part of a report?"""
    before = bisect_left(marked, place.start, key=lambda one: one[1].start)
    return place.start >= max(_MUCH, _SECTION * before)


_NUMBERED = 200
"""Characters to a number in the prose of a report; lists have more numbers."""


def _is_amid_prose(reading: str, place: _Place, marked: Marked, counted: int) -> bool:
    """Are the sections around a list of `counted` items long, or are they lists like it?"""
    begin = bisect_left(marked, place.start, key=lambda one: one[1].start)
    end = marked[begin + counted][1].start if begin + counted < len(marked) else len(reading)
    return len(reading) - (end - place.start) >= _NUMBERED * (len(marked) - counted)


def _counted(place: _Place, marked: Marked, limit: int) -> int:
    """How far numbers run in the list at `place`, those of its items or of its categories."""
    if place.first is None:
        return len(place.clauses or ())
    reached: Counter[str] = Counter()
    begin = bisect_left(marked, place.first[1].start, key=lambda one: one[1].start)
    for mark, line in islice(marked, begin, None):
        if line.start >= limit:
            break
        counted = rebracketed(_numbered(mark, reached), reached)
        reached[counted.style] += counted.number == reached[counted.style] + 1
    # a glossary behind the list has numbers of its own
    numbers = list(reached.values())
    return place.declared if place.declared is not None and place.declared in numbers else max(numbers, default=0)


def _places(reading: str, lexicon: Lexicon, *, titled: bool) -> list[_Place]:
    """Where a list may begin, in order. A document that is a list by its title has no list inside its sentences."""
    found: dict[int, _Place] = {}
    for line in _list_headings(reading, lexicon, titled=titled):
        first = _opened(reading, line)
        if first is not None:
            chapter = mark_at(reading, *line) is not None  # its number is one of the document, not of the list
            sectioned = chapter and _COUNTED.search(reading, *line) is None
            found[first[1].start] = _Place(line.end if chapter else line.start, first, sectioned=sectioned)
    headed = set(found)
    announced = [] if titled else introductions(reading, lexicon)
    chapters = _chapters(reading) if any(one.declared is None for one in announced) else []
    for one in announced:
        place = _introduced(reading, one, lexicon)
        if place is None or (one.declared is None and _looks_back(reading, one, chapters, lexicon)):
            continue
        begin = place.first[1].start if place.first else place.start
        if begin not in headed:
            found[begin] = place
        elif found[begin].declared is None:
            found[begin] = found[begin]._replace(announced=one)
    return [found[start] for start in sorted(found)]


_BEFORE = 200
"""Characters of a paragraph before a sentence."""


def _looks_back(reading: str, one: Introduction, chapters: list[Line], lexicon: Lexicon) -> bool:
    """Does the paragraph before a sentence, or the chapter above it, tell of what was done (一、2023年工作回顾)?"""
    start = max(line_at(reading, one.start).start, one.start - _BEFORE)
    above = bisect_left(chapters, (one.start,)) - 1
    reviewed = above >= 0 and lexicon["review"].inside(reading, *chapters[above])
    return bool(reviewed or lexicon["done"].inside(reading, start, one.start))


def _chapters(reading: str) -> list[Line]:
    """The headings of chapters."""
    return [line for mark, line in _marked(reading, 0, len(reading)) if mark.style in ("一、", "第部分")]


def _introduced(reading: str, one: Introduction, lexicon: Lexicon) -> _Place | None:
    """The list that a sentence introduces."""
    line = line_at(reading, max(one.start, one.end - 1))
    first = first_mark(reading, one)
    if first is not None and one.declared is None and reading[one.end - 1] == "。" and first[1].start > one.end + 1:
        first = None  # a sentence that only says what its paragraph is about
    if first is None:
        listed = clauses(reading, one, lexicon)
        if listed:
            return _Place(one.start, None, one, clauses=listed)
        first = _opened(reading, line) if one.declared is not None and one.end == line.end else None
    if first is None:
        return None
    numbered = mark_at(reading, one.start, one.end) is not None
    start = one.end if numbered and one.opens else one.start  # 一是办好民生实事。(1)…: its number is none of the list's
    return _Place(start, first, one, headed=reading[one.end - 1] == ":" or one.opens, sectioned=numbered)


def _list_headings(reading: str, lexicon: Lexicon, *, titled: bool) -> list[Line]:
    """The lines that name a list, in order; numbered ones in a document that is no list by its title."""
    lines = dict.fromkeys(line_at(reading, m.start()) for m in lexicon["list"].pattern.finditer(reading))
    return [line for line in lines if _is_list_heading(reading, line, lexicon, titled=titled)]


def _is_list_heading(reading: str, line: Line, lexicon: Lexicon, *, titled: bool) -> bool:
    if not 6 <= line.end - line.start <= _LONGEST_HEADING or reading[line.end - 1] in ";，":
        return False
    mark = mark_at(reading, *line)
    if reading.find("。", line.start, line.end - (mark is not None)) >= 0:
        return False
    if mark is None or _COUNTED.search(reading, *line):
        return True
    if titled:
        return False
    # 三、扎实办好民生实事 is a chapter, (十一)推进惠民生工程 an item
    ending = lexicon["list"].before(reading, *line)
    return bool(ending and mark.style == "一、") or bool(lexicon["deed"].ends(lexicon["list"].inside(reading, *line)))


def _opened(reading: str, heading: Line) -> tuple[Mark, Line] | None:
    """The first item of the list that begins within the next lines."""
    for line in islice(lines_of(reading, heading.end), 4):
        mark = mark_at(reading, *line)
        if mark is not None:
            return (mark, line) if mark.number == 1 and mark.end < line.end else None
    return None


# --- where it ends ----------------------------------------------------------------------------------------------------

_FEWEST = 3
"""Items of one line each, after which the last one is taken for one line, too."""


def _end(reading: str, place: _Place, marked: Marked, lexicon: Lexicon) -> int:
    """Where the list is over and the document goes on: with its next chapter, a speaker's address, or, where every
    item is a paragraph, behind the last of them."""
    assert place.first is not None
    top, first = place.first
    before = {mark.style: mark.number for mark, line in marked if line.start <= place.start}
    seen: dict[str, int] = {}
    apart: int | None = None
    tight = bool(before) or place.declared is not None
    for line in lines_of(reading, first.start):
        behind = apart if tight and apart is not None and seen.get(top.style, 0) >= _FEWEST else None
        if lexicon["resumed"].at(reading, *line):
            return behind or line.start
        mark = mark_at(reading, *line) or loose_mark_at(reading, *line, expected=seen.get("1.", -1) + 1)
        if mark is None or mark.end == line.end or (is_bullet(mark) and mark.style != top.style):
            tight = tight and not lexicon.labels.at(reading, *line)
            apart = line.start if apart is None else apart
            continue
        mark = rebracketed(_numbered(mark, seen), seen)
        complete = seen.get(top.style, 0) == place.declared
        if (complete and behind is not None) or _is_chapter(mark, seen, before, complete=complete):
            return behind or line.start
        tight = tight and apart is None
        apart = None
        seen[mark.style] = mark.number
    over = seen.get(top.style, 0) == place.declared if place.declared is not None else bool(before)
    return apart if tight and over and apart is not None and seen.get(top.style, 0) >= _FEWEST else len(reading)


def _numbered(mark: Mark, seen: Mapping[str, int]) -> Mark:
    """The mark, a bullet with the number it would have behind those `seen`."""
    return mark._replace(number=seen.get(mark.style, 0) + 1) if is_bullet(mark) else mark


def _is_chapter(mark: Mark, seen: dict[str, int], before: dict[str, int], *, complete: bool) -> bool:
    """Does the mark go on with the numbers of the document around the list, not with those `seen` in it?"""
    if mark.style not in seen:
        return mark.number != 1
    continues = mark.number == seen[mark.style] + 1 and not complete
    return mark.number != 1 and not continues and mark.number == before.get(mark.style, 0) + 1
