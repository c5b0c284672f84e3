"""Tables: each row an item, header names as labels of fields."""

import re

import pytest

from casebook import Case, entries, spelled
from livelihood_extract import extract
from livelihood_extract.lexicon import builtin
from livelihood_extract.parse.cells import sort_of
from livelihood_extract.parse.columns import Cell, columns_of, joined


@pytest.mark.parametrize(("case", "text"), spelled("tables", "table"))
def test_rows_are_items(case: Case, text: str) -> None:
    plan = extract("云州市2024年民生实事项目清单\n" + text)
    got = [
        {
            "category": category.title or "",
            "number": item.number,
            "title": item.title,
            "targets": [f"{t.value:f} {t.unit}" for t in item.targets],
            "agencies": [f"{a.name} {a.role}" for a in item.agencies],
            "fields": item.fields,
        }
        for category in plan.categories
        for item in category.items
    ]
    assert [{key: row[key] for key in expected} for row, expected in zip(got, case["value"], strict=True)] == case[
        "value"
    ]
    for item in plan.items:
        inside = [record.span for record in (*item.targets, *item.agencies)]
        assert all(item.span.start <= span.start <= span.end <= item.span.end for span in inside)


@pytest.mark.parametrize(("case", "header"), spelled("tables", "header"))
def test_columns_are_what_the_header_says(case: Case, header: str) -> None:
    lines = [Cell(*m.span()) for m in re.finditer("[^\n]+", header)]
    columns = columns_of(header, joined(header, lines, builtin()), builtin())
    assert [f"{c.label.role or c.sort} {c.unit}".strip() for c in columns] == case["value"]


@pytest.mark.parametrize(("case", "text"), spelled("tables", "cell"))
def test_cells_are_told_by_what_they_are(case: Case, text: str) -> None:
    assert sort_of(text, Cell(0, len(text)), builtin()) == case["value"]


@pytest.mark.parametrize("text", [text for entry in entries("tables", "list") for text in entry["spellings"]])
def test_a_list_is_no_table(text: str) -> None:
    assert [item.number for item in extract("云州市2024年民生实事项目\n" + text).items] == [1, 2]


def test_spans_lead_to_the_cells() -> None:
    text = (
        "云州市2024年民生实事\n|序号|项目名称|年度目标|责任单位|\n|---|---|---|---|\n"
        "|1|口袋公园|新建 10 个|市园林局|\n|2|泵站|新建3座|市水务局|\n"
    )
    item = extract(text).items[0]
    assert text[item.targets[0].span.start : item.targets[0].span.end] == "10 个"
    assert text[item.agencies[0].span.start : item.agencies[0].span.end] == "市园林局"
