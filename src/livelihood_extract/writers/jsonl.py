"""One table as JSON lines: one object per row, keys in the order of the columns, null for an empty cell."""

from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import BinaryIO

from livelihood_extract.writers.columns import headers
from livelihood_extract.writers.json import scalar
from livelihood_extract.writers.options import Options
from livelihood_extract.writers.tables import Record, rows

__all__ = ["write"]


def write(records: Iterable[Record], out: BinaryIO, options: Options) -> None:
    """Write the rows of `options.table` to `out`, one line each."""
    keys = [encode_basestring(name) + ":" for name in headers(options.table, options.header)]
    for record in records:
        for row in rows(options.table, record):
            line = ",".join([key + scalar(cell) for key, cell in zip(keys, row, strict=True)])
            out.write(f"{{{line}}}\n".encode("utf-8", "backslashreplace"))
