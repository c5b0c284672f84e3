"""Counts: how many items a title, a heading or a sentence says there are.

Receives a text and returns the count it declares.

    2018年十大民生实事 -> 10      一、促进群众增收(7件) -> 7      办好两件实事 -> 2
"""

from livelihood_extract.expressions import expression
from livelihood_extract.parse.numerals import chinese_integer

__all__ = ["COUNT", "COUNT_BEHIND", "declared_count", "is_declared_count"]

_NUMBER = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"
COUNT = expression(rf"(?:(?<![0-9.第])|(?<=20[0-9][0-9]))({_NUMBER})(?:大|个)?(?:件|项|方面|类|大|个)(?!批)")
COUNT_BEHIND = expression(rf"(?:项目)?(?:共)?({_NUMBER})(?:件|项|个)")
"""Behind the words that name the list: 民生实事项目共12件."""
_TAIL = expression(rf"\(?(?:共)?({_NUMBER})(?:件|项|个)\)?$")


def declared_count(heading: str, *, tail: bool = False) -> int | None:
    """The count a title (十大民生实事) or, with `tail`, a category's heading (…增收7件, …(7件)) declares."""
    matched = _TAIL.search(heading) if tail else COUNT.search(heading)
    return chinese_integer(matched[1]) if matched else None


def is_declared_count(text: str, position: int) -> bool:
    """Does the numeral at `position` of a title or heading declare a count (十大, 43件)?"""
    return COUNT.match(text, position) is not None
