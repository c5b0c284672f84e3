"""A path goes in, a file beside it comes out that takes its place once it is whole: nothing is ever half-written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["replacing"]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; on leaving it replaces `path`, after an error it is removed instead.

    A link stays and what it leads to is replaced; a device or a pipe (/dev/null) is written to as it is. Raises OSError
    at once when the folder cannot be written or `path` is a folder.
    """
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(None, "it is a folder; name a file in it")
    if path.exists() and not path.is_file():
        yield path
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.touch()
    try:
        yield beside
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
