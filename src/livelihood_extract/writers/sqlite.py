"""Plans into a SQLite database that grows from run to run; `database.sql` beside this file is its layout.

A plan whose file (by hash) is in the database already is left as it is. Plans are committed by the hundred, whole: a
run that is cut off leaves a sound database without the last ones, and running it again adds just those.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path

from livelihood_extract.errors import ExtractError
from livelihood_extract.records import Plan
from livelihood_extract.writers.columns import TABLES
from livelihood_extract.writers.json import GENERATOR
from livelihood_extract.writers.options import Options
from livelihood_extract.writers.tables import Cell, Failure, Record, printable, rows

__all__ = ["write"]

_LAYOUT = Path(__file__).with_name("database.sql")
_APPLICATION, _VERSION = 1818848868, 1
_PER_COMMIT = 200
_OLDEST = (3, 37, 0)  # the first with STRICT tables


def write(records: Iterable[Record], path: Path, options: Options) -> None:
    """Add the records to the database at `path`, made when missing.

    Raises ExtractError when the file is no database of this layout, is locked, or cannot be written.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise ExtractError(f"sqlite output needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}")
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            _prepare(database, path)
            remaining = iter(records)
            while batch := list(islice(remaining, _PER_COMMIT)):
                with database:
                    for record in batch:
                        _add(database, record)
    except sqlite3.Error as error:
        raise ExtractError(f"{path}: cannot be written as a SQLite database: {error}") from error


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    """Lay out a new database; make sure of an existing one."""
    application, version, tables = (
        database.execute(query).fetchone()[0]
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
    )
    if not tables:
        database.executescript(f"BEGIN IMMEDIATE; {_LAYOUT.read_text(encoding='utf-8')} COMMIT;")
    elif application != _APPLICATION:
        raise ExtractError(f"{path}: a database of another program; name another file")
    elif version != _VERSION:
        raise ExtractError(f"{path}: a database of layout {version}, this program writes {_VERSION}; name a new file")


def _add(database: sqlite3.Connection, record: Record) -> None:
    if isinstance(record, Failure):
        _insert(database, "errors", record, ())
        return
    added = database.execute(
        f"INSERT INTO plans VALUES (NULL{', ?' * 10}) ON CONFLICT (sha256) DO NOTHING", tuple(_plan_row(record))
    )
    if added.rowcount:
        for table in ("items", "targets", "agencies", "notes"):
            _insert(database, table, record, (added.lastrowid,))
    database.execute("DELETE FROM errors WHERE plan = ?", (printable(record.source.name),))


def _insert(database: sqlite3.Connection, table: str, record: Record, keys: tuple[int | None, ...]) -> None:
    names = [f'"{name}"' for name in TABLES[table]] + ["plan_id"] * len(keys)
    places = ", ".join("?" * len(names))
    values = ((*map(_stored, row), *keys) for row in rows(table, record))
    verb = "REPLACE" if table == "errors" else "INSERT"
    database.executemany(f"{verb} INTO {table} ({', '.join(names)}) VALUES ({places})", values)


def _plan_row(plan: Plan) -> Iterator[Cell]:
    source = plan.source
    yield from (source.sha256, printable(source.name), plan.region, plan.year, plan.title, plan.document_number)
    yield from (source.media_type, source.encoding, source.characters, " ".join(GENERATOR.values()))


def _stored(cell: Cell) -> str | int | float | None:
    """A cell as SQLite stores it: whole numbers as integers while they fit 64 bits, other decimals as floats."""
    if not isinstance(cell, Decimal):
        return cell
    whole = int(cell)
    return whole if whole == cell and abs(whole) < 1 << 63 else float(cell)
