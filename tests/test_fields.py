"""Labelled parts of an item, its title and its content."""

import pytest

from casebook import Case, spelled
from livelihood_extract import extract

COMPANION = "\n二、举办读书会\n项目内容：举办读书会9场。\n责任单位：市文化和旅游局\n"


@pytest.mark.parametrize(("case", "text"), spelled("fields", "item"))
def test_an_item_taken_apart(case: Case, text: str) -> None:
    item = extract("云州市2024年民生实事项目\n" + text + COMPANION).items[0]
    answers = {
        "title": item.title,
        "content": item.content,
        "fields": item.fields,
        "agencies": [agency.name for agency in item.agencies],
    }
    assert {key: answers[key] for key in case if key != "spellings"} == {
        k: v for k, v in case.items() if k != "spellings"
    }
