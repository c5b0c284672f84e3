"""One input in, what came of it out: the work that every process of every engine does.

Input("plans/云州.txt", "云州.txt")  ->  Outcome("云州.txt", sha256, b'{"source": ...', items=12, targets=40)
                                     or  Outcome("云州.txt", failure=Failure("云州.txt", "NoPlan", "云州.txt: no ..."))
"""

import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from livelihood_extract.errors import ExtractError, InputError, NoPlan, UnreadableFile
from livelihood_extract.inputs import SUFFIXES, Input
from livelihood_extract.locations import fetch, is_url
from livelihood_extract.readers.limits import MAX_BYTES
from livelihood_extract.writers import WRITERS, Failure, Options, Record, write

if TYPE_CHECKING:
    from livelihood_extract.lexicon import Lexicon
    from livelihood_extract.readers import SourceText
    from livelihood_extract.records import Plan

__all__ = ["Outcome", "Reading", "lost", "path_in", "plan_in", "render", "save", "text_of", "words"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user knows better than the file; None and False leave it to the file."""

    encoding: str | None = None
    year: int | None = None
    region: str | None = None
    whole: bool = False
    lexicon: str | None = None
    """Path of a lexicon file whose words are added to the built-in ones."""


class Outcome(NamedTuple):
    """What came of one input: its piece of the output and how much is in it, or its failure."""

    name: str
    sha256: str = ""
    """Of the bytes that were read; empty for a failure."""
    piece: bytes = b""
    items: int = 0
    targets: int = 0
    failure: Failure | None = None


def text_of(item: Input, how: Reading) -> "SourceText":
    """The text of one input, called by the name the input has in the output. Raises InputError."""
    from livelihood_extract.readers import read, read_bytes

    if os.path.isdir(item.path):
        raise UnreadableFile(item.path, f"a folder without plans: no file in it ends in {' '.join(SUFFIXES)}")
    if is_url(item.path):
        text = read_bytes(fetch(item.path, MAX_BYTES + 1), item.path, encoding=how.encoding)
    else:
        text = read(item.path, encoding=how.encoding)
    return replace(text, source=replace(text.source, name=item.name))


def plan_in(text: "SourceText", how: Reading) -> "Plan":
    """The plan that stands in `text`. Raises NoPlan when there is no item in it, LexiconError for the user's words."""
    from livelihood_extract.pipeline import extract

    if text.text.startswith("{") and '"schema_version"' in text.text[:40]:
        raise NoPlan(text.source.name, "records that extract has printed; extract diff and extract trend read them")
    plan = extract(text, year=how.year, region=how.region, whole=how.whole, lexicon=words(how.lexicon))
    if not plan.items:
        more = "" if how.whole else ", or try --whole"
        raise NoPlan(text.source.name, f"no numbered commitment in it; check that it is a plan{more}")
    return plan


@cache
def words(path: str | None) -> "Lexicon | None":
    """The built-in words and those of the file at `path`; None when there is none. Raises LexiconError."""
    from livelihood_extract.lexicon import load

    return load([Path(path)]) if path else None


def render(item: Input, how: Reading, format: str, options: Options) -> Outcome:
    """Read one input and render what it adds to a combined output in `format`."""
    from livelihood_extract.pieces import piece

    record = _attempt(item, how)
    return _outcome(item, record, piece(record, format, options))


def save(item: Input, how: Reading, format: str, options: Options, folder: Path) -> Outcome:
    """Read one input and write its plan to a file of its own in `folder`."""
    record = _attempt(item, how)
    if isinstance(record, Failure):
        return _outcome(item, record, b"")
    path = path_in(folder, item, format)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write([record], path, format, options)
    except (ExtractError, OSError) as error:
        return _outcome(item, Failure(item.name, "Unwritable", f"{item.name}: {error}"), b"")
    return _outcome(item, record, b"")


def path_in(folder: Path, item: Input, format: str) -> Path:
    """Where the plan of `item` goes in `folder`: plans/2023/云州.txt read from plans/ goes to 2023/云州.json."""
    return folder / Path(item.name).with_suffix("".join(WRITERS[format].suffixes[:1]))


def lost(item: Input, format: str, options: Options) -> Outcome:
    """What is said of an input whose process died of it, and what that adds to a combined output."""
    from livelihood_extract.pieces import piece

    problem = "the process that read it died; it may need more memory than there is"
    failure = Failure(item.name, "Lost", f"{item.name}: {problem}")
    return _outcome(item, failure, piece(failure, format, options))


def _attempt(item: Input, how: Reading) -> Record:
    """The plan of one input, or why there is none: what is wrong with one file does not stop the others."""
    try:
        return plan_in(text_of(item, how), how)
    except InputError as error:
        return Failure(item.name, type(error).__name__, f"{item.name}: {error.problem}")
    except Exception as error:  # a mistake of ours that one file brings to light is no reason to lose the others
        return Failure(item.name, "Defect", f"{item.name}: {type(error).__name__}: {error}; please report this file")


def _outcome(item: Input, record: Record, piece: bytes) -> Outcome:
    if isinstance(record, Failure):
        return Outcome(item.name, piece=piece, failure=record)
    return Outcome(item.name, record.source.sha256, piece, len(record.items), len(record.targets))
