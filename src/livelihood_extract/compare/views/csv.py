"""A comparison as CSV: one row per change, of an item, of its agencies, or of one of its targets."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from livelihood_extract.compare.changes import Comparison, ItemChange, ItemSide, TargetChange, TargetSide
from livelihood_extract.compare.select import UNCHANGED, entry_words, target_words
from livelihood_extract.writers.tables import number

__all__ = ["COLUMNS", "csv_text", "table_text"]

_ITEM = "change subject old_item new_item old_title new_title category score method"
_TARGET = "indicator old_text new_text old_value new_value old_unit new_unit difference percent better bound deadline"
_REST = "phrase agencies_added agencies_removed old_lead new_lead old_line new_line"
COLUMNS = tuple(f"{_ITEM} {_TARGET} {_REST}".split())

Cells = dict[str, str | int | bool | Decimal | None]


def csv_text(comparison: Comparison, *, only: frozenset[str] = frozenset(), unchanged: bool = False) -> str:
    """The rows of all changes, or of those of which a word in `only` is true; `unchanged` adds what stays the same."""
    rows = (cells for words, cells in _rows(comparison) if (words & only if only else unchanged or words - UNCHANGED))
    return table_text(COLUMNS, rows)


def table_text(columns: Sequence[str], rows: Iterator[Cells]) -> str:
    """A table in CSV; an empty cell is null."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _rows(comparison: Comparison) -> Iterator[tuple[set[str], Cells]]:
    """All rows, each with the words that are true of it."""
    for entry in comparison.items:
        item = _item(entry)
        yield (
            {entry.change, *(["retitled"] if entry.retitled else [])},
            {**item, "change": entry.change, "subject": "item"},
        )
        if "agencies" in entry_words(entry):
            yield {"agencies"}, _agencies(item, entry)
        for each in entry.targets:
            is_inside = bool(entry.old and entry.new)
            yield target_words(each) if is_inside else set(), _target(item, each)


def _item(entry: ItemChange) -> Cells:
    first = (entry.new or entry.old)[0]
    return {
        "old_item": ";".join(each.id for each in entry.old) or None,
        "new_item": ";".join(each.id for each in entry.new) or None,
        "old_title": ";".join(each.title for each in entry.old) or None,
        "new_title": ";".join(each.title for each in entry.new) or None,
        "category": first.category,
        "score": entry.score,
        "method": entry.method,
        "old_line": _line(entry.old),
        "new_line": _line(entry.new),
    }


def _line(side: Sequence[ItemSide]) -> int | None:
    return side[0].line if side else None


def _agencies(item: Cells, entry: ItemChange) -> Cells:
    old, new = entry.agencies.lead or (None, None)
    return {
        **item,
        "change": "agencies",
        "subject": "agencies",
        "agencies_added": ";".join(entry.agencies.added) or None,
        "agencies_removed": ";".join(entry.agencies.removed) or None,
        "old_lead": old,
        "new_lead": new,
    }


def _target(item: Cells, change: TargetChange) -> Cells:
    shown = change.new or change.old
    return {
        **item,
        "change": change.change,
        "subject": "target",
        "indicator": shown.indicator if shown else None,
        **_stated(change.old, "old"),
        **_stated(change.new, "new"),
        "difference": change.difference,
        "percent": change.percent,
        "better": change.better,
        "bound": change.bound,
        "deadline": change.deadline,
        "phrase": change.phrase,
    }


def _stated(target: TargetSide | None, side: str) -> Cells:
    if target is None:
        return {}
    return {
        f"{side}_text": target.text,
        f"{side}_value": target.value,
        f"{side}_unit": target.unit,
        f"{side}_line": target.line,
    }


def _cell(value: str | int | bool | Decimal | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number(value) if isinstance(value, Decimal) else str(value)
