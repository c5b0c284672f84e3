"""Plans go in, the bytes that each adds to a combined output come out, and these bytes joined: rendered in any process.

    b"".join(joined([piece(a), piece(b)]))  ==  what writers.write([a, b]) writes

A format that is a stream (json, jsonl, csv) is a head, the pieces with a joint between two, and a tail; so many
processes render and one only copies. For other formats the piece is the record itself, pickled.
"""

import io
import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from livelihood_extract.writers import WRITERS, Failure, Options, Record, write

__all__ = ["is_stream", "joined", "piece", "record_in"]


def is_stream(format: str) -> bool:
    """Whether outputs of this format can be cut into pieces."""
    return format in WRITERS and WRITERS[format].target == "stream"


def piece(record: Record, format: str, options: Options) -> bytes:
    """What `record` adds to an output; nothing when it has no row in it."""
    if not is_stream(format):
        return pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
    if format == "json" and isinstance(record, Failure):
        return b""  # failures stand behind all plans, in the tail
    head, _, tail = _frame(format, options)
    return _written([record], format, options).removeprefix(head).removesuffix(tail)


def joined(pieces: Iterable[bytes], failures: Sequence[Failure], format: str, options: Options) -> Iterator[bytes]:
    """The whole output, part by part. `failures` may grow while `pieces` are taken: it is looked at in the end."""
    head, joint, _ = _frame(format, options)
    before = head
    for each in filter(None, pieces):
        yield before + each
        before = joint
    yield _frame(format, options, failures)[2] if before == joint else _bare(format, options, failures)


def record_in(piece: bytes) -> Record:
    """The record in a piece of a format that is no stream. Raises pickle.UnpicklingError for anything else."""
    record: Record = _RecordsOnly(io.BytesIO(piece)).load()
    return record


class _RecordsOnly(pickle.Unpickler):
    """Loads our records and the numbers in them, nothing else: the bytes lay on a disk that others may write."""

    def find_class(self, module: str, name: str) -> Any:
        allowed = {"livelihood_extract.records", "livelihood_extract.writers.tables"}
        if module not in allowed and (module, name) != ("decimal", "Decimal"):
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return super().find_class(module, name)


def _frame(format: str, options: Options, failures: Sequence[Failure] = ()) -> tuple[bytes, bytes, bytes]:
    """Head, joint and tail of an output that has at least one piece."""
    bare = _bare(format, options, failures)
    if format != "json":
        return bare, b"", b""
    head, tail = bare.split(b"[]", 1)
    margin = b"" if options.indent is None else b"\n" + b" " * options.indent
    return head + b"[", b",", margin + b"]" + tail


def _bare(format: str, options: Options, failures: Sequence[Failure]) -> bytes:
    """The output without any piece; a table of errors has its failures as pieces."""
    return _written(failures if format == "json" else (), format, options)


def _written(records: Sequence[Record], format: str, options: Options) -> bytes:
    buffer = io.BytesIO()
    write(records, buffer, format, options)
    return buffer.getvalue()
