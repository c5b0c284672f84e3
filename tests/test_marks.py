"""Heading marks."""

import pytest

from casebook import Case, entries, spelled
from livelihood_extract.parse.marks import is_bullet, loose_mark_at, mark_at
from livelihood_extract.text import fold


@pytest.mark.parametrize(("case", "text"), spelled("marks", "mark"))
def test_marks_have_style_number_and_end(case: Case, text: str) -> None:
    folded = fold(text)
    mark = mark_at(folded, 0, len(folded))
    assert mark is not None
    assert (mark.number, folded[mark.end :]) == (case["number"], case.get("rest", "新建学校"))
    assert mark.style == case.get("style", mark.style)
    assert is_bullet(mark) == (case["number"] == 0)


@pytest.mark.parametrize("text", entries("marks", "none")[0]["spellings"])
def test_lines_that_only_look_numbered(text: str) -> None:
    folded = fold(text)
    assert mark_at(folded, 0, len(folded)) is None


@pytest.mark.parametrize(("case", "text"), spelled("marks", "loose"))
def test_wandering_marks_are_taken_for_the_number_expected_only(case: Case, text: str) -> None:
    folded = fold(text)
    mark = loose_mark_at(folded, 0, len(folded), case["number"])
    assert mark is not None
    assert folded[mark.end :] == case["rest"]
    assert loose_mark_at(folded, 0, len(folded), case["number"] + 1) is None
