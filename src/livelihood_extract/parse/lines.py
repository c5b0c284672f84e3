"""Lines: where a line of the plan really ends.

Receives the folded text and returns its hard breaks: ranges of blanks that separate lines. A break inside a sentence
(text wrapped at a width, a line that ends in 、) is none; in a text that lost its line breaks, blanks before heading
marks, labels and paragraphs are.

    "…修缮改造工\n作，通过…" -> no break      "…。 二、品质提升 1.新建…" -> breaks before 二、 and 1.
"""

import re

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Label, Words
from livelihood_extract.parse.marks import Mark, is_bullet, loose_mark_at, mark_at
from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.parse.ranges import lines_of
from livelihood_extract.text import HAN, NOTHING

__all__ = ["glued_points", "hard_breaks", "numbered"]

Break = tuple[int, int]

_LINE_END = expression(r"\n[ \n]*+")
_INLINE_BREAK = expression(r"(?<! ) +(?=[^ \n])")
_MARK_BREAK = expression(rf"(?<=[。;!?)\]”])[ {NOTHING}]*(?=[一二三四五六七八九十(0-9第])")
_FIRST_BREAK = expression(rf"(?:(?<={HAN})(?<![一二三四五六七八九十])|(?<=[”)]))(?=一、|\(一\))")
_JOINED = expression(r"[0-9A-Za-z、，;:“《(]")
_BROKEN_OFF = "、，(“《-~"
_SENTENCE_END = "。;!?:)]”|\t"
_NEVER_FIRST = frozenset("、，。;:")
"""Signs that no line begins with."""
_ONE_LINE = 600
"""A line longer than this lost its line breaks."""
_CROWDED = 30
"""So did one longer than this in a text of one or two lines."""


def hard_breaks(folded: str, labels: Words[Label]) -> list[Break]:
    """The breaks that separate lines, in order. `labels` are the words of field labels."""
    lines, breaks = _lines(folded)
    width = _wrap_width([_columns(folded, *line) for line in lines])
    marks = [mark_at(folded, *line) for line in lines]
    crowded = sum(end > start for start, end in lines) <= 2
    expected = 0
    hard: list[Break] = []
    for i, (start, end) in enumerate(lines):
        mark = marks[i] or (loose_mark_at(folded, start, end, expected) if expected else None)
        expected = mark.number + 1 if mark is not None and mark.style == "1." else expected
        if end - start > (_CROWDED if crowded else _ONE_LINE):
            hard.extend(_lost_breaks(folded, start, end, labels))
        if i < len(breaks) and not _is_soft(folded, start, breaks[i], width, expected, labels):
            hard.append(breaks[i])
    return sorted(set(hard))


def _lines(folded: str) -> tuple[list[Break], list[Break]]:
    """The ranges of lines without the blanks at their ends, and the ranges of blanks between them."""
    lines, breaks, start = [], [], 0
    for m in _LINE_END.finditer(folded):
        end = m.start()
        while end > start and folded[end - 1] == " ":
            end -= 1
        lines.append((start, end))
        start = m.end()
        breaks.append((end, start))
    return [*lines, (start, len(folded))], breaks


def _columns(folded: str, start: int, end: int) -> int:
    """The width of a line in characters, ASCII counted half."""
    line = folded[start:end]
    return end - start if not line.isascii() and " " not in line else round(sum(1 if c > "\xff" else 0.5 for c in line))


_NARROWEST, _WIDEST = 20, 90
"""Characters; lines of like length outside of these are no wrapped text."""


