"""Two targets that state the same thing go in, out comes what happened: the figure, the bound, the deadline, the sense.

8000人 (=) and 8000人以上 (≥)   ->  same, bound strengthened          死亡率 5‰ and 4‰  ->  down, better
"""

from dataclasses import dataclass
from typing import Literal

from livelihood_extract.compare.changes import TargetChange, TargetSide, TargetVerdict
from livelihood_extract.compare.measures import figures
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.records import Bound, Item, Target

__all__ = ["Stated", "added", "compared", "dropped", "incomparable", "target_side"]

_FLOOR: dict[Bound, int] = {"approx": 0, "eq": 1, "ge": 2, "gt": 3}
_CEILING: dict[Bound, int] = {"approx": 0, "eq": 1, "le": 2, "lt": 3}
"""How firmly a bound binds, from a guess to a limit that must be passed."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A target with its item, and the year of its plan."""

    target: Target
    item: Item
    year: int | None


def compared(old: Stated, new: Stated, lexicon: Lexicon) -> TargetChange:
    """What happened to a quantity that both plans state in comparable units."""
    both = figures(old.target, new.target, lexicon)
    change: TargetVerdict = "same" if both.are_equal else "up" if both.difference > 0 else "down"
    if change != "same" and not both.difference:
        return incomparable(old, new)
    return TargetChange(
        change,
        target_side(old),
        target_side(new),
        both.difference if change != "same" else both.difference * 0,
        both.percent if change != "same" or both.percent is None else both.percent * 0,
        _is_better(new.target, change, lexicon),
        _bound(old.target.bound, new.target.bound),
        _deadline(old, new),
    )


def incomparable(old: Stated, new: Stated) -> TargetChange:
    """One thing, measured in ways that do not convert."""
    return TargetChange(
        "incomparable", target_side(old), target_side(new), None, None, None, deadline=_deadline(old, new)
    )


def dropped(old: Stated, phrase: str | None = None) -> TargetChange:
    """A quantity that the new plan does not state; `phrase` is what it says instead, if anything."""
    return TargetChange("dropped", target_side(old), None, None, None, None, phrase=phrase)


def added(new: Stated, phrase: str | None = None) -> TargetChange:
    """A quantity that the old plan does not state; `phrase` is what it said instead, if anything."""
    return TargetChange("added", None, target_side(new), None, None, None, phrase=phrase)


def target_side(stated: Stated) -> TargetSide:
    """What a comparison says of a target."""
    each = stated.target
    return TargetSide(
        item=stated.item.number,
        id=each.id,
        text=each.text,
        value=each.value,
        upper=each.upper,
        unit=each.unit,
        per=each.per,
        bound=each.bound,
        indicator=each.indicator,
        kind=each.kind,
        deadline=each.deadline,
        line=each.span.line,
    )


def _is_better(target: Target, change: TargetVerdict, lexicon: Lexicon) -> bool | None:
    """The direction judged by what is measured; None when the figure stays or the sense of it is not known."""
    measured = target.indicator + target.unit
    less_is_better = bool(lexicon["better_down"].inside(measured))
    if change == "same" or not (less_is_better or lexicon["better_up"].inside(measured)):
        return None
    falls = target.kind == "change" and (target.action or "") in lexicon["falling"]
    return (change == "up") == (less_is_better == falls)


def _bound(old: Bound, new: Bound) -> Literal["strengthened", "weakened"] | None:
    for firmness in (_FLOOR, _CEILING):
        if old in firmness and new in firmness and old != new:
            return "strengthened" if firmness[new] > firmness[old] else "weakened"
    return None


def _deadline(old: Stated, new: Stated) -> Literal["earlier", "later", "set", "lifted"] | None:
    before, after = _day(old), _day(new)
    if before == after:
        return None
    if before is None or after is None:
        return "set" if before is None else "lifted"
    return "earlier" if after < before else "later"


def _day(stated: Stated) -> tuple[int, str] | None:
    """The deadline as years after the plan's own year, and the day in that year."""
    if stated.target.deadline is None:
        return None
    year, _, day = stated.target.deadline.partition("-")
    return int(year) - (stated.year or int(year)), day
