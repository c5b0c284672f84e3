"""Headings: the lines that open a section.

Receives a reading and a range of it and returns the lines that begin with a mark, and unmarked headings between them,
each with its `Mark`.

    教育 / 1.新建学校 / 2.改造食堂 / 交通 / 3.修路   ->   "□" 1, "1." 1, "1." 2, "□" 2, "1." 3
"""

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.counts import declared_count
from livelihood_extract.parse.marks import Mark, is_bullet, loose_mark_at, mark_at, rebracketed
from livelihood_extract.parse.ranges import Line, lines_of
from livelihood_extract.text import HAN

__all__ = ["UNMARKED", "Heading", "headings", "is_particular", "looks_like_heading"]

Heading = tuple[Mark, Line]
"""A mark and its line."""

UNMARKED = "□"
"""The style of headings that carry no mark."""


@lru_cache(maxsize=8)
def _titles(lexicon: Lexicon) -> Expression:
    """Words of titles and closing lines, which are no categories."""
    return expression(alternation([*lexicon["list"], *lexicon["results"], *lexicon["closing"]]))


def headings(reading: str, start: int, end: int, lexicon: Lexicon) -> list[Heading]:
    """Every line that begins with a mark, and unmarked headings between marked lines."""
    found: list[Heading] = []
    last: dict[str, int] = {}
    gaps: list[list[Line]] = [[]]
    for line in lines_of(reading, start, end):
        if is_particular(reading, line, lexicon):
            continue
        mark = mark_at(reading, *line)
        if mark is None and "1." in last:
            mark = loose_mark_at(reading, *line, expected=last["1."] + 1)
        if mark is not None and mark.end < line.end:
            mark = rebracketed(mark, last)
            found.append((mark, line))
            last[mark.style] = mark.number
            gaps.append([])
        else:
            gaps[-1].append(line)
    bare = _last_in_gaps(reading, found, gaps[:-1], lexicon)
    found = _opening(reading, found)
    return sorted([*found, *_bare_headings(reading, bare, found)], key=lambda heading: heading[1].start)


def _last_in_gaps(reading: str, found: list[Heading], gaps: list[list[Line]], lexicon: Lexicon) -> list[Line]:
    """The lines that may be headings: the last of the unmarked ones in front of a mark; `gaps` are those of `found`."""
    named = _titles(lexicon)
    filled = 2 * sum(map(bool, gaps[1:])) > len(gaps[1:])
    bare: list[Line] = []
    above: Heading | None = None
    for gap, heading in zip(gaps, found, strict=True):
        if gap and looks_like_heading(reading, gap[-1]) and not _says_more(reading, above, gap, lexicon, filled=filled):
            titled = named.search(reading, *gap[-1]) is not None
            if not titled or (heading[0].number == 1 and _names_a_part(reading, gap[-1])):
                bare.append(gap[-1])
        above = heading
    return bare


_QUOTED = expression("“[^“”]*”")
_AMOUNT = expression(r"(?<!^)[0-9]++(?!年|[大个]?(?:项|件|类|方面))")
_AMOUNT_AT_END = expression(rf"[0-9][0-9.万亿]*(?:%|{HAN}{{1,3}})$")


def _says_more(reading: str, above: Heading | None, gap: list[Line], lexicon: Lexicon, *, filled: bool) -> bool:
    """Is the last line of a gap rather one of those that say what the section above it promises?

    Such lines state what is done how much; and where most sections of the document have lines (`filled`), they are all
    that is below a title, or stand one below the other.
    """
    if above is None:
        return False
    text = _QUOTED.sub("", reading[slice(*gap[-1])])
    if _AMOUNT.search(text) and (lexicon.actions.opens(text) or _AMOUNT_AT_END.search(text)):
        return True
    beside = gap[-2] if len(gap) > 1 else Line(above[0].end, above[1].end)
    return filled and looks_like_heading(reading, beside)


