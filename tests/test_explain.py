"""No number left behind: every numeral of a document with one role."""

import re
from pathlib import Path

import pytest

from casebook import entries
from livelihood_extract import extract
from livelihood_extract.explain import ROLES, explain

REAL = Path(__file__).parent.parent / "data" / "raw" / "dalian-2024.txt"
PLACED = [
    pytest.param(case["role"], text, id=f"{case['role']}: {text[:40]}")
    for case in entries("explain", "placed")
    for text in case["spellings"]
]
MARKED_BY_PLACE = ("heading", "declared count", "agency name", "field", "repeated")


@pytest.mark.parametrize(("role", "marked"), PLACED)
def test_the_place_decides(role: str, marked: str) -> None:
    text = marked.replace("<", "").replace(">", "")
    starts = [m.start() - 2 * n for n, m in enumerate(re.finditer("<", marked))]
    by_start = {explained.span.start: explained.role for explained in explain(text)}
    assert [by_start.get(start) for start in starts] == [role] * len(starts)


def test_every_role_of_a_place_has_five_phrases() -> None:
    told = {role: sum(param.values[0] == role for param in PLACED) for role in MARKED_BY_PLACE}
    assert {role for role, count in told.items() if count < 5} == set()
    assert set(told) <= set(ROLES)


def test_the_real_plan_leaves_no_numeral_behind() -> None:
    text = REAL.read_text(encoding="utf-8")
    explained = explain(text)
    assert {e.role for e in explained} <= set(ROLES)
    covered = {i for e in explained for i in range(e.span.start, e.span.end)}
    assert [i for i, c in enumerate(text) if c.isascii() and c.isdigit() and i not in covered] == []
    assert [e.span.start for e in explained] == sorted({e.span.start for e in explained})
    assert all(text[e.span.start : e.span.end] == e.text for e in explained)


def test_targets_are_those_of_the_plan() -> None:
    text = REAL.read_text(encoding="utf-8")
    by_id = {t.id: t for t in extract(text).targets}
    named = [e for e in explain(text) if e.role == "target"]
    assert {e.target for e in named} == set(by_id)
    assert all(by_id[e.target].span.start <= e.span.start < by_id[e.target].span.end for e in named if e.target)
    assert all(e.target is None for e in explain(text) if e.role != "target")


def test_values_and_rules_are_told() -> None:
    explained = explain("云州市2024年民生实事\n1.新建公园12.7万座，解决一批难题。\n2.改造食堂5个。\n")
    by_text = {e.text: e for e in explained}
    assert by_text["12.7万"].value == 127000
    assert all(e.rule for e in explained)
