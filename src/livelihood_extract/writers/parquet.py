"""One table as Parquet: decimals and dates as such, nullable, row group by row group, column meanings in the metadata.

Decimals have 29 digits before the point and 9 after it; what a plan states more finely is rounded to that, and a number
that is larger is null (its text stays in the column `text`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Context, Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from livelihood_extract.writers.columns import Column, columns, header
from livelihood_extract.writers.options import Header, Options
from livelihood_extract.writers.tables import Cell, Record, Row, rows

__all__ = ["batches", "layout", "write"]

_ROWS_PER_BATCH, _BATCHES_PER_GROUP = 5_000, 5  # rows are large in Python, small in Arrow
_DIGITS, _STEP, _WIDE = 29, Decimal("1E-9"), Context(prec=38)
_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(38, 9),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def write(records: Iterable[Record], path: Path, options: Options) -> None:
    """Write the rows of `options.table` to the file `path`."""
    parts = batches(records, options)
    with pq.ParquetWriter(path, layout(options), compression="zstd") as out:
        while group := list(islice(parts, _BATCHES_PER_GROUP)):
            out.write_table(pa.Table.from_batches(group))


def batches(records: Iterable[Record], options: Options) -> Iterator[pa.RecordBatch]:
    """The rows of `options.table` as Arrow batches of at most 5,000 rows."""
    schema, kinds = layout(options), [column.type for column in columns(options.table)]
    stream = chain.from_iterable(rows(options.table, record) for record in records)
    while group := list(islice(stream, _ROWS_PER_BATCH)):
        yield pa.record_batch(list(_arrays(group, kinds)), schema=schema)


def layout(options: Options) -> pa.Schema:
    """The Arrow schema of `options.table`; each field carries its name and meaning in both languages."""
    return pa.schema([_field(column, options.header) for column in columns(options.table)])


def _field(column: Column, language: Header) -> pa.Field:
    meaning = {"zh": column.zh, "description": column.description, "description_zh": column.description_zh}
    return pa.field(header(column, language), _TYPES[column.type], metadata=meaning)


def _arrays(group: list[Row], kinds: list[Any]) -> Iterator[pa.Array]:
    for kind, cells in zip(kinds, zip(*group, strict=True), strict=True):
        yield pa.array(map(_CONVERT[kind], cells) if kind in _CONVERT else cells, _TYPES[kind])


def _day(cell: Cell) -> date | None:
    return date.fromisoformat(cell) if isinstance(cell, str) else None


def _fitting(cell: Cell) -> Decimal | None:
    if not isinstance(cell, Decimal) or cell.adjusted() >= _DIGITS:
        return None
    return cell.quantize(_STEP, context=_WIDE)


_CONVERT = {"date": _day, "decimal": _fitting}
