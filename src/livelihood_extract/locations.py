"""Inputs and outputs that are no files of this machine (s3://, hdfs://): addresses and bytes, through fsspec."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livelihood_extract.errors import ExtractError, UnreadableFile, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fetch", "find", "is_url", "names", "put", "remove"]


def is_url(path: str) -> bool:
    """Whether `path` names a location for fsspec rather than a file of this machine."""
    return "://" in path


def find(url: str, suffixes: "Iterable[str]") -> list[tuple[str, str]]:
    """Address and name (inside its folder) of each file in a folder or pattern; of `url` itself when there is none."""
    place, path = _open(url)
    try:
        files = place.glob(path) if "*" in path else place.find(path)
    except OSError as error:
        raise UnreadableFile(url, f"cannot be listed ({error})") from error
    if list(files) == [path] or not files:
        return [(url, os.path.basename(path))]
    fixed = path[: path.find("*")].rpartition("/")[0] if "*" in path else path
    chosen = [file for file in files if file.lower().endswith(tuple(suffixes))]
    named = [(place.unstrip_protocol(file), file.removeprefix(fixed.rstrip("/")).lstrip("/")) for file in chosen]
    return sorted(named, key=lambda pair: pair[1].split("/")) or [(url, os.path.basename(path.rstrip("/")))]


def fetch(url: str, limit: int) -> bytes:
    """At most `limit` bytes of what lies at `url`. Raises UnreadableFile."""
    place, path = _open(url)
    try:
        with place.open(path, "rb") as file:
            data: bytes = file.read(limit)
    except Exception as error:  # every file system has its own errors
        raise UnreadableFile(url, f"cannot be read ({type(error).__name__}: {error})") from error
    return data


def put(file: Path, url: str) -> None:
    """Copy a file of this machine to `url`, whole or not at all where the file system can. Raises ExtractError."""
    place, path = _open(url)
    try:
        place.makedirs(os.path.dirname(path), exist_ok=True)
        with place.transaction, place.open(path, "wb") as out:
            out.write(file.read_bytes())
    except Exception as error:
        raise ExtractError(f"{url}: cannot be written ({type(error).__name__}: {error})") from error


def names(folder: str) -> list[str]:
    """Names of the files directly in `folder`, a path or an address; none when there is no such folder."""
    try:
        if not is_url(folder):
            return sorted(os.listdir(folder))
        place, path = _open(folder)
        return sorted(os.path.basename(file.rstrip("/")) for file in place.ls(path, detail=False))
    except FileNotFoundError:
        return []


def remove(path: str) -> None:
    """Remove one file, at a path or an address."""
    if not is_url(path):
        os.remove(path)
        return
    place, inside = _open(path)
    place.rm_file(inside)


def _open(url: str) -> tuple[Any, str]:
    """File system and path of an address. Raises UsageError when its library is missing."""
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError as error:
        need = "an address needs fsspec; run: pip install 'livelihood-extract[cluster]'"
        raise UsageError(f"{url}: {need}") from error
    try:
        place, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}; install what reads this protocol") from error
    return place, path
