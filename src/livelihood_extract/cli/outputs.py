"""What the user said about the output comes in, the format and a target that may be written come out."""

import os
import sys
from pathlib import Path

from livelihood_extract.errors import UsageError
from livelihood_extract.writers import WRITERS, format_of

__all__ = ["TABLE", "check_free", "chosen_format"]

TABLE = "table"
"""The view for people; every other format is a row of WRITERS."""
ONE_TABLE = ("csv", "jsonl", "parquet")


def chosen_format(asked: str | None, output: Path | None, records: str | None) -> str:
    """The format: as asked, else by the suffix of `output`, else a table for a terminal and JSON for a pipe.

    Raises UsageError where two answers contradict each other.
    """
    by_suffix = _by_suffix(output, asked)
    chosen = asked or by_suffix or (TABLE if sys.stdout.isatty() else "json")
    if by_suffix and chosen != by_suffix:
        raise UsageError(f"{output} ends like {by_suffix}, but --format says {chosen}; make them agree")
    if output and chosen == TABLE:
        raise UsageError(f"{output}: the table is for a screen; choose one of {', '.join(WRITERS)} for a file")
    if records and chosen not in ONE_TABLE:
        raise UsageError(f"--records chooses one table and {chosen} has them all; use it with {', '.join(ONE_TABLE)}")
    return chosen


def check_free(target: Path, *, force: bool) -> None:
    """Raise UsageError when writing `target` would replace a file by surprise, or cannot work at all."""
    if target.is_dir():
        raise UsageError(f"{target}: is a folder; name a file in it, or use -d {target} for one file per plan")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: there is no folder {target.parent}; make it first")
    if target.is_file() and not force:
        raise UsageError(f"{target}: exists already; --force replaces it")
    if not os.access(target.parent, os.W_OK):
        raise UsageError(f"{target}: its folder cannot be written; choose another or change its permissions")


def _by_suffix(output: Path | None, asked: str | None) -> str | None:
    """The format the suffix stands for; None when there is no output, or an unknown suffix and the format was asked."""
    known = {suffix for each in WRITERS.values() for suffix in each.suffixes}
    if output is None or (asked and output.suffix.lower() not in known):
        return None
    return format_of(str(output))
