"""The outline: from lines to categories and items.

Receives a document's reading and returns `Group`s of `Entry`s: ranges of the reading. Depth is inferred, not read off a
table: one style of mark lies within another if it restarts there (else the one that appears first is the outer), and
the items are the level that carries the commitments: numbers that run on across headings, or agencies of their own.

    一、城市安居项目 / (一)启动首批… / (二)实施…   ->   Group 一 with Entries 1 and 2
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.fields import Fields, LabelMark
from livelihood_extract.parse.marks import Mark, is_bullet, loose_mark_at, mark_at
from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.text import HAN

__all__ = ["Entry", "Group", "Outline", "declared_count", "is_declared_count", "line_at", "lines_of", "outline"]


class Line(NamedTuple):
    """A line of the reading, [start, end)."""

    start: int
    end: int


class Entry(NamedTuple):
    """One item: its number, where its mark ends, its range of the reading; `row` are the fields of a table's row."""

    number: int
    mark_end: int
    start: int
    end: int
    row: Fields | None = None


class Group(NamedTuple):
    """A category: its heading line (None when the plan groups nothing), the headings above it, and its entries.

    `own` is the range between the heading and the first entry: agencies stated for all of them stand there.
    """

    number: int | None
    label_end: int
    heading: Line | None
    path: tuple[Line, ...]
    own: Line
    entries: tuple[Entry, ...]
    end: int


class Outline(NamedTuple):
    """The list of a document: the groups, what stands before it and behind it."""

    groups: tuple[Group, ...]
    front: Line
    back: Line


class _Section:
    """A heading and what is below it, while the tree is built."""

    def __init__(self, mark: Mark, line: Line) -> None:
        self.mark = mark
        self.line = line
        self.start = line.start
        self.end = line.end
        self.children: list[_Section] = []


class _Signs(NamedTuple):
    """Where in the reading agencies and quantities stand; enough to tell which level carries the commitments."""

    agencies: list[int]
    quantities: list[int]
    management: "re.Pattern[str]"

    def agency(self, start: int, end: int) -> bool:
        return bisect_left(self.agencies, start) < bisect_left(self.agencies, end)

    def quantity(self, start: int, end: int) -> bool:
        return bisect_left(self.quantities, start) < bisect_left(self.quantities, end)

    def promising(self, start: int, end: int) -> bool:
        return self.agency(start, end) or self.quantity(start, end)


_QUANTITY = re.compile(
    r"[0-9](?<![A-Za-z0-9第〔].)[0-9]*(?:,[0-9]{3})*(?:\.[0-9]+)?[万亿余多]*"
    rf"(?:%|‰|个|(?![年月日号届期.、)\]~:-]){HAN})"
)
_HEADING = "□"
"""The style of headings that carry no mark."""


def _agency_places(reading: str, start: int, end: int, labels: list[LabelMark], lexicon: Lexicon) -> list[int]:
    """Where agencies are labelled, or stand at the end of a bracket."""
    strong = lexicon.strong_suffixes
    labelled = [m.start for m in labels if start <= m.start < end and lexicon.labels[reading[slice(*m.word)]].role]
    closing = (m.start() for m in _CLOSING_BRACKET.finditer(reading, start, end))
    bracketed = [at for at in closing if strong.before(reading, start, at) or lexicon.duties.before(reading, start, at)]
    return sorted([*labelled, *bracketed])


_CLOSING_BRACKET = re.compile(r"[)\]](?=[。;，\n]|$)")


@lru_cache(maxsize=8)
def _management(lexicon: Lexicon) -> "re.Pattern[str]":
    return re.compile(rf"{HAN}{{0,6}}?(?:{alternation(lexicon.words('management'))})")


@lru_cache(maxsize=8)
def _closing(lexicon: Lexicon) -> "re.Pattern[str]":
    return re.compile(rf"\n[(\[]?(?:{alternation(lexicon.words('closing'))})")


_DECLARED = re.compile(r"([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:大|个)?(?:件|项|方面|类|大|个)")
_DECLARED_TAIL = re.compile(r"\(?(?:共)?([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:件|项|个)\)?$")


def declared_count(heading: str, *, tail: bool = False) -> int | None:
    """The count a title (十大民生实事) or, with `tail`, a category's heading (…增收7件, …(7件)) declares."""
    matched = _DECLARED_TAIL.search(heading) if tail else _DECLARED.search(heading)
    return chinese_integer(matched[1]) if matched else None


