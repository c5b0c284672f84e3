"""Numerals to exact decimals."""

from decimal import Decimal

import pytest

from casebook import Case, entries, spelled
from livelihood_extract.parse.numerals import chinese_integer, numeral_value


@pytest.mark.parametrize(("case", "text"), spelled("numerals", "value"))
def test_values_are_exact(case: Case, text: str) -> None:
    assert numeral_value(text) == Decimal(case["value"])


@pytest.mark.parametrize("text", entries("numerals", "none")[0]["spellings"])
def test_characters_of_numerals_are_not_always_a_number(text: str) -> None:
    assert numeral_value(text) is None


@pytest.mark.parametrize(("case", "text"), spelled("numerals", "integer"))
def test_numbers_of_headings_are_integers(case: Case, text: str) -> None:
    assert chinese_integer(text) == case["value"]


@pytest.mark.parametrize("text", entries("numerals", "no_integer")[0]["spellings"])
def test_no_integer(text: str) -> None:
    assert chinese_integer(text) is None
