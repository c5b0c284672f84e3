"""Text that never forgets where it came from.

Receives the decoded text of a plan and returns a `Document`: the text as written, beside it a *reading* that the other
rooms match their patterns against, and for every character of the reading the offset of the original character.

    "改造 管网２０ 公里，"  ->  reading "改造管网20公里，"

The reading is folded (one character to one character, never NFKC, which would turn ①3所 into 13所) and freed of blanks;
lines broken inside a sentence are joined. Every room works with ranges [start, end) of the reading; `span` and
`written` lead back to the original.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from livelihood_extract.expressions import expression
from livelihood_extract.records import Span
from livelihood_extract.traditional import is_han, is_traditional, simplified

__all__ = ["HAN", "MASKED", "NOTHING", "Document", "compact", "fold", "masked", "unmasked"]

HAN = r"[^\W\d_]"
"""A pattern for a Chinese character (any letter: a range of code points takes 50 times as long to compile)."""


MASKED = "\U000f0000-\U000f0007"
"""The characters that stand for punctuation inside brackets, for the inside of a character class."""
_MASKS = {mark: chr(0xF0000 + i) for i, mark in enumerate("，;。:、!?")}


def masked(text: str) -> str:
    """`text` with its punctuation put out of sight of patterns that look for the ends of clauses; same length."""
    return text.translate(_MASK)


def unmasked(text: str) -> str:
    """`text` with its punctuation back."""
    return text.translate(_UNMASK)


_MASK = str.maketrans(_MASKS)
_UNMASK = str.maketrans({mask: mark for mark, mask in _MASKS.items()})

# Radicals (U+2E80 block, no decomposition) that old fonts put in place of the characters they look like.
_RADICALS = dict(zip("⺠⻁⻅⻆⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬", "民虎见角车长门青页风飞食马骨鬼鱼鸟黄齐", strict=True))
_LOOKALIKES = {
    "-": "–—―−‐‑─﹣",
    "~": "〜∼",
    "(": "〈﹙",
    ")": "〉﹚",
    "[": "〔【﹝",
    "]": "〕】﹞",
    ":": "∶︰",
    "%": "﹪",
    " ": "\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u200b\ufeff",
    "\n": "\x0b\x0c\x85\u2028\u2029\r",
}


def _fold_table() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(0x5E) if i != 0x0B}  # the full-width comma is punctuation already
    table |= {ord(old): new for new, olds in _LOOKALIKES.items() for old in olds}
    table |= {ord(old): new for old, new in _RADICALS.items()}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    return table


_FOLD = _fold_table()
_FOLDED = expression(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
NOTHING = "\u2060"
"""Stands for a sign of markup inside a line: neither a character of the reading nor a blank between words."""
_MARKUP = expression(r"^ *(?:\*\*|#{1,6}(?= ))|\*\*(?= *$)|(?P<inside>\*\*)", flags=re.MULTILINE)
_CELL_BREAK = expression("<br */?>", flags=re.IGNORECASE)
_WIDE_COMMA = expression("，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")
_PUNCTUATION_COMMA = expression(r",(?:(?<!\d,)|(?!\d{3}(?!\d)))")


def fold(text: str) -> str:
    """Return `text` in one width: same length, character by character.

    Signs of Markdown become blanks, inside a line nothing at all, a break in a table cell (<br>) a semicolon. A comma
    that punctuates becomes ，; an ASCII comma between digits and three digits stays: it separates thousands,
    and so does a wide one between wide digits (１，２００). Traditional characters become simplified ones.
    """
    plain = simplified(text) if is_traditional(text) else text
    folded = _PUNCTUATION_COMMA.sub("，", plain).replace("\r\n", " \n")
    if _WIDE_COMMA.search(folded):
        folded = _WIDE_COMMA.sub(",", folded)
    odd = _FOLDED.search(folded)
    while odd:  # few signs differ, each of them many times
        folded = folded.replace(odd[0], _FOLD[ord(odd[0])])
        odd = _FOLDED.search(folded, odd.end())
    folded = (
        _MARKUP.sub(lambda m: (NOTHING if m["inside"] else " ") * len(m[0]), folded)
        if "#" in folded or "**" in folded
        else folded
    )
    return _CELL_BREAK.sub(lambda m: ";" + " " * (len(m[0]) - 1), folded) if "<" in folded else folded


_LINE_BREAK = expression(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class Document:
    """A text and its reading; `offset` leads from a character of the reading to where it stands in the text.

    The reading is made of runs of the text: from `cuts[k]` on, its characters stand `shifts[k]` further in the text.
    """

    def __init__(self, text: str, reading: str, cuts: list[int], shifts: list[int]) -> None:
        self.text = text
        self.reading = reading
        self._cuts = cuts
        self._shifts = shifts

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_BREAK.finditer(self.text))]

    def offset(self, position: int) -> int:
        """Where the reading's character at `position` stands in the text; the text's end behind the last one."""
        if position >= len(self.reading):
            return len(self.text)
        return position + self._shifts[bisect_right(self._cuts, position) - 1]

    def continues(self, line: int) -> bool:
        """Does the reading's line that begins at `line` go on in a line of the text, without anything between?"""
        return line > 1 and self.offset(line) == self.offset(line - 2) + 1

    def span(self, start: int, end: int) -> Span:
        """The place in the original of the reading's characters [start, end)."""
        first = self.offset(start)
        last = self.offset(end - 1) + 1 if start < end else first
        line = bisect_right(self._line_starts, first)
        return Span(first, last, line, first - self._line_starts[line - 1] + 1)

    def written(self, start: int, end: int) -> str:
        """The characters as written (own width, no blanks) behind the reading's [start, end)."""
        run = bisect_right(self._cuts, start) - 1
        stop = bisect_left(self._cuts, end, run + 1)
        if stop == run + 1:
            return self.text[start + self._shifts[run] : end + self._shifts[run]]
        ends = [start, *self._cuts[run + 1 : stop], end]
        starts = [a + shift for a, shift in zip(ends[:-1], self._shifts[run:stop], strict=True)]
        stops = [start + b - a for (a, b), start in zip(pairwise(ends), starts, strict=True)]
        # a break put in where the text has nothing stands at the character behind it
        stops[:-1] = map(min, stops, starts[1:])
        return "".join([self.text[a:b] for a, b in zip(starts, stops, strict=True)])

    @cached_property
    def _traditional(self) -> bool:
        return is_traditional(self.text)

    def as_written(self, words: str, start: int, end: int) -> str:
        """`words` of the reading's [start, end), in traditional characters where the text has them."""
        at = self.reading.find(words, start, end) if self._traditional else -1
        if at < 0:
            return words
        written = self.written(at, at + len(words))
        pairs = zip(written, words, strict=True) if len(written) == len(words) else ()
        return "".join(old if is_han(old) else new for old, new in pairs) or words

    def gaps(self, start: int, end: int) -> list[int]:
        """The positions inside (start, end) before which the text has something that the reading leaves out."""
        first, last = bisect_right(self._cuts, start), bisect_left(self._cuts, end)
        return [self._cuts[k] for k in range(first, last) if self._shifts[k] > self._shifts[k - 1]]


_BLANKS = expression(rf"[ \n{NOTHING}]+")


def compact(text: str, folded: str, breaks: Iterable[tuple[int, int]]) -> Document:
    r"""Make the document: each of `breaks` (ranges of `folded`, in order) becomes one "\n", all other blanks go.

    A blank between two ASCII letters or digits stays as one blank: it separates words.
    """
    runs: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    length = position = 0
    hard = set(breaks)
    for start, end in sorted({*(m.span() for m in _BLANKS.finditer(folded)), *hard, (len(folded), len(folded))}):
        kept = "\n" if (start, end) in hard else " " if _is_between_words(folded, start, end) else ""
        for run, offset in ((folded[position:start], position), (kept, min(start, len(folded) - 1))):
            if run and (not cuts or shifts[-1] != offset - length):
                cuts.append(length)
                shifts.append(offset - length)
            runs.append(run)
            length += len(run)
        position = end
    return Document(text, "".join(runs), cuts or [0], shifts or [0])


def _is_between_words(folded: str, start: int, end: int) -> bool:
    around = folded[start - 1 : start] + folded[end : end + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()
