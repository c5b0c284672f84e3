"""The role of a numeral inside an item's content."""

import pytest

from casebook import entries
from livelihood_extract.explain import ROLES, explain

PLACES = {"heading", "declared count", "agency name", "field", "repeated"}
"""Roles that the place decides: test_explain.py."""
CASES = [
    pytest.param(case["role"], text, id=f"{case['role']}: {text}")
    for case in entries("roles", "role")
    for text in case["spellings"]
]


def roles(phrase: str) -> list[tuple[str, str]]:
    """Numerals and roles of the content of a plan's first item."""
    content = phrase.replace("<", "").replace(">", "")
    text = (
        f"云州市2024年民生实事项目\n一、办好身边小事\n项目内容：{content}\n责任单位：市教育局\n"
        "二、举办读书会\n举办读书会9场。\n责任单位：市教育局\n"
    )
    start = text.index(content)
    return [(e.text, e.role) for e in explain(text) if start <= e.span.start < start + len(content)]


@pytest.mark.parametrize(("role", "phrase"), CASES)
def test_the_role_of_the_marked_numeral(role: str, phrase: str) -> None:
    marked = [part.partition(">")[0] for part in phrase.split("<")[1:]]
    found = roles(phrase)
    assert [(text, role) for text in marked] == [pair for pair in found if pair[0] in marked]


def test_every_role_has_five_phrases() -> None:
    told = {role: sum(case.values[0] == role for case in CASES) for role in ROLES}
    assert {role for role, count in told.items() if count < 5} <= PLACES
