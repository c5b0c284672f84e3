"""Columns: what the header of a table announces.

Receives the cells of a header and returns `Column`s; a word that no header had before is known by what it ends in.

    序号 / 任务名称 / 指标要求 / 责任⏎单位 / 总投资⏎(万元)   ->   number, title, content, responsible, funding in 万元
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Label, Lexicon, Words

__all__ = ["Cell", "Column", "are_labels", "columns_of", "is_header", "is_label", "joined"]


class Cell(NamedTuple):
    """A cell's text, [start, end) of the reading."""

    start: int
    end: int


class Column(NamedTuple):
    """A column: what its header announces, and the unit a bracket in the header names (里程(公里))."""

    label: Label
    heading: Cell
    unit: str

    @property
    def sort(self) -> str:
        """What its cells are: "agency", a field's name, or "other"."""
        return "agency" if self.label.role else self.label.field or "other"


_NOTE = expression(r"\(([^()]*)\)$")
_MULTIPLIERS = "万亿千百"
_JOINS = expression("[与和及、/]")
_OTHER = Label(None, None)
_NUMBER = Label(None, "number")
_UNIT = Label(None, "unit")
_EITHER = "单位"
"""Heads a column of agencies, or one of units of measure."""
_TEXTS = ("title", "content")
_BESIDE = ("basis", "beneficiaries", "progress", "remark")
"""Fields that are texts too; where a table has no other text, the first of them is what it promises."""


def is_label(text: str, lexicon: Lexicon) -> bool:
    """Is a cell's text, without the note in its bracket, just a label?"""
    return _NOTE.sub("", text) in lexicon.labels


