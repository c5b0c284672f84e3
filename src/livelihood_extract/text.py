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
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from livelihood_extract.records import Span

__all__ = ["HAN", "MASKED", "Document", "compact", "fold", "masked", "unmasked"]

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
    "[": "〔【",
    "]": "〕】",
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
_MARKUP = re.compile(r"\*\*|^ *#{1,6}(?= )", flags=re.MULTILINE)
_CELL_BREAK = re.compile("<br */?>", flags=re.IGNORECASE)
_PUNCTUATION_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")


def fold(text: str) -> str:
    """Return `text` in one width: same length, character by character.

    Signs of Markdown become blanks, a break inside a table cell (<br>) a semicolon. A comma that punctuates becomes ，;
    an ASCII comma between digits and three digits stays: it separates thousands.
    """
    folded = _PUNCTUATION_COMMA.sub("，", text).replace("\r\n", " \n").translate(_FOLD)
    folded = _MARKUP.sub(lambda m: " " * len(m[0]), folded) if "#" in folded or "**" in folded else folded
    return _CELL_BREAK.sub(lambda m: ";" + " " * (len(m[0]) - 1), folded) if "<" in folded else folded


_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class Document:
    """A text and its reading: `offsets[i]` is where character i of `reading` stands in `text`."""

    def __init__(self, text: str, reading: str, offsets: "array[int]") -> None:
        self.text = text
        self.reading = reading
        self.offsets = offsets

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_BREAK.finditer(self.text))]

    def span(self, start: int, end: int) -> Span:
        """The place in the original of the reading's characters [start, end)."""
        if start >= end:
            here = self.offsets[start] if start < len(self.offsets) else len(self.text)
            return self._at(here, here)
        return self._at(self.offsets[start], self.offsets[end - 1] + 1)

    def _at(self, start: int, end: int) -> Span:
        line = bisect_right(self._line_starts, start)
        return Span(start, end, line, start - self._line_starts[line - 1] + 1)

    def written(self, start: int, end: int) -> str:
        """The characters as written (own width, no blanks) behind the reading's [start, end)."""
        text = self.text
        first, last = self.offsets[start] if start < end else 0, self.offsets[end - 1] + 1 if start < end else 0
        if last - first == end - start:
            return text[first:last]
        return "".join([text[i] for i in self.offsets[start:end]])


_BLANKS = re.compile(r"[ \n]+")


def compact(text: str, folded: str, breaks: Iterable[tuple[int, int]]) -> Document:
    r"""Make the document: each of `breaks` (ranges of `folded`, in order) becomes one "\n", all other blanks go.

    A blank between two ASCII letters or digits stays as one blank: it separates words.
    """
    pieces: list[str] = []
    offsets = array("L")

    def keep(start: int, end: int) -> None:
        position = start
        for blank in _BLANKS.finditer(folded, start, end):
            pieces.append(folded[position : blank.start()])
            offsets.extend(range(position, blank.start()))
            if start < blank.start() and blank.end() < end and _is_word(folded, blank.start() - 1, blank.end()):
                pieces.append(" ")
                offsets.append(blank.start())
            position = blank.end()
        pieces.append(folded[position:end])
        offsets.extend(range(position, end))

    done = 0
    for start, end in breaks:
        keep(done, start)
        pieces.append("\n")
        offsets.append(min(start, len(folded) - 1))
        done = end
    keep(done, len(folded))
    return Document(text, "".join(pieces), offsets)


def _is_word(folded: str, before: int, after: int) -> bool:
    return folded[before].isascii() and folded[before].isalnum() and folded[after].isascii() and folded[after].isalnum()
