"""A table of the user's decisions comes in, pairs to fix and to forbid go out; doubtful pairs go out in the same form.

    old,new,same,score,old_title,new_title
    1.3,2.7,yes,0.24,启动锦江绿道工程,实施三级天府绿道建设

`old` and `new` are item ids. `same` is yes or no; a line where it is empty decides nothing. Other columns are for
people.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from livelihood_extract.errors import UsageError

__all__ = ["COLUMNS", "Doubt", "Pins", "read_pins", "review"]

COLUMNS = ("old", "new", "same", "score", "old_title", "new_title")
_WORDS = {"yes": True, "no": False, "是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Pins:
    """Pairs of item ids (old, new) that are, or are not, the same commitment."""

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()

    def turned(self) -> "Pins":
        """The same decisions with the other plan as the old one."""
        return Pins(frozenset((new, old) for old, new in self.same), frozenset((b, a) for a, b in self.different))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that a person should look at, and what was decided about it."""

    old: str
    new: str
    same: bool
    score: str
    old_title: str
    new_title: str


def read_pins(text: str, name: str) -> Pins:
    """The decisions in a CSV text. Raises UsageError with the line where it is no such table or contradicts itself."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")))
    missing = [column for column in COLUMNS[:3] if column not in (rows.fieldnames or ())]
    if missing:
        raise UsageError(f"{name}: column {missing[0]} is missing; the first line is {','.join(COLUMNS[:3])}")
    decided: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for row in rows:
        word = (row["same"] or "").strip().lower()
        if word and word not in _WORDS:
            raise UsageError(f"{name}, line {rows.line_num}: same is {word!r}; write yes or no, or leave it empty")
        if word:
            decided[_WORDS[word]].add(((row["old"] or "").strip(), (row["new"] or "").strip()))
    if both := sorted(decided[True] & decided[False]):
        raise UsageError(f"{name}: {both[0][0]} and {both[0][1]} are both yes and no; keep one line")
    return Pins(frozenset(decided[True]), frozenset(decided[False]))


def review(doubts: Iterable[Doubt]) -> str:
    """The CSV text of doubtful pairs: what was decided stands in `same`, to be confirmed or changed and fed back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in doubts:
        same = "yes" if each.same else "no"
        writer.writerow([each.old, each.new, same, each.score, each.old_title, each.new_title])
    return out.getvalue()
