"""Lists without numbers: the clauses of a sentence that counts them.

Receives a reading and the sentence that announces a list, and returns the ranges of its items if there are just as many
as it says; words like 就业方面 in front of a clause group those that follow.

    办成三件民生实事:建成保障房960套;新增学位3700个;改造路灯293条。   ->   three clauses
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.headings import is_particular
from livelihood_extract.parse.introductions import Introduction
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.outline import Entry, Group, Outline
from livelihood_extract.parse.ranges import Line, line_at, lines_of

__all__ = ["Clauses", "clausal", "clauses"]

_ENCLOSED = r"\([^()\n]*\)|“[^“”\n]*”|《[^《》\n]*》"
_OPENING = "(?:它们)?(?:分别|具体|依次)?(?:为|是|包括)?:?"
"""Before the first of them: 分别为."""
_FIELD = "([^，、。;:]{2,14})方面[，:]"
_FIGURE = "[0-9一二三四五六七八九十百千万两]"
_compiled = lru_cache(re.compile)
"""Patterns of this room are compiled when a sentence announces a list; few documents have one."""


def _member(sign: str) -> "re.Pattern[str]":
    """A clause that one of the signs ends, brackets and names inside."""
    return _compiled(rf"(?:{_ENCLOSED}|[^{sign}\n])+[{sign}]?")


_LONGEST = 400
"""Characters of an item that is a clause, on average."""
_MOST = 20
"""Items of a list that nobody counts."""
_MANY = 5
"""Clauses parted by ; or 、 alone, as many as announced: a list, with figures or without."""


class Clause(NamedTuple):
    """An item, [start, end), and the range of the words that open a group with it (就业保障), if any."""

    start: int
    end: int
    field: Line | None


Clauses = tuple[Clause, ...]


def clauses(reading: str, one: Introduction, lexicon: Lexicon) -> Clauses | None:
    """The items that `one` announces, if a way to part what follows yields as many as it counts.

    Where it counts none but leads up to them, they are the clauses of the sentence, if there are many.
    """
    if one.declared is None:
        return _uncounted(reading, one, lexicon)
    if one.declared < 2:
        return None
    far = one.end + _LONGEST * (one.declared + 1)
    rest = Line(one.end, min(far, line_at(reading, one.end - 1).end))
    line = line_at(reading, one.end - 1)
    opens = one.start == line.start and one.name.end == one.end - 1 and mark_at(reading, *line) is None
    signs = ";、。" if opens else ";、"
    for found in _ways(reading, rest, one.declared, lexicon):
        members = _without_end(reading, found, one.declared) if opens else found
        divided = len(members) >= _MANY and all(reading[member.end - 1] in signs for member in members[:-1])
        if len(members) == one.declared and (divided or _are_figured(reading, members)):
            return tuple(_clause(reading, member) for member in members)
    return None


def _uncounted(reading: str, one: Introduction, lexicon: Lexicon) -> Clauses | None:
    """The clauses of the sentence that the introduction begins, parted by ;, or the sentences of its paragraph."""
    line = line_at(reading, one.end - 1)
    line = Line(line.start, min(line.end, one.end + _LONGEST * _MOST))
    stop = reading.find("。", one.end, line.end)
    led = reading[one.end - 1] == ":"
    if stop < 0 or (led and reading.count(";", one.end, stop) < _MANY - 1):
        return None
    end, sign = (stop + 1, ";") if led else (line.end, "。")
    members = [Line(*m.span()) for m in _member(sign).finditer(reading, one.end, end)]
    members = members[lexicon["list"].inside(reading, *members[0]) != "" :]  # 办好民生实事。重点实施50项民生实事。
    if members and (colon := reading.find(":", *members[0])) > 0:
        members[0] = Line(colon + 1, members[0].end)  # 解决好以下问题:…
    figured = len(members) >= _MANY and _are_figured(reading, members)
    return tuple(_clause(reading, member) for member in members) if figured else None


def _are_figured(reading: str, members: Sequence[Line]) -> bool:
    """Does every second clause hold a figure?"""
    return 2 * sum(bool(_compiled(_FIGURE).search(reading, *member)) for member in members) >= len(members)


def _without_end(reading: str, members: list[Line], count: int) -> list[Line]:
    """The members without a last one that says nothing more (我们要把好事办好!)."""
    extra = len(members) == count + 1 and not _compiled("[0-9]").search(reading, *members[-1])
    return members[:-1] if extra else members


def _ways(reading: str, rest: Line, count: int, lexicon: Lexicon) -> Iterator[list[Line]]:
    """What may be the items: clauses of the first sentence, those of all sentences, the sentences, the next lines."""
    if rest.end - rest.start < 2 * count:
        text = (line for line in lines_of(reading, rest.end) if not is_particular(reading, line, lexicon))
        lines = list(islice(text, count + 1))
        listed = list(takewhile(lambda line: not _goes_on(reading, line, lexicon), lines))
        yield listed
        if all(reading[line.end - 1] == ";" for line in lines[: count - 1]):
            yield listed[:count]
        return
    opening = _compiled(_OPENING).match(reading, *rest)
    rest = Line(opening.end(), rest.end) if opening else rest
    stop = reading.find("。", *rest)
    first = rest.end if stop < 0 else stop + 1
    for end, sign in ((first, ";"), (rest.end, ";。"), (rest.end, "。"), (first, "、"), (first, "，")):
        if sum(reading.count(each, rest.start, end) for each in sign) >= count - 1:
            yield [Line(*m.span()) for m in islice(_member(sign).finditer(reading, rest.start, end), count + 2)]
    yield _titled(reading, rest, lexicon)


def _titled(reading: str, rest: Line, lexicon: Lexicon) -> list[Line]:
    """What begins with sentences that are titles: 就业创业工程。…教育提升工程。…."""
    sentences = [Line(*m.span()) for m in _member("。").finditer(reading, *rest)]
    called = lexicon["named_work"]
    starts = [s.start for s in sentences if s.end - s.start <= _TITLE and called.before(reading, s.start, s.end - 1)]
    return [Line(*ends) for ends in pairwise([*starts, rest.end])] if starts else []


_TITLE = 16
"""Characters of a title that is a sentence."""


def _goes_on(reading: str, line: Line, lexicon: Lexicon) -> bool:
    """Does the document go on with this line: a chapter, or the speaker's address?"""
    return mark_at(reading, *line) is not None or bool(lexicon["resumed"].at(reading, *line))


