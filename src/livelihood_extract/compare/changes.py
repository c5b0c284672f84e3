"""What a comparison says, as data: two plans in, one `Comparison` out; views render it and decide nothing.

Names and shapes are those of the JSON. A field that has a default is left out of it while it holds the default.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from livelihood_extract.records import Bound, Kind

ItemVerdict = Literal["kept", "moved", "split", "merged", "added", "dropped"]
TargetVerdict = Literal["up", "down", "same", "added", "dropped", "incomparable"]
Method = Literal["title", "content", "targets", "pinned"]

ITEM_VERDICTS: tuple[ItemVerdict, ...] = ("kept", "moved", "split", "merged", "added", "dropped")
TARGET_VERDICTS: tuple[TargetVerdict, ...] = ("up", "down", "same", "added", "dropped", "incomparable")

__all__ = [
    "ITEM_VERDICTS",
    "TARGET_VERDICTS",
    "AgencyChange",
    "Comparison",
    "ItemChange",
    "ItemSide",
    "ItemVerdict",
    "Method",
    "PlanSide",
    "RunnerUp",
    "TargetChange",
    "TargetSide",
    "TargetVerdict",
]


@dataclass(frozen=True, slots=True)
class PlanSide:
    """One of the two plans: its source, and what it is."""

    name: str
    sha256: str
    media_type: str
    encoding: str
    characters: int
    title: str | None
    region: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class ItemSide:
    """An item as one side of a change names it; `line` is where it stands in its source."""

    id: str
    number: int
    label: str
    title: str
    category: str | None
    line: int


@dataclass(frozen=True, slots=True)
class TargetSide:
    """A target as one side of a change names it; `item` is the number of its item."""

    item: int
    id: str
    text: str
    value: Decimal
    upper: Decimal | None
    unit: str
    per: tuple[str, ...]
    bound: Bound
    indicator: str
    kind: Kind
    deadline: str | None
    line: int


@dataclass(frozen=True, slots=True)
class TargetChange:
    """What happened to one quantity. `difference` is new minus old in the old unit, `percent` of the old value."""

    change: TargetVerdict
    old: TargetSide | None
    new: TargetSide | None
    difference: Decimal | None
    percent: Decimal | None
    better: bool | None
    """Whether the new figure is the better one by the sense of its indicator; null when that is not known."""
    bound: Literal["strengthened", "weakened"] | None = None
    deadline: Literal["earlier", "later", "set", "lifted"] | None = None
    """Counted from the start of each plan's year."""
    phrase: str | None = None
    """What the other year says in words where this year states a quantity."""


@dataclass(frozen=True, slots=True)
class AgencyChange:
    """Who answers now. `lead` is (old, new) when another body leads; renamed bodies count as the same."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    lead: tuple[str | None, str | None] | None
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best pair that was not chosen for an item, and its score."""

    old: str
    new: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What happened to one item, or to the items that were split or merged."""

    change: ItemVerdict
    old: tuple[ItemSide, ...]
    new: tuple[ItemSide, ...]
    score: Decimal | None
    """0 to 1, of the weakest pair in it; null when nothing was paired."""
    method: Method | None
    retitled: bool
    agencies: AgencyChange
    targets: tuple[TargetChange, ...]
    runner_up: RunnerUp | None
    """Null when no other pair came near."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans compared. `summary` counts items, entries by change, entries raised or cut in a target, and targets."""

    old: PlanSide
    new: PlanSide
    summary: dict[str, int]
    items: tuple[ItemChange, ...]
    notes: tuple[str, ...] = ()
    """What to mind: another place, no year, the same file twice."""
