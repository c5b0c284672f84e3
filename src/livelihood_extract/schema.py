"""The shape of the JSON: its JSON Schema out of the records, and JSON back into records, checked.

pydantic reads the records' dataclasses as they stand, descriptions included; it is imported nowhere else but here.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as validated
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import DecimalSchema

from livelihood_extract.errors import ExtractError
from livelihood_extract.records import SCHEMA_VERSION, Plan
from livelihood_extract.writers.tables import Failure

__all__ = ["Envelope", "Generator", "json_schema", "json_schema_text", "load"]


@dataclass(frozen=True, slots=True)
class Generator:
    """The program that wrote the file."""

    name: str
    version: str


@validated(frozen=True, slots=True, config=ConfigDict(use_attribute_docstrings=True, extra="forbid"))
class Envelope:
    """What `extract --format json` prints: one shape for one plan or many."""

    schema_version: Literal["1.0"]
    """Changes with the shape."""
    generator: Generator
    plans: tuple[Plan, ...]
    errors: tuple[Failure, ...] = ()
    """The files that gave no plan; left out when there are none."""


class _ExactNumbers(GenerateJsonSchema):
    """Decimals are JSON numbers here, and a property needs no title that repeats its name."""

    def decimal_schema(self, schema: DecimalSchema) -> dict[str, Any]:
        """A decimal is a number, never a string."""
        return {"type": "number"}

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Names are titles enough."""
        return False


@cache
def _adapter() -> TypeAdapter[Envelope]:
    return TypeAdapter(Envelope)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the envelope, with the descriptions of the records."""
    schema = _adapter().json_schema(schema_generator=_ExactNumbers)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema}


def json_schema_text() -> str:
    """The JSON Schema as `extract schema` prints it and docs/schema.json holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def load(data: bytes | str) -> tuple[Plan, ...]:
    """The plans in a JSON text that `extract` printed, equal to those that were written, numbers exact.

    Raises ExtractError, in one line, for what is no JSON, is of another schema version, or does not fit the schema.
    """
    try:
        # A first reading keeps numbers exact (pydantic reads them as floats), the second checks types strictly.
        exact = json.loads(data, parse_float=Decimal)
        _check_version(exact)
        _adapter().validate_json(data, strict=True)
        return _adapter().validate_python(exact).plans
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise ExtractError(f"JSON that does not fit the schema: {place}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise ExtractError(f"no JSON of livelihood-extract: {error}") from error


def _check_version(envelope: Any) -> None:
    found = envelope.get("schema_version") if isinstance(envelope, dict) else None
    if found is None:
        raise ExtractError("no JSON of livelihood-extract: schema_version is missing")
    if found != SCHEMA_VERSION:
        raise ExtractError(f"schema_version {found} is not {SCHEMA_VERSION}: extract the plan again with this version")
