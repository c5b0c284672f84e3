"""Audits: what is odd about a plan, each finding with code, place and both figures.

Receives a plan with the context and outline it came from and returns notes. CHECKS is the table: one line an audit.

    declares 7 (7件) but 6 items were found      10所 is not 2+1+1+1+2+1+1 = 9      number 5 is missing between 4 and 6
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import alternation
from livelihood_extract.parse.counts import declared_count
from livelihood_extract.parse.introductions import first_mark, introductions
from livelihood_extract.parse.items import Context
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.outline import Outline
from livelihood_extract.parse.ranges import Line
from livelihood_extract.records import Item, Note, Plan, Severity, Span, Target
from livelihood_extract.traditional import is_traditional, simplified

__all__ = ["CHECKS", "CODES", "Check", "check"]


class _Audited(NamedTuple):
    """What an audit may look at."""

    plan: Plan
    context: Context
    outline: Outline
    title: Line | None
    plain: Callable[[str], str]
    """What the plan quotes, in simplified characters."""


Finding = tuple[Span, str]


class Check(NamedTuple):
    """One audit: the code and severity of its notes, what it looks for, and the function that finds it."""

    code: str
    severity: Severity
    purpose: str
    find: Callable[[_Audited], Iterator[Finding]]


def check(plan: Plan, context: Context, outline: Outline, title: Line | None) -> list[Note]:
    """All findings on a plan; `title` is where it stands."""
    plain = simplified if is_traditional(context.document.text) else str
    audited = _Audited(plan, context, outline, title, plain)
    return [Note(c.code, c.severity, message, span) for c in CHECKS for span, message in c.find(audited)]


# --- numbers and counts -----------------------------------------------------------------------------------------------


def _runs(plan: Plan) -> Iterator[list[Item]]:
    """The items in stretches of numbers that run on, across categories or within one."""
    run: list[Item] = []
    for category in plan.categories:
        for position, item in enumerate(category.items):
            restarts = item.number == 1 and run and (position == 0 or run[-1].number > 1)
            if restarts:
                yield run
                run = []
            run.append(item)
    if run:
        yield run


def _missing(audited: _Audited) -> Iterator[Finding]:
    for run in _runs(audited.plan):
        for before, after in pairwise(run):
            gap = range(before.number + 1, after.number)
            if gap:
                names = str(gap[0]) if len(gap) == 1 else f"{gap[0]} to {gap[-1]}"
                yield after.span, f"number {names} is missing between {before.number} and {after.number}"


def _repeated(audited: _Audited) -> Iterator[Finding]:
    for run in _runs(audited.plan):
        for before, after in pairwise(run):
            if after.number == before.number:
                yield after.span, f"number {after.number} is repeated (also at line {before.span.line})"


def _disordered(audited: _Audited) -> Iterator[Finding]:
    for run in _runs(audited.plan):
        if run[0].number != 1:
            yield run[0].span, f"the numbers start at {run[0].number}, not at 1"
        for before, after in pairwise(run):
            if after.number < before.number:
                yield after.span, f"number {after.number} follows {before.number}"


def _declared_in_title(audited: _Audited) -> Iterator[Finding]:
    plan = audited.plan
    declared, named, span = _declaration(audited)
    headed = [c for c in plan.categories if c.title is not None]
    lists = [len(c.items) for c in plan.categories if c.title is None]
    found = {len(plan.items), len(headed), *lists}
    if declared is not None and plan.items and declared not in found:
        counted = f"{len(plan.items)} items in {len(headed)} categories" if headed else f"{len(plan.items)} items"
        yield span, f"the {named} declares {declared}, but {counted} were found"


def _declaration(audited: _Audited) -> tuple[int | None, str, Span]:
    """How many items the title declares, or the sentence that introduces them, and where."""
    document, lexicon, front = audited.context.document, audited.context.lexicon, audited.outline.front
    title = audited.plain(audited.plan.title or "")
    declared = declared_count(_YEAR.sub("", title)) if title and lexicon["list"].inside(title) else None
    if declared is not None and audited.title is not None:
        return declared, "title", document.span(*audited.title)
    alone = len(audited.plan.items) == 1
    end = audited.outline.groups[-1].end if alone else front.end
    for one in reversed(introductions(document.reading, lexicon, front.start, end)):
        if one.declared is not None and (first_mark(document.reading, one) or one.start == front.end):
            return one.declared, "introduction", document.span(*one.name)
    return None, "", document.span(0, 0)


_YEAR = expression("[0-9]{4}年?")


def _declared_in_heading(audited: _Audited) -> Iterator[Finding]:
    for category in audited.plan.categories:
        if category.declared is not None and category.declared != len(category.items):
            message = f"the heading declares {category.declared}, but {len(category.items)} items were found"
            yield category.span, message


# --- fields and agencies ----------------------------------------------------------------------------------------------


def _empty_labels(audited: _Audited) -> Iterator[Finding]:
    document, labels = audited.context.document, audited.context.labels
    reading = document.reading
    starts = {label.start for label in labels}
    for label in labels:
        if not label.colon or reading[label.end : label.end + 1] not in ("", "\n"):
            continue
        if not any(group.own.start <= label.start < group.end for group in audited.outline.groups):
            continue
        after = label.end + 1
        if after >= len(reading) or after in starts or mark_at(reading, after, len(reading)):
            yield document.span(*label.word), f"the label {reading[slice(*label.word)]} has no value"


def _without_agency(audited: _Audited) -> Iterator[Finding]:
    plan = audited.plan
    named = [item for item in plan.items if item.agencies]
    if plan.agencies or 2 * len(named) <= len(plan.items):
        return
    for category in plan.categories:
        for item in category.items:
            if not item.agencies and not category.agencies:
                yield item.span, f"item {item.id} names no agency; {len(named)} of {len(plan.items)} items do"


def _without_target(audited: _Audited) -> Iterator[Finding]:
    for item in audited.plan.items:
        if not item.targets:
            yield item.span, f"item {item.id} states no quantity"


def _shares_without_agency(audited: _Audited) -> Iterator[Finding]:
    for item in audited.plan.items:
        names = [audited.plain(agency.name) for agency in item.agencies]
        local = any(name.endswith(("政府", "管委会")) for name in names)
        if not local or any(agency.collective for agency in item.agencies):
            continue
        for target in item.targets:
            if target.place and target.part_of and audited.plain(target.place) not in "、".join(names):
                yield (
                    target.span,
                    f"{target.place} receives {target.text} but is not among the agencies of item {item.id}",
                )


# --- sums -------------------------------------------------------------------------------------------------------------


def _parts(item: Item) -> Iterator[tuple[Target, list[Target]]]:
    shares: dict[str, list[Target]] = {}
    for part in item.targets:
        if part.part_of is not None and part.upper is None:
            shares.setdefault(part.part_of, []).append(part)
    for total in item.targets:
        parts = [part for part in shares.get(total.id, ()) if part.unit == total.unit]
        if parts and total.upper is None:
            yield total, parts


def _sums(audited: _Audited) -> Iterator[Finding]:
    text = audited.context.document.text
    for item in audited.plan.items:
        for total, parts in _parts(item):
            found = sum((part.value for part in parts), Decimal(0))
            some = "其中" in text[total.span.end : parts[0].span.start] or len(parts) == 1
            if not _contradicts(total, parts, found, some=some):
                continue
            figures = "+".join(f"{part.value:f}" for part in parts)
            yield total.span, f"{total.text} is not {figures} = {found:f}{_culprit(total, parts, found)}"


def _contradicts(total: Target, parts: list[Target], found: Decimal, *, some: bool) -> bool:
    """Do parts contradict their total: too much, or too little where all of them are named, bounds considered?"""
    open_above = total.bound in ("ge", "gt", "approx") or any(part.bound in ("le", "lt", "approx") for part in parts)
    open_below = total.bound in ("le", "lt", "approx") or any(part.bound in ("ge", "gt", "approx") for part in parts)
    return (found > total.value and not open_above) or (found < total.value and not some and not open_below)


def _culprit(total: Target, parts: list[Target], found: Decimal) -> str:
    """Which part would explain the difference: the only one that can take it up."""
    difference = total.value - found
    able = [part for part in parts if part.value + difference > 0]
    if len(able) != 1:
        return f" (difference {difference:f})"
    name = able[0].place or able[0].indicator
    return f" (difference {difference:f}; it would add up if {name} were {able[0].value + difference:f})"


def _contradicted_titles(audited: _Audited) -> Iterator[Finding]:
    for item in audited.plan.items:
        stated = [t for t in item.targets if t.where != "title" and t.part_of is None and t.kind != "actual"]
        for title in (t for t in item.targets if t.where == "title" and stated):
            alike = [t for t in stated if t.unit == title.unit and _likeness(t.indicator, title.indicator) >= 0.6]
            if len(alike) == 1 and alike[0].value != title.value:
                yield title.span, f"the title says {title.text}, the content {alike[0].text} ({alike[0].indicator})"


def _likeness(a: str, b: str) -> float:
    """The share of the shorter text's pairs of characters that the longer one has too."""
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (a, b)]
    smaller = min(len(pairs[0]), len(pairs[1]))
    return len(pairs[0] & pairs[1]) / smaller if smaller else 0.0


