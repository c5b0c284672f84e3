"""Plans as rows: one table's rows out of one plan, cells typed, in the order of `columns.TABLES`.

Cells are str, int, bool, Decimal or None; several values are joined by `;` (市民政局;市财政局). Where an item
names no agency, its category's answer for it, else the document's.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from livelihood_extract.records import Agency, Category, Item, Note, Plan, Span, Target

Cell = str | int | Decimal | None
Row = tuple[Cell, ...]

__all__ = ["Cell", "Failure", "Record", "Row", "answerable", "lead_names", "number", "printable", "rows"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no plan: its name, the kind of the error, and the line the user saw. A row of `errors`."""

    plan: str
    error: str
    message: str


Record = Plan | Failure


def rows(table: str, record: Record) -> Iterator[Row]:
    """The rows of `table` that one record gives: a plan fills all tables but `errors`, a failure only that one."""
    if isinstance(record, Failure):
        if table == "errors":
            yield (printable(record.plan), record.error, printable(record.message))
    elif table != "errors":
        yield from _ROWS[table](record)


def number(value: Decimal) -> str:
    """A decimal in plain digits: no exponent, no zeros after the last significant place (127000, 96.9)."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def printable(text: str) -> str:
    r"""`text` as every encoder takes it: a byte of a file name that is no character shows as \udcff."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def answerable(plan: Plan, category: Category, item: Item) -> tuple[Agency, ...]:
    """The agencies that answer for an item: its own, else its category's, else the document's."""
    return item.agencies or category.agencies or plan.agencies


def lead_names(agencies: tuple[Agency, ...]) -> str | None:
    """Names of the agencies whose role is lead, joined; None when there is none."""
    return _joined([agency.name for agency in agencies if agency.role == "lead"])


def _joined(names: tuple[str, ...] | list[str]) -> str | None:
    return ";".join(names) or None


def _place(span: Span) -> Row:
    return (span.start, span.end, span.line)


def _whole(plan: Plan) -> Row:
    return (printable(plan.source.name), plan.region, plan.year)


def _target_rows(plan: Plan) -> Iterator[Row]:
    whole = _whole(plan)
    for category in plan.categories:
        for item in category.items:
            agencies = answerable(plan, category, item)
            lead, names = lead_names(agencies), _joined([agency.name for agency in agencies])
            before = (*whole, category.number, category.title, item.id, item.number, item.title)
            for target in item.targets:
                yield (*before, *_quantity(target), lead, _joined(target.agencies) or names, *_evidence(target))


def _quantity(target: Target) -> Row:
    baseline = target.baseline
    return (
        target.id,
        target.kind,
        target.action,
        target.indicator,
        target.bound,
        target.value,
        target.upper,
        target.unit or None,
        target.unit_code,
        target.dimension,
        _joined(target.per),
        baseline.value if baseline else None,
        baseline.text if baseline else None,
        target.deadline,
        target.place,
        target.part_of,
    )


def _evidence(target: Target) -> Row:
    return (target.text, target.sentence, *_place(target.span))


def _item_rows(plan: Plan) -> Iterator[Row]:
    whole, noted = _whole(plan), _notes_by_item(plan)
    for category in plan.categories:
        for item in category.items:
            agencies = answerable(plan, category, item)
            yield (
                *(*whole, category.number, category.title, item.id, item.number),
                *(item.label, item.title, item.content),
                *(lead_names(agencies), _joined([agency.name for agency in agencies])),
                *(len(item.targets), noted.count(item.id), *_place(item.span)),
            )


def _agency_rows(plan: Plan) -> Iterator[Row]:
    for number_, item_id, agencies in _agency_lists(plan):
        for order, agency in enumerate(agencies, 1):
            yield (
                *(*_whole(plan), number_, item_id, order),
                *(agency.name, agency.text, agency.role, agency.collective, *_place(agency.span)),
            )


def _agency_lists(plan: Plan) -> Iterator[tuple[int | None, str | None, tuple[Agency, ...]]]:
    """Category number, item id and agencies of the document, of each category and of each item."""
    yield None, None, plan.agencies
    for category in plan.categories:
        yield category.number, None, category.agencies
        for item in category.items:
            yield category.number, item.id, item.agencies


def _note_rows(plan: Plan) -> Iterator[Row]:
    name = printable(plan.source.name)
    for note, item_id in zip(plan.notes, _notes_by_item(plan), strict=True):
        yield (name, note.code, note.severity, note.message, item_id, *_place(note.span))


def _notes_by_item(plan: Plan) -> list[str | None]:
    """For each note the id of the item it stands in, None outside of items."""
    items = sorted(plan.items, key=lambda item: item.span.start)
    starts = [item.span.start for item in items]

    def holder(note: Note) -> str | None:
        at = bisect_right(starts, note.span.start) - 1
        return items[at].id if at >= 0 and note.span.start < items[at].span.end else None

    return [holder(note) for note in plan.notes]


_ROWS: dict[str, Callable[[Plan], Iterator[Row]]] = {
    "targets": _target_rows,
    "items": _item_rows,
    "agencies": _agency_rows,
    "notes": _note_rows,
}
