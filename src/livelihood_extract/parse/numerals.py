"""Numerals: from characters to exact decimals.

Receives a numeral as it stands in a reading and returns its value.

    12.7万 -> 127000    三千五百 -> 3500    1,705 -> 1705    十五 -> 15    半 -> 0.5
"""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from livelihood_extract.expressions import expression

__all__ = ["ARABIC", "CHINESE", "SPELLED", "chinese_integer", "numeral_value"]

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
MULTIPLIERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""Powers of ten."""

ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
SPELLED = "零〇一二两三四五六七八九十百千万亿半"
"""The characters that Chinese numerals are spelled with, for the inside of a character class."""
CHINESE = rf"[{SPELLED}]++(?:点[零〇一二三四五六七八九]++)?"
_NUMERAL = expression(rf"(?P<arabic>{ARABIC})?(?P<chinese>{CHINESE})?")


@lru_cache(maxsize=4096)
def numeral_value(text: str) -> Decimal | None:
    """The value of a numeral, blanks allowed, or None when it is none (八九十, 百)."""
    matched = _NUMERAL.fullmatch(text.replace(" ", ""))
    if not matched or not matched[0]:
        return None
    arabic, chinese = matched["arabic"], matched["chinese"]
    if arabic is None:
        return _chinese_value(chinese)
    number = Decimal(arabic.replace(",", ""))
    if chinese is None:
        return number
    if all(c in MULTIPLIERS for c in chinese):
        value = number * 10 ** sum(MULTIPLIERS[c] for c in chinese)
        return Decimal(int(value)) if value == int(value) else value
    return None


def chinese_integer(text: str) -> int | None:
    """The value of a heading's numeral (三十一, 〇, 12) as an integer, or None."""
    value = Decimal(text) if text.isascii() and text.isdigit() else _chinese_value(text)
    return int(value) if value is not None and value == int(value) else None


@lru_cache(maxsize=1024)
def _chinese_value(text: str) -> Decimal | None:
    if text == "半":
        return Decimal("0.5")
    if len(text) == 1 and text in DIGITS:
        return Decimal(DIGITS[text])
    tens, ten, ones = text.partition("十")
    if ten and tens in {*DIGITS, ""} and ones in {*DIGITS, ""}:
        return Decimal(10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0))
    return _spelled_value(text)


_SPELLED = (
    r"(?:[一二两三四五六七八九]?[十百千万亿]+零?)+[一二两三四五六七八九]?(?:点[零〇一二三四五六七八九]+)?"
    r"|(?:(?=[^点]*[〇零])[〇零一二两三四五六七八九]{2,}|[一二三四五六七八九]{4,})(?:点[零〇一二三四五六七八九]+)?|[零〇一二三四五六七八九]点[零〇一二三四五六七八九]+"
)


_LONGEST = 32
"""Characters; no amount is spelled with more, and a run of thousands would take minutes."""


def _spelled_value(text: str) -> Decimal | None:
    """Longer numerals are cn2an's (imported here because it costs as much as everything else at start-up)."""
    if len(text) > _LONGEST or DIGITS.keys().isdisjoint(text) or not re.fullmatch(_SPELLED, text):
        return None
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(text.replace("〇", "零"), "smart")))
    except (ValueError, KeyError, InvalidOperation):
        return None
