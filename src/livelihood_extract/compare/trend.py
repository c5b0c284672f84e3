"""Plans of many years go in, the way of each commitment through them comes out.

    2018 22个 · 2019 23个 · 2020 (gap) · 2021 30个 (returned)

Year by year the items are paired with those of the year before; what is left is paired with what ended in earlier
years, the latest first. A commitment goes on in one item a year: the likest, when it was split; the others begin their
own way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from livelihood_extract.compare.alignment import align
from livelihood_extract.compare.changes import ItemSide, PlanSide, TargetSide
from livelihood_extract.compare.comparison import plan_side, profiles, promised, shared_bodies
from livelihood_extract.compare.entries import item_side
from livelihood_extract.compare.likeness import Profile
from livelihood_extract.compare.measures import figures, same_kind
from livelihood_extract.compare.pins import Pins
from livelihood_extract.compare.verdicts import Stated, compared, target_side
from livelihood_extract.lexicon import Lexicon, builtin
from livelihood_extract.records import Plan, Target

__all__ = ["Point", "State", "Trend", "Trends", "trends"]

RETURNED = 0.40
"""Likeness from which an item takes up one that ended years before: after a gap a likeness needs to be plain."""

State = Literal["first", "kept", "gap", "returned", "ended"]


@dataclass(frozen=True, slots=True)
class Point:
    """A commitment in one year. `gap` is a year without it before it returns, `ended` the first year after its last."""

    year: int
    state: State
    item: ItemSide | None = None
    target: TargetSide | None = None
    level: Decimal | None = None
    """The figure in the unit of the commitment's first figure; of a range the middle."""
    difference: Decimal | None = None
    percent: Decimal | None = None
    """Against the year before that states a figure."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One commitment, by its latest title, followed by the quantity that it states for most years."""

    number: int
    title: str
    indicator: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """All commitments in the order in which they first appear."""

    plans: tuple[PlanSide, ...]
    commitments: tuple[Trend, ...]


@dataclass(slots=True)
class _Way:
    """A commitment while it is being followed: its item and the quantities it carries on, by index of the plan."""

    items: dict[int, Profile] = field(default_factory=dict)
    series: list[dict[int, Target]] = field(default_factory=list)

    def goes_on(self, plan: int, profile: Profile, partner: Mapping[str, str]) -> None:
        """Add a year; `partner` names the old target that each new one carries on, by id."""
        last = max(self.items, default=plan)
        open_series = {each[last].id: each for each in self.series if last in each}
        for target in profile.item.targets:
            series = open_series.get(partner.get(target.id, ""))
            if series is None:
                series = {}
                self.series.append(series)
            series[plan] = target
        self.items[plan] = profile

    def main(self) -> dict[int, Target]:
        """The quantity stated for most years; of several the one that was stated first."""
        return max(self.series, key=len, default={})


def trends(plans: Sequence[Plan], *, lexicon: Lexicon | None = None) -> Trends:
    """Follow the commitments of plans of different years; every plan has a year. The plans may come in any order."""
    words = lexicon or builtin()
    in_order = sorted((promised(plan, words) for plan in plans), key=lambda plan: plan.year or 0)
    years = [plan.year or 0 for plan in in_order]
    ways = _ways(in_order, words)
    found = tuple(_trend(number, way, years, words) for number, way in enumerate(ways, 1))
    return Trends(tuple(map(plan_side, in_order)), found)


def _ways(plans: Sequence[Plan], lexicon: Lexicon) -> list[_Way]:
    """The ways of all commitments through the plans, in the order in which they begin."""
    body = shared_bodies(plans, lexicon)
    ways: list[_Way] = []
    for index, plan in enumerate(plans):
        rest = {each.item.id: each for each in profiles(plan, body, lexicon)}
        for earlier in reversed(range(index)):
            ended = {way.items[earlier].item.id: way for way in ways if max(way.items) == earlier}
            olds, least = [way.items[earlier] for way in ended.values()], 0.0 if earlier == index - 1 else RETURNED
            for old, new, partner in _continued(olds, list(rest.values()), least, lexicon):
                ended[old].goes_on(index, rest.pop(new), partner)
        for profile in rest.values():
            ways.append(_Way())
            ways[-1].goes_on(index, profile, {})
    return ways


def _continued(
    olds: Sequence[Profile], news: Sequence[Profile], least: float, lexicon: Lexicon
) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """The ids of items at least so alike that carry on, one to one, the likest first, and by new target the old one."""
    if not (olds and news):
        return
    found = align(olds, news, Pins(), lexicon)
    partner = {pair.new.target.id: pair.old.target.id for pair in found.targets if pair.comparable}
    taken: set[tuple[str, int]] = set()
    for link in sorted((link for group in found.groups for link in group), key=lambda link: -link.score):
        members = {("old", link.old), ("new", link.new)}
        if link.score >= least and not members & taken:
            taken |= members
            yield found.olds[link.old].item.id, found.news[link.new].item.id, partner


def _trend(number: int, way: _Way, years: Sequence[int], lexicon: Lexicon) -> Trend:
    series = way.main()
    latest = way.items[max(way.items)].item
    indicator = series[max(series)].indicator if series else None
    return Trend(number, latest.title, indicator, tuple(_points(way, series, years, lexicon)))


def _points(way: _Way, series: Mapping[int, Target], years: Sequence[int], lexicon: Lexicon) -> Iterator[Point]:
    first, last = min(way.items), max(way.items)
    before: Stated | None = None
    for plan in range(first, min(last + 2, len(years))):
        profile = way.items.get(plan)
        if profile is None:
            yield Point(years[plan], "gap" if plan < last else "ended")
            continue
        state: State = "first" if plan == first else "kept" if plan - 1 in way.items else "returned"
        point = Point(years[plan], state, item_side(profile))
        if plan in series:
            here = Stated(series[plan], profile.item, years[plan])
            level = _level(series[min(series)], series[plan], lexicon)
            change = compared(before, here, lexicon) if before else None
            moved = (change.difference, change.percent) if change else (None, None)
            point, before = Point(point.year, state, point.item, target_side(here), level, *moved), here
        yield point


def _level(first: Target, target: Target, lexicon: Lexicon) -> Decimal | None:
    return sum(figures(first, target, lexicon).new) / Decimal(2) if same_kind(first, target, lexicon) else None
