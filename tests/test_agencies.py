"""Agencies: names, roles, groups, and where they are written."""

import pytest

from casebook import Case, entries, spelled
from livelihood_extract import extract

COMPANION = "\n二、举办读书会\n项目内容：举办读书会9场。\n责任单位：市文化和旅游局\n"


@pytest.mark.parametrize(("case", "text"), spelled("agencies", "agencies"))
def test_names_and_roles(case: Case, text: str) -> None:
    item = extract(f"云州市2024年民生实事项目\n一、改造供水管网\n改造管网10公里。{text}{COMPANION}").items[0]
    assert [f"{agency.name} {agency.role}" for agency in item.agencies] == case["value"]
    assert [t.text for t in item.targets] == ["10公里"]


@pytest.mark.parametrize("text", entries("agencies", "none")[0]["spellings"])
def test_a_bracket_is_not_always_a_list_of_agencies(text: str) -> None:
    item = extract(f"云州市2024年民生实事项目\n一、改造供水管网\n{text}{COMPANION}").items[0]
    assert item.agencies == ()


@pytest.mark.parametrize(("case", "text"), spelled("agencies", "collective"))
def test_names_of_groups(case: Case, text: str) -> None:
    item = extract(f"云州市2024年民生实事项目\n一、改造供水管网\n改造管网10公里。\n责任单位：{text}{COMPANION}").items[
        0
    ]
    assert [agency.collective for agency in item.agencies] == case["value"]


def test_text_is_as_written_and_the_name_restored() -> None:
    plan = extract(
        f"云州市2024年民生实事项目\n一、改造供水管网\n改造管网10公里。\n责任单位：市发改委、农业 局{COMPANION}"
    )
    assert [(a.text, a.name) for a in plan.items[0].agencies] == [("市发改委", "市发改委"), ("农业 局", "市农业局")]


def test_agencies_of_a_clause_stand_on_its_targets_too() -> None:
    plan = extract(
        "云州市2024年民生实事项目\n1.改造管网10公里（市水务局）；新建公园3座（市园林局）；安装路灯70盏（市城管局）。\n"
        "2.举办读书会9场（市文化和旅游局）。\n"
    )
    item = plan.items[0]
    assert [a.name for a in item.agencies] == ["市水务局", "市园林局", "市城管局"]
    assert [(t.text, t.agencies) for t in item.targets] == [
        ("10公里", ("市水务局",)),
        ("3座", ("市园林局",)),
        ("70盏", ("市城管局",)),
    ]
    assert plan.items[1].targets[0].agencies == ()


def test_agencies_stated_once_for_a_category() -> None:
    plan = extract(
        "云州市2024年民生实事项目\n一、供水\n责任单位：市水务局\n（一）改造管网\n改造10公里。\n（二）新建泵站\n新建3座。\n"
        "二、教育\n责任单位：市教育局\n（三）新建学校\n新建2所。\n（四）改造食堂\n改造5个。\n"
    )
    assert [[a.name for a in c.agencies] for c in plan.categories] == [["市水务局"], ["市教育局"]]
    assert [item.agencies for item in plan.items] == [(), (), (), ()]


def test_agencies_stated_once_for_the_document() -> None:
    plan = extract(
        "云州市2024年民生实事项目\n责任单位：市水务局、市教育局\n1.改造管网10公里。\n2.新建泵站3座。\n3.新建学校2所。\n"
    )
    assert [a.name for a in plan.agencies] == ["市水务局", "市教育局"]
    assert all(item.agencies == () for item in plan.items)