def is_declared_count(text: str, position: int) -> bool:
    """Does the numeral at `position` of a title or heading declare a count (十大, 43件)?"""
    return _DECLARED.match(text, position) is not None


def lines_of(reading: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of a reading that are not empty."""
    end = len(reading) if end is None else end
    while start < end:
        stop = reading.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            yield Line(start, stop)
        start = stop + 1


def line_at(reading: str, position: int) -> Line:
    """The line that holds `position`."""
    end = reading.find("\n", position)
    return Line(reading.rfind("\n", 0, position) + 1, len(reading) if end < 0 else end)


def outline(reading: str, labels: list[LabelMark], lexicon: Lexicon, *, start: int = 0) -> Outline:
    """The categories and items of the list that begins at or after `start`; `labels` are those of the reading."""
    headings = _headings(reading, start, len(reading), lexicon)
    end = _end(reading, headings, lexicon)
    headings = [h for h in headings if h[1].start < end]
    signs = _Signs(
        _agency_places(reading, start, end, labels, lexicon),
        [m.start() for m in _QUANTITY.finditer(reading, start, end)],
        _management(lexicon),
    )
    title_count = declared_count(reading[start : headings[0][1].start] if headings else "")
    collector = _Collector(reading, signs, title_count)
    tree = _tree(headings, end)
    tails = _Tails(reading, lexicon)
    for section in tree:
        tails.cut(section)
    groups = [group for run in _runs(tree) for group in collector.groups(run)]
    if not any(group.entries for group in groups):
        groups = _unnumbered(reading, start, end, signs, lexicon)
    first = min((group.heading.start if group.heading else group.own.start for group in groups), default=end)
    return Outline(tuple(groups), Line(start, first), Line(end, len(reading)))


def _end(reading: str, headings: list[tuple[Mark, Line]], lexicon: Lexicon) -> int:
    """Where the promises are over: at a closing heading behind the first item that no further list follows."""
    if headings:
        listed = lexicon["list"]
        for closing in _closing(lexicon).finditer(reading, headings[0][1].start):
            following = reading[closing.end() : closing.end() + 60].split("\n")[:2]
            if not any(listed.inside(line) for line in following):
                return closing.start()
    return len(reading)


# --- headings ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _titles(lexicon: Lexicon) -> "re.Pattern[str]":
    """Words of titles and closing lines, which are no categories."""
    return re.compile(alternation([*lexicon["list"], *lexicon["results"], *lexicon["closing"]]))


def _headings(reading: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[Mark, Line]]:
    """Every line that begins with a mark, and unmarked headings between marked lines."""
    found: list[tuple[Mark, Line]] = []
    last: dict[str, int] = {}
    bare: list[Line] = []
    named = _titles(lexicon)
    previous: Line | None = None
    for line in lines_of(reading, start, end):
        mark = mark_at(reading, *line)
        if mark is None and "1." in last:
            mark = loose_mark_at(reading, *line, expected=last["1."] + 1)
        if mark is not None and mark.end < line.end:
            if previous is not None and _looks_like_heading(reading, previous) and not named.search(reading, *previous):
                bare.append(previous)
            found.append((mark, line))
            last[mark.style] = mark.number
            previous = None
        else:
            previous = line
    return sorted([*found, *_bare_headings(reading, bare, found)], key=lambda heading: heading[1].start)


_BARE = re.compile(rf"(?:{HAN}|[“”\"()\[\]、0-9·-]){{2,24}}")
_NOT_BARE = re.compile(r"[局委办厅部会心司府位区县市]\)?$|[0-9。;:，]$")


def _looks_like_heading(reading: str, line: Line) -> bool:
    text = reading[line.start : line.end]
    return bool(_BARE.fullmatch(text)) and not _NOT_BARE.search(text)


_OWN_NUMBER = re.compile("[0-9]{1,2}")
"""The number of a heading over 1.1, 1.2: 1 基础教育."""


def _bare_headings(reading: str, bare: list[Line], found: list[tuple[Mark, Line]]) -> list[tuple[Mark, Line]]:
    """Unmarked category headings, if the document groups its items by them: several, each over a list."""
    if bare and found and bare[0].start < found[0][1].start and len(bare) > 1:
        inner = bare
    else:
        inner = [line for line in bare if found and line.start > found[0][1].start]
    if len(inner) < 2 or len(inner) > 0.6 * len(found):
        return []
    signs = [_OWN_NUMBER.match(reading, line.start) for line in inner]
    return [
        (Mark(_HEADING, n, sign.end() if sign and sign[0] == str(n) else line.start), line)
        for n, (line, sign) in enumerate(zip(inner, signs, strict=True), 1)
    ]


# --- the tree ---------------------------------------------------------------------------------------------------------


def _tree(headings: Sequence[tuple[Mark, Line]], end: int) -> list[_Section]:
    outer = _nesting([mark for mark, _ in headings])
    root: list[_Section] = []
    stack: list[_Section] = []
    for mark, line in headings:
        styles = [section.mark.style for section in stack]
        depth = styles.index(mark.style) if mark.style in styles else len(stack)
        while depth and not outer(styles[depth - 1], mark.style):
            depth -= 1
        for closed in stack[depth:]:
            closed.end = line.start
        del stack[depth:]
        siblings = stack[-1].children if stack else root
        section = _Section(mark._replace(number=len(siblings) + 1) if is_bullet(mark) else mark, line)
        siblings.append(section)
        stack.append(section)
    for section in stack:
        section.end = end
    return root


def _nesting(marks: Sequence[Mark]) -> Callable[[str, str], bool]:
    """Tell whether style a lies outside style b: b starts again right below a; failing that, a appeared first."""
    order = list(dict.fromkeys(mark.style for mark in marks))
    restarts: Counter[tuple[str, str]] = Counter()
    for before, mark in pairwise(marks):
        if mark.number == 1 and before.style != mark.style:
            restarts[before.style, mark.style] += 1

    def outer(a: str, b: str) -> bool:
        if a == _HEADING or b == _HEADING:
            return a == _HEADING
        ab, ba = restarts[a, b], restarts[b, a]
        return order.index(a) < order.index(b) if ab == ba else ab > ba

    return outer


def _runs(sections: list[_Section]) -> list[list[_Section]]:
    """Cut siblings where their numbers start again at one."""
    runs: list[list[_Section]] = []
    for section in sections:
        if not runs or section.mark.number == 1:
            runs.append([])
        runs[-1].append(section)
    return runs


class _Tails:
    """Cuts what no longer belongs to a section off its end: the heading of the next list, a signature, a date."""

    def __init__(self, reading: str, lexicon: Lexicon) -> None:
        self.reading = reading
        self.listed = lexicon["list"]
        self.results = lexicon["results"]
        self.signed = lexicon["signature"]
        self.closing = lexicon["closing"]

    def cut(self, section: _Section) -> None:
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
        if _DATE_LINE.fullmatch(line):
            return True
        if len(line) > 40:
            return False
        if self.closing.opens(line):
            return True
        if _TEXT_LINE.search(line):
            return False
        named = self.listed.inside(line) or self.results.inside(line)
        return bool(named) or (len(line) <= 20 and bool(self.signed.before(line, 0, len(line.rstrip(")")))))


_DATE_LINE = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|《?政府工作报告》?附件[0-9一二三四]?:?")
_TEXT_LINE = re.compile("[、，:]|[。;]$")


_MEMBER_END = re.compile("[;。，]")


# --- which level are the items ----------------------------------------------------------------------------------------


class _Collector:
    """Walks the tree and decides for each run of siblings whether it is categories or items."""

    def __init__(self, reading: str, signs: _Signs, declared: int | None) -> None:
        self.reading = reading
        self.signs = signs
        self.declared = declared

    def groups(self, run: list[_Section], above: tuple[_Section, ...] = ()) -> Iterator[Group]:
        """The groups of a run of siblings; `above` are the headings over it, outermost first."""
        if not self._are_categories(run):
            alone = len(run) == 1
            entries = [self._entry(s) for s in run if not self._is_management(s, alone=alone)]
            if all(self._is_about_managing(section) for section in run):
                return
            if entries:
                yield self._group(above, entries)
            return
        for section in run:
            if self._is_about_managing(section):
                continue
            if section.children:
                for inner in _runs(section.children):
                    yield from self.groups(inner, (*above, section))
            elif self.signs.promising(section.start, section.end):
                yield self._group(above, [self._entry(section)])

    def _is_about_managing(self, section: _Section) -> bool:
        """Among categories: is this section about managing the work, with figures or without?"""
        titled = self.signs.management.match(self.reading, section.mark.end, section.line.end)
        return bool(titled) and not self.signs.agency(section.start, section.end)

    def _is_management(self, section: _Section, *, alone: bool = False) -> bool:
        """Is this a section about managing the work, or one that promises nothing?"""
        titled = self.signs.management.match(self.reading, section.mark.end, section.line.end)
        return (bool(titled) or alone) and not self.signs.promising(section.start, section.end)

    def _are_categories(self, run: list[_Section]) -> bool:
        run = [section for section in run if section.children or not self._is_about_managing(section)]
        parents = [section for section in run if section.children]
        children = [child for section in parents for child in section.children]
        if not children or all(self._is_inline_list(section) for section in parents):
            return False
        if self._run_on(parents) or any(self._are_categories(s.children) for s in parents):
            return True
        owners = sum(self.signs.agency(child.start, child.end) for child in children)
        if owners > len(children) / 2 and len(parents) >= len(run) / 2:
            return not self._agencies_stand_last(parents)
        if self.signs.agencies or self.declared == len(run) or 2 * len(parents) < len(run):
            return False
        return self._are_titles(parents)

    def _is_inline_list(self, parent: _Section) -> bool:
        """Is its only child the first member of a list inside a sentence (一是…；二是…。)?"""
        first = parent.children[0]
        marks = (
            mark_at(self.reading, m.end(), first.line.end) for m in _MEMBER_END.finditer(self.reading, *first.line)
        )
        second = (first.mark.style, first.mark.number + 1)
        return len(parent.children) == 1 and any(mark and (mark.style, mark.number) == second for mark in marks)

    @staticmethod
    def _run_on(parents: list[_Section]) -> bool:
        """Do the children's numbers run on from one parent to the next?"""
        pairs = list(pairwise(parents))
        on = sum(b.children[0].mark.number == a.children[-1].mark.number + 1 for a, b in pairs)
        return bool(pairs) and not is_bullet(parents[0].children[0].mark) and 2 * on > len(pairs)

    def _agencies_stand_last(self, parents: list[_Section]) -> bool:
        """Is one list of agencies given below each parent's children, for all of them?"""
        several = [section for section in parents if len(section.children) > 1]
        first = sum(self.signs.agency(s.children[0].start, s.children[0].end) for s in several)
        return bool(several) and not first

    def _are_titles(self, parents: list[_Section]) -> bool:
        """Are the headings bare titles, with the text in the sections below?"""
        bare = sum("。" not in self.reading[s.start : s.children[0].start - 1] for s in parents)
        sublist = parents[0].children[0].mark.style in ("(1)", "①", "1)", "一是")
        return 2 * bare > len(parents) and not sublist

    @staticmethod
    def _entry(section: _Section) -> Entry:
        return Entry(section.mark.number, section.mark.end, section.start, section.end)

    def _group(self, above: tuple[_Section, ...], entries: list[Entry]) -> Group:
        first, end = entries[0].start, entries[-1].end
        if not above:
            return Group(None, first, None, (), Line(first, first), tuple(entries), end)
        heading = above[-1]
        path = tuple(Line(s.mark.end, s.line.end) for s in above[:-1])
        own = Line(min(heading.line.end, first), first)
        return Group(heading.mark.number, heading.mark.end, heading.line, path, own, tuple(entries), end)


def _unnumbered(reading: str, start: int, end: int, signs: _Signs, lexicon: Lexicon) -> list[Group]:
    """A list without marks: bare headings with their paragraphs, else each line that promises something."""
    lines = list(lines_of(reading, start, end))
    listed = lexicon["list"]
    ranges = [p for p in _paragraphs(reading, lines) if not listed.inside(reading[p.start : p.end].partition("\n")[0])]
    if len(ranges) < 3 or sum(signs.promising(*line) for line in ranges) < len(ranges) / 2:
        ranges = [line for line in lines if signs.promising(*line) and line.end - line.start >= 8]
        if ranges and ranges[0].start == start and len(ranges) > 1 and "。" not in reading[start : ranges[0].end]:
            ranges = ranges[1:]
    entries = tuple(Entry(n, line.start, line.start, line.end) for n, line in enumerate(ranges, 1))
    if not entries:
        return []
    return [Group(None, entries[0].start, None, (), Line(entries[0].start, entries[0].start), entries, entries[-1].end)]


def _paragraphs(reading: str, lines: list[Line]) -> list[Line]:
    """Each bare heading with the text below it, up to the next heading."""
    bare = [_looks_like_heading(reading, line) for line in lines]
    starts = [i for i in range(len(lines) - 1) if bare[i] and not bare[i + 1]]
    stops = [*starts[1:], len(lines)][: len(starts)]
    return [Line(lines[a].start, lines[b - 1].end) for a, b in zip(starts, stops, strict=True)]
