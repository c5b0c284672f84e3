"""Results of a batch on disk until all are there: an interrupted batch goes on from what was finished.

One file beside the output (plans.csv.partial). Its first line is the signature of the call; then, for every input that
gave a plan, a line of JSON (name, hash of the content, length) and that many bytes. It only ever grows at its end, so a
killed process leaves at most one torn entry, which is cut off when the file is opened again.
"""

import json
import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO, Self

from livelihood_extract.errors import ExtractError, UsageError
from livelihood_extract.inputs import Input

__all__ = ["Spool"]

Key = tuple[str, str | None]
"""Name of an input in the output, and sha256 of its bytes."""
Place = tuple[int, int]
"""Offset and length."""


class Spool:
    """The finished results of a batch over `inputs`, by number of the input; a context."""

    def __init__(self, path: Path, signature: str, inputs: Sequence[Input], *, resume: bool, force: bool) -> None:
        """Open a new spool, or with `resume` the one at `path` if there is one.

        Raises UsageError when there is one from an interrupted call and neither `resume` nor `force` says what to do
        with it, and when it was made by another call.
        """
        self._path = path
        self._signature = signature
        self._lengths = array("q", [-1]) * len(inputs)
        self._offsets = array("q", [0]) * len(inputs)
        if path.exists() and not (resume or force):
            raise UsageError(f"{path}: left by a call that did not finish; --resume goes on, --force starts over")
        self._file = path.open("r+b" if resume and path.exists() else "w+b")
        first_line = self._file.readline()
        if first_line.endswith(b"\n"):
            self._find_again(first_line, inputs)
        else:  # new, or torn before its first line was whole
            self._file.truncate(0)
            self._append({"signature": signature}, b"")

    def __contains__(self, number: int) -> bool:
        return self._lengths[number] >= 0

    def __len__(self) -> int:
        return sum(length >= 0 for length in self._lengths)

    def add(self, number: int, name: str, sha256: str, piece: bytes) -> None:
        """Keep the result of input `number`."""
        end = self._append({"name": name, "sha256": sha256, "bytes": len(piece)}, piece)
        self._offsets[number], self._lengths[number] = end - len(piece), len(piece)

    def pieces(self) -> Iterator[bytes]:
        """The results that are there, in the order of the inputs."""
        for offset, length in zip(self._offsets, self._lengths, strict=True):
            if length >= 0:
                self._file.seek(offset)
                yield self._file.read(length)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """Remove the file when every input has its result and the output is written, else keep it for another call.

        A call that could not even begin (no scheduler) leaves nothing behind, either.
        """
        with suppress(OSError):  # what a full disk does not take has been said
            self._file.close()
        finished = error is None and len(self) == len(self._lengths)
        never_began = error is not None and issubclass(error, ExtractError) and not len(self)
        if finished or never_began:
            self._path.unlink()

    def _append(self, entry: dict[str, str | int], piece: bytes) -> int:
        """Write one entry at the end and hand it to the operating system; the new end. Raises ExtractError."""
        try:
            self._file.seek(0, os.SEEK_END)
            self._file.write(_line(entry) + piece)
            self._file.flush()
        except OSError as error:
            problem = f"cannot be written ({error.strerror}); make room, and go on with --resume"
            raise ExtractError(f"{self._path}: {problem}") from error
        return self._file.tell()

    def _find_again(self, first_line: bytes, inputs: Sequence[Input]) -> None:
        """Match what the interrupted call finished with the inputs, by name and content; cut off a torn end."""
        if first_line != _line({"signature": self._signature}):
            self._file.close()
            raise UsageError(f"{self._path}: made with other options or another version; --force starts over")
        found, end = _entries(self._file)
        self._file.truncate(end)
        for number, item in enumerate(inputs):
            if place := found.get((item.name, _sha256(item.path))):
                self._offsets[number], self._lengths[number] = place


def _line(entry: dict[str, str | int]) -> bytes:
    return json.dumps(entry).encode() + b"\n"


def _entries(file: BinaryIO) -> tuple[dict[Key, Place], int]:
    """Where each result lies in the file, and where the last whole one ends."""
    found: dict[Key, Place] = {}
    end, size = file.tell(), os.fstat(file.fileno()).st_size
    while entry := _entry(file.readline()):
        name, sha256, length = entry
        start = file.tell()
        if start + length > size:
            break
        found[name, sha256] = (start, length)
        end = file.seek(start + length)
    return found, end


def _entry(line: bytes) -> tuple[str, str, int] | None:
    """Name, hash and length; None for the end of the file and for a torn line."""
    try:
        entry = json.loads(line)
        return entry["name"], entry["sha256"], entry["bytes"]
    except ValueError:
        return None


def _sha256(path: str) -> str | None:
    """Hash of the content, or None when it cannot be read (and so is tried again)."""
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
