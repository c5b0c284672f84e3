"""Quantities: value, upper end, unit, denominators, bound behind."""

from decimal import Decimal

import pytest

from casebook import Case, entries, spelled
from livelihood_extract.lexicon import builtin
from livelihood_extract.parse.quantities import Quantity, measured, quantities
from livelihood_extract.pipeline import document


def read(text: str) -> list[Quantity]:
    found = quantities(document(text, builtin()).reading, builtin())
    return [quantity for _, quantity in found if quantity is not None]


@pytest.mark.parametrize(("case", "text"), spelled("quantities", "quantity"))
def test_one_quantity(case: Case, text: str) -> None:
    (q,) = read(text)
    assert (q.value, q.upper, q.unit) == (Decimal(case["value"]), case.get("upper"), case["unit"])
    assert list(q.per) == case.get("per", [])
    assert (q.bound or "") == case.get("bound", "")


@pytest.mark.parametrize(("case", "text"), spelled("quantities", "row"))
def test_several_quantities(case: Case, text: str) -> None:
    assert [f"{q.value:f} {q.unit}".strip() for q in read(text)] == case["value"]


@pytest.mark.parametrize("text", entries("quantities", "unitless")[0]["spellings"])
def test_a_word_that_begins_like_a_unit_is_none(text: str) -> None:
    assert [q.unit for q in read(text)] == [""]


@pytest.mark.parametrize(("case", "text"), spelled("quantities", "unit"))
def test_what_a_unit_means(case: Case, text: str) -> None:
    (q,) = read(text)
    assert q.kind is not None
    assert (q.kind.code or "", q.kind.dimension) == (case["code"], case["dimension"])


@pytest.mark.parametrize(
    ("number", "unit", "value"), [("3", "万平方米", 30000), ("12", "个", 12), ("1.5", "亿元", 150000000)]
)
def test_a_bare_number_under_a_header_that_names_its_unit(number: str, unit: str, value: int) -> None:
    quantity = measured(number, 0, len(number), unit, builtin())
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (value, unit.lstrip("万亿"))
