"""What the user said about the output comes in; the format, and targets that may be written, come out."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from livelihood_extract.batch import path_in
from livelihood_extract.errors import ExtractError, UsageError
from livelihood_extract.inputs import Input
from livelihood_extract.locations import is_url
from livelihood_extract.writers import WRITERS, Options, format_of, write

__all__ = [
    "TABLE",
    "check_file",
    "check_folder",
    "check_free",
    "check_options",
    "chosen_format",
    "goes_in_parts",
    "replace_file",
]

FORMAT_IN_PARTS = "parquet"
TABLE = "table"
"""The view for people; every other format is a row of WRITERS."""
ONE_TABLE = ("csv", "jsonl", "parquet")
"""Formats that hold one table."""
MEANT_FOR = {
    "--excel": ("csv",),
    "--ledger": ("xlsx",),
    "--header zh": ("csv", "jsonl", "xlsx", "parquet", "datapackage"),
}
"""Options that say nothing to other formats than these."""


def chosen_format(asked: str | None, output: str | None, folder: str | None, records: str | None) -> str:
    """The format: as asked, else by the suffix of `output`, else a table for a terminal and JSON for a pipe.

    Raises UsageError where two answers contradict each other.
    """
    if output and folder:
        raise UsageError("-o writes one file and -d one per plan; choose")
    if folder and is_url(folder):
        raise UsageError(f"{folder}: -d takes a folder on this machine; -o takes addresses")
    by_suffix = _by_suffix(output, asked)
    written = output or folder
    chosen = asked or by_suffix or (TABLE if sys.stdout.isatty() and not written else "json")
    if by_suffix and chosen != by_suffix:
        raise UsageError(f"{output}: the suffix says {by_suffix} and --format {chosen}; make them agree")
    if written and chosen == TABLE:
        raise UsageError(f"{written}: the table is for a screen; for a file choose {', '.join(WRITERS)}")
    if not written and chosen != TABLE and WRITERS[chosen].target != "stream":
        raise UsageError(f"{chosen} is not for a pipe; name a {WRITERS[chosen].target} with -o")
    if records and chosen not in ONE_TABLE:
        raise UsageError(f"--records chooses one table and {chosen} has them all; use it with {', '.join(ONE_TABLE)}")
    return chosen


def check_options(format: str, options: Options) -> None:
    """Raise UsageError when an option was given that means nothing to the format."""
    given = {"--excel": options.excel, "--ledger": options.ledger, "--header zh": options.header == "zh"}
    for option, formats in MEANT_FOR.items():
        if given[option] and format not in formats:
            raise UsageError(f"{option} means nothing to {format}; use it with {', '.join(formats)}")


def goes_in_parts(output: str, format: str) -> bool:
    """Whether `output` is a folder that gets Parquet in several files: out/, s3://bucket/out/."""
    return format == FORMAT_IN_PARTS and (output.endswith("/") or os.path.isdir(output))


def check_file(path: Path, format: str, inputs: Sequence[Input], *, force: bool) -> None:
    """Raise UsageError when writing `path` cannot work, or would replace by surprise what stands there."""
    if any(path.exists() and item.path != "-" and _same(item.path, path) for item in inputs):
        raise UsageError(f"{path}: is an input too; name another output")
    _check_writable(path.parent)
    match WRITERS[format].target:
        case "database":
            if path.exists():  # it is added to; the writer says now, not in the end, that it is none of ours
                write((), path, format)
        case "folder":
            if path.exists() and not path.is_dir():
                raise UsageError(f"{path}: is a file; {format} takes a folder")
            if path.is_dir() and any(path.iterdir()) and not force:
                raise UsageError(f"{path}: the folder is not empty; --force replaces the tables in it")
        case _:
            check_free(path, force=force)


def check_folder(folder: Path, format: str, inputs: Sequence[Input], *, force: bool) -> None:
    """Raise UsageError when one file per plan cannot go into `folder`: no folder, two of one name, files in the way."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; -d takes a folder")
    _check_writable(folder if folder.exists() else folder.parent)
    names = Counter(path_in(folder, item, format) for item in inputs)
    path, times = names.most_common(1)[0]
    if times > 1:
        clash = [item.path for item in inputs if path_in(folder, item, format) == path]
        raise UsageError(f"{' and '.join(clash)} would both become {path}; rename one, or read them in two calls")
    for path in names:
        if path.exists() and WRITERS[format].target != "database":
            check_free(path, force=force)


def replace_file(parts: Iterable[bytes], path: Path) -> None:
    """Write a file whole or not at all. Raises ExtractError when it cannot be written."""
    from livelihood_extract.writers.files import replacing

    try:
        with replacing(path) as beside, beside.open("wb") as out:
            out.writelines(parts)
    except OSError as error:
        raise ExtractError(f"{path}: cannot be written: {error.strerror or error}") from error


def check_free(path: Path, *, force: bool) -> None:
    """Raise UsageError when there is something at `path` already that nobody has said may go."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it, or use -d for one file per plan")
    if path.is_file() and not force:
        raise UsageError(f"{path}: exists already; --force replaces it")


def _check_writable(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; make it first")
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{folder}: the folder cannot be written; change its permissions or choose another")


def _same(path: str, other: Path) -> bool:
    return os.path.exists(path) and os.path.samefile(path, other)


def _by_suffix(output: str | None, asked: str | None) -> str | None:
    """The format the suffix stands for; None without an output, and for an unknown suffix when the format was asked."""
    known = tuple(suffix for each in WRITERS.values() for suffix in each.suffixes)
    if output is None or (asked and not output.lower().endswith(known)):
        return None
    if os.path.isdir(output):
        raise UsageError(f"{output}: is a folder; name a file in it, or use -d for one file per plan")
    return format_of(output)
