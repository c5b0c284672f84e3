"""The outline: from lines to categories and items.

Receives a document's reading and returns `Group`s of `Entry`s: ranges of the reading. Depth is inferred, not read off a
table (`sections`), and the items are the level that carries the commitments: numbers that run on across headings, or
agencies of their own.

    一、城市安居项目 / (一)启动首批… / (二)实施…   ->   Group 一 with Entries 1 and 2
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.counts import declared_count
from livelihood_extract.parse.fields import Fields, LabelMark
from livelihood_extract.parse.headings import UNMARKED, Heading, headings
from livelihood_extract.parse.marks import is_bullet
from livelihood_extract.parse.ranges import Line
from livelihood_extract.parse.sections import Section, Tails, runs, tree
from livelihood_extract.parse.signs import Signs, signs_in
from livelihood_extract.parse.unnumbered import unnumbered
from livelihood_extract.text import HAN, Document

__all__ = ["Entry", "Group", "Outline", "outline"]


class Entry(NamedTuple):
    """One item: its number, where its mark ends, its range of the reading. In a table's row, `row` are its fields, and
    its mark may begin (`mark_start`) behind other cells."""

    number: int
    mark_end: int
    start: int
    end: int
    row: Fields | None = None
    mark_start: int | None = None

    @property
    def label(self) -> tuple[int, int]:
        """The range of its mark."""
        return (self.start if self.mark_start is None else self.mark_start), self.mark_end


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


@lru_cache(maxsize=8)
def _management(lexicon: Lexicon) -> Expression:
    return expression(rf"{HAN}{{0,6}}?(?:{alternation(lexicon.words('management'))})")


@lru_cache(maxsize=8)
def _closing(lexicon: Lexicon) -> Expression:
    return expression(rf"\n[(\[]?(?:{alternation([*lexicon['closing'], *lexicon['notice_end']])})")


def outline(
    document: Document, labels: list[LabelMark], lexicon: Lexicon, *, start: int = 0, end: int | None = None
) -> Outline:
    """The categories and items of the list that stands in [start, end); `labels` are those of the reading."""
    reading = document.reading
    stop = len(reading) if end is None else end
    found = headings(reading, start, stop, lexicon)
    closed = min(_end(reading, found, lexicon), stop)
    before = [heading for heading in found if heading[1].start < closed]
    listed = _listed(document, labels, lexicon, before, Line(start, closed))
    if not listed and closed < stop:  # glossaries first, the list behind them
        closed, listed = stop, _listed(document, labels, lexicon, found, Line(start, stop))
    first = min((group.heading.start if group.heading else group.own.start for group in listed), default=closed)
    return Outline(tuple(listed), Line(start, first), Line(closed, len(reading)))


def _listed(
    document: Document, labels: list[LabelMark], lexicon: Lexicon, found: list[Heading], where: Line
) -> list[Group]:
    """The groups with entries under the headings of a range; without headings that have any, of its lines."""
    start, end = where
    reading = document.reading
    signs = signs_in(reading, start, end, labels, lexicon)
    title_count = declared_count(reading[start : found[0][1].start] if found else "")
    collector = _Collector(document, signs, lexicon, title_count)
    sections = tree(found, end)
    tails = Tails(reading, lexicon)
    for section in sections:
        tails.cut(section)
    parts = runs(sections)
    promising = [any(signs.promising(section.start, section.end) for section in run) for run in parts]
    if any(promising):  # a notice may number what it asks of the agencies before the list begins
        parts = [run for run, promises in zip(parts, promising, strict=True) if promises]
    groups = [group for run in parts for group in collector.groups(run) if group.entries]
    if groups:
        return groups
    ranges = unnumbered(reading, start, end, signs, lexicon)
    return [_ungrouped(ranges)] if ranges else []


def _end(reading: str, found: list[Heading], lexicon: Lexicon) -> int:
    """Where the promises are over: at a closing heading behind the first item that no further list follows."""
    if found:
        listed = lexicon["list"]
        begun = max(line.start for mark, line in found if mark.number == 1 or line is found[0][1])
        for closing in _closing(lexicon).finditer(reading, found[0][1].start):
            if closing[0].lstrip("\n([") in lexicon["notice_end"] and closing.start() < begun:
                continue
            following = reading[closing.end() : closing.end() + 60].split("\n")[:2]
            if not any(listed.inside(line) for line in following):
                return closing.start()
    return len(reading)


# --- which level are the items ----------------------------------------------------------------------------------------


_PAUSE = expression("[。;:，]")
_LISTED = expression("[0-9]+(?:个|项|件|大)(?:类|重点)?(?:民生)?(?:项目|实事|方面|任务|工程)")
_SENTENCE_END = expression(r"[。!?\n]")


_FEWEST_CLAUSES = 3
"""Items that make a sentence a list."""


class _Collector:
    """Walks the tree and decides for each run of siblings whether it is categories or items."""

    def __init__(self, document: Document, signs: Signs, lexicon: Lexicon, declared: int | None) -> None:
        self.document = document
        self.reading = document.reading
        self.signs = signs
        self.management = _management(lexicon)
        self.goals = lexicon["goals"].pattern
        self.afterwords = lexicon["afterword"]
        self.declared = declared

    def groups(self, run: list[Section], above: tuple[Section, ...] = ()) -> Iterator[Group]:
        """The groups of a run of siblings; `above` are the headings over it, outermost first."""
        if not self._are_categories(run):
            if not all(self._is_about_managing(section) for section in run):
                yield from self._items(run, above)
            return
        for section in run:
            if self._is_about_managing(section):
                goals = [self._entry(child) for child in section.children if self._states_goals(child)]
                if goals:
                    yield self._group((*above, section), goals)
                continue
            if section.children:
                for inner in runs(section.children):
                    yield from self.groups(inner, (*above, section))
            elif self._is_promising(section):
                yield self._group(above, [self._entry(section)])

    def _items(self, run: list[Section], above: tuple[Section, ...]) -> Iterator[Group]:
        """A run of items; one whose agencies are named below it, each for its own part, is a category among them."""
        kept = [section for section in run if not self._is_management(section, alone=len(run) == 1 and not above)]
        if not above:
            self._end(kept)
        owned = any(self.signs.agency(s.start, s.end) for s in kept if not s.children)
        deeper = owned and self.declared != len(run)
        for below, sections in groupby(kept, lambda section: deeper and self._owns_below(section)):
            if not below:
                yield self._group(above, [self._entry(section) for section in sections])
                continue
            for section in sections:
                for inner in runs(section.children):
                    yield from self.groups(inner, (*above, section))

    def _end(self, run: list[Section]) -> None:
        """Where items run on inside a paragraph, the last ends with the sentence that is the list (一是…;二是….), or
        before what is said of the list as a whole (我们将…)."""
        run_on = all(self.document.continues(section.start) for section in run[1:])
        if len(run) < _FEWEST_CLAUSES or run[-1].children or not run_on:
            return
        last = run[-1]
        clauses = all(map(self._is_clause, run[:-1]))
        for stop in _SENTENCE_END.finditer(self.reading, last.mark.end, last.line.end - 1):
            end = stop.end()
            spoken = self.afterwords.at(self.reading, end, last.line.end) and not self.signs.promising(end, last.end)
            if (clauses or spoken) and not self.signs.agency(end, last.end):
                last.end = end
                return

    def _is_clause(self, section: Section) -> bool:
        text = self.reading[section.start : section.end].rstrip("\n")
        return text.endswith(";") and "。" not in text

    def _owns_below(self, section: Section) -> bool:
        """Does each of several children name agencies, and the section none above them?"""
        children = section.children
        if len(children) < 2 or self.signs.agency(section.start, children[0].start):
            return False
        return all(self.signs.agency(child.start, child.end) for child in children)

    def _is_about_managing(self, section: Section) -> bool:
        """Among categories: is this section about managing the work, with figures or without?"""
        titled = self.management.match(self.reading, section.mark.end, section.line.end)
        owned = self.signs.agency(section.start, section.end)
        return titled is not None and not owned and not self._states_goals(section)

    def _states_goals(self, section: Section) -> bool:
        """Is this a section of goals with figures, and none with numbered ones below it?"""
        named = self.goals.search(self.reading, section.mark.end, section.line.end)
        titled = named is not None and not _PAUSE.search(self.reading, section.mark.end, named.start())
        return titled and not section.children and self._promises_more_than_counts(section)

    def _is_promising(self, section: Section) -> bool:
        """Among categories: does a section without any below it promise something, one of goals more than counts?"""
        if self.goals.search(self.reading, section.mark.end, section.line.end):
            return self.signs.agency(section.start, section.end) or self._promises_more_than_counts(section)
        return self.signs.promising(section.start, section.end)

    def _promises_more_than_counts(self, section: Section) -> bool:
        """Are there quantities besides those that count the list itself (十大民生实事24个项目)?"""
        first, last = (bisect_left(self.signs.quantities, at) for at in (section.start, section.end))
        return any(not _LISTED.match(self.reading, at) for at in self.signs.quantities[first:last])

    def _is_management(self, section: Section, *, alone: bool = False) -> bool:
        """Is this a section about managing the work, or one that promises nothing?"""
        titled = self.management.match(self.reading, section.mark.end, section.line.end)
        return (bool(titled) or alone) and not self.signs.promising(section.start, section.end)

    def _are_categories(self, run: list[Section]) -> bool:
        run = [section for section in run if section.children or not self._is_about_managing(section)]
        parents = [section for section in run if section.children]
        children = [child for section in parents for child in section.children]
        if not children:
            return False
        if self._run_on(parents) or any(self._are_categories(s.children) for s in parents):
            return True
        if len(run) == 1 and self._announced(run[0]) == len(children):
            return True
        owners = sum(self.signs.agency(child.start, child.end) for child in children)
        if 2 * owners >= len(children) and owners and len(parents) >= len(run) / 2:
            return not self._agencies_stand_last(parents)
        if self.signs.agencies or self.declared == len(run) or 2 * len(parents) < len(run):
            return False
        return self._are_titles(parents)

    def _announced(self, section: Section) -> int | None:
        """How many parts the text of a lone chapter, above the first of them, says it has (重点做好七个方面的工作:)."""
        opening = self.reading[section.mark.end : section.children[0].start].strip()
        return declared_count(_SENTENCE_END.split(opening)[-1]) if opening.endswith(":") else None

    @staticmethod
    def _run_on(parents: list[Section]) -> bool:
        """Do the children's numbers run on from one parent to the next?"""
        pairs = list(pairwise(parents))
        on = sum(b.children[0].mark.number == a.children[-1].mark.number + 1 for a, b in pairs)
        return bool(pairs) and not is_bullet(parents[0].children[0].mark) and 2 * on > len(pairs)

    def _agencies_stand_last(self, parents: list[Section]) -> bool:
        """Is one list of agencies given below each parent's children, for all of them?"""
        several = [section for section in parents if len(section.children) > 1]
        first = sum(self.signs.agency(s.children[0].start, s.children[0].end) for s in several)
        return bool(several) and not first

    def _are_titles(self, parents: list[Section]) -> bool:
        """Are the headings bare titles, with the text in the sections below?"""
        bare = sum("。" not in self.reading[s.start : s.children[0].start - 1] for s in parents)
        over, below = parents[0].mark, parents[0].children[0].mark
        parts = is_bullet(below) or below.style in ("(1)", "①", "1)", "一是")
        return 2 * bare > len(parents) and (not parts or over.style == UNMARKED)

    @staticmethod
    def _entry(section: Section) -> Entry:
        return Entry(section.mark.number, section.mark.end, section.start, section.end)

    def _group(self, above: tuple[Section, ...], entries: list[Entry]) -> Group:
        first, end = entries[0].start, entries[-1].end
        if not above:
            return Group(None, first, None, (), Line(first, first), tuple(entries), end)
        heading = above[-1]
        path = tuple(Line(s.mark.end, s.line.end) for s in above[:-1])
        own = Line(min(heading.line.end, first), first)
        return Group(heading.mark.number, heading.mark.end, heading.line, path, own, tuple(entries), end)


def _ungrouped(ranges: list[Line]) -> Group:
    entries = tuple(Entry(n, line.start, line.start, line.end) for n, line in enumerate(ranges, 1))
    first = entries[0].start
    return Group(None, first, None, (), Line(first, first), entries, entries[-1].end)