def is_header(reading: str, cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Are two cells of a row labels, or more, and does one of them announce promises or who answers for them?"""
    texts = (_NOTE.sub("", _text(reading, cell)) for cell in cells)
    labels = [lexicon.labels[text] for text in texts if text in lexicon.labels]
    return len(labels) > 1 and any(label.role or label.field in _TEXTS for label in labels)


def are_labels(reading: str, cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """Does each cell that is not empty announce something, as a header's do?"""
    texts = [text for cell in cells if (text := _text(reading, cell))]
    return bool(texts) and all(_label(text, lexicon) is not None for text in texts)


def columns_of(reading: str, cells: Sequence[Cell], lexicon: Lexicon, below: Sequence[Cell] = ()) -> tuple[Column, ...]:
    """The columns of a header, each known by its own words, by where it stands among the others, and, if it may be
    one of agencies or of units (单位) or says nothing, by the row `below`."""
    firsts = [reading[slice(*cell)].lstrip(_MULTIPLIERS) for cell in below]
    columns: list[Column] = []
    for cell, first in zip(cells, [*firsts, *[""] * len(cells)], strict=False):
        text, column = _text(reading, cell), _column(reading, cell, lexicon)
        if text == _EITHER and first in lexicon.units:
            column = column._replace(label=_UNIT)
        elif not text and not columns and first.isdigit():
            column = column._replace(label=_NUMBER)
        columns.append(column)
    return tuple(_as_text(_placed(columns)))


def _column(reading: str, cell: Cell, lexicon: Lexicon) -> Column:
    text = _text(reading, cell)
    note = _NOTE.search(text)
    unit = note[1] if note and note[1].lstrip(_MULTIPLIERS) in lexicon.units else ""
    return Column(_label(text, lexicon) or _OTHER, cell, unit)


def _text(reading: str, cell: Cell) -> str:
    return reading[cell.start : cell.end].replace("\n", "")


def _label(text: str, lexicon: Lexicon) -> Label | None:
    """The label that a header cell is, begins with (责任主体与协同单位) or ends in (民生事项名称)."""
    text = _NOTE.sub("", text)
    first = _JOINS.split(text)[0]
    for words, word in ((lexicon.labels, text), (lexicon.labels, first)):
        if word in words:
            return words[word]
    for words in (lexicon.labels, _endings(lexicon)):
        ending = words.ends(text)
        if ending:
            return words[ending]
    return None


@lru_cache(maxsize=8)
def _endings(lexicon: Lexicon) -> Words[Label]:
    """What header cells end in that are no labels before a colon."""
    entries = lexicon.entries.get("column", ())
    return Words({word: Label(e.get("role"), e.get("field")) for e in entries for word in e["words"]})


def _placed(columns: Sequence[Column]) -> list[Column]:
    """A category stands before what it groups; behind a title, a text or an agency (目标类型) it says nothing of it."""
    firm = [i for i, column in enumerate(columns) if column.sort in (*_TEXTS, "agency")]
    first = firm[0] if firm else len(columns)
    return [
        column._replace(label=_OTHER) if column.sort == "category" and i > first else column
        for i, column in enumerate(columns)
    ]


def _as_text(columns: Sequence[Column]) -> list[Column]:
    """Columns of unknown words before the first agency are texts; the first is the title, where no other column is."""
    agency = next((i for i, column in enumerate(columns) if column.sort == "agency"), len(columns))
    unknown = [i for i, column in enumerate(columns) if column.sort == "other" and not column.unit and i < agency]
    if not unknown and not any(column.sort in _TEXTS for column in columns):
        unknown = [i for i, column in enumerate(columns) if column.sort in _BESIDE][:1]
    titled = any(column.sort == "title" for column in columns)
    others = len(unknown) > 1 or any(column.sort == "content" for column in columns)
    found = list(columns)
    for position, i in enumerate(unknown):
        field = "title" if position == 0 and not titled and others else "content"
        found[i] = columns[i]._replace(label=Label(None, field))
    return found


# --- headers that break their words -----------------------------------------------------------------------------------

_LONGEST_PIECE = 6
"""Characters; a narrow column breaks its header into pieces no longer than this."""
_WORD = 4
"""Characters; a piece as long as this that ends like a header is one."""
_MOST_PIECES = 3
_UNKNOWN, _NO_CELL = 3, 6


def joined(reading: str, lines: Sequence[Cell], lexicon: Lexicon) -> list[Cell]:
    """The cells of a header that has each on lines of its own: pieces of a word (责任⏎单位) joined.

    Of all ways to join the one with the least strange words, and of these the one with the most cells.
    """
    best: list[tuple[int, int, tuple[Cell, ...]]] = [(0, 0, ())]
    for end in range(1, len(lines) + 1):
        ways = []
        for start in range(max(0, end - _MOST_PIECES), end):
            strange, count, cells = best[start]
            cost = _strangeness(reading, lines[start:end], lexicon)
            if cost is not None:
                cell = Cell(lines[start].start, lines[end - 1].end)
                ways.append((strange + cost, count - 1, (*cells, cell)))
        best.append(min(ways))
    return list(best[-1][2])


def _strangeness(reading: str, pieces: Sequence[Cell], lexicon: Lexicon) -> int | None:
    """How strange a header cell the pieces make: a label, a word that ends like one, another; None for none at all."""
    texts = [_text(reading, piece) for piece in pieces]
    whole = "".join(texts)
    if whole.startswith("(") or "|" in reading[pieces[0].start : pieces[-1].end]:
        return _NO_CELL if len(pieces) == 1 else None
    if is_label(whole, lexicon):
        alike = len(texts) > 1 and all(lexicon.labels.get(text) == _label(whole, lexicon) for text in texts)
        return -1 if alike else 0  # 事项 ⏎ 名称 is one cell, 项目 ⏎ 内容 are two
    known = _label(whole, lexicon) is not None
    if len(pieces) == 1:
        return 1 if known else _UNKNOWN
    last = texts[-1]
    whole_word = is_label(last, lexicon) or (len(last) >= _WORD and _label(last, lexicon) is not None)
    broken = known and not whole_word and max(map(len, texts)) <= _LONGEST_PIECE
    return 1 if broken else _UNKNOWN if last.startswith("(") else None
