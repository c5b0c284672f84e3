"""Trends go in, text comes out: a long CSV with a row per commitment and year, or a line with a small curve for people.

▃▃▄█·▆   青年之家   22个 → 30个   +36.4%   2018-2023
"""

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TextIO

from livelihood_extract.compare.measures import percent
from livelihood_extract.compare.trend import Point, Trend, Trends
from livelihood_extract.compare.views.csv import Cells, table_text
from livelihood_extract.compare.views.lines import quantity, signed

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["COLUMNS", "csv_text", "curve", "print_trends"]

_COMMITMENT = "commitment title year state item category"
_FIGURE = "indicator text value upper unit per bound level difference percent line"
COLUMNS = tuple(f"{_COMMITMENT} {_FIGURE}".split())
BARS = "▁▂▃▄▅▆▇█"
PRESENT, GAP, ABSENT = "─", "·", " "


def csv_text(found: Trends) -> str:
    """One row per commitment and year, from its first year to its last and the one in which it ended."""
    return table_text(COLUMNS, (_row(trend, point) for trend in found.commitments for point in trend.points))


def curve(trend: Trend, years: Sequence[int]) -> str:
    """A character per year: a bar as high as the figure, ─ present without one, · a gap, blank before and after."""
    points = {point.year: point for point in trend.points if point.state != "ended"}
    top = max((point.level for point in points.values() if point.level is not None), default=Decimal(0))
    return "".join(_bar(points.get(year), top) for year in years)


def print_trends(found: Trends, stream: TextIO | None = None) -> None:
    """Print a line per commitment: curve, title, first and last figure, change, years."""
    from rich.text import Text

    from livelihood_extract.console import console_on, print_view

    console = console_on(stream or sys.stdout)
    years = [plan.year or 0 for plan in found.plans]
    lasting = sum(len(_present(trend)) == len(years) for trend in found.commitments)
    counts = f"{len(found.commitments)} commitments in {len(years)} plans, {lasting} of them in all."
    print_view(Text(counts, style="bold"), console)
    print_view(_table(found.commitments, years), console)


def _row(trend: Trend, point: Point) -> Cells:
    row: Cells = {"commitment": trend.number, "title": trend.title, "year": point.year, "state": point.state}
    if point.item:
        row |= {"item": point.item.id, "category": point.item.category, "line": point.item.line}
    if target := point.target:
        row |= {"indicator": target.indicator, "text": target.text, "value": target.value, "upper": target.upper}
        row |= {"unit": target.unit, "per": ";".join(target.per), "bound": target.bound}
        row |= {"level": point.level, "difference": point.difference, "percent": point.percent}
    return row


def _bar(point: Point | None, top: Decimal) -> str:
    if point is None:
        return ABSENT
    if point.state == "gap":
        return GAP
    if point.level is None or top <= 0:
        return PRESENT
    return BARS[max(0, min(len(BARS) - 1, round(point.level / top * len(BARS)) - 1))]


def _present(trend: Trend) -> list[Point]:
    return [point for point in trend.points if point.item]


def _table(commitments: Sequence[Trend], years: Sequence[int]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    from livelihood_extract.terminal import plain

    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=len(years), no_wrap=True)
    for ratio in (6, 4):
        table.add_column(ratio=ratio, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for trend in commitments:
        cells = list(_cells(trend))
        table.add_row(Text(curve(trend, years), style="cyan"), *(Text(plain(cell)) for cell in cells))
    return table


def _cells(trend: Trend) -> Iterator[str]:
    present = _present(trend)
    stated = [point for point in present if point.target and point.level is not None]
    yield trend.title
    texts = [quantity(point.target) for point in stated]
    yield " → ".join([texts[0], texts[-1]] if len(texts) > 1 else texts)
    yield _percent(stated)
    span = f"{present[0].year}-{present[-1].year}" if len(present) > 1 else str(present[0].year)
    gaps = [str(point.year) for point in trend.points if point.state == "gap"]
    yield span + (f" without {', '.join(gaps)}" if gaps else "")


def _percent(stated: Sequence[Point]) -> str:
    first, last = (stated[0].level, stated[-1].level) if len(stated) > 1 else (None, None)
    if first is None or last is None:
        return ""
    change = percent(last - first, first)
    return "" if change is None else f"{signed(change)}%" if change else "="