def _names_a_part(reading: str, line: Line) -> bool:
    """Does a line that names a list count it and say of no year, as the lists of one plan do (为农民办好十件实事)?"""
    text = reading[slice(*line)]
    return declared_count(text) is not None and _YEAR.search(text) is None


_YEAR = expression("20[0-9]{2}")
_LONGEST_PARTICULAR = 12
"""Characters of a line up to its colon."""


def is_particular(reading: str, line: Line, lexicon: Lexicon) -> bool:
    """Is the line one of the particulars of a page (索引号:…, •发布日期:…), and no text of the plan?"""
    colon = reading.find(":", line.start, min(line.end, line.start + _LONGEST_PARTICULAR))
    if colon < 0:
        return False
    mark = mark_at(reading, *line)
    start = mark.end if mark is not None and is_bullet(mark) else line.start
    return reading[start:colon].strip("[]|") in lexicon["particular"]


_MEMBER_END = expression(r"[;。，)”]")


def _opening(reading: str, found: list[Heading]) -> list[Heading]:
    """The headings that open a section: no lone bullet, no list that runs on in its own line (一是…；二是…。), no table
    of contents."""
    found = found[_contents(reading, found) :]
    bullets = Counter(mark.style for mark, _ in found if is_bullet(mark))
    following: dict[str, int] = {}
    kept: list[Heading] = []
    for mark, line in reversed(found):
        inline = mark.number == 1 and following.get(mark.style) != 2 and _holds_second(reading, mark, line)
        if bullets[mark.style] != 1 and not inline:
            kept.append((mark, line))
        following[mark.style] = mark.number
    return kept[::-1]


def _contents(reading: str, found: list[Heading]) -> int:
    """How many headings are a table of contents: they stand line on line, and once more below, all in their order."""
    texts = [reading[slice(*line)] for _, line in found]
    size = texts.index(texts[0], 1) if texts and texts[0] in texts[1:] else 0
    below = iter(texts[size:])
    whole = all(text in below for text in texts[:size])
    tight = all(a.end + 1 == b.start for (_, a), (_, b) in pairwise(found[:size]))
    return size if size > 1 and whole and tight else 0


def _holds_second(reading: str, first: Mark, line: Line) -> bool:
    """Does the second member of the list stand in the line of the first?"""
    marks = (mark_at(reading, m.end(), line.end) for m in _MEMBER_END.finditer(reading, first.end, line.end))
    return any(mark is not None and (mark.style, mark.number) == (first.style, 2) for mark in marks)


_BARE = expression(rf"(?:{HAN}|[“”\"()\[\]、0-9·-]){{2,24}}")
_NOT_BARE = expression(r"[局委办厅部会心司府位区县市]\)?$|[0-9。;:，]$")


def looks_like_heading(reading: str, line: Line) -> bool:
    """Is the line short and without punctuation, and no organisation's name?"""
    text = reading[line.start : line.end]
    if text[0] == "(" and text[-1] == ")":
        return False  # a caption
    return bool(_BARE.fullmatch(text)) and not _NOT_BARE.search(text)


_OWN_NUMBER = expression("[0-9]{1,2}")
"""The number of a heading over 1.1, 1.2: 1 基础教育."""


def _bare_headings(reading: str, bare: list[Line], found: list[Heading]) -> list[Heading]:
    """Unmarked category headings, if the document groups its items by them: several, each over a list."""
    if bare and found and bare[0].start < found[0][1].start and len(bare) > 1:
        inner = bare
    else:
        inner = [line for line in bare if found and line.start > found[0][1].start]
    if len(inner) < 2 or len(inner) > 0.6 * len(found):
        return []
    signs = [_OWN_NUMBER.match(reading, line.start) for line in inner]
    return [
        (Mark(UNMARKED, n, sign.end() if sign and sign[0] == str(n) else line.start), line)
        for n, (line, sign) in enumerate(zip(inner, signs, strict=True), 1)
    ]
