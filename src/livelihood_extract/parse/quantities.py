"""Quantities: numerals with what they count.

Receives a string of the reading and returns its `Quantity`s in order, with offsets into that string. Whether one is a
promise is decided elsewhere (roles.py).

    12.7万人 -> 127000 人    4-6个 -> 4..6 个    300元/月 -> 300 元 per 月    1万余户 -> 10000 户, more than    16/10万
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon, Unit
from livelihood_extract.parse.numerals import SPELLED, numeral_value
from livelihood_extract.records import Bound
from livelihood_extract.text import HAN

if TYPE_CHECKING:
    import re

__all__ = ["Numeral", "Quantity", "measured", "numerals", "quantities"]


_COUNTER = Unit(None, "count")
"""What a counter that no lexicon knows is taken for."""


class Numeral(NamedTuple):
    """A numeral at [start, end); `value` is None where the characters are a word (统一, 千方百计)."""

    start: int
    end: int
    value: Decimal | None
    more: bool
    chinese: bool


class Quantity(NamedTuple):
    """A numeral with its unit at [start, end); `after` also takes in the bound word behind it (以上)."""

    start: int
    end: int
    after: int
    value: Decimal
    upper: Decimal | None
    unit: str
    kind: Unit | None
    per: tuple[str, ...]
    bound: Bound | None
    chinese: bool
    numeral_end: int


_HUNDREDTHS = "百分之"
# A set of characters comes first, so that `re` skips to the next of them; what stands before it is looked at behind it.
_NUMERAL = expression(
    rf"[0-9{SPELLED}](?:"
    r"(?<=[0-9])(?<![0-9].)(?P<digits>[0-9]*(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    r"(?P<times>[十百千万亿]*+)(?:(?P<more>[余多])(?P<then>[十百千万亿]*+))?"
    rf"|(?<=[{SPELLED}])(?<![{SPELLED}].)(?:(?<=百)分之(?=[零一二三四五六七八九十]))?"
    rf"(?P<spelled>[{SPELLED}]*+(?:点[零〇一二三四五六七八九]++)?)(?P<over>[余多](?!样|元|种|项))?)"
)
_RANGE = expression(r"[-~]|至(?=[0-9])|到(?=[0-9])")
_RANGE_SIGNS = frozenset("-~至到")
_REACHING = frozenset("至到")
_LONE_COUNTER = expression(rf"(?![A-Za-z年月日号期届级路线前后上下内外多余大中小]){HAN}(?=[，、。;\n)]|及?以[上下]|$)")
_BRACKET = expression(rf"\(({HAN}{{1,3}})\)")
_PERIOD_BEHIND = expression(r"[年月日](?=[，。;、)\n]|以上|$)")
"""The second denominator of 元/人年."""
_PER_HUNDRED_THOUSAND = expression(r"/[0-9]*[十百千万亿]+")
_DENOMINATOR_SIGNS = frozenset("/·")
_DENOMINATOR = expression(rf"[/·](?:每)?((?:[0-9]*[十百千万亿]+)?)(?={HAN})")
_TIME_OR_LENGTH = ("time", "length", "age")


def numerals(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> Iterator[Numeral]:
    """Every numeral of [start, end), words made of numeral characters included."""
    for m in _NUMERAL.finditer(text, start, len(text) if end is None else end):
        first, stop = m.span()
        if m["spelled"] is None:
            yield _arabic(m, text, lexicon)
        else:
            behind, end_of_numeral = m.span("spelled")
            begin = first if behind == first + 1 else behind  # behind 百分之
            value = numeral_value(text[begin:end_of_numeral])
            yield Numeral(first, stop, value, m["over"] is not None, True)


def _arabic(m: "re.Match[str]", text: str, lexicon: Lexicon) -> Numeral:
    start, stop = m.span()
    times, more, then = m["times"], m["more"] is not None, m["then"] or ""
    tail = then if more else times
    # 3千瓦, 2百分点: the last multiplier belongs to the unit.
    if tail and len(lexicon.units.at(text, stop - 1)) > 1:
        stop -= 1
        times, then = (times, then[:-1]) if more else (times[:-1], "")
    return Numeral(start, stop, numeral_value(text[start : m.end("digits")] + times + then), more, False)


def quantities(text: str, lexicon: Lexicon) -> list[tuple[Numeral, Quantity | None]]:
    """Every numeral of `text` with the quantity it is, or None for a word. The second end of a range is no entry."""
    found: list[tuple[Numeral, Quantity | None]] = []
    done = 0
    for numeral in numerals(text, lexicon):
        if numeral.start < done:
            continue
        quantity = _quantity(text, numeral, lexicon) if numeral.value is not None else None
        if quantity:
            done = quantity.end
        if quantity and found and found[-1][1] and _shares_unit(text, found[-1][1], quantity):
            first = found[-1][1]._replace(unit=quantity.unit, kind=quantity.kind, bound=quantity.bound)
            found[-1] = (found[-1][0], first)
        found.append((numeral, quantity))
    return found


def _shares_unit(text: str, first: Quantity, second: Quantity) -> bool:
    """Of 25个、5个工作日内 the first has the second's unit too."""
    joined = text[first.after : second.start] in ("、", "和", "或")
    return joined and first.unit == "个" and len(second.unit) > 2 and second.unit.startswith("个")


