"""All tables as CSV in one folder, and datapackage.json, which tells programs what the columns hold (Frictionless)."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from livelihood_extract.writers.columns import TABLE_TITLES, TABLES, columns, headers
from livelihood_extract.writers.csv import Sheet
from livelihood_extract.writers.files import replacing
from livelihood_extract.writers.json import GENERATOR, dumps
from livelihood_extract.writers.options import Options
from livelihood_extract.writers.tables import Record

__all__ = ["description", "write"]

# The types of Frictionless' Table Schema, by ours.
_TYPES = {"text": "string", "integer": "integer", "decimal": "number", "boolean": "boolean", "date": "date"}


def write(records: Iterable[Record], folder: Path, options: Options) -> None:
    """Write the files into `folder`, made when missing; each takes its place when all are whole.

    `options.excel` is left aside: a data package is read by programs.
    """
    options = replace(options, excel=False)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        about = stack.enter_context(replacing(folder / "datapackage.json"))
        about.write_text(dumps(description(options), indent=2) + "\n", encoding="utf-8", newline="\n")
        sheets = []
        for table in TABLES:
            out = stack.enter_context(stack.enter_context(replacing(folder / f"{table}.csv")).open("wb"))
            sheets.append(Sheet(out, table, options))
        for record in records:
            for sheet in sheets:
                sheet.add(record)


def description(options: Options) -> dict[str, object]:
    """datapackage.json as data: a resource per table, a field per column, the tables' relation."""
    return {
        "profile": "tabular-data-package",
        "name": "livelihood-plans",
        "title": "Livelihood plans 民生实事",
        "generator": " ".join(GENERATOR.values()),
        "resources": [_resource(table, options) for table in TABLES],
    }


def _resource(table: str, options: Options) -> dict[str, object]:
    fields = [
        {
            "name": name,
            "title": column.zh,
            "type": _TYPES[column.type],
            "description": f"{column.description}. {column.description_zh}。",
        }
        for name, column in zip(headers(table, options.header), columns(table), strict=True)
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "title": f"{table} {TABLE_TITLES[table]}",
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": {"fields": fields, "missingValues": [""]},
    }
