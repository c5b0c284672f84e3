"""Ranges of the reading.

Receives a reading and returns its lines as ranges [start, end).

    "一、教育\\n\\n1.新建学校"  ->  (0, 4) and (6, 12)
"""

from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Line", "line_at", "lines_of"]


class Line(NamedTuple):
    """A line of the reading, [start, end)."""

    start: int
    end: int


def lines_of(reading: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of a reading that are not empty."""
    end = len(reading) if end is None else end
    while start < end:
        stop = reading.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            yield Line(start, stop)
        start = stop + 1


def line_at(reading: str, position: int) -> Line:
    """The line that holds `position`."""
    end = reading.find("\n", position)
    return Line(reading.rfind("\n", 0, position) + 1, len(reading) if end < 0 else end)