def measured(text: str, start: int, end: int, unit: str, lexicon: Lexicon) -> Quantity | None:
    """The quantity of a bare number at [start, end) whose unit stands elsewhere (a table's header: 面积(万平方米))."""
    plain = unit.lstrip("十百千万亿")
    value = numeral_value(text[start:end] + unit[: len(unit) - len(plain)])
    kind = lexicon.units.get(plain)
    return None if value is None else Quantity(start, end, end, value, None, plain, kind, (), None, False, end)


def _quantity(text: str, numeral: Numeral, lexicon: Lexicon) -> Quantity:
    assert numeral.value is not None
    start, numeral_end, more, chinese = numeral.start, numeral.end, numeral.more, numeral.chinese
    value, upper = numeral.value, None
    unit_start, unit_end = _unit(text, numeral_end, lexicon)
    sign = text[unit_end : unit_end + 1]
    ranges = sign in _RANGE_SIGNS and not (
        sign in _REACHING and _is_change(text, start, text[unit_start:unit_end], lexicon)
    )
    if ranges and (second := _second_end(text, unit_end, numeral, lexicon)) is not None:
        upper_start, upper_end = _unit(text, second.end, lexicon)
        if text[unit_start:unit_end] in ("", text[upper_start:upper_end]):
            value, upper = _scaled(text, numeral, second)
            unit_start, unit_end, more = upper_start, upper_end, second.more
    unit, end = text[unit_start:unit_end], unit_end
    per: tuple[str, ...] = ()
    if chinese and not unit and text.startswith(_HUNDREDTHS, start):
        unit = "%"
    if text[end : end + 1] in _DENOMINATOR_SIGNS:
        per, end = _per(text, end, unit, lexicon)
        if not unit and not per and (rate := _PER_HUNDRED_THOUSAND.match(text, end)):
            unit, end = rate[0], rate.end()
    kind = lexicon.units.get(unit.partition("(")[0]) or (_COUNTER if len(unit) == 1 else None)
    word = _bound_after(text, end, kind, lexicon)
    bound: Bound | None = lexicon.bounds_after[word] if word else "gt" if more else None
    return Quantity(start, end, end + len(word), value, upper, unit, kind, per, bound, chinese, numeral_end)


def _is_change(text: str, start: int, unit: str, lexicon: Lexicon) -> bool:
    """Is the number at `start` by how much something changes to what follows (提高23元至758元), no end of a range?"""
    verb = lexicon.actions.before(text, max(0, start - _LONGEST_VERB), start)
    return unit not in ("", "%") and bool(verb) and lexicon.actions[verb] == "change"


_LONGEST_VERB = 4
"""Characters."""


def _unit(text: str, start: int, lexicon: Lexicon) -> tuple[int, int]:
    """The unit at `start`, with a bracket that names a second one (人(次), 套(间)); a blank may precede it."""
    at = start + (text[start : start + 1] == " ")
    word = lexicon.units.at(text, at)
    if not word:
        # 烤房800炕、: one character before a pause counts, known or not
        return (at, at + 1) if _LONE_COUNTER.match(text, at) else (start, start)
    if len(lexicon["not_unit"].at(text, at)) > len(word):
        word = lexicon.units.at(text, at, at + len(word) - 1)  # 个 of 个点位
        if not word:
            return start, start
    end = at + len(word)
    if text[end : end + 1] == "(" and (bracket := _BRACKET.match(text, end)):
        end = bracket.end() if bracket[1] in lexicon.units or bracket[1] == "次" else end
    return at, end


def _second_end(text: str, position: int, first: Numeral, lexicon: Lexicon) -> Numeral | None:
    """The upper end of a range that begins with `first`, or None."""
    if first.chinese:
        return None
    sign = _RANGE.match(text, position)
    if sign is None:
        return None
    second = next(numerals(text, lexicon, sign.end(), sign.end() + 16), None)
    if second is None or second.start != sign.end() or second.chinese or second.value is None:
        return None
    lower, upper = _scaled(text, first, second)
    return second if lower < upper else None


def _scaled(text: str, first: Numeral, second: Numeral) -> tuple[Decimal, Decimal]:
    """Both ends of a range; a multiplier stated once (3-5万) holds for both."""
    assert first.value is not None
    assert second.value is not None
    digits = text[second.start : second.end].rstrip("十百千万亿余多")
    if text[first.end - 1] in "十百千万亿" or len(digits) == second.end - second.start:
        return first.value, second.value
    plain = Decimal(digits.replace(",", ""))
    return first.value * (second.value / plain if plain else 1), second.value


def _per(text: str, position: int, unit: str, lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Denominators written behind the unit: 元/人·月, 批次/千人, 吨/日."""
    found: list[str] = []
    while sign := _DENOMINATOR.match(text, position):
        word = lexicon.units.at(text, sign.end()) or text[sign.end()]
        if not unit and word not in lexicon["recipient"]:
            break  # 1500/人 left its unit out
        found.append(sign[1] + word)
        position = sign.end() + len(word)
        if glued := _PERIOD_BEHIND.match(text, position):
            found.append(glued[0])
            position = glued.end()
    return tuple(found), position


def _bound_after(text: str, position: int, kind: Unit | None, lexicon: Lexicon) -> str:
    word = lexicon.bounds_after.at(text, position)
    if len(word) == 1 and (kind is None or kind.dimension not in _TIME_OR_LENGTH):
        return ""
    return word
