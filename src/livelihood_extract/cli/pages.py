"""What the user said about a page of text comes in: its form, and where it goes; text goes out, whole or not at all."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from livelihood_extract.cli.outputs import TABLE, check_file, replace_file
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import Input

__all__ = ["check_free", "form_of", "put"]


def form_of(asked: str | None, output: Path | None, suffixes: Mapping[str, str]) -> str:
    """The form: as asked, else by the suffix of `output`, else a table for a terminal and JSON for a pipe.

    `suffixes` names the forms. Raises UsageError when no form for a file can be told.
    """
    by_suffix = next((form for form, suffix in suffixes.items() if output and suffix == output.suffix.lower()), None)
    if output and (asked or by_suffix or TABLE) == TABLE:
        known = ", ".join(filter(None, suffixes.values()))
        raise UsageError(f"{output}: the suffix names no form for a file; use {known}, or --format")
    return asked or by_suffix or (TABLE if sys.stdout.isatty() else "json")


def check_free(path: Path | None, inputs: Sequence[str], *, force: bool) -> None:
    """Raise UsageError when writing `path` cannot work, or would replace by surprise what stands there."""
    if path:
        check_file(path, "json", [Input(word, word) for word in inputs], force=force)


def put(text: str, output: Path | None) -> None:
    """Print the text, or write it to `output`. Raises ExtractError when the file cannot be written."""
    data = text.encode("utf-8", "backslashreplace")
    if output:
        replace_file([data], output)
    else:
        sys.stdout.buffer.write(data)
