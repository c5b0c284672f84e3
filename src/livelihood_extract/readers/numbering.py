"""Automatic numbers as the characters a reader sees: 21 in the style of 第%1项 is 第二十一项.

Word processors and web pages store that a paragraph is numbered, and how, but not the number. Names of the formats are
those of WordprocessingML (ISO/IEC 29500-1, 17.18.59); the keywords of HTML and CSS stand beside them.
"""

from collections.abc import Callable

__all__ = ["RAISED", "numeral"]

RAISED = {"2": "²", "3": "³"}
"""Figures that, set above the line behind a unit, are signs to a reader: m², km²."""

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl",
    10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i",
}  # fmt: skip


def numeral(number: int, style: str) -> str:
    """`number` (from 0) in a numbering style; decimal digits where the style or the number is beyond it."""
    write = STYLES.get(style)
    return (write(number) if write and 0 < number < 10_000 else "") or str(number)


def _counting(number: int, digits: str = DIGITS, places: str = " 十百千") -> str:
    """21 is 二十一, 12 is 十二, 105 is 一百零五."""
    text = ""
    for place, figure in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if figure:
            text += digits[figure] + places[place].strip()
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 and digits is DIGITS else text


def _legal(number: int) -> str:
    return _counting(number, LEGAL, " 拾佰仟")


def _positional(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(figure)] for figure in str(number))


def _listed(signs: str) -> Callable[[int], str]:
    """One sign a number, nothing beyond the last."""
    return lambda number: signs[number - 1 : number]


def _run(first: str, last: int) -> str:
    return "".join(chr(ord(first) + offset) for offset in range(last))


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 26 * 26 else ""


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN.items():
        text += sign * (number // value)
        number %= value
    return text


STYLES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), _counting),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand"), _counting),
    **dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"), _counting),
    **dict.fromkeys(("chineseLegalSimplified", "simp-chinese-formal"), _legal),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "cjk-decimal"), _positional(DIGITS)),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _positional("０１２３４５６７８９")),
    **dict.fromkeys(("decimalZero", "decimal-leading-zero"), lambda number: f"{number:02}"),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _listed(_run("①", 20) + _run("㉑", 15))),
    "decimalEnclosedParen": _listed(_run("⑴", 20)),
    "decimalEnclosedFullstop": _listed(_run("⒈", 20)),
    "ideographEnclosedCircle": _listed(_run("㊀", 10)),
    **dict.fromkeys(("ideographTraditional", "cjk-heavenly-stem"), _listed(STEMS)),
    **dict.fromkeys(("ideographZodiac", "cjk-earthly-branch"), _listed(BRANCHES)),
    **dict.fromkeys(("lowerRoman", "lower-roman", "i"), _roman),
    **dict.fromkeys(("upperRoman", "upper-roman", "I"), lambda number: _roman(number).upper()),
    **dict.fromkeys(("lowerLetter", "lower-alpha", "lower-latin", "a"), _letter),
    **dict.fromkeys(("upperLetter", "upper-alpha", "upper-latin", "A"), lambda number: _letter(number).upper()),
}
