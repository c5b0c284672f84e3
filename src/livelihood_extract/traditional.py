"""Traditional characters, read as the simplified ones that the words of the lexicon are written in.

    新建公辦學校10所，責任單位：市教育局  ->  新建公办学校10所，责任单位：市教育局

Sites of mainland governments serve their pages in both scripts. One character becomes one, so offsets hold.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

__all__ = ["is_han", "is_traditional", "simplified"]

_SIGNS = "個萬區縣業務設項實學為與辦單"
"""No plan in traditional characters does without all of these."""
_FIRST, _LAST = "\u3400", "\u9fff"


def is_traditional(plan: str) -> bool:
    """Is something in the text of a plan traditional?"""
    return any(sign in plan for sign in _SIGNS)


def is_han(character: str) -> bool:
    """May the character have another form in the other script?"""
    return _FIRST <= character <= _LAST


def simplified(text: str) -> str:
    """`text` in simplified characters, of the same length."""
    convert = _converter()
    plain = {character: convert(character) for character in set(text) if is_han(character)}
    return text.translate({ord(old): new for old, new in plain.items() if len(new) == 1})


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # loaded for the few texts that need it

    return cast("Callable[[str], str]", OpenCC("t2s").convert)
