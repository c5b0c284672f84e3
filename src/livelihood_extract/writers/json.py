"""Plans as JSON: the envelope of the whole output, written plan by plan, one shape for one plan or many.

Numbers are exact decimals (96.9, 127000), which the standard library's `json` cannot write; text stays UTF-8
(市民政局). A field that has a default is left out while it holds it: a baseline without value, a source without parts.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, BinaryIO

from livelihood_extract import __version__
from livelihood_extract.records import SCHEMA_VERSION, Plan
from livelihood_extract.writers.options import Options
from livelihood_extract.writers.tables import Failure, Record, number

__all__ = ["GENERATOR", "dumps", "scalar", "write"]

GENERATOR = {"name": "livelihood-extract", "version": __version__}

_SCALARS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    Decimal: number,
    type(None): lambda value: "null",
}


def write(records: Iterable[Record], out: BinaryIO, options: Options) -> None:
    """Write the envelope to `out`; files that failed stand under `errors`, a key present only when there are any."""
    step = "" if options.indent is None else " " * options.indent
    line, deep = ("", "") if options.indent is None else ("\n" + step, "\n" + step * 2)
    colon = _colon(options.indent)
    failures: list[Failure] = []
    head = {"schema_version": SCHEMA_VERSION, "generator": GENERATOR}
    opening = ",".join(f'{line}"{key}"{colon}{_text(value, line, step, colon)}' for key, value in head.items())
    out.write(f'{{{opening},{line}"plans"{colon}['.encode())
    comma = ""
    for record in records:
        if isinstance(record, Plan):
            out.write((comma + deep + _text(record, deep, step, colon)).encode("utf-8", "backslashreplace"))
            comma = ","
        else:
            failures.append(record)
    errors = f',{line}"errors"{colon}{_text(tuple(failures), line, step, colon)}' if failures else ""
    end = "\n" if options.indent is not None else ""
    out.write(f"{line if comma else ''}]{errors}{end}}}\n".encode("utf-8", "backslashreplace"))


def dumps(value: object, indent: int | None = None) -> str:
    """A record, or tuples, lists and dicts of records, as JSON text; Decimals exact, nothing escaped without need."""
    newline, step = ("", "") if indent is None else ("\n", " " * indent)
    return _text(value, newline, step, _colon(indent))


def scalar(value: str | int | Decimal | None) -> str:
    """One value as JSON."""
    return _SCALARS[type(value)](value)


def _colon(indent: int | None) -> str:
    return ":" if indent is None else ": "


def _text(value: Any, newline: str, step: str, colon: str) -> str:
    """`value` as JSON; `newline` breaks the line at the indentation of the value's own line, empty when compact."""
    write_scalar = _SCALARS.get(type(value))
    if write_scalar is not None:
        return write_scalar(value)
    inner = newline + step
    if isinstance(value, tuple | list):
        return _wrapped("[", [_text(each, inner, step, colon) for each in value], "]", newline, inner)
    members = [
        key + (_SCALARS[type(each)](each) if type(each) in _SCALARS else _text(each, inner, step, colon))
        for key, each in _members(value, colon)
    ]
    return _wrapped("{", members, "}", newline, inner)


def _wrapped(opening: str, parts: list[str], closing: str, newline: str, inner: str) -> str:
    return f"{opening}{inner}{f',{inner}'.join(parts)}{newline}{closing}" if parts else opening + closing


def _members(value: Any, colon: str) -> Iterable[tuple[str, Any]]:
    """The keys, written, and values of a dict or a record, without the fields that hold their default."""
    if isinstance(value, dict):
        return [(encode_basestring(key) + colon, each) for key, each in value.items()]
    keys, values_of, defaults = _shape(value.__class__, colon)
    pairs = zip(keys, values_of(value), defaults, strict=True)
    return [(key, each) for key, each, default in pairs if default is MISSING or each != default]


@cache
def _shape(record: type[Any], colon: str) -> tuple[list[str], Callable[[Any], tuple[Any, ...]], list[Any]]:
    """The keys of a record type, written, what takes its values, and their defaults."""
    each = fields(record)
    keys = [encode_basestring(field.name) + colon for field in each]
    return keys, attrgetter(*[field.name for field in each]), [field.default for field in each]
