"""Cells: which column a cell belongs to, by what it is.

Receives cells in their order and the columns of their table, and returns a column for each. Merged cells leave gaps
and a cell may hold several lines, so a place in the row says little: an organisation stands under 责任单位, a date
under 完成时限, a name under 责任领导, a sentence under 工作内容.

    2 / 食堂改造 / 改造5个。 / 市教育局 / 各区政府   ->   序号, 项目名称, 工作内容, 牵头单位, 配合单位
"""

import math
from collections.abc import Sequence

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.agencies import is_person
from livelihood_extract.parse.columns import Cell, Column

__all__ = ["NUMBER", "aligned", "fit", "sort_of"]

NUMBER = expression(r"\(?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\)?[、.]?")
"""The number of a row."""
_FIGURE = expression(r"[0-9][0-9,.]*[万亿]?(?:元|%)?|[0-9-]{7,}")
_DAY = r"20[0-9]{2}[年./-](?:[0-9]{1,2}月?)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?"
_DATE = expression(rf"(?:{_DAY})(?:{_DAY}|[^0-9。]){{0,24}}")
_NOTHING = expression("[/-]+|无")
_MEMBER = expression(r"[、，;\n/ ]")
_TAIL = expression(r"\([^()]*\)?$|等$")
_OFFICE = expression("[局委办厅府]$")
"""Endings that name an office and nothing that could be built."""
_BUILT = expression("(?:中心|新区|开发区|合作社)$")
_PAUSE = expression("[，。;]")
_LONG, _SHORT = 30, 4
"""Characters: what is longer is a text; what is shorter and begins with a level (区城投) an organisation."""
_DIGIT = expression("[0-9]")
_LEVELLED = expression(".[^级]")


def sort_of(reading: str, cell: Cell, lexicon: Lexicon) -> str:
    """What a cell is: number, figure, date, agency, body (or what has such a name), person, told (what was done), …"""
    text = reading[cell.start : cell.end]
    if _NOTHING.fullmatch(text):
        return "nothing"
    if NUMBER.fullmatch(text):
        return "number"
    if _DATE.fullmatch(text) or (len(text) < 14 and lexicon.periods.opens(text)):
        return "date"
    if _FIGURE.fullmatch(text):
        return "figure"
    if text in lexicon.units:
        return "unit"
    return _organisation(text, lexicon) or _words(text, lexicon)


def _organisation(text: str, lexicon: Lexicon) -> str:
    """ "agency" for a name or a list of names, "body" for what may as well be a building; else an empty string."""
    members = [name for member in _MEMBER.split(text.strip("*。;，、")) if (name := _name(member, lexicon))]
    ends = [lexicon["suffix"].ends(member) for member in members]
    if not members or _DIGIT.search(text):
        return ""
    if not all(ends):
        return "body" if len(text) <= _SHORT and _LEVELLED.match(text) and lexicon["level"].opens(text) else ""
    if lexicon.actions.opens(text) and not _OFFICE.search(members[0]):
        return ""
    strong = any(end in lexicon.strong_suffixes and not _BUILT.search(end) for end in ends)
    return "agency" if strong or len(members) > 1 or lexicon["collective"].opens(text) else "body"


def _name(member: str, lexicon: Lexicon) -> str:
    """A member of a list without its label (牵头单位:), its duty (牵头) and the bracket behind it."""
    name = _TAIL.sub("", member[member.find(":") + 1 :])
    return name.removesuffix(lexicon.duties.ends(name))


def _words(text: str, lexicon: Lexicon) -> str:
    if all(is_person(name, lexicon) for name in _MEMBER.split(text)):
        return "person"
    if lexicon["result_opening"].opens(text):
        return "told"
    if len(text) > _LONG or _PAUSE.search(text):
        return "sentence"
    return "promise" if _DIGIT.search(text) else "phrase"


# --- how well a cell fits a column ------------------------------------------------------------------------------------

