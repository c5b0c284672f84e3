"""Title, document number, region and year."""

import pytest

from casebook import Case, spelled
from livelihood_extract import extract

BODY = "\n一、新建公办幼儿园\n新建10所。\n责任单位：市教育局\n二、改造供水管网\n改造20公里。\n责任单位：市水务局\n"


@pytest.mark.parametrize(("case", "text"), spelled("facts", "facts"))
def test_what_the_document_says_of_itself(case: Case, text: str) -> None:
    plan = extract(text.replace("{BODY}", BODY))
    answers = {
        "title": plan.title or "",
        "region": plan.region or "",
        "year": plan.year or 0,
        "document_number": plan.document_number or "",
        "inferred": "LE002" in [note.code for note in plan.notes],
    }
    asked = {key: value for key, value in case.items() if key != "spellings"}
    assert {key: answers[key] for key in asked} == asked
    assert len(plan.items) == 2


def test_options_overrule_the_text() -> None:
    plan = extract("云州市2024年民生实事" + BODY, year=2025, region="青禾县")
    assert (plan.year, plan.region) == (2025, "青禾县")
    assert "LE002" not in [note.code for note in plan.notes]


def test_deadlines_are_of_the_year_given() -> None:
    text = "云州市民生实事\n一、新建学校，10月底前完成2所。\n二、改造食堂5个。\n"
    assert [t.deadline for t in extract(text, year=2027).targets] == ["2027-10-31", None]
