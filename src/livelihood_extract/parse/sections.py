"""Sections: headings with what is below them.

Receives the headings of a reading and returns a tree of `Section`s: one style of mark lies within another if it
restarts there, else the one that usually is, or appears first, is the outer.

    一、城市安居 / (一)启动… / (二)实施… / 二、出行 / (一)新开…   ->   一、 with two children, 二、 with one
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.headings import UNMARKED, Heading
from livelihood_extract.parse.marks import Mark, is_bullet
from livelihood_extract.parse.ranges import Line, lines_of

__all__ = ["DATE_LINE", "Section", "Tails", "runs", "tree"]


class Section:
    """A heading and what is below it, while the tree is built."""

    def __init__(self, mark: Mark, line: Line) -> None:
        self.mark = mark
        self.line = line
        self.start = line.start
        self.end = line.end
        self.children: list[Section] = []


def tree(headings: Sequence[Heading], end: int) -> list[Section]:
    """The outermost sections; the last of them ends at `end`."""
    outer = _nesting([mark for mark, _ in headings])
    root: list[Section] = []
    stack: list[Section] = []
    for mark, line in headings:
        styles = [section.mark.style for section in stack]
        depth = styles.index(mark.style) if mark.style in styles else len(stack)
        while depth and not outer(styles[depth - 1], mark.style):
            depth -= 1
        for closed in stack[depth:]:
            closed.end = line.start
        del stack[depth:]
        siblings = stack[-1].children if stack else root
        section = Section(mark._replace(number=len(siblings) + 1) if is_bullet(mark) else mark, line)
        siblings.append(section)
        stack.append(section)
    for section in stack:
        section.end = end
    return root


_USUAL = ("一、", "(一)", "1.", "(1)", "①")
"""The order in which official documents nest (GB/T 9704-2012, 7.3.3), where a document gives no sign of its own."""


def _nesting(marks: Sequence[Mark]) -> Callable[[str, str], bool]:
    """Tell whether style a lies outside style b: b starts again right below a; failing that, a usually is the outer
    one, or appeared first."""
    order = list(dict.fromkeys(mark.style for mark in marks))
    restarts: Counter[tuple[str, str]] = Counter()
    for before, mark in pairwise(marks):
        if mark.number == 1 and before.style != mark.style:
            restarts[before.style, mark.style] += 1

    def outer(a: str, b: str) -> bool:
        if a == UNMARKED or b == UNMARKED:
            return a == UNMARKED
        ab, ba = restarts[a, b], restarts[b, a]
        if ab == ba == 0 and a in _USUAL and b in _USUAL:
            return _USUAL.index(a) < _USUAL.index(b)
        return order.index(a) < order.index(b) if ab == ba else ab > ba

    return outer


def runs(sections: list[Section]) -> list[list[Section]]:
    """Cut siblings where their numbers start again at one, or another style takes over."""
    cut: list[list[Section]] = []
    for section in sections:
        if not cut or section.mark.number == 1 or section.mark.style != cut[-1][-1].mark.style:
            cut.append([])
        cut[-1].append(section)
    return cut


class Tails:
    """Cuts what no longer belongs to a section off its end: the heading of the next list, a signature, a date."""

    def __init__(self, reading: str, lexicon: Lexicon) -> None:
        self.reading = reading
        self.listed = lexicon["list"]
        self.results = lexicon["results"]
        self.signed = lexicon["signature"]
        self.closing = lexicon["closing"]

    def cut(self, section: Section) -> None:
        """Shorten the section, and those at its end, by its trailing lines that are none of its text."""
        lines = list(lines_of(self.reading, section.line.end, section.end))
        end = section.end
        while lines and self._is_tail(self.reading[slice(*lines[-1])]):
            end = lines.pop().start
        while True:
            section.end = min(section.end, end)
            if not section.children:
                return
            section = section.children[-1]

    def _is_tail(self, line: str) -> bool:
        if DATE_LINE.fullmatch(line):
            return True
        if len(line) > 40:
            return False
        if self.closing.opens(line):
            return True
        if _TEXT_LINE.search(line):
            return False
        named = self.listed.inside(line) or self.results.inside(line)
        return bool(named) or (len(line) <= 20 and bool(self.signed.before(line, 0, len(line.rstrip(")")))))


DATE_LINE = expression(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|《?政府工作报告》?附件[0-9一二三四]?:?")
_TEXT_LINE = expression(r"[、，:]|[。;]$|^\[")
