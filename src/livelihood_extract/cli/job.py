"""One call over many inputs, as data: what to read and how, which engine does it, and where the results go."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from livelihood_extract import __version__
from livelihood_extract.batch import Reading
from livelihood_extract.cli.progress import Manner
from livelihood_extract.inputs import Input
from livelihood_extract.writers import Options

__all__ = ["Engine", "Job"]

Engine = Callable[..., Iterator[Any]]
"""(work, items, lost) -> work(item) of each item in order, or lost(item) where a process died of it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A batch; without `output`, `folder`, `parts` and `address` the results go to standard output."""

    inputs: list[Input]
    how: Reading
    format: str
    options: Options
    engine: Engine
    part_size: int = 500
    """Plans in a part."""
    resume: bool = False
    force: bool = False
    manner: Manner = "failures"
    quiet: bool = False
    output: Path | None = None
    """File for all plans."""
    folder: Path | None = None
    """Folder for one file per plan."""
    parts: str | None = None
    """Path or address of a folder for Parquet in parts."""
    address: str | None = None
    """Where the file for all plans goes when that is not on this machine."""

    def signature(self) -> str:
        """Hash of all that decides the bytes of a result besides the content of its input."""
        words = Path(self.how.lexicon).read_bytes().hex() if self.how.lexicon else None
        facts = [__version__, asdict(replace(self.how, lexicon=words)), self.format, asdict(self.options)]
        return sha256(json.dumps(facts).encode()).hexdigest()
