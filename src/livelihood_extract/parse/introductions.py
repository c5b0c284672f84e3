"""Introductions: the sentences that announce a list of promises.

Receives a reading and returns an `Introduction` for each sentence that names a list and counts it, or leads up to it.

    …增进民生福祉。今年，我们将继续办好十件民生实事：一是…  ->  今年，我们将继续办好十件民生实事:  count 10
"""

from typing import Literal, NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.counts import COUNT, COUNT_BEHIND
from livelihood_extract.parse.marks import Mark, mark_at
from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.parse.ranges import Line, line_at, lines_of

__all__ = ["LONG", "Introduction", "first_mark", "introductions", "names_itself", "stays_in_item"]


class Introduction(NamedTuple):
    """A sentence that announces a list, [start, end), its end sign inside; the words that name the list (十件民生实事),
    how many it says there are, what else it counts (100件民生实事，遴选了12件), and whether the first item, with its
    number, stands directly behind it (办好民生实事。一是…)."""

    start: int
    end: int
    name: Line
    declared: int | None
    others: frozenset[int] = frozenset()
    opens: bool = False
    aspects: frozenset[int] = frozenset()
    """How many fields it says the list has (8个方面20件实事)."""

    def says(self, count: int) -> bool:
        """Does the sentence state this count, or none, and stand before many items?"""
        return count == self.declared or count in self.others or (self.opens and count >= _MANY)


_MANY = 5
"""Items that make a list of what a sentence only leads up to."""
LONG = 6000
"""Characters of a document that is more than a list, whatever its parts look like."""
_CHAPTERS = ("一、", "(一)", "第部分", "第章", "第节")
"""The styles in which chapters are numbered; what is numbered otherwise in a short document are its items."""
_OPENING = "。;!?\n"
_CLOSING = expression("[。:;!?\n]")
_PAUSE = expression("[，、(]")
_CLAUSE_END = expression("[，;]")
_TRIES = 4
"""Words that name a list in one sentence."""
_NEAR = 4
"""Characters between the count and the words that name the list, for both to be its name (十件惠民利民实事)."""
_LONGEST_TITLE = 60


def introductions(reading: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> list[Introduction]:
    """The sentences of [start, end) that announce a list, in order; none that tells what was done already."""
    found: list[Introduction] = []
    told = lexicon["done"]
    floor = start
    tried, tries = start, 0
    stop = len(reading) if end is None else end
    for word in lexicon["list"].pattern.finditer(reading, start, stop):
        if word.start() < floor:
            continue
        first = 1 + max(floor - 1, *(reading.rfind(sign, floor, word.start()) for sign in _OPENING))
        sign = _CLOSING.search(reading, word.end(), stop)
        end = stop if sign is None else sign.start() if sign[0] == "\n" else sign.end()
        leads_on = end + len(lexicon["leads_on"].at(reading, end, stop))
        end = leads_on + 1 if leads_on > end and reading[leads_on : leads_on + 1] == ":" else end
        one = _introduction(reading, first, end, word.span(), lexicon)
        clause = max((m.end() for m in _CLAUSE_END.finditer(reading, first, word.start())), default=first)
        tried, tries = first, tries + 1 if tried == first else 1
        if one is not None or tries == _TRIES:  # else the sentence may name the list farther on
            floor = end
        if one is not None and not told.inside(reading, clause, end):
            found.append(one)
    return found


def _introduction(reading: str, start: int, end: int, word: tuple[int, int], lexicon: Lexicon) -> Introduction | None:
    """The sentence [start, end) as an introduction, if it counts what its `word` names, or leads up to it."""
    clause = max((m.end() for m in _PAUSE.finditer(reading, start, word[0])), default=start)
    counts = list(COUNT.finditer(reading, clause, word[1]))
    counted = counts[-1] if counts else COUNT_BEHIND.match(reading, word[1])
    if len(counts) > 1 and counts[-2][0].endswith("件") and counts[-2].end() == counts[-1].start():
        counted = counts[-2]  # 14件23项实事
    opened = _opened(reading, start, word[1], end, lexicon)
    leads = reading[end - 1] == ":" or lexicon["following"].inside(reading, start, end) or opened
    if counted is None and not leads:
        return None
    near = counted is not None and word[0] - counted.end() <= _NEAR
    first, last = (counted.start(), counted.end()) if counted and near else word
    tail = lexicon["list_tail"].at(reading, word[1])
    name = Line(min(first, word[0]), max(last, word[1] + len(tail)))
    declared = chinese_integer(counted[1]) if counted else None
    others, aspects = (_stated(reading, start, end, each) - {declared} for each in ("件项", "面类"))
    return Introduction(start, end, name, declared, others, counted is None and opened == "numbered", aspects)


def _stated(reading: str, start: int, end: int, counters: str) -> frozenset[int]:
    """The counts in [start, end) whose counter ends in one of `counters`."""
    counts = (chinese_integer(m[1]) for m in COUNT.finditer(reading, start, end) if m[0][-1] in counters)
    return frozenset(count for count in counts if count is not None)


def _opened(
    reading: str, start: int, word_end: int, end: int, lexicon: Lexicon
) -> Literal["numbered", "sentences"] | None:
    """What a sentence that names a list and counts nothing (办好民生实事。) stands directly before: its first item with
    its number, or, where it opens its paragraph, the sentences of the paragraph."""
    if reading[end - 1] != "。" or reading[word_end : end - 1] not in ("", *lexicon["list_tail"]):
        return None
    line, following = line_at(reading, end - 1), end + (reading[end : end + 1] == "\n")
    own, mark = mark_at(reading, *line), mark_at(reading, following, line_at(reading, following).end)
    if mark is not None:
        titled = own is not None and start <= own.end  # (1)实施教育惠民工程。①… is an item
        return "numbered" if mark.number == 1 and (not titled or lexicon["deed"].inside(reading, start, end)) else None
    return "sentences" if own is None and word_end - line.start <= _LONGEST_LEAD else None


_LONGEST_LEAD = 24
"""Characters of a short sentence that opens a paragraph and says what it is about."""


def first_mark(reading: str, one: Introduction) -> tuple[Mark, Line] | None:
    """The mark of the first item (one, or a bullet), if the list begins right behind its introduction or on the next
    line."""
    here = line_at(reading, max(one.start, one.end - 1))
    rest = Line(one.end, here.end)
    mark = mark_at(reading, *rest)
    if mark is None:
        rest = next(lines_of(reading, here.end), rest)
        mark = mark_at(reading, *rest)
    return (mark, rest) if mark is not None and mark.number <= 1 and mark.end < rest.end else None


def stays_in_item(reading: str, start: int, *, fits: bool) -> bool:
    """Does the list announced at `start` stay inside the numbered section that its line begins (2.办好民生实事:一是…)?

    It does not if it has just as many items as it says (`fits`), and the section is a chapter or the document long.
    """
    mark = mark_at(reading, *line_at(reading, start))
    return mark is not None and not (fits and (mark.style in _CHAPTERS or len(reading) >= LONG))


def names_itself(reading: str, lexicon: Lexicon) -> bool:
    """Does a title above the first marked line say that the whole document is a list?"""
    listed, closing = lexicon["list"], lexicon["closing"]
    titled = False
    for line in lines_of(reading):
        if mark_at(reading, *line):
            return titled
        short = line.end - line.start <= _LONGEST_TITLE and reading[line.end - 1] not in "。;，:"
        titled = titled or (short and bool(listed.inside(reading, *line)) and not closing.at(reading, *line))
    return False
