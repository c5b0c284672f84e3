"""Fields: the labelled parts of an item.

Receives an item's range of the reading and returns its title, the ranges that are content, and the labelled fields.

    (一)启动首批…建设 / 项目内容:在交通… / 责任单位:市住建局、…   ->  title, content, one list of agencies
"""

from bisect import bisect_left
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Label, Lexicon
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.records import Kind

__all__ = ["Field", "Fields", "LabelMark", "Measure", "fields", "labels_in", "title_end"]


class LabelMark(NamedTuple):
    """A label in the reading: where it begins (with its bracket), its word, where it ends (with its colon)."""

    start: int
    word: tuple[int, int]
    end: int
    colon: bool


class Field(NamedTuple):
    """A labelled range: its label, where the label begins, and its value [start, end)."""

    label: Label
    label_start: int
    start: int
    end: int


class Measure(NamedTuple):
    """A bare number in a table cell, whose header names its unit and what it measures."""

    start: int
    end: int
    unit: str
    indicator: str
    kind: Kind


class Fields(NamedTuple):
    """An item taken apart. `content` are ranges in order; `titled` says whether the title stands apart from them."""

    title: tuple[int, int]
    titled: bool
    content: tuple[tuple[int, int], ...]
    labelled: tuple[Field, ...]
    measures: tuple[Measure, ...] = ()


_PAUSE = expression(r"[，。;:!?\n]")
_NESTED = expression(r"“[^“”\n]*”|\([^()\n]*\)|《[^《》\n]*》|\[[^\[\]\n]*\]")


def labels_in(reading: str, lexicon: Lexicon) -> list[LabelMark]:
    """Every label at the start of a line, sentence or item, with its colon, in brackets, or alone on its line."""
    found = []
    for sign in _LABEL_END.finditer(reading):
        end = sign.start() - (reading[sign.start() - 1 : sign.start()] in (")", "]"))
        word = lexicon.labels.before(reading, 0, end)
        if not word:
            continue
        start = end - len(word)
        bracketed = reading[start - 1 : start] in ("(", "[") and (end < sign.start() or sign[0] == "]")
        opening = _opening(reading, start, bracketed=bracketed, lexicon=lexicon)
        alone = sign[0] == "\n" or not sign[0]
        line_only = alone or sign[0] == "]"
        behind_comma = (
            lexicon.labels[word].role is not None and not line_only and reading[opening - 1 : opening] == "，"
        )
        if (sign[0] == "]" and not bracketed) or not (behind_comma or _may_open(reading, opening, line_only=line_only)):
            continue
        found.append(LabelMark(opening, (start, end), sign.start() if alone else sign.end(), not alone))
    return found


_LEVEL = expression("[省市县区州盟旗]级$")


def _opening(reading: str, start: int, *, bracketed: bool, lexicon: Lexicon) -> int:
    """Where a label begins: with its bracket, the label that explains (责任单位(牵头)), its level (市级责任单位)."""
    start -= bracketed
    if bracketed:
        start -= len(lexicon.labels.before(reading, 0, start))
    return start - 2 if _LEVEL.search(reading, max(0, start - 2), start) else start


_LABEL_END = expression(r"[:\n]|\](?![:\n])|$(?<!\n)")


def _may_open(reading: str, position: int, *, line_only: bool) -> bool:
    """May a label begin at `position`: at a line's start, behind an item's mark, or behind the end of a sentence?"""
    if position == 0 or reading[position - 1] == "\n":
        return True
    line = reading.rfind("\n", 0, position) + 1
    if reading[position - 1] in "。;)]" and not line_only:
        opened, closed = (sum(reading.count(sign, line, position) for sign in signs) for signs in ("([", ")]"))
        return opened == closed
    mark = mark_at(reading, line, len(reading))
    return (mark is not None and mark.end == position) or not reading[line:position].strip("-*·•")


def title_end(reading: str, start: int, end: int) -> int:
    """Where the title of a run-on paragraph ends: at the first pause outside quotation marks and brackets."""
    position = start
    while position < end:
        pause = _PAUSE.search(reading, position, end)
        if pause is None:
            return end
        nested = next((m for m in _NESTED.finditer(reading, position, end) if m.end() > pause.start()), None)
        if nested is None or nested.start() > pause.start():
            return pause.start()
        position = nested.end()
    return end


def fields(reading: str, start: int, end: int, labels: list[LabelMark], lexicon: Lexicon) -> Fields:
    """Take apart the item whose text (after its mark) is [start, end); `labels` are those of the whole reading."""
    inside = labels[bisect_left(labels, (start,)) : bisect_left(labels, (end,))]
    labelled = [
        Field(lexicon.labels[reading[slice(*m.word)]], m.start, m.end + (reading[m.end : m.end + 1] == "\n"), end)
        for m in inside
    ]
    labelled = [_bounded(reading, f, following) for f, following in zip(labelled, [*labelled[1:], None], strict=False)]
    title, labelled = _title(reading, start, end, labelled)
    stop = title_end(reading, *title)
    titled = stop == title[1] or (stop == title[1] - 1 and reading[stop] in "。;:，")
    free = _without(title[1] if titled else title[0], end, labelled)
    content = [*free, *((f.start, f.end) for f in labelled if f.label.field == "content")]
    return Fields(
        (title[0], stop),
        titled,
        tuple(sorted(r for r in (_trim(reading, *r) for r in content) if r[0] < r[1])),
        tuple(labelled),
    )


_TEXTS = ("content", "progress")
"""Fields of several lines."""


def _bounded(reading: str, this: Field, following: Field | None) -> Field:
    """End a field at the next label; all but texts end with their line, agencies and deadlines with their sentence."""
    end = following.label_start if following else this.end
    if this.label.field not in _TEXTS:
        newline = reading.find("\n", this.start, end)
        end = end if newline < 0 else newline
        # behind a sentence in brackets: who answers
        sentence = "。" if this.label.role is not None or this.label.field == "deadline" else "。("
        stop = reading.find(sentence, this.start, end)
        end = end if stop < 0 else stop + 1
    return Field(this.label, this.label_start, *_trim(reading, this.start, end))


def _title(reading: str, start: int, end: int, labelled: list[Field]) -> tuple[tuple[int, int], list[Field]]:
    """The title is the labelled one, if there is, else the first line."""
    for named in labelled:
        if named.label.field == "title":
            return (named.start, named.end), [f for f in labelled if f is not named]
    line = reading.find("\n", start, end)
    line = end if line < 0 else line
    first = labelled[0].label_start if labelled else end
    return (start, min(line, first) if first > start else line), labelled


def _without(start: int, end: int, labelled: list[Field]) -> list[tuple[int, int]]:
    """What of [start, end) no label claims."""
    free, position = [], start
    for claimed in labelled:
        if claimed.label_start >= position:
            free.append((position, claimed.label_start))
        position = max(position, claimed.end)
    return [*free, (position, end)]


def _trim(reading: str, start: int, end: int) -> tuple[int, int]:
    while start < end and reading[start] in "\n\t":
        start += 1
    while end > start and reading[end - 1] in "\n\t":
        end -= 1
    return start, end
