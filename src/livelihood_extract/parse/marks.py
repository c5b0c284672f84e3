"""Heading marks: what a line begins with when it opens a section.

Receives a reading and a position and returns a `Mark`, or None.

    一、 -> style "一、" number 1      (三十一) -> "(一)" 31      12. -> "1." 12      第三项 -> "第一" 3      ● -> "●" 0
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.parse.numerals import chinese_integer
from livelihood_extract.text import HAN

__all__ = ["LINE_START", "Mark", "is_bullet", "loose_mark_at", "mark_at", "rebracketed"]

_CN = "[一二三四五六七八九十百零〇]"
_COUNTED = "万亿千百十余多个人名户公平米亩吨元倍所座处条家项"  # 1.1万 is an amount, 1.1新建 a mark

_NAMING = r"20[0-9]{2}[年-]|1?[0-9]月|[0-9]{1,3}(?:-[0-9]{1,3})?(?:周?岁|小时|分钟|G)"
"""Behind the mark of a title that begins with a number: 1.24小时自助图书馆."""

_DATE = r"(?:[0-9]{4}年[0-9]{1,2}月|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月)"
"""Behind ——, when and where a report was given: a subtitle."""

_BULLETS = "●■★√◆▲•○□◇▪▶►➤➢◎❖"


def _signs(*ranges: str) -> str:
    """All characters of ranges, each given by its first and its last."""
    return "".join(chr(at) for ends in ranges for at in range(ord(ends[0]), ord(ends[1]) + 1))


_DIGITS, _NUMERALS = "0123456789", "一二三四五六七八九十百"

# A style: its name, what it begins with, and the pattern with the number in group 1. The first that matches wins.
STYLES = {
    "一、": (_NUMERALS, rf"({_CN}{{1,4}})(?:[、.:](?!{_CN}+[、.])|，(?={HAN}{{2}}))"),
    "(一)": (f"({_NUMERALS}{_signs('㈠㈩')}", rf"\(?((?<=\(){_CN}{{1,4}}(?=\))|[㈠-㈩])\)?[、.:]?"),
    "第一": (
        "第",
        rf"第({_CN}{{1,4}}|[0-9]{{1,3}})(项|条|章|节|件|类|部分|方面)(?:(?:民生)?(?:实事|项目):|[、.:，]|(?={HAN}|“))",
    ),
    "第一，": ("第", rf"第({_CN}{{1,3}})[，、:]"),
    "一是": (_NUMERALS, rf"({_CN}{{1,3}})是(?!否)"),
    "1.": (
        _DIGITS + _signs("⒈⒛"),
        rf"([0-9]{{1,3}}|[⒈-⒛])(?:(?<=[⒈-⒛])|[.:](?![0-9])|[.](?={_NAMING})|[、。]"
        rf"|(?=(?:项目|实事|事项|任务|工程)名称:)|(?<=0[1-9])(?<![0-9]..)(?=(?![年月日时点号]){HAN}|“))",
    ),
    "1.1": (_DIGITS, rf"[0-9]{{1,2}}[.]([0-9]{{1,2}})(?:[、.](?![0-9])|(?={HAN}|“)(?![{_COUNTED}]|小时|分钟|周?岁))"),
    "(1)": (f"({_DIGITS}{_signs('⑴⒇')}", r"\(?((?<=\()[0-9]{1,3}(?=\))|[⑴-⒇])\)?[、.]?"),
    "1)": (_DIGITS, r"([0-9]{1,3})\)[、.]?"),
    "项目一": (
        "项实任事工",
        rf"(?:项目|实事|任务|事项|工程)(?:\((?=[^()]{{1,3}}\)))?({_CN}{{1,3}}|[0-9]{{1,3}})(?:[、.:]|\)[、.:]?)",
    ),
    "①": (_signs("①⑳", "❶❿", "➀➓", "㊀㊉"), "(.)"),
    "●": (f"{_BULLETS}-", rf"([{_BULLETS}]|--(?!-|{_DATE}))"),
}
BULLETS = frozenset(_BULLETS) | {"--"}
_PATTERNS = {style: expression(pattern) for style, (_, pattern) in STYLES.items()}
_OPENED = {
    first: tuple(style for style, (firsts, _) in STYLES.items() if first in firsts)
    for first in "".join(firsts for firsts, _ in STYLES.values())
}
"""The styles that begin with a character."""
_LOOSE = expression(rf"([0-9]{{1,3}})(?:[,，]?(?={HAN}|“)|[.](?=[0-9]))")


LINE_START = expression(rf"\n(?=[{re.escape(''.join(sorted(_OPENED)))}])")
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
    for style in _OPENED.get(reading[start], ()) if start < end else ():
        if matched := _PATTERNS[style].match(reading, start, end):
            return _mark(style, matched)
    return None


def _mark(style: str, matched: "re.Match[str]") -> Mark | None:
    text = matched[1]
    if style == "第一":
        style = f"第{matched[2]}"
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
