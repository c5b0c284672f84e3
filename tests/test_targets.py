"""What exactly is promised: amounts, levels, changes, rates, parts."""

import pytest

from casebook import Case, entries, item_of, plan_of, seen, spelled
from livelihood_extract import extract


@pytest.mark.parametrize(("case", "text"), spelled("targets", "promise"))
def test_a_promise_in_all_its_spellings(case: Case, text: str) -> None:
    targets = item_of(text, title=case.get("title", "办好身边小事")).targets
    expected = case["value"]
    got = [seen(target, asked) for target, asked in zip(targets, expected, strict=False)]
    assert (got, len(targets)) == (expected, len(expected)), [target.text for target in targets]


@pytest.mark.parametrize("text", entries("targets", "no_promise")[0]["spellings"])
def test_numbers_that_promise_nothing(text: str) -> None:
    assert [target.text for target in item_of(text).targets] == []


@pytest.mark.parametrize(("case", "text"), spelled("targets", "text"))
def test_text_is_the_quantity_as_written(case: Case, text: str) -> None:
    assert [target.text for target in item_of(text).targets] == case["value"]


def test_a_quantity_of_the_title_that_the_content_repeats_is_one_target() -> None:
    (target,) = item_of("新建公办幼儿园10所，改善办园条件。", title="新建公办幼儿园10所").targets
    assert (target.text, target.where) == ("10所", "content")


def test_a_quantity_that_only_the_title_states_is_kept() -> None:
    targets = item_of("改善办园条件，增加学位2500个。", title="新建公办幼儿园10所").targets
    assert [(t.text, t.where) for t in targets] == [("10所", "title"), ("2500个", "content")]


def test_an_elided_noun_comes_from_the_title() -> None:
    (target,) = item_of("全年完成10所。", title="新建公办幼儿园").targets
    assert "公办幼儿园" in target.indicator


def test_ids_count_from_the_start_of_the_item_and_parts_name_their_total() -> None:
    targets = item_of("新建公办幼儿园10所，其中青禾县3所、临江区7所。").targets
    assert [(t.id.rpartition(".")[2], t.part_of and t.part_of.rpartition(".")[2]) for t in targets] == [
        ("1", None),
        ("2", "1"),
        ("3", "1"),
    ]


def test_units_have_codes_and_dimensions() -> None:
    targets = item_of("改造管网20公里、硬化道路500万平方米、新增绿地370公顷、补助资金3亿元、更新车辆80台。").targets
    assert [(t.unit_code, t.dimension) for t in targets] == [
        ("km", "length"),
        ("m2", "area"),
        ("har", "area"),
        ("CNY", "money"),
        (None, "count"),
    ]


def test_the_sentence_around_a_target() -> None:
    targets = item_of("新建公园3座。改造管网20公里，惠及居民5万户。").targets
    assert [t.sentence.rstrip("。") for t in targets] == ["新建公园3座", *["改造管网20公里，惠及居民5万户"] * 2]


def test_results_stand_beside_promises() -> None:
    plan = extract(
        "云州市2023年民生实事完成情况\n1.新建学校3所。\n2.改造食堂5个。\n云州市2024年民生实事\n1.新增公交线路7条。\n2.改造路口8个。\n"
    )
    assert [(t.text, t.kind == "actual") for t in plan.targets] == [
        ("3所", True),
        ("5个", True),
        ("7条", False),
        ("8个", False),
    ]


@pytest.mark.parametrize(
    ("announced", "kind"),
    [
        ("2023年，市政府承诺的2件民生实事全部完成：", "actual"),
        ("一年来，2件民生实事圆满完成：", "actual"),
        ("去年的5件民生实事全部完成。今年办好2件民生实事：", "deliver"),
        ("确保2件民生实事全部完成，重点做好：", "deliver"),
    ],
)
def test_a_sentence_above_the_list_says_that_all_is_done(announced: str, kind: str) -> None:
    plan = extract(f"云州市民生实事\n{announced}\n1.新建学校3所。\n2.改造食堂5个。\n")
    assert [(target.text, target.kind) for target in plan.targets] == [("3所", kind), ("5个", kind)]


@pytest.mark.parametrize("label", ["进展情况", "完成情况", "实际进度"])
def test_a_field_of_results_tells_what_was_done(label: str) -> None:
    plan = extract(
        f"云州市2024年民生实事\n一、新建学校\n项目内容：新建学校10所。\n{label}：已完成4所。\n责任单位：市教育局\n"
        "二、改造食堂\n项目内容：改造食堂5个。\n责任单位：市教育局\n"
    )
    assert [(t.text, t.kind) for t in plan.items[0].targets] == [("10所", "deliver"), ("4所", "actual")]


def test_a_deadline_needs_a_year() -> None:
    assert plan_of("10月底前新建公园3座。").targets[0].deadline == "2024-10-31"
    undated = extract("云州市民生实事\n一、新建公园，10月底前完成3座。\n二、改造食堂5个。\n")
    assert undated.targets[0].deadline is None


def test_a_sentence_without_end_is_printed_with_a_target_as_far_as_it_is_near() -> None:
    text = "云州市2025年民生实事\n1.建设" + "学校9所" * 2000 + "\n"
    targets = extract(text).targets
    assert len(targets) == 2000
    assert all(t.text == "9所" and t.text in t.sentence and len(t.sentence) <= 1002 for t in targets)
