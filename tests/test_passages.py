"""Where the list stands in a longer document."""

import time

import pytest

from casebook import Case, spelled
from livelihood_extract import extract

PROSE = "过去一年，全市上下团结奋斗，各项工作取得新的进步，群众生活持续改善，发展质量不断提高。\n" * 160
LIST = "1.新建学校3所。\n2.改造食堂5个。\n3.修路7公里。\n"


def codes(text: str, *, whole: bool = False) -> list[str]:
    return [note.code for note in extract(text, whole=whole).notes if note.code in ("LE001", "LE003")]


@pytest.mark.parametrize(("case", "text"), spelled("passages", "passages"))
def test_the_list_is_found(case: Case, text: str) -> None:
    plan = extract(text.replace("{PROSE}", PROSE))
    assert " ".join(f"{item.number}{item.title}" for item in plan.items) == case["value"]


def test_the_last_item_ends_where_the_report_goes_on() -> None:
    plan = extract(
        f"一、经济\n增长5%。\n今年，我们办好三件实事。\n{LIST}各位代表！我们要压减支出5%。\n二、其他\n新增9个。\n"
    )
    assert [target.text for target in plan.targets] == ["3所", "5个", "7公里"]


def test_a_label_below_the_last_item_belongs_to_it() -> None:
    numbered = "1.新建学校3所（市教育局）。\n2.改造食堂5个（市教育局）。\n3.修路7公里。\n责任单位：市交通局\n"
    for report in ("", "一、经济\n增长5%。\n"):
        plan = extract(f"{report}今年办好以下3件民生实事：\n{numbered}")
        assert [[agency.name for agency in item.agencies] for item in plan.items][-1] == ["市交通局"]


def test_marks_alone_on_their_lines_are_no_list() -> None:
    plan = extract("一、经济\n增长5%。\n今年办好三件民生实事：\n1.\n\n\n2.\n\n\n3.\n\n\n各位代表！\n")
    assert [(item.number, item.title) for item in plan.items] == [(1, "经济")]


def test_a_note_says_where_the_list_stood() -> None:
    report = f"一、经济\n增长5%。\n今年，我们办好三件实事。\n{LIST}"
    (note,) = [note for note in extract(report).notes if note.code == "LE001"]
    assert "line 3" in note.message
    assert (note.span.line, note.span.column) == (3, 1)
    assert codes(report, whole=True) == []


def test_a_note_says_that_a_long_document_has_no_list() -> None:
    report = f"{PROSE}一、经济\n增长5%。\n二、农业\n种粮30亩。\n"
    assert codes(report) == ["LE003"]
    assert codes(report, whole=True) == []
    assert codes(f"云州市2024年民生实事\n{PROSE}{LIST}") == []
    assert codes("一、经济\n增长5%。\n二、农业\n种粮30亩。\n") == []
    assert codes("".join(f"{n}.{'改造老旧小区，更新供水管网，' * 20}完成{n}个。\n" for n in range(1, 40))) == []


def test_groups_of_clauses_are_categories() -> None:
    plan = extract("为民办好两个方面3件实事。就业方面，新增就业9万人；发放贷款4亿元。安居方面，改造棚户区190户。\n")
    assert [(c.number, c.title, [i.number for i in c.items]) for c in plan.categories] == [
        (1, "就业", [1, 2]),
        (2, "安居", [3]),
    ]
    assert [target.text for target in plan.targets] == ["9万人", "4亿元", "190户"]


def test_a_mark_that_touches_a_quantity_leaves_it_whole() -> None:
    plan = extract("云州市民生实事\n1.新建学校3所。\n2.50个小区新增充电设施。\n3.建设公园4个。\n4.460个活动室开放。\n")
    assert [(i.number, i.label, [t.text for t in i.targets]) for i in plan.items] == [
        (1, "1.", ["3所"]),
        (2, "2.", ["50个"]),
        (3, "3.", ["4个"]),
        (4, "4.", ["460个"]),
    ]


def test_a_list_inside_an_item_is_written_as_it_stands() -> None:
    inner = "一是新建小学3所。二是改建中学5所。三是培训教师200名。"
    plan = extract(f"{PROSE}办好三件实事：（1）办好教育：{inner}（2）改造食堂5个。（3）修路7公里。\n")
    assert [item.content.rstrip("。") for item in plan.items] == [f"办好教育：{inner[:-1]}", "改造食堂5个", "修路7公里"]


GROWING = [
    "今年办好十件民生实事：\n1.修路。\n",
    "办好十件民生实事：一是修路；二是",
    "一是修路；",
    "办好十件民生实事。修路3公里；",
    "今年办好十件民生实事：",
    "| 序号 | 项目名称 | 责任单位 |\n",
    "| 工作内容 |\n",
    "序号项目名称主要内容",
    "其中甲区2所、",
    "●新建学校3所。\n",
]


@pytest.mark.parametrize("text", GROWING)
def test_takes_time_in_line_with_its_length(text: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        extract(text * times)
        return time.process_time() - start

    seconds(10)
    small, large = min(seconds(300) for _ in range(3)), min(seconds(1800) for _ in range(2))
    assert large < 14 * small + 0.05


def test_a_category_named_like_a_list_is_a_category() -> None:
    categories = ["文化惠民工程", "健康工程", "住房保障工程", "平安建设工程", "就业增收工程", "养老服务工程"]
    rest = "，完善各区的公共服务配套，提高服务群众的水平，加强日常管理和维护，确保年底前全面建成并投入使用" * 2
    items = [f"{n}.新建设施{n}处{rest}。\n" for n in range(1, 67)]
    chapters = [
        f"{'一二三四五六'[k]}、{title}\n{''.join(items[11 * k : 11 * k + 11])}" for k, title in enumerate(categories)
    ]
    plan = extract("云州市2024年民生实事实施方案\n" + "".join(chapters))
    assert [category.title for category in plan.categories] == categories
    assert [target.value for target in plan.targets] == list(range(1, 67))


def test_clauses_nobody_counts_below_a_review_are_no_list() -> None:
    done = "一、2023年工作回顾\n办好民生实事：新建学校3所；改造管网5公里；新增车位200个。\n"
    promised = "二、2024年工作\n办好2件民生实事：\n1.新建学校5所。\n2.改造管网8公里。\n"
    assert [target.text for target in extract(done + promised).targets] == ["5所", "8公里"]
    assert [target.text for target in extract(PROSE + done + promised).targets] == ["5所", "8公里"]


def test_sentences_behind_clauses_on_their_own_lines_stay() -> None:
    plan = extract("云州市2024年民生实事\n1.新建学校2所；\n2.改造管网3公里；\n3.新建公园2座。新增停车位500个。\n")
    assert [target.text for target in plan.items[-1].targets] == ["2座", "500个"]
    plan = extract("云州市2024年民生实事\n1.新建食堂20个。这些食堂供应午餐，服务老人3000人。\n2.新建学校3所。\n")
    assert [target.text for target in plan.items[0].targets] == ["20个", "3000人"]


@pytest.mark.parametrize("sentence", ["推进民生实事项目的建设工作，", "办好民生实事：新建学校3所；改造管网5公里；"])
def test_a_sentence_that_names_lists_all_the_time_takes_twice_as_long_when_it_is_twice_as_long(sentence: str) -> None:
    def seconds(times: int) -> float:
        begin = time.perf_counter()
        extract(sentence * times + "。")
        return time.perf_counter() - begin

    assert min(seconds(8000) for _ in range(3)) < 8 * min(seconds(2000) for _ in range(3)) + 0.1
