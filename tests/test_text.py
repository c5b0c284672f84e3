"""Folding, readings and places."""

import pytest

from casebook import Case, spelled
from livelihood_extract.lexicon import builtin
from livelihood_extract.pipeline import document
from livelihood_extract.text import compact, fold


@pytest.mark.parametrize(("case", "text"), spelled("text", "fold"))
def test_one_width(case: Case, text: str) -> None:
    assert fold(text) == case["value"]
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(("case", "text"), spelled("text", "reading"))
def test_a_reading_has_no_blanks_but_those_between_words(case: Case, text: str) -> None:
    assert document(text, builtin()).reading == case["value"]


@pytest.mark.parametrize(("case", "text"), spelled("text", "place"))
def test_places_count_lines_and_columns_of_the_original(case: Case, text: str) -> None:
    here = document(text, builtin())
    start = here.reading.index(case["word"])
    span = here.span(start, start + len(case["word"]))
    assert [span.line, span.column] == case["value"]
    assert text[span.start : span.end].replace(" ", "") == case["word"]


def test_what_is_written_keeps_its_width_and_loses_its_blanks() -> None:
    here = document("改造 管网２０ 公里", builtin())
    assert here.reading == "改造管网20公里"
    assert here.written(2, 8) == "管网２０公里"[:6]


def test_a_break_where_the_text_has_nothing_writes_nothing() -> None:
    here = compact("修路。修桥。", "修路。修桥。", [(3, 3)])
    assert here.reading == "修路。\n修桥。"
    assert here.written(0, len(here.reading)) == "修路。修桥。"
    assert [here.offset(at) for at in range(len(here.reading))] == [0, 1, 2, 3, 3, 4, 5]


def test_an_empty_range_has_a_place_without_length() -> None:
    here = document("云州市", builtin())
    assert (here.span(3, 3).start, here.span(3, 3).end) == (3, 3)
    assert here.written(2, 2) == ""
