import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livelihood_extract import extract, read
from livelihood_extract.errors import ExtractError
from livelihood_extract.records import Plan, Span, Target
from livelihood_extract.schema import json_schema, json_schema_text, load
from livelihood_extract.writers import Options, Record, write
from plans_by_hand import BROKEN, CITY, COUNTY, PIPES

REAL = Path(__file__).parent.parent / "data" / "raw" / "dalian-2024.txt"
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
DOCUMENT = Path(__file__).parent.parent / "docs" / "schema.json"


def dumped(*records: Record, indent: int | None = 2) -> bytes:
    out = io.BytesIO()
    write(records, out, "json", Options(indent=indent))
    return out.getvalue()


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_what_was_written_loads_as_it_was(indent: int | None) -> None:
    assert load(dumped(CITY, COUNTY, BROKEN, indent=indent)) == (CITY, COUNTY)


def test_a_real_plan_loads_as_it_was() -> None:
    plan = extract(read(REAL))
    assert len(plan.targets) > 50
    assert load(dumped(plan)) == (plan,)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.from_type(Plan), st.sampled_from([None, 2]))
def test_any_plan_loads_as_it_was(plan: Plan, indent: int | None) -> None:
    assert load(dumped(plan, indent=indent)) == (plan,)


def test_no_plans_load_as_none() -> None:
    assert load(dumped()) == ()
    assert load(dumped(BROKEN)) == ()


@pytest.mark.parametrize(
    "value", ["0.1234567890123456789012345", "123456789012345678901234.5", "1E+30", "1E-9", "-0.5"]
)
def test_numbers_are_exact_beyond_what_a_float_holds(value: str) -> None:
    item = replace(CITY.items[0], targets=(replace(PIPES[0], value=Decimal(value)),))
    plan = replace(CITY, categories=(replace(CITY.categories[0], items=(item,)),))
    assert load(dumped(plan))[0].targets[0].value == Decimal(value)


def test_a_path_of_the_schema_leads_to_every_field_of_the_records() -> None:
    definitions = json_schema()["$defs"]
    for record in (Plan, Target, Span):
        assert list(definitions[record.__name__]["properties"]) == list(record.__dataclass_fields__)
    assert definitions["Target"]["properties"]["value"] == {"type": "number"}
    assert definitions["Target"]["properties"]["unit"]["description"].startswith("As written, without multiplier")
    assert "additionalProperties" in definitions["Plan"]


def test_outputs_fit_the_published_schema_and_wrong_ones_do_not() -> None:
    validator = pytest.importorskip("jsonschema", reason="jsonschema is not installed").Draft202012Validator(
        json_schema()
    )
    envelope = json.loads(dumped(CITY, COUNTY, BROKEN))
    assert list(validator.iter_errors(envelope)) == []
    envelope["plans"][0]["categories"][0]["items"][0]["targets"][0]["value"] = "195.5"
    assert len(list(validator.iter_errors(envelope))) == 1


def test_the_document_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == json_schema_text(), "run: extract schema > docs/schema.json"


def changed(old: str, new: str) -> bytes:
    text = dumped(CITY, indent=None).decode()
    assert old in text
    return text.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no JSON of livelihood-extract: "),
        (b"\xff\xfe\xff", "no JSON of livelihood-extract: "),
        (b"[" * 100_000, "no JSON of livelihood-extract: "),
        (b"[]", "schema_version is missing"),
        (
            changed('"schema_version":"1.0"', '"schema_version":"2.0"'),
            "schema_version 2.0 is not 1.0: extract the plan again",
        ),
        (changed('"year":2024', '"year":"2024"'), "plans.0.year: Input should be a valid integer"),
        (
            changed('"kind":"deliver"', '"kind":"promise"'),
            "plans.0.categories.0.items.0.targets.0.kind: Input should be",
        ),
        (changed('"title":', '"titel":'), "plans.0."),
        (changed('"line":', '"lines":'), "plans.0."),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(ExtractError) as caught:
        load(data)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
