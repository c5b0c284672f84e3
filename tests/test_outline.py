"""Categories and items in every style of headings."""

import pytest

from casebook import Case, entries, spelled
from livelihood_extract import Plan, extract

CATEGORY_MARKS = ["{c}、", "（{c}）", "第{c}部分：", "{c}. "]
ITEM_MARKS = ["{n}.", "{n}、", "（{n}）", "（{c}）", "{n}．", "{n})", "第{n}项：", "{n} . "]
CHINESE = "〇一二三四五六七八九"
CATEGORIES = ["城市建设", "文化教育", "交通出行"]
TITLES = [
    ["改造供水管网", "修建城市公园"],
    ["新建公办学校", "改造学校食堂", "发放学生补助"],
    ["增设公交线路", "更新公交车辆"],
]


def shape(plan: Plan) -> list[str]:
    """A line for each category: its heading, then number and title of its items."""
    return [
        f"{'/'.join((*category.path, category.title or ''))}: "
        + " ".join(f"{i.number}{i.title}" for i in category.items)
        for category in plan.categories
    ]


@pytest.mark.parametrize(("case", "text"), spelled("outline", "outline"))
def test_the_shape_of_a_list(case: Case, text: str) -> None:
    assert shape(extract(text)) == case["value"]


@pytest.mark.parametrize("text", entries("outline", "nothing")[0]["spellings"])
def test_a_text_without_promises_has_no_item(text: str) -> None:
    assert extract(text).items == ()


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize("labelled", [True, False])
@pytest.mark.parametrize("item_mark", ITEM_MARKS)
@pytest.mark.parametrize("category_mark", CATEGORY_MARKS)
def test_any_mark_over_any_other(category_mark: str, item_mark: str, labelled: bool, running: bool) -> None:
    if category_mark.format(c="三") == item_mark.format(c="三", n=3):
        return
    lines, expected, number = ["云州市2024年民生实事"], [], 0
    for c, (category, titles) in enumerate(zip(CATEGORIES, TITLES, strict=True), 1):
        lines.append(category_mark.format(c=CHINESE[c]) + category)
        found = []
        for n, title in enumerate(titles, 1):
            number += 1
            shown = number if running else n
            mark = item_mark.format(n=shown, c=CHINESE[shown])
            lines.append(
                f"{mark}{title}" if labelled else f"{mark}{title}。完成{10 + n}处，青禾县率先实施。（市住建局）"
            )
            if labelled:
                lines += [f"项目内容：完成{10 + n}处，青禾县率先实施。", "责任单位：市住建局、市财政局"]
            found.append(f"{shown}{title}")
        expected.append(f"{category}: " + " ".join(found))
    assert shape(extract("\n".join(lines))) == expected


def test_labels_ids_and_declared_counts() -> None:
    plan = extract(
        "云州市2024年民生实事\n一、教育（2件）\n（一）新建学校3所\n责任单位：市教育局\n（二）改造食堂5个\n责任单位：市教育局\n"
        "二、交通（1件）\n（三）新增公交线路7条\n责任单位：市交通局\n"
    )
    assert [(c.number, c.label, c.declared) for c in plan.categories] == [(1, "一、", 2), (2, "二、", 1)]
    assert [(i.id, i.label, i.number) for i in plan.items] == [
        ("1.1", "（一）", 1),
        ("1.2", "（二）", 2),
        ("2.3", "（三）", 3),
    ]
    assert [t.id for t in plan.targets] == ["1.1.1", "1.2.1", "2.3.1"]


def test_a_repeated_number_keeps_ids_apart() -> None:
    plan = extract("云州市2024年民生实事\n1.新建学校3所。\n2.改造食堂5个。\n2.新增线路7条。\n3.种树9棵。\n")
    ids = [item.id for item in plan.items]
    assert [item.number for item in plan.items] == [1, 2, 2, 3]
    assert len(set(ids)) == 4


LIST = (
    "附件：云州市2018年十件民生实事\n一、教育\n1.新建学校3所。\n2.改造食堂5个。\n"
    "二、交通\n1.新增线路7条。\n2.改造路口8个。\n"
)
PROSE = "".join(
    f"过去一年，全市上下团结奋斗，{'各项工作取得新的进步，' * (1 + n * n % 5)}群众生活持续改善。\n" for n in range(200)
)


def test_the_list_is_found_at_the_end_of_a_long_report() -> None:
    plan = extract(PROSE + LIST)
    assert [item.title[:4] for item in plan.items] == ["新建学校", "改造食堂", "新增线路", "改造路口"]
    assert "LE001" in [note.code for note in plan.notes]
    note = next(note for note in plan.notes if note.code == "LE001")
    assert "line 201" in note.message


def test_the_whole_report_is_read_on_request() -> None:
    report = "云州市政府工作报告\n一、去年工作\n1.建成学校100所。\n2.修路200公里。\n" + PROSE + LIST
    assert len(extract(report).items) == 4
    whole = extract(report, whole=True)
    assert any("建成学校" in item.content for item in whole.items)
    assert "LE001" not in [note.code for note in whole.notes]
