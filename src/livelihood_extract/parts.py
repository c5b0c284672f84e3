"""Many inputs in, Parquet in several files out: each part is read and written by one process.

part 3 of plans 1500 to 1999  ->  out/part-00003.parquet
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from livelihood_extract.batch import Outcome, Reading, render
from livelihood_extract.errors import ExtractError
from livelihood_extract.inputs import Input
from livelihood_extract.locations import is_url, put
from livelihood_extract.pieces import record_in
from livelihood_extract.writers import Options, Record, write

__all__ = ["FORMAT", "Part", "divided", "is_part", "lost_part", "save_part", "write_into"]

FORMAT = "parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the output and the inputs whose rows are in it."""

    number: int
    inputs: tuple[Input, ...]

    @property
    def name(self) -> str:
        """Name of its file; names sort in the order of the inputs."""
        return f"part-{self.number:05}.parquet"


def divided(inputs: Sequence[Input], size: int) -> list[Part]:
    """`inputs` in parts of `size`, the last one smaller."""
    starts = range(0, len(inputs), size)
    return [Part(number, tuple(inputs[start : start + size])) for number, start in enumerate(starts)]


def save_part(part: Part, how: Reading, options: Options, folder: str) -> list[Outcome] | None:
    """Read the inputs of a part and write its file; None when it could not be written."""
    outcomes = [render(item, how, FORMAT, options) for item in part.inputs]
    try:
        write_into(folder, part.name, (record_in(each.piece) for each in outcomes), FORMAT, options)
    except ExtractError:
        return None
    return [Outcome(each.name, each.sha256, b"", each.items, each.targets, each.failure) for each in outcomes]


def lost_part(part: Part) -> None:
    """A part whose process died says nothing of its inputs: they are tried one by one."""


def write_into(folder: str, name: str, records: Iterable[Record], format: str, options: Options) -> None:
    """Write a file into `folder`, a path or an address. Raises ExtractError."""
    if not is_url(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
        write(records, Path(folder, name), format, options)
        return
    with TemporaryDirectory() as place:
        file = Path(place, name)
        write(records, file, format, options)
        put(file, f"{folder.rstrip('/')}/{name}")


def is_part(name: str) -> bool:
    """Whether a file of this name is a part."""
    return name.startswith("part-") and name.endswith(".parquet")
