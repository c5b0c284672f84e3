"""Signs: where in a reading agencies and quantities stand.

Receives a reading, a range of it and the labels in it and returns `Signs`: enough to tell which lines promise
something, before any of them is read.

    1.新建学校3所。/ 责任单位:市教育局   ->   a quantity at 3, an agency at 责任单位
"""

from bisect import bisect_left
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.fields import LabelMark
from livelihood_extract.parse.ranges import lines_of
from livelihood_extract.text import HAN

__all__ = ["Signs", "signs_in"]


class Signs(NamedTuple):
    """Where in the reading agencies and quantities stand; enough to tell which level carries the commitments."""

    agencies: list[int]
    quantities: list[int]

    def agency(self, start: int, end: int) -> bool:
        """Is an agency named in [start, end)?"""
        return bisect_left(self.agencies, start) < bisect_left(self.agencies, end)

    def quantity(self, start: int, end: int) -> bool:
        """Does a quantity stand in [start, end)?"""
        return bisect_left(self.quantities, start) < bisect_left(self.quantities, end)

    def promising(self, start: int, end: int) -> bool:
        """Is there an agency or a quantity?"""
        return self.agency(start, end) or self.quantity(start, end)


def signs_in(reading: str, start: int, end: int, labels: list[LabelMark], lexicon: Lexicon) -> Signs:
    """The signs in [start, end); `labels` are those of the whole reading."""
    quantities = [m.start() for m in _QUANTITY.finditer(reading, start, end)]
    return Signs(_agency_places(reading, start, end, labels, lexicon), quantities)


_QUANTITY = expression(
    r"[0-9](?<![A-Za-z0-9第〔].)[0-9]*(?:,[0-9]{3})*(?:\.[0-9]+)?[万亿余多]*"
    rf"(?:%|‰|个|(?![年月日号届期.、)\]~:-]){HAN})"
)


def _agency_places(reading: str, start: int, end: int, labels: list[LabelMark], lexicon: Lexicon) -> list[int]:
    """Where agencies are labelled, or stand at the end of a bracket or of a clause that says by whom (由…负责)."""
    strong, duties = lexicon.strong_suffixes, lexicon.duties
    labelled = [
        m.start
        for m in labels
        if start <= m.start < end and lexicon.labels[reading[slice(*m.word)]].role and not _is_chapter(reading, m)
    ]
    closing = (m.start() for m in _CLOSING_BRACKET.finditer(reading, start, end))
    bracketed = [
        at
        for at in closing
        if strong.before(reading, start, at)
        or duties.before(reading, start, at)
        or any(strong.before(reading, start, pause) for pause in _pauses(reading, start, at))
    ]
    clauses = [m.start() for m in _BY_WHOM.finditer(reading, start, end) if duties.before(reading, *m.span())]
    return sorted([*labelled, *bracketed, *clauses])


def _pauses(reading: str, start: int, end: int) -> list[int]:
    """The pauses in the bracket that closes at `end`."""
    opening = reading.rfind("(", max(start, end - _LONGEST_BRACKET), end)
    return [at for at in range(opening + 1, end) if reading[at] == "、"] if opening >= 0 else []


_LONGEST_BRACKET = 80
"""Characters of a list of agencies in brackets."""


def _is_chapter(reading: str, label: LabelMark) -> bool:
    """Is a label the heading of a text (二、工作分工 / 全市实事办理工作由…统一领导，…。), not of a list?"""
    line = next(lines_of(reading, label.end), None)
    if label.colon or line is None or line.end - line.start <= _LONGEST_LIST:
        return False
    return reading[line.end - 1] == "。"


_LONGEST_LIST = 40
"""Characters of a list that ends in a full stop, under a label alone on its line."""
_BY_WHOM = expression(r"由(?<=[，。;\n]由)[^，。;()\n]{2,60}(?=[，。;\n]|$)")
_CLOSING_BRACKET = expression(r"[)\]](?=[。;，\n]|$)")