_FIT = {
    "number": {"number": 4.0},
    "category": {"phrase": 1.8, "promise": 0.5, "body": 0.5, "person": -1.0},
    "title": {"phrase": 2.0, "promise": 1.5, "sentence": 1.0, "body": 1.0, "person": 0.0, "told": 0.0, "agency": -1.5},
    "text": {"sentence": 3.0, "promise": 2.5, "phrase": 2.0, "body": 1.0, "told": 0.5, "person": 0.0, "agency": -1.0},
    "content": {"sentence": 3.0, "promise": 2.0, "phrase": 1.0, "told": 0.5, "body": 0.5, "date": 0.0, "nothing": 0.0,
                "figure": 0.5, "number": -0.5, "agency": -1.0},
    "agency": {"agency": 3.0, "body": 2.0, "nothing": 0.5, "person": -0.5, "phrase": -1.0},
    "leader": {"person": 3.0, "nothing": 0.5, "figure": 0.0, "body": -1.0, "phrase": -1.0},
    "deadline": {"date": 3.0, "phrase": 0.9, "nothing": 0.5, "promise": 0.0, "sentence": -0.5},
    "funding": {"figure": 3.0, "number": 2.5, "phrase": 1.0, "body": 1.0, "promise": 1.0, "nothing": 0.5,
                "sentence": 0.0},
    "location": {"phrase": 1.0, "body": 1.0, "agency": 0.0, "sentence": 0.0, "promise": 0.0, "nothing": 0.5},
    "progress": {"told": 4.0, "sentence": 2.5, "promise": 2.0, "phrase": 1.5, "date": 1.0, "nothing": 0.5,
                 "figure": 0.0},
    "unit": {"unit": 3.0, "phrase": 0.5, "nothing": 0.5},
    "measure": {"figure": 3.0, "number": 2.5, "nothing": 0.5, "promise": 0.0},
    "other": {"figure": 0.5, "number": 0.0, "phrase": 0.8, "promise": 0.5, "sentence": 0.5, "told": 0.5, "date": 0.0,
              "nothing": 0.5, "person": 0.0, "body": 0.0, "agency": 0.0},
}  # fmt: skip
"""What the cells of a column are, by how well they fit; what is not named here does not belong."""
_MISFIT = -3.0


def fit(sort: str, column: Column, *, only_text: bool) -> float:
    """How well a cell of a sort fits a column. `only_text`: no other column holds the text of the items."""
    kind = "measure" if column.unit else column.sort
    if kind == "title" and only_text:
        kind = "text"
    if sort == "unit" and kind != "unit":
        sort = "phrase"
    known = _FIT.get(kind, _FIT["other"])
    # what may be a person's name may be any word as well (罗湖, 林业)
    return max(known.get(sort, _MISFIT), known.get("phrase", _MISFIT)) if sort == "person" else known.get(sort, _MISFIT)


_SKIP = 0.4
"""The cost of a column without a cell."""
_BACK = 2.0
"""The cost of a line under a column to the left: the row goes on below merged cells."""
_AGAIN = 9.0
"""The cost of a second number in a row."""
_STAY = {"lead": 0.5, "title": 0.5, "content": 0.2, "agency": 0.1, "progress": 0.3}
"""The cost of one more line in the same cell; one agency leads more often than several."""


def _step(columns: Sequence[Column], before: int, after: int) -> float:
    """The cost of going from one column to the next cell's."""
    if after <= before and columns[after].sort == "number":
        return _AGAIN
    if before == after:
        column = columns[after]
        return _STAY.get("lead" if column.label.role == "lead" else column.sort, 0.6)
    if after < before:
        return _BACK
    return sum(_SKIP if column.sort != "category" else 0.1 for column in columns[before + 1 : after])


def aligned(
    reading: str, cells: Sequence[Cell], columns: Sequence[Column], lexicon: Lexicon, *, several: bool
) -> tuple[float, list[int]]:
    """The columns of cells that are not empty, as the best fit of all, and how good it is.

    `several`: a cell may hold several of them, and below it the row may go on from a column to the left.
    """
    only_text = not any(column.sort == "content" for column in columns)
    scores: list[list[float]] = []
    paths: list[list[int]] = []
    for n, cell in enumerate(cells):
        sort = sort_of(reading, cell, lexicon)
        closed = n > 0 and "|" in reading[cells[n - 1].end : cell.start]
        before = scores[-1] if scores else []
        ways = [_way(before, columns, j, several=several, closed=closed) for j in range(len(columns))]
        scores.append([way + fit(sort, c, only_text=only_text) for (way, _), c in zip(ways, columns, strict=True)])
        paths.append([origin for _, origin in ways])
    return _traced(scores, paths)


def _way(before: list[float], columns: Sequence[Column], to: int, *, several: bool, closed: bool) -> tuple[float, int]:
    """The best way to a column: how good it is, and the column it comes from (-1 for the beginning of the row)."""
    if not before:
        return -_step(columns, -1, to), -1
    known = range(len(columns)) if several else range(to)
    return max(
        ((before[i] - (_BACK if closed and i == to else _step(columns, i, to)), i) for i in known), default=_NONE
    )


_NONE = (-math.inf, -1)


def _traced(scores: list[list[float]], paths: list[list[int]]) -> tuple[float, list[int]]:
    """The best way through the scores, followed back from its end."""
    if not scores:
        return 0.0, []
    total = max(scores[-1])
    chosen = [scores[-1].index(total)]
    for path in reversed(paths[1:]):
        chosen.append(path[chosen[-1]])
    return total, chosen[::-1]
