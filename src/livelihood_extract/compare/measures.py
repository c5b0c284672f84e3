"""Two targets go in, out comes whether they can be compared, and both figures in one unit, exact.

16.63万亩 and 1.2万公顷  ->  166300亩 and 180000亩       每人每月100元 and 每人每年1200元  ->  100元 and 100元
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import regex

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.records import Target
from livelihood_extract.text import fold

__all__ = ["Figures", "figures", "percent", "same_kind", "same_unit"]

_COUNT, _BARE = "count", "number"
"""Bases of counted things, and of numbers without a unit."""
_NUMERAL = regex.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Figures:
    """Two ranges (low and high, equal for a plain figure) in the old target's unit and period, and how they differ."""

    old: tuple[Decimal, Decimal]
    new: tuple[Decimal, Decimal]
    fuzz: Decimal
    """How far apart equal figures may be after conversion."""

    @property
    def are_equal(self) -> bool:
        """Whether both ends are the same within the precision stated."""
        return all(abs(new - old) <= self.fuzz for old, new in zip(self.old, self.new, strict=True))

    @property
    def difference(self) -> Decimal:
        """New minus old, by the middles of ranges."""
        return (sum(self.new) - sum(self.old)) / Decimal(2)

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of the old figure, to one decimal; None when that was nothing."""
        return percent(self.difference, sum(self.old) / Decimal(2))


def percent(difference: Decimal, before: Decimal) -> Decimal | None:
    """A difference in per cent of what was before, to one decimal; None when that was nothing."""
    return (difference * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP) if before else None


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a unit measures in, and how many base units go into it."""

    base: str
    times: Decimal


def same_kind(old: Target, new: Target, lexicon: Lexicon) -> bool:
    """Whether two quantities measure the same: units that convert, the same denominators, a level or a change both.

    A bare number (10万贫困人口) may be a count of anything.
    """
    bases = {_scale(old, lexicon).base, _scale(new, lexicon).base}
    measured = len(bases) == 1 or (_BARE in bases and all(base == _BARE or base.startswith(_COUNT) for base in bases))
    return measured and (old.kind == "change") == (new.kind == "change") and _per(old, lexicon) == _per(new, lexicon)


def same_unit(old: Target, new: Target, lexicon: Lexicon) -> bool:
    """Whether two quantities of one kind are in one unit, or count the same kind of thing (场 and 场次)."""
    return old.unit == new.unit or _scale(old, lexicon) == _scale(new, lexicon) != _Scale(_COUNT, Decimal(1))


def figures(old: Target, new: Target, lexicon: Lexicon) -> Figures:
    """Both figures in the old unit; only for targets of the same kind.

    Figures in one unit are equal when they are the same number. A converted figure has been rounded by whoever stated
    it, so it may differ by half of the last stated place of either.
    """
    factor = _factor(new, lexicon) / _factor(old, lexicon)
    fuzz = max(_last_place(old), _last_place(new) * factor) / 2 if factor != 1 else Decimal(0)
    low, high = (round(value * factor, 6) if factor != 1 else value for value in _ends(new))
    return Figures(_ends(old), (low, high), fuzz)


def _ends(target: Target) -> tuple[Decimal, Decimal]:
    return target.value, target.value if target.upper is None else target.upper


def _factor(target: Target, lexicon: Lexicon) -> Decimal:
    """How many base units, each year where it is a rate, one unit of the target is."""
    periods = _periods(lexicon)
    return _scale(target, lexicon).times * next((periods[per] for per in target.per if per in periods), Decimal(1))


def _per(target: Target, lexicon: Lexicon) -> frozenset[str]:
    periods = _periods(lexicon)
    return frozenset("年" if per in periods else fold(per) for per in target.per)


def _last_place(target: Target) -> Decimal:
    """The value of one in the last place stated: 1000 for 1.4万, 1 for 7500."""
    numeral = _NUMERAL.search(fold("".join(target.text.split())))
    stated = Decimal(numeral[0].replace(",", "")) if numeral else Decimal(0)
    if not stated:
        return Decimal(1)
    return abs(target.value / stated).normalize() * Decimal(1).scaleb(int(stated.as_tuple().exponent))


def _scale(target: Target, lexicon: Lexicon) -> _Scale:
    return _scale_of(target.unit, target.dimension, lexicon)


@lru_cache(maxsize=1024)
def _scale_of(unit: str, dimension: str | None, lexicon: Lexicon) -> _Scale:
    unit = fold(unit)
    if unit in _scales(lexicon):
        return _scales(lexicon)[unit]
    if dimension == "count":
        return _Scale(_COUNT, Decimal(1))
    return _Scale(f"{dimension} {unit}" if unit else _BARE, Decimal(1))


@lru_cache(maxsize=4)
def _scales(lexicon: Lexicon) -> Mapping[str, _Scale]:
    """Scales by unit: bases of measurement, further conversions, and kinds of counting."""
    units = {word: lexicon.units[word] for word in lexicon.units}
    scales = {
        fold(word): _Scale(unit.dimension, Decimal(str(unit.factor))) for word, unit in units.items() if unit.factor
    }
    for entry in lexicon.entries.get("scale", ()):
        scales |= {fold(word): _Scale(entry["base"], Decimal(entry["times"])) for word in entry["words"]}
    for entry in lexicon.entries.get("counter", ()):
        scales |= {fold(word): _Scale(f"{_COUNT} {entry['words'][0]}", Decimal(1)) for word in entry["words"]}
    return scales


@lru_cache(maxsize=4)
def _periods(lexicon: Lexicon) -> Mapping[str, Decimal]:
    return {
        word: Decimal(entry["times"]) for entry in lexicon.entries.get("period_rate", ()) for word in entry["words"]
    }
