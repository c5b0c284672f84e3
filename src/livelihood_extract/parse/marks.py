"""Heading marks: what a line begins with when it opens a section.

Receives a reading and a position and returns a `Mark`, or None.

    一、 -> style "一、" number 1      (三十一) -> "(一)" 31      12. -> "1." 12      第三项 -> "第一" 3      ● -> "●" 0
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.text import HAN

__all__ = ["LINE_START", "Mark", "is_bullet", "loose_mark_at", "mark_at", "rebracketed"]

_CN = "[一二三四五六七八九十百零〇]"
_COUNTED = "万亿千百十余多个人名户公平米亩吨元倍所座处条家项"  # 1.1万 is an amount, 1.1新建 a mark

_DATE = r"(?:[0-9]{4}年[0-9]{1,2}月|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月)"
"""Behind ——, when and where a report was given: a subtitle."""

_BULLETS = "●■★√◆▲•○□◇▪▶►➤➢◎❖"

# One line a style: its name, and the pattern with the number in group 1. The first that matches wins.
STYLES = {
    "一、": rf"({_CN}{{1,4}})(?:[、.:](?!{_CN}+[、.])|，(?={HAN}{{2}}))",
    "(一)": rf"\(?((?<=\(){_CN}{{1,4}}(?=\))|[㈠-㈩])\)?[、.:]?",
    "第一": rf"第({_CN}{{1,4}}|[0-9]{{1,3}})(项|条|章|节|件|类|部分|方面)"
    rf"(?:(?:民生)?(?:实事|项目):|[、.:，]|(?={HAN}|“))",
    "第一，": rf"第({_CN}{{1,3}})[，、:]",
    "一是": rf"({_CN}{{1,3}})是(?!否)",
    "1.": r"([0-9]{1,3}|[⒈-⒛])(?:(?<=[⒈-⒛])|[.:](?![0-9])|[.](?=20[0-9]{2}[年-]|1?[0-9]月|[0-9]{2}周?岁)|[、。]"
    r"|(?=(?:项目|实事|事项|任务|工程)名称:))",
    "1.1": rf"[0-9]{{1,2}}[.]([0-9]{{1,2}})(?:[、.](?![0-9])|(?={HAN}|“)(?![{_COUNTED}]))",
    "(1)": r"\(?((?<=\()[0-9]{1,3}(?=\))|[⑴-⒇])\)?[、.]?",
    "1)": r"([0-9]{1,3})\)[、.]?",
    "项目一": rf"(?:项目|实事|任务|事项|工程)(?:\((?=[^()]{{1,3}}\)))?({_CN}{{1,3}}|[0-9]{{1,3}})(?:[、.:]|\)[、.:]?)",
    "①": r"([①-⑳❶-❿➀-➓㊀-㊉])",
    "●": rf"([{_BULLETS}]|--(?!-|{_DATE}))",
}
BULLETS = frozenset(_BULLETS) | {"--"}
_MARK = re.compile("|".join(f"(?:{pattern})" for pattern in STYLES.values()))
_STYLE_OF_GROUP = [name for name in STYLES for _ in range(1 + (name == "第一"))]
"""The style that each group of `_MARK` belongs to, in order; 第一 has a second one."""
_ENCLOSED = "".join(
    chr(at) for first, last in ("①⒛", "❶❿", "➀➓", "㈠㈩", "㊀㊉") for at in range(ord(first), ord(last) + 1)
)
"""Numbers that are one character with what encloses them."""
_FIRST = frozenset(f"一二三四五六七八九十百第(项实任事工0123456789-{_BULLETS}{_ENCLOSED}")
_LOOSE = re.compile(rf"([0-9]{{1,3}})(?:[,，]?(?={HAN}|“)|[.](?=[0-9]))")


LINE_START = re.compile(rf"\n(?=[{re.escape(''.join(sorted(_FIRST)))}])")
"""A line break in front of what may be a mark."""


class Mark(NamedTuple):
    """A heading mark: its style, its number as counted there (0 for bullets), and where it ends in the reading."""

    style: str
    number: int
    end: int


def is_bullet(mark: Mark) -> bool:
    """Does the mark count nothing?"""
    return mark.style in BULLETS


def mark_at(reading: str, start: int, end: int) -> Mark | None:
    """The heading mark that begins exactly at `start`, or None."""
    if start >= end or reading[start] not in _FIRST:
        return None
    matched = _MARK.match(reading, start, end)
    if matched is None:
        return None
    assert matched.lastindex is not None
    style, text = _STYLE_OF_GROUP[matched.lastindex - 1], matched[matched.lastindex]
    if style == "第一":
        style, text = f"第{text}", matched[matched.lastindex - 1]
    if style == "●":
        return Mark(text, 0, matched.end())
    number = int(unicodedata.numeric(text)) if len(text) == 1 else chinese_integer(text)
    return None if number is None or number == 0 else Mark(style, number, matched.end())


def rebracketed(mark: Mark, last: Mapping[str, int]) -> Mark:
    """A mark that lost its opening bracket ((1)…;2)…;(3)…), as the one it was; `last` are the numbers by style."""
    lost = mark.style == "1)" and mark.number == last.get("(1)", 0) + 1 > 1 and last.get("1)") != mark.number - 1
    return mark._replace(style="(1)") if lost else mark


def loose_mark_at(reading: str, start: int, end: int, expected: int) -> Mark | None:
    """A wandering mark (`3,新建…`, `4新建…`, `62.20户…`): the number expected next among "1." marks."""
    matched = _LOOSE.match(reading, start, end)
    if matched is None or int(matched[1]) != expected:
        return None
    return Mark("1.", expected, matched.end())
