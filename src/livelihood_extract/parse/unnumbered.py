"""Lists without marks.

Receives a range of the reading in which no line begins with a number or a bullet and returns the ranges of its items.

    新建公园5座。/ 责任单位:市园林局 / 新建学校3所。/ 责任单位:市教育局   ->   two items of two lines
"""

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.headings import is_particular, looks_like_heading
from livelihood_extract.parse.introductions import introductions
from livelihood_extract.parse.ranges import Line, lines_of
from livelihood_extract.parse.signs import Signs

__all__ = ["unnumbered"]


def unnumbered(reading: str, start: int, end: int, signs: Signs, lexicon: Lexicon) -> list[Line]:
    """The items of a list without marks: texts with labelled lines below them, bare headings with their paragraphs,
    else each line that promises something."""
    lines = [line for line in lines_of(reading, start, end) if not is_particular(reading, line, lexicon)]
    listed = lexicon["list"]
    if blocks := _blocks(reading, lines, lexicon):
        return blocks
    ranges = [p for p in _paragraphs(reading, lines) if not listed.inside(reading[p.start : p.end].partition("\n")[0])]
    if len(ranges) < 3 or sum(signs.promising(*line) for line in ranges) < len(ranges) / 2:
        first = max((one.end for one in introductions(reading, lexicon, start, end)), default=start)
        promising = [line for line in lines if _promises(reading, line, signs, lexicon)]
        behind = [line for line in promising if line.start >= first]
        ranges = behind if len(behind) > 1 else promising
        if ranges and ranges[0].start == start and len(ranges) > 1 and "。" not in reading[start : ranges[0].end]:
            ranges = ranges[1:]
    return ranges


_FEWEST_BLOCKS = 2


def _blocks(reading: str, lines: list[Line], lexicon: Lexicon) -> list[Line]:
    """Texts with labelled lines below them, agencies among these: 新建公园5座。/ 责任单位:市园林局."""
    words = [lexicon.labels.at(reading, *line) for line in lines]
    labelled = [bool(w) and reading.startswith(":", line.start + len(w)) for w, line in zip(words, lines, strict=True)]
    ends = [i for i in range(len(lines)) if labelled[i] and (i + 1 == len(lines) or not labelled[i + 1])]
    starts = [0, *(end + 1 for end in ends[:-1])]
    owned = [
        any(labelled[i] and lexicon.labels[words[i]].role for i in range(a, b + 1))
        for a, b in zip(starts, ends, strict=False)
    ]
    if len(ends) < _FEWEST_BLOCKS or not all(owned):
        return []
    texts = [sum(not labelled[i] for i in range(a, b + 1)) for a, b in zip(starts, ends, strict=True)]
    starts[0] = max(0, texts[0] - min(texts[1:]))  # what else stands above the first leads up to the list
    return [Line(lines[a].start, lines[b].end) for a, b in zip(starts, ends, strict=True)]


_SHORTEST, _SHORTEST_NAMING = 5, 8
"""Characters of a line that promises: with a quantity, or with an agency alone."""


def _promises(reading: str, line: Line, signs: Signs, lexicon: Lexicon) -> bool:
    """Does a line promise something: a quantity, or what an agency is to do (no label with its value)?"""
    size = line.end - line.start
    if signs.quantity(*line):
        return size >= _SHORTEST
    return size >= _SHORTEST_NAMING and signs.agency(*line) and not lexicon.labels.at(reading, *line)


def _paragraphs(reading: str, lines: list[Line]) -> list[Line]:
    """Each bare heading with the text below it, up to the next heading."""
    bare = [looks_like_heading(reading, line) for line in lines]
    starts = [i for i in range(len(lines) - 1) if bare[i] and not bare[i + 1]]
    stops = [*starts[1:], len(lines)][: len(starts)]
    return [Line(lines[a].start, lines[b - 1].end) for a, b in zip(starts, stops, strict=True)]
