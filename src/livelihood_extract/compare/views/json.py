"""A comparison as JSON: the envelope of all outputs around it, numbers exact, text as it is."""

from dataclasses import fields, is_dataclass
from typing import Any

from livelihood_extract.records import SCHEMA_VERSION
from livelihood_extract.writers.json import GENERATOR, dumps

__all__ = ["json_text"]


def json_text(record: Any) -> str:
    """The JSON of a comparison or of trends, with a line end."""
    assert is_dataclass(record)
    members = {each.name: getattr(record, each.name) for each in fields(record)}
    if not members.get("notes", True):
        del members["notes"]
    return dumps({"schema_version": SCHEMA_VERSION, "generator": GENERATOR, **members}, indent=2) + "\n"
