"""What the user typed in, the inputs to read out: files, folders, globs that the shell did not expand, lists of names.

["plans/", "extra/云州-*.txt", "-"]  ->  Input("plans/2023/云州.txt", "2023/云州.txt"), ... , Input("-", "-")
"""

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from livelihood_extract.errors import UnreadableFile, UsageError
from livelihood_extract.locations import find, is_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["STDIN", "SUFFIXES", "Input", "find_inputs", "names_in", "told_apart"]

STDIN = "-"
SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"),
    *(".docx", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".xlsx", ".xls", ".et"),
)
"""Files that a folder gives; a file named itself is read whatever it is called."""


class Input(NamedTuple):
    """One input: where to read it and what it is called in the output (inside its folder, with `/` on every system)."""

    path: str
    name: str


def find_inputs(words: "Iterable[str]", *, leave_out: "Iterable[str]" = ()) -> list[Input]:
    """Every input once, in the order of `words`, those of one folder or glob by name.

    `leave_out` are outputs: a folder that is read does not give the files that are about to be written. What is
    missing, and a folder without plans, is found out when it is read.
    """
    outputs = [os.path.abspath(path) for path in leave_out]
    found: dict[str, Input] = {}
    for word in words:
        for item in _expand(word):
            written = any(_is_within(os.path.abspath(item.path), output) for output in outputs)
            if item.path == word or not written:
                found.setdefault(item.path if is_url(item.path) else os.path.abspath(item.path), item)
    return list(found.values())


def told_apart(inputs: list[Input]) -> list[Input]:
    """Inputs of one name are called by as much of their paths as tells them apart: a row says which plan it is from."""
    times = Counter(item.name for item in inputs)
    if len(times) == len(inputs):
        return inputs
    alike: dict[str, list[str]] = {name: [] for name, count in times.items() if count > 1}
    for item in inputs:
        if item.name in alike:
            alike[item.name].append(os.path.abspath(item.path))
    roots = {name: os.path.commonpath(paths) for name, paths in alike.items()}
    return [Input(each.path, _inside(each.path, roots[each.name])) if each.name in roots else each for each in inputs]


def names_in(path: str) -> list[str]:
    """The names in a list, one a line; "-" is standard input. Raises UnreadableFile, or UsageError when it is empty."""
    try:
        data = sys.stdin.buffer.read() if path == STDIN else _bytes(path)
    except OSError as error:
        raise UnreadableFile(path, f"the list of files cannot be read ({error.strerror}); check the path") from None
    names = [os.fsdecode(line.strip()) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines()]
    if not any(names):
        raise UsageError(f"--files-from {path}: no file in the list; it has one name on each line")
    return [name for name in names if name]


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


_MAGIC = "*?["
"""What makes a word a pattern (glob, which most calls do not need, is imported where one is)."""


def _expand(word: str) -> "Iterator[Input]":
    if is_url(word):
        yield from (Input(path, name) for path, name in find(word, SUFFIXES))
    elif word != STDIN and os.path.isdir(word):
        yield from _in_folder(word)
    elif any(sign in word for sign in _MAGIC) and not os.path.lexists(word):
        yield from _in_glob(word)
    else:
        yield Input(word, os.path.basename(word))


def _in_folder(folder: str) -> list[Input]:
    """The plans in a folder, or the folder itself when there are none: reading it says so."""
    from glob import escape

    pattern = os.path.join(escape(folder), "**", "*")
    found = [path for path in _sorted(pattern) if os.path.splitext(path)[1].lower() in SUFFIXES]
    return [Input(path, _inside(path, folder)) for path in found] or [
        Input(folder, os.path.basename(os.path.abspath(folder)))
    ]


def _in_glob(pattern: str) -> list[Input]:
    """The files a pattern matches, or the pattern itself when there are none: no file is called like that."""
    fixed = pattern[: min(pattern.find(sign) for sign in _MAGIC if sign in pattern)]
    found = [Input(path, _inside(path, os.path.dirname(fixed))) for path in _sorted(pattern)]
    return found or [Input(pattern, os.path.basename(pattern))]


def _sorted(pattern: str) -> list[str]:
    """Files that match, hidden ones left out, in the order of code points on every system."""
    from glob import glob

    files = (path for path in glob(pattern, recursive=True) if os.path.isfile(path))
    return sorted(files, key=lambda path: path.replace(os.sep, "/"))


def _inside(path: str, folder: str) -> str:
    return os.path.relpath(path, folder or os.curdir).replace(os.sep, "/")


def _is_within(path: str, output: str) -> bool:
    return path == output or path.startswith(output + os.sep)
