"""Regular expressions that are compiled when a text first asks for them.

expression("[，。;]")  ->  what `re.compile` returns, but later

The rooms hold some two hundred. To compile them all takes longer than to read a plan, and a plan needs two of three.
"""

import re
from typing import Any, TypeAlias, cast

__all__ = ["Expression", "expression"]

Expression: TypeAlias = "re.Pattern[str]"

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups")


def expression(pattern: str, flags: int = 0) -> Expression:
    """The compiled pattern; a mistake in it shows when it is first used."""
    return cast("Expression", _Uncompiled(pattern, flags))


class _Compiled:
    """Holds the methods of a compiled pattern."""

    _source: tuple[str, int]

    def __reduce__(self) -> tuple[object, ...]:
        return _Uncompiled, self._source


class _Uncompiled(_Compiled):
    """Becomes a compiled pattern when it is first asked for a method."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        self.__class__ = _Compiled  # type: ignore[assignment]  # a class with __getattr__ is slower at every call
        return getattr(compiled, name)