def _clause(reading: str, member: Line) -> Clause:
    member = Line(member.start, member.end - reading.endswith("、", *member))
    field = _compiled(_FIELD).match(reading, *member)
    return Clause(field.end(), member.end, Line(*field.span(1))) if field else Clause(*member, None)


def clausal(reading: str, start: int, listed: Clauses) -> Outline:
    """The outline of a list of clauses: grouped by field if every group is opened by one, numbered through."""
    opened = [i for i, clause in enumerate(listed) if clause.field]
    if len(opened) == len(listed):  # each clause is of a field of its own: its words open it
        listed = tuple(clause._replace(start=clause.field.start) for clause in listed if clause.field)
    entries = [Entry(number, c.start, c.start, c.end) for number, c in enumerate(listed, 1)]
    if 1 < len(opened) < len(listed) and opened[0] == 0:
        bounds = zip(opened, [*opened[1:], len(listed)], strict=True)
        groups = [_group(number, listed[a].field, entries[a:b]) for number, (a, b) in enumerate(bounds, 1)]
    else:
        groups = [_group(None, None, entries)]
    first = groups[0].heading or groups[0].own
    return Outline(tuple(groups), Line(start, first.start), Line(entries[-1].end, len(reading)))


def _group(number: int | None, field: Line | None, entries: list[Entry]) -> Group:
    first, end = entries[0].start, entries[-1].end
    if field is None:
        return Group(None, first, None, (), Line(first, first), tuple(entries), end)
    return Group(number, field.start, field, (), Line(field.end, first), tuple(entries), end)
