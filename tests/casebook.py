"""The case files of tests/cases: what is right first, then all its spellings. All places in them are invented."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from livelihood_extract import Item, Plan, Target, extract

FOLDER = Path(__file__).parent / "cases"
Case = dict[str, Any]


def entries(room: str, table: str) -> Any:
    """The entries of a table of tests/cases/<room>.toml; numbers with a point are exact decimals."""
    cases = tomllib.loads((FOLDER / f"{room}.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    return cases[table]


def spelled(room: str, table: str) -> list[Any]:
    """One parameter set (case, text) for each spelling of each entry of a table."""
    return [
        pytest.param(case, text, id=text.strip().replace("\n", "/")[:60])
        for case in entries(room, table)
        for text in case["spellings"]
    ]


def plan_of(content: str, *, title: str = "办好身边小事") -> Plan:
    """A plan of 2024 whose first item says `content`; a second item keeps it company."""
    return extract(
        f"云州市2024年民生实事项目\n一、{title}\n项目内容：{content}\n责任单位：市教育局\n"
        "二、举办读书会\n项目内容：举办读书会9场。\n责任单位：市文化和旅游局\n"
    )


def item_of(content: str, *, title: str = "办好身边小事") -> Item:
    """The first item of such a plan."""
    plan = plan_of(content, title=title)
    assert len(plan.items) == 2, [item.title for item in plan.items]
    return plan.items[0]


def seen(target: Target, asked: Case) -> Case:
    """What a target answers to the keys of `asked`; `head` asks for a part of the indicator."""
    answers = {key: getattr(target, key) for key in asked if key != "head"}
    if "per" in answers:
        answers["per"] = list(target.per)
    if "baseline" in answers:
        answers["baseline"] = target.baseline and (target.baseline.value or target.baseline.text)
    if "part_of" in answers:
        answers["part_of"] = int(target.part_of.rpartition(".")[2]) if target.part_of else 0
    for key in ("action", "place", "deadline", "upper", "unit_code", "dimension"):
        if key in answers:
            answers[key] = "" if answers[key] is None else answers[key]
    if "head" in asked:
        answers["head"] = asked["head"] if asked["head"] in target.indicator else target.indicator
    return answers
