"""A comparison goes in, the lines that a reader sees come out: by category, an item's line, and below it what changed.

▼  婴幼儿托位    2万个    1.5万个    -25%    L30 → L17

Terminal and Markdown show the same lines, each with its own means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from livelihood_extract.compare.changes import Comparison, ItemChange, ItemSide, TargetChange, TargetSide
from livelihood_extract.compare.select import is_unchanged
from livelihood_extract.writers.tables import number

__all__ = ["Line", "Section", "quantity", "sections", "sentence", "signed"]

BOUNDS = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}
SIGNS = {"up": "▲", "down": "▼", "same": "=", "added": "+", "dropped": "-", "incomparable": "≠"}
NO_CATEGORY = "(no category)"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a view; `level` 0 names an item, 1 says what changed in it."""

    level: Literal[0, 1]
    sign: str
    text: str
    old: str = ""
    new: str = ""
    extent: str = ""
    place: str = ""
    """Lines in both sources."""
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one category."""

    title: str
    lines: tuple[Line, ...]


def sentence(comparison: Comparison) -> str:
    """One sentence fit to quote."""
    place = max(comparison.new.region or "", comparison.old.region or "", key=len)
    before, after = (str(side.year or side.name) for side in (comparison.old, comparison.new))
    total = comparison.summary
    old, new, dropped = total["old_items"], total["added"], total["dropped"]
    return (
        f"{f'{place}: of' if place else 'Of'} {old} commitment{'' if old == 1 else 's'} of {before}, "
        f"{after} kept {old - dropped} (raised {total['raised']}, cut {total['cut']}) and dropped {dropped}; "
        f"{new} {'is' if new == 1 else 'are'} new."
    )


def sections(comparison: Comparison, *, unchanged: bool) -> list[Section]:
    """The lines by category: categories of the new plan, and of the old one what has no such category any more."""
    lines: dict[str, list[Line]] = {title: [] for title in _categories(comparison)}
    for entry in comparison.items:
        if unchanged or not is_unchanged(entry):
            lines[_category(entry)] += _entry(entry, unchanged)
    return [Section(title, tuple(each)) for title, each in lines.items() if each]


def _categories(comparison: Comparison) -> list[str]:
    """Titles in the order of the new plan; where only the old plan has one, by its place there."""
    lines: dict[str, int] = {}
    for side in ("old", "new"):
        found: dict[str, int] = {}
        for item in (item for entry in comparison.items for item in getattr(entry, side)):
            title = item.category or NO_CATEGORY
            found[title] = min(item.line, found.get(title, item.line))
        lines |= found
    return sorted(lines, key=lambda title: lines[title])


def _category(entry: ItemChange) -> str:
    return (entry.new or entry.old)[0].category or NO_CATEGORY


def _entry(entry: ItemChange, unchanged: bool) -> Iterator[Line]:
    verdict = "new" if entry.change == "added" else entry.change
    old, new = (side[0].line if side else None for side in (entry.old, entry.new))
    yield Line(0, verdict, _titles(entry), place=_place(old, new))
    if not (entry.old and entry.new):
        title = (entry.old or entry.new)[0].title
        yield from (_target(each, alone=True) for each in entry.targets if _text(each) not in title)
        return
    for target in entry.targets:
        if unchanged or target.change != "same" or target.bound or target.deadline:
            yield _target(target)
    yield from _agencies(entry)


def _titles(entry: ItemChange) -> str:
    old = " + ".join(_name(each) for each in entry.old)
    new = " + ".join(_name(each) for each in entry.new)
    if not (old and new):
        return old or new
    moved = f" (moved from {entry.old[0].category or NO_CATEGORY})" if entry.change == "moved" else ""
    if entry.retitled or len(entry.old) != len(entry.new):
        return f"{old} → {new}{moved}"
    return f"{new}{moved}"


def _name(item: ItemSide) -> str:
    return f"{item.label}{item.title}"


def _place(old: int | None, new: int | None) -> str:
    return " → ".join(f"L{line}" if line else "·" for line in (old, new))


def _target(change: TargetChange, *, alone: bool = False) -> Line:
    shown = change.new or change.old
    assert shown
    remarks = [change.bound or "", f"deadline {change.deadline}" if change.deadline else ""]
    return Line(
        1,
        "" if alone else SIGNS[change.change],
        shown.indicator,
        quantity(change.old) or (f"“{change.phrase}”" if change.phrase else ""),
        quantity(change.new) or (f"“{change.phrase}”" if change.phrase else ""),
        ", ".join(filter(None, [_extent(change), *remarks])),
        _place(change.old.line if change.old else None, change.new.line if change.new else None),
        change.better,
    )


def _text(change: TargetChange) -> str:
    return "".join(side.text for side in (change.old, change.new) if side)


def quantity(target: TargetSide | None) -> str:
    """The figure with its bound, and with the denominators that its own text does not say."""
    if target is None:
        return ""
    rates = "".join(f"每{per}" for per in target.per if per not in target.text)
    return f"{BOUNDS[target.bound]}{rates}{target.text}"


def _extent(change: TargetChange) -> str:
    """How far the figure moved: in per cent, for shares in percentage points."""
    if change.change not in ("up", "down") or change.difference is None or change.old is None:
        return ""
    if change.old.unit in ("%", "％"):
        return f"{signed(change.difference)} pp"
    return f"{signed(change.percent)}%" if change.percent is not None else ""


def signed(value: Decimal) -> str:
    """A number with its sign: +12.5, -3, 0."""
    return f"{'+' if value > 0 else ''}{number(value)}"


def _agencies(entry: ItemChange) -> Iterator[Line]:
    changed = entry.agencies
    if changed.lead:
        yield Line(1, "♦", "lead agency", changed.lead[0] or "none", changed.lead[1] or "none")
    leads = changed.lead or ()
    removed = [name for name in changed.removed if name not in leads]
    added = [name for name in changed.added if name not in leads]
    if removed or added:
        yield Line(1, "♦", "agencies", "、".join(removed), "、".join(added))