_COUNT = expression(r"等([0-9]{1,3})(?=[个条处所家项座名])")
_NAMES = expression(r"[^，。;:\n、]{2,40}(?:、[^，。;:\n、]{2,40})+$")
_BRACKET = expression(r"\([^()]*\)")
_LONGEST_ROW = 400
"""Characters; names before 等 are looked for no farther back."""


def _more_named_than_counted(audited: _Audited) -> Iterator[Finding]:
    document = audited.context.document
    for group in audited.outline.groups:
        for count in _COUNT.finditer(document.reading, group.own.start, group.end):
            row = _BRACKET.sub("", document.reading[max(0, count.start() - _LONGEST_ROW) : count.start()])
            names = _NAMES.search(re.split("[，。;:\n]", row)[-1])
            if names and names[0].count("、") + 1 > int(count[1]):
                message = f"{names[0].count('、') + 1} are named before 等, but {count[1]} are counted"
                yield document.span(*count.span(1)), message


# --- gaps in the text -------------------------------------------------------------------------------------------------

_BLANK = expression(r"\(\)(?=[万亿]?(?:平方|公里|个|所|人|户|元|米|处|座|%))")


def _blanks(audited: _Audited) -> Iterator[Finding]:
    document = audited.context.document
    for blank in _BLANK.finditer(document.reading):
        yield document.span(*blank.span()), "a blank was left to be filled in"


