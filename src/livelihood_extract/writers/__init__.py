"""Plans go in, bytes come out: one file per output format, one table of them (`WRITERS`), one function (`write`).

    >>> from livelihood_extract.writers import Options, format_of, write
    >>> write(plans, sys.stdout.buffer, "csv", Options(table="items"))     # a stream, left open
    >>> write(plans, Path("plans.xlsx"), format_of("plans.xlsx"))          # a file, replaced when all is written

`plans` is any iterable of `Plan` and `Failure` (a file that gave no plan; it goes to the table `errors`). It is
consumed once and plan by plan, so memory does not grow with their number; when it ends early, what was taken is
written whole.

What a format can be written to is its `target`:

    stream     any binary stream, or a file          json, jsonl, csv
    file       a file only                           xlsx, parquet
    database   a file that is added to when it exists and replaced never          sqlite
    folder     a folder that receives one file per table          datapackage

Each format is a module with one function `write(records, target, options)`; it is imported when it is asked for.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Literal, NamedTuple

from livelihood_extract.errors import ExtractError, UsageError
from livelihood_extract.writers.options import Options
from livelihood_extract.writers.tables import Failure, Record

__all__ = ["WRITERS", "Failure", "Format", "Options", "Record", "format_of", "write"]


class Format(NamedTuple):
    """An output format: the suffixes it goes by, what it is written to, and the extra that brings its library."""

    suffixes: tuple[str, ...]
    target: Literal["stream", "file", "database", "folder"]
    extra: str | None = None


WRITERS = {
    "json": Format((".json",), "stream"),
    "jsonl": Format((".jsonl", ".ndjson"), "stream"),
    "csv": Format((".csv",), "stream"),
    "xlsx": Format((".xlsx",), "file", extra="excel"),
    "parquet": Format((".parquet",), "file", extra="parquet"),
    "sqlite": Format((".sqlite", ".sqlite3", ".db"), "database"),
    "datapackage": Format((), "folder"),
}


def format_of(path: str) -> str:
    """The format that a file name's suffix asks for; UsageError when none does."""
    suffix = Path(path).suffix.lower()
    for name, each in WRITERS.items():
        if suffix in each.suffixes:
            return name
    known = " ".join(suffix for each in WRITERS.values() for suffix in each.suffixes)
    raise UsageError(f"{path}: the suffix names no output format; use one of {known}, or --format")


def write(records: Iterable[Record], target: BinaryIO | Path, format: str, options: Options | None = None) -> None:
    """Write all records to a binary stream (left open) or to a path, which changes only when everything is written.

    Raises UsageError for a stream where the format needs a path, ExtractError when the path cannot be written or the
    format's library is not installed. An error of the stream itself (a closed pipe) passes through.
    """
    chosen, options = WRITERS[format], options or Options()
    if not isinstance(target, Path):
        if chosen.target != "stream":
            raise UsageError(f"{format} cannot be written to a stream: name a {chosen.target} with -o")
        _module(format).write(records, target, options)
        return
    try:
        _save(records, target, format, options)
    except OSError as error:
        raise ExtractError(f"{target}: cannot be written: {error.strerror or error}") from error


def _save(records: Iterable[Record], path: Path, format: str, options: Options) -> None:
    from livelihood_extract.writers.files import replacing

    module = _module(format)
    match WRITERS[format].target:
        case "stream":
            with replacing(path) as beside, beside.open("wb") as out:
                module.write(records, out, options)
        case "file":
            with replacing(path) as beside:
                module.write(records, beside, options)
        case "database" | "folder":
            module.write(records, path, options)


def _module(format: str) -> ModuleType:
    """The module of a format; ExtractError when the library it stands on is missing."""
    try:
        return import_module(f"{__name__}.{format}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith(__name__):
            raise
        extra = WRITERS[format].extra
        need = f"writing {format} needs {error.name}; run: pip install 'livelihood-extract[{extra}]'"
        raise ExtractError(need) from error
