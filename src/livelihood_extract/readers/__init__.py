"""Files in, text out: any file a plan comes in becomes characters with the facts of their source.

    >>> from livelihood_extract import read
    >>> read("data/raw/dalian-2024.txt").text[:9]
    '一、城市安居项目\\n'

One module per format, each with `read(data, name, encoding) -> Content`. The table READERS names them; `sniff` chooses
by content first and suffix second. A module is imported only for a file it reads, so plain text needs no extra.
"""

import os
import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from livelihood_extract.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers.limits import MAX_BYTES, MAX_CHARACTERS
from livelihood_extract.readers.sniff import kind_of
from livelihood_extract.records import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from livelihood_extract.readers.content import Content

__all__ = ["READERS", "Reader", "SourceText", "read", "read_bytes"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The decoded text of one input; every offset in the records refers to it."""

    text: str
    source: Source


class Reader(NamedTuple):
    """One row of READERS: the module that reads a format, its media type and the extra that brings its library."""

    module: str
    media_type: str
    extra: str | None = None


READERS = {
    "text": Reader("text", "text/plain"),
    "markdown": Reader("markdown", "text/markdown", "markdown"),
    "html": Reader("html", "text/html", "html"),
    "mhtml": Reader("mhtml", "multipart/related", "html"),
    "docx": Reader("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xlsx": Reader("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "xls": Reader("xlsx", "application/vnd.ms-excel", "xlsx"),
    "pdf": Reader("pdf", "application/pdf", "pdf"),
    "ofd": Reader("ofd", "application/ofd", "ofd"),
    "doc": Reader("office", "application/msword", "docx"),
    "odt": Reader("office", "application/vnd.oasis.opendocument.text", "docx"),
    "rtf": Reader("office", "application/rtf", "docx"),
}


def read(path: str | os.PathLike[str], *, encoding: str | None = None) -> SourceText:
    """Text and source facts of the file at `path`; "-" reads the bytes of standard input.

    `encoding` overrules detection where the format leaves it open (text, Markdown, HTML). Raises InputError:
    UnreadableFile, UnknownEncoding, UnsupportedFormat or LimitExceeded; UsageError for an encoding nobody knows.
    """
    name = os.fspath(path)
    try:
        data = _bytes_at(name)
    except FileNotFoundError:
        raise UnreadableFile(name, "no such file; check the path") from None
    except IsADirectoryError:
        raise UnreadableFile(name, "a folder; name the files in it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableFile(name, f"cannot be opened ({reason}); check the path and your permissions") from None
    return read_bytes(data, name, encoding=encoding)


def read_bytes(data: bytes, name: str, *, encoding: str | None = None) -> SourceText:
    """Text and source facts of `data`, the bytes of a file called `name`. Raises as `read` does."""
    _check_size(len(data), name)
    if not data:
        raise UnreadableFile(name, "empty file; nothing to read")
    kind = kind_of(data, name)
    content = _reader(kind, name)(data, name, encoding)
    if len(content.text) > MAX_CHARACTERS:
        raise LimitExceeded(name, f"more than {MAX_CHARACTERS:,} characters of text; split the file")
    if not content.text.strip():
        hint = "nothing to read" if kind == "text" else "if its pages are pictures, turn them into text by OCR first"
        raise UnreadableFile(name, f"no text in it; {hint}")
    source = Source(
        name=os.path.basename(name),
        sha256=sha256(data).hexdigest(),
        media_type=READERS[kind].media_type,
        encoding=content.encoding,
        characters=len(content.text),
        parts=content.parts,
    )
    return SourceText(content.text, source)


def _bytes_at(name: str) -> bytes:
    """At most one byte more than MAX_BYTES; nothing of a file that says itself that it is larger."""
    if name == "-":
        if sys.stdin is None:
            raise UnreadableFile(name, "standard input is closed; name a file, or pipe one in")
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(name, "rb") as file:
        _check_size(os.fstat(file.fileno()).st_size, name)
        return file.read(MAX_BYTES + 1)


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise LimitExceeded(name, f"larger than {MAX_BYTES >> 20} MiB; split the file or save its text alone")


def _reader(kind: str, name: str) -> "Callable[[bytes, str, str | None], Content]":
    reader = READERS[kind]
    try:
        module = import_module(f"{__name__}.{reader.module}")
    except ModuleNotFoundError as error:
        command = f"pip install 'livelihood-extract[{reader.extra}]'"
        raise UnsupportedFormat(name, f"reading {kind} needs {error.name}; run: {command}") from None
    function: Callable[[bytes, str, str | None], Content] = module.read
    return function