_OPEN = expression(r"[(\[][^()\[\]\n]*$", re.MULTILINE)


def _unclosed(audited: _Audited) -> Iterator[Finding]:
    document = audited.context.document
    for group in audited.outline.groups:
        for bracket in _OPEN.finditer(document.reading, group.own.start, group.end):
            if bracket.end() < len(document.reading) or bracket.end() == group.end:
                yield (
                    document.span(bracket.start(), bracket.start() + 1),
                    "a bracket is opened and not closed on its line",
                )


_MOST_COLUMNS = 20


def _lost_cells(audited: _Audited) -> Iterator[Finding]:
    """A header whose labels stand side by side (序号项目名称主要内容): nothing tells its rows' cells apart."""
    document, lexicon = audited.context.document, audited.context.lexicon
    end = 0
    for first in re.finditer(alternation(lexicon.words("label", field="number")), document.reading):
        if first.start() < end:
            continue
        end, labels = first.end(), 0
        while labels < _MOST_COLUMNS and (word := lexicon.labels.at(document.reading, end)):
            labels += 1
            end += len(word)
        if labels > 1:
            header = document.reading[first.start() : end]
            yield document.span(first.start(), end), f"the header {header} does not part its cells"


CHECKS: tuple[Check, ...] = (
    Check("LE101", "warning", "a number is missing in the list", _missing),
    Check("LE102", "warning", "a number is repeated", _repeated),
    Check("LE103", "warning", "numbers start or restart oddly", _disordered),
    Check("LE104", "warning", "the title or introduction declares another count than was found", _declared_in_title),
    Check("LE105", "warning", "a category's heading declares another count than was found", _declared_in_heading),
    Check("LE201", "warning", "a label has no value", _empty_labels),
    Check("LE202", "warning", "an item names no agency while most others do", _without_agency),
    Check("LE203", "info", "an item states no quantity", _without_target),
    Check("LE204", "warning", "a place receives a share but is not among the agencies", _shares_without_agency),
    Check("LE301", "warning", "parts do not add up to their total", _sums),
    Check("LE302", "warning", "a title's quantity is contradicted by its content", _contradicted_titles),
    Check("LE303", "warning", "more are named before 等 than are counted", _more_named_than_counted),
    Check("LE401", "warning", "a blank was left to be filled in", _blanks),
    Check("LE402", "warning", "a bracket is not closed", _unclosed),
    Check("LE403", "warning", "a table has lost what parted its cells", _lost_cells),
)
CODES: dict[str, str] = {
    "LE001": "the list was found inside a longer document",
    "LE002": "the year was inferred",
    "LE003": "no list was found in a long document",
    **{check.code: check.purpose for check in CHECKS},
}
"""Every code a note may have, and what it says."""
