"""The public records: what a plan is once it has been read.

Frozen dataclasses, so that a plan pickles, hashes and compares by value, and so that the command starts fast;
pydantic validates them and writes their JSON Schema where that is asked for (`schema.py`). Field names and shapes are
fixed by `SCHEMA_VERSION`. Numbers are `Decimal` in units without multiplier (12.7万人 is 127000 人).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

SCHEMA_VERSION = "1.0"

Role = Literal["lead", "responsible", "support"]
Kind = Literal["deliver", "reach", "change", "spec", "scope", "actual"]
Bound = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Severity = Literal["error", "warning", "info"]

__all__ = [
    "SCHEMA_VERSION",
    "Agency",
    "Baseline",
    "Bound",
    "Category",
    "Item",
    "Kind",
    "Note",
    "Part",
    "Plan",
    "Role",
    "Severity",
    "Source",
    "Span",
    "Target",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of the decoded text in Unicode code points; line and column of its start, from 1."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation answerable for an item (责任单位)."""

    name: str
    """Normalised: elided prefix restored, blanks and brackets tidy."""
    text: str
    """As written; equals the text at `span`."""
    role: Role
    collective: bool
    """Names a group rather than one body: 各区市县政府, 市级各相关部门."""
    span: Span


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a change starts from: a figure (由7%降至6%) or a named period (比上年)."""

    text: str
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity the plan commits itself to deliver, reach, keep or apply."""

    id: str
    text: str
    """The quantity as written, without bound words: 12.7万人, 100%, 4—6个."""
    action: str | None
    """The verb that governs the quantity: 新建, 提高至."""
    indicator: str
    """What is counted or measured: 公办普惠性幼儿学位, 登记率."""
    kind: Kind
    bound: Bound
    value: Decimal
    upper: Decimal | None
    """Upper end of a range, else null."""
    unit: str
    """As written, without multiplier; empty when the number has none."""
    unit_code: str | None
    """UCUM (m2, km, t, har, h, %) or ISO 4217 (CNY); null for counters."""
    dimension: str | None
    """count, area, length, mass, money, ratio, time ..."""
    per: tuple[str, ...]
    """Denominators of a rate: 每人每月972元 has 人 and 月."""
    baseline: Baseline | None
    deadline: str | None
    """Last day of the deadline, ISO 8601, when the clause itself states one."""
    place: str | None
    """The named place that receives this part."""
    part_of: str | None
    """Id of the total of which this is a stated part."""
    agencies: tuple[str, ...]
    """Names of the agencies that the clause itself names."""
    where: str
    """title, content, or the name of the labelled field."""
    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered commitment (实事, 项目)."""

    id: str
    number: int
    label: str
    title: str
    content: str
    fields: dict[str, str]
    """The other labelled fields (deadline, funding, location, progress, leader ...), as written."""
    agencies: tuple[Agency, ...]
    targets: tuple[Target, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Category:
    """A group of items; number, label and title are null when the plan groups nothing."""

    number: int | None
    label: str | None
    title: str | None
    path: tuple[str, ...]
    """Outer headings, outermost first."""
    declared: int | None
    """The count its heading declares (7件), else null."""
    agencies: tuple[Agency, ...]
    items: tuple[Item, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd, or a finding of an audit, with its place in the text."""

    code: str
    severity: Severity
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """Where a stretch of the text stood in the original: a page (from 1) or a cell (Sheet1!B3)."""

    start: int
    end: int
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Facts of the original file; `sha256` is of its bytes, offsets refer to the decoded text."""

    name: str
    sha256: str
    media_type: str
    encoding: str
    characters: int
    parts: tuple[Part, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Plan:
    """One document: where it came from, what it is, and what it promises."""

    source: Source
    title: str | None
    document_number: str | None
    region: str | None
    year: int | None
    agencies: tuple[Agency, ...]
    categories: tuple[Category, ...]
    notes: tuple[Note, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the document."""
        return tuple(item for category in self.categories for item in category.items)

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets in the order of the document."""
        return tuple(target for item in self.items for target in item.targets)