def _wrap_width(lengths: list[int]) -> int | None:
    """The width at which the text was wrapped, or None: most lines are just that long, none is longer."""
    full = [n for n in lengths if n > 8]
    if len(full) < 6:
        return None
    width = sorted(full)[len(full) * 9 // 10]
    near = sum(width - 3 <= n <= width + 1 for n in full)
    longer = sum(n > width + 2 for n in full)
    return width if _NARROWEST <= width <= _WIDEST and near >= 0.4 * len(full) and longer <= 0.02 * len(full) else None


_LONGEST_MARK = 8
"""Characters; a longer line is no mark alone."""


def _is_soft(folded: str, start: int, gap: Break, width: int | None, expected: int, labels: Words[Label]) -> bool:
    """Does the line [start, gap[0]) go on after the gap? `expected` is the number a loose mark there would have."""
    end, following = gap
    if end == start or following >= len(folded):
        return False
    last = folded[end - 1]
    if folded[following] in _NEVER_FIRST:
        return True
    if folded.count("-", start, end) == end - start:
        return False
    if width is None and last not in _BROKEN_OFF and end - start >= _LONGEST_MARK:
        return False
    if folded.count("\n", end, following) > 1 and last != "、":
        return False
    mark = mark_at(folded, start, end) if end - start < _LONGEST_MARK else None
    if mark is not None and mark.end == end:
        return True
    broken_off = last in _BROKEN_OFF and folded[start] != "|"
    ended = last in "。;!?:" and folded[following - 1] == " "
    full = width is not None and not ended and _columns(folded, start, end) >= width - 3
    if not (broken_off or full) or folded[following] == "|" or folded.find("\t", start, end) >= 0:
        return False
    loose = loose_mark_at(folded, following, len(folded), expected)
    return not (loose or _opens(folded, following) or _opens_label(folded, following, labels))


def _opens_label(folded: str, position: int, labels: Words[Label]) -> bool:
    """Does a field's label begin at `position`, with its colon or alone on its line?"""
    start = position + (folded[position : position + 1] in ("[", "("))
    word = labels.at(folded, start)
    return bool(word) and _LABEL_END.match(folded, start + len(word)) is not None


_LABEL_END = expression(r"[\])]? *[:\n]")


def _opens(folded: str, position: int) -> Mark | None:
    """The heading mark at a position of text that still has its blanks (2 . 修建)."""
    opening = folded[position : position + 16].partition("\n")[0].replace(" ", "")
    return mark_at(opening, 0, len(opening))


def _lost_breaks(folded: str, start: int, end: int, labels: Words[Label]) -> list[Break]:
    """Breaks of a text put on one line: its blanks, and sentence ends before a mark that continues its list."""
    patterns = (_INLINE_BREAK, _MARK_BREAK, _FIRST_BREAK)
    candidates = sorted({m.span() for pattern in patterns for m in pattern.finditer(folded, start, end)})
    blanks = sum(a < b for a, b in candidates)
    first = mark_at(folded, start, end)
    last: dict[str, int] = {first.style: first.number} if first else {}
    found: list[Break] = []
    for a, b in candidates:
        mark = mark_at(folded, b, end)
        in_sequence = mark is not None and mark.number in (1, last.get(mark.style, 0) + 1)
        if mark is not None and in_sequence and (a < b or mark.style in ("一、", "(一)", "1.")):
            last[mark.style] = mark.number
            found.append((a, b))
        elif (
            a < b
            and blanks > 3
            and mark is None
            and (_opens_label(folded, b, labels) or not (_JOINED.match(folded, a - 1) or _is_spacing(folded, a, b)))
        ):
            found.append((a, b))
    return found if len(found) > 2 or blanks > 3 else []


_SPACED = expression(r"[0-9A-Za-z“《(\[]")


def _is_spacing(folded: str, start: int, end: int) -> bool:
    """Does a blank only set a figure or a name apart from the words around it (完成 2889 套)?"""
    return folded[start - 1] not in _SENTENCE_END and _SPACED.match(folded, end) is not None


_LONE_NUMBERS = ("0?[1-9]|[1-9][0-9]", "[一二三四五六七八九十]{1,3}")
_LONE_FIRST = ("\n1\n", "\n01\n", "\n一\n")
_FEWEST_LONE = 3


def numbered(folded: str, labels: Words[Label]) -> str:
    """The text with 、 behind numbers that stand alone above what they number (01 / 交通畅行); same length.

    In a table, which has labels above its first number, a number is a cell; in a text that is numbered otherwise, one
    without a zero is a page's.
    """
    bare = folded.replace(" ", "")
    if not any(first in bare for first in _LONE_FIRST):
        return folded
    marks = (mark_at(bare, *line) for line in lines_of(bare))
    if "\n01\n" not in bare and sum(mark is not None and not is_bullet(mark) for mark in marks) >= _FEWEST_LONE:
        return folded
    for number in _LONE_NUMBERS:
        pattern = expression(rf"^ *({number})( *\n)(?=[ \n]*(?![0-9]{{1,3}} *\n)[^ \n])", flags=re.MULTILINE)
        lone = list(pattern.finditer(folded))
        if len(lone) < _FEWEST_LONE or [chinese_integer(m[1]) for m in lone] != list(range(1, len(lone) + 1)):
            continue
        above = folded[: lone[0].start()].rstrip(" \n").rpartition("\n")[2].strip()
        if above not in labels and "序号" not in folded:
            return pattern.sub(lambda m: folded[m.start() : m.end(1)] + "、" + m[2][1:].replace("\n", " "), folded)
    return folded


_GLUED = expression(r"(?:^|\n)[0-9]{1,3}\.[0-9]")


_SECOND = 2


def glued_points(reading: str) -> list[int]:
    """The points between a mark and a number that would be read as one: 1.6月底前建成, and 2.50个小区 behind 1.…"""
    if not _GLUED.search(reading):
        return []
    points: list[int] = []
    marks = (mark_at(reading, *line) for line in lines_of(reading))
    begins = next((mark.number for mark in marks if mark is not None and mark.style == "1."), 0)
    expected = 1 if begins == _SECOND else 0  # 1.3个县各建成… / 2.新建…
    for line in lines_of(reading):
        mark = mark_at(reading, *line)
        if mark is None and expected:
            mark = loose_mark_at(reading, *line, expected)
        if mark is not None and reading[mark.end - 1] == "." and reading[mark.end : mark.end + 1].isdigit():
            points.append(mark.end - 1)
        if mark is not None and mark.style == "1.":
            expected = mark.number + 1
    return points
