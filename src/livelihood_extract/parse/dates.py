"""Dates and deadlines.

Receives a range of the reading and the plan's year and returns the dates that stand there, each with the last day it
means when it is a deadline.

    10月底前 -> 2024-10-31      到2028年底 -> 2028-12-31      第三季度 -> 2024-09-30      2024年 -> no deadline
"""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation

if TYPE_CHECKING:
    import re

__all__ = ["Date", "dates"]


class Date(NamedTuple):
    """A date expression at [start, end); `deadline` is its last day (ISO 8601) if something is due by then."""

    start: int
    end: int
    deadline: str | None


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> Expression:
    initials = "".join(sorted({word[0] for word in lexicon.periods}))
    return expression(
        rf"(?=[0-9{initials}])(?:(?:(?<![0-9])(?P<year>20[0-9]{{2}})年?)?"
        r"(?:(?<![0-9.])(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号]|(?P<tail>底|末|份|上旬|中旬|下旬))?"
        rf"|(?P<period>{alternation(lexicon.periods)}))(?P<before>之?前|以前)?"
        r"|(?<![0-9])(?P<alone>(?:19|20)[0-9]{2})年度?(?P<ahead>之?前)?)"
    )


def dates(reading: str, year: int | None, lexicon: Lexicon) -> list[Date]:
    """The dates of a reading, in order; those without a year are of the plan's `year`."""
    return [
        Date(m.start(), m.end(), _deadline(m, reading[m.start() - 1 : m.start()], year, lexicon))
        for m in _pattern(lexicon).finditer(reading)
    ]


def _deadline(m: "re.Match[str]", preceding: str, year: int | None, lexicon: Lexicon) -> str | None:
    until = preceding in ("到", "至", "于", "在")
    if m["alone"]:
        due = m["ahead"] or preceding in ("到", "至") or (year is not None and int(m["alone"]) > year)
        return f"{m['alone']}-12-31" if due else None
    stated = int(m["year"]) if m["year"] else year
    if stated is None or preceding in ("去", "上"):
        return None
    if m["period"]:
        return f"{stated}-{lexicon.periods[m['period']]}"
    month = int(m["month"])
    due = m["before"] or until or m["tail"] in ("底", "末")
    if not due or not 1 <= month <= 12:
        return None
    last = _days(stated, month)
    day = min(int(m["day"]), last) if m["day"] else {"上旬": 10, "中旬": 20}.get(m["tail"], last)
    return f"{stated}-{month:02d}-{day:02d}"


def _days(year: int, month: int) -> int:
    """How many days a month has (calendar.monthrange, whose module costs more to import than all that is used here)."""
    like = 2000 + year % 400  # years repeat after 400; any year will do
    return 31 if month == 12 else (date(like, month + 1, 1) - date(like, month, 1)).days
