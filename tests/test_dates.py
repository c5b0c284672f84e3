"""Dates and deadlines."""

import pytest

from casebook import Case, entries, spelled
from livelihood_extract.lexicon import builtin
from livelihood_extract.parse.dates import dates
from livelihood_extract.pipeline import document


def deadlines(text: str, year: int | None = 2024) -> list[str]:
    return [date.deadline for date in dates(document(text, builtin()).reading, year, builtin()) if date.deadline]


@pytest.mark.parametrize(("case", "text"), spelled("dates", "deadline"))
def test_the_last_day_it_means(case: Case, text: str) -> None:
    assert deadlines(text, case.get("year", 2024)) == [case["value"]]


@pytest.mark.parametrize("text", entries("dates", "no_deadline")[0]["spellings"])
def test_a_time_is_not_always_a_deadline(text: str) -> None:
    assert deadlines(text) == []


@pytest.mark.parametrize(("case", "text"), spelled("dates", "date"))
def test_dates_are_found_where_they_stand(case: Case, text: str) -> None:
    reading = document(text, builtin()).reading
    assert [reading[d.start : d.end] for d in dates(reading, 2024, builtin())] == case["value"]


def test_without_a_year_nothing_is_due() -> None:
    assert deadlines("10月底前完成", None) == []
    assert deadlines("2025年10月底前完成", None) == ["2025-10-31"]
