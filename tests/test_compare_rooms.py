"""The rooms of the comparison one by one: masks, assignment, measures, agencies, pins, doubts."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compared import both_years, item, plan, target
from livelihood_extract import diff
from livelihood_extract.compare.agencies import bodies
from livelihood_extract.compare.assignment import best_pairs
from livelihood_extract.compare.doubts import doubts
from livelihood_extract.compare.measures import figures, same_kind
from livelihood_extract.compare.pins import Pins, read_pins, review
from livelihood_extract.compare.promises import core, promises
from livelihood_extract.compare.verdicts import Stated, compared
from livelihood_extract.errors import UsageError
from livelihood_extract.lexicon import builtin

WORDS = builtin()


@pytest.mark.parametrize(
    ("clause", "masked"),
    [
        ("新建、改扩建公办幼儿园12所", "公办幼儿园所"),
        ("全市新建环卫公厕", "环卫公厕"),
        ("改造城镇老旧小区", "城镇老旧小区改造"),
        ("“百姓大舞台”广场文化演出", "百姓大舞台广场文化演出"),
        ("城镇登记失业率控制在以内", "城镇登记失业率"),
        ("2024年度重点工程", "重点工程"),
        ("10月底前新建农村公路", "农村公路"),
        ("不少于", ""),
        ("总数达到", ""),
        ("", ""),
    ],
)
def test_what_changes_every_year_is_masked(clause: str, masked: str) -> None:
    assert core(clause, WORDS) == masked


def test_a_promise_holds_one_quantity() -> None:
    content = "建成综合减灾社区（村）200个、应急示范社区440个，为1.2万户老人发放补贴，持续开展宣传。"
    quantities = [target(text, id=text) for text in ("200个", "440个", "1.2万户")]
    found = promises(item("建设安全社区", content, quantities), WORDS)
    assert [(each.text, [t.text for t in each.targets]) for each in found] == [
        ("安全社区", []),
        ("综合减灾社区村", ["200个"]),
        ("应急示范社区", ["440个"]),
        ("老人发放补贴", ["1.2万户"]),
        ("宣传", []),
    ]
    assert [each.in_title for each in found] == [True, False, False, False, False]


def test_an_elided_noun_is_what_was_spoken_of_before() -> None:
    found = promises(item("实施绿道建设", "实施绿道建设，建成800公里。", [target("800公里", indicator="建成")]), WORDS)
    assert [(each.text, len(each.targets)) for each in found] == [("绿道建设", 0), ("绿道建设", 1)]


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 99), max_size=10))
@settings(max_examples=60, deadline=None)
def test_no_other_assignment_is_better(scores: dict[tuple[int, int], int]) -> None:
    found = best_pairs({pair: score / 100 for pair, score in scores.items()})
    olds, news = [old for old, _ in found], [new for _, new in found]
    assert len(set(olds)) == len(olds)
    assert len(set(news)) == len(news)
    best = max(sum(scores.get((old, new), 0) for old, new in enumerate(order)) for order in permutations(range(4)))
    assert sum(scores[pair] for pair in found) == best


SAME = [
    ("900亩", "60公顷", {"dimension": "area"}),
    ("16.63万亩", "1.1087万公顷", {"dimension": "area"}),
    ("5公里", "5000米", {"dimension": "length"}),
    ("2平方公里", "200公顷", {"dimension": "area"}),
    ("4.4万场", "44000场次", {}),
    ("0.5%", "5‰", {"dimension": "ratio"}),
    ("2小时", "120分钟", {"dimension": "time"}),
]


@pytest.mark.parametrize(("old", "new", "facts"), SAME)
def test_equal_quantities_in_other_units(old: str, new: str, facts: dict[str, str]) -> None:
    first, second = target(old, **facts), target(new, **facts)
    assert same_kind(first, second, WORDS)
    assert figures(first, second, WORDS).are_equal
    assert figures(second, first, WORDS).are_equal


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (target("1万人"), target("1万人次")),
        (target("2400个"), target("9万平方米", dimension="area")),
        (target("30场"), target("30个")),
        (target("800元", dimension="money", per=("人", "月")), target("800元", dimension="money", per=("户", "月"))),
        (target("800元", dimension="money", per=("人", "月")), target("9600元", dimension="money")),
        (target("5%", dimension="ratio", kind="change"), target("5%", dimension="ratio", kind="reach")),
    ],
    ids=["people and visits", "spaces and area", "shows and things", "person and household", "month and none", "kinds"],
)
def test_quantities_that_cannot_be_compared(old, new) -> None:
    assert not same_kind(old, new, WORDS)
    assert not same_kind(new, old, WORDS)


def test_months_and_years_convert_only_when_both_are_said() -> None:
    monthly = target("800元", dimension="money", per=("人", "月"))
    yearly = target("9600元", dimension="money", per=("人", "年"))
    assert figures(monthly, yearly, WORDS).are_equal


def test_a_figure_in_the_same_unit_is_equal_only_to_itself() -> None:
    found = figures(target("1万个"), target("10020个"), WORDS)
    assert not found.are_equal
    assert (found.difference, found.percent) == (20, Decimal("0.2"))


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (("4个", "6"), ("4个", "6"), "same"),
        (("4个", "6"), ("5个", "7"), "up"),
        (("4个", "6"), ("3个", None), "down"),
        (("4个", "6"), ("5个", None), "incomparable"),
    ],
)
def test_ranges(old, new, change: str) -> None:
    stated = [Stated(target(text, upper=upper and Decimal(upper)), item("建设"), 2023) for text, upper in (old, new)]
    assert compared(*stated, WORDS).change == change


@pytest.mark.parametrize(
    ("indicator", "action", "kind", "old", "new", "better"),
    [
        ("孕产妇死亡率", None, "reach", "16%", "12%", True),
        ("养老保险参保率", None, "reach", "95%", "97%", True),
        ("养老保险参保率", None, "reach", "97%", "95%", False),
        ("单位生产总值能耗", "下降", "change", "3%", "4%", True),
        ("智慧菜市场", "建设", "deliver", "6个", "9个", None),
    ],
)
def test_better_by_the_sense_of_the_indicator(indicator, action, kind, old, new, better) -> None:
    facts = {"indicator": indicator, "action": action, "kind": kind, "dimension": "ratio" if "%" in old else "count"}
    stated = [Stated(target(text, **facts), item("建设"), year) for text, year in ((old, 2023), (new, 2024))]
    assert compared(*stated, WORDS).better is better


def test_a_figure_is_paired_with_the_one_that_starts_from_it() -> None:
    old = plan(2023, "城市低保标准提高到每人每月800元，农村低保标准提高到每人每月600元。")
    new = plan(2024, "低保标准由每人每月600元提高到700元，由每人每月800元提高到900元。")
    [kept] = diff(old, new).items
    assert {(t.old.text, t.new.text) for t in kept.targets if t.old and t.new} == {
        ("800元", "900元"),
        ("600元", "700元"),
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("approx", "ge", "strengthened"),
        ("ge", "approx", "weakened"),
        ("eq", "ge", "strengthened"),
        ("le", "lt", "strengthened"),
        ("eq", "eq", None),
        ("ge", "le", None),
    ],
)
def test_bounds(old: str, new: str, said: str | None) -> None:
    stated = [Stated(target("5个", bound=bound), item("建设"), 2023) for bound in (old, new)]
    assert compared(*stated, WORDS).bound == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2023-10-31", "2024-09-30", "earlier"),
        ("2023-10-31", "2024-10-31", None),
        ("2023-10-31", "2025-03-31", "later"),
        (None, "2024-06-30", "set"),
        ("2023-06-30", None, "lifted"),
    ],
)
def test_deadlines_count_from_the_plans_own_year(old: str | None, new: str | None, said: str | None) -> None:
    stated = [Stated(target("5个", deadline=day), item("建设"), year) for day, year in ((old, 2023), (new, 2024))]
    assert compared(*stated, WORDS).deadline == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市住房城乡建设局", "市住房和城乡建设局"),
        ("市住建局", "市住房和城乡建设局"),
        ("市发改委", "市发展和改革委员会"),
        ("市人社局", "市人力资源和社会保障局"),
        ("省残联", "省残疾人联合会"),
        ("市卫计委", "市卫健委"),
        ("市食药监局", "市市场监管局"),
    ],
)
def test_one_body_under_two_names(one: str, other: str) -> None:
    found = bodies([one, other], WORDS)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("one", "other"), [("市教育局", "市财政局"), ("市公安局", "市公园管理局"), ("市市场监管局", "市城管局")]
)
def test_two_bodies(one: str, other: str) -> None:
    found = bodies([one, other], WORDS)
    assert found[one] != found[other]


def test_pins_fix_and_forbid() -> None:
    old, new = both_years()
    pins = read_pins("old,new,same\n3.9,3.10,yes\n1.2,1.2,no\n5.18,5.18,\n", "pins.csv")
    found = {tuple(o.number for o in e.old): e for e in diff(old, new, pins=pins).items if e.old}
    assert (found[9,].method, [n.number for n in found[9,].new]) == ("pinned", [10])
    assert found[2,].change == "dropped"
    assert found[18,].change == "dropped"


def test_a_pin_that_names_no_item_is_told() -> None:
    old, new = both_years()
    found = diff(old, new, pins=read_pins("old,new,same\n9.9,1.1,yes\n", "pins.csv"))
    assert found.notes == ("yunzhou-2023.txt: no item 9.9, which a pin names",)


def test_pins_of_the_other_direction_mirror() -> None:
    pins = Pins(frozenset({("a", "b")}), frozenset({("c", "d")}))
    assert pins.turned() == Pins(frozenset({("b", "a")}), frozenset({("d", "c")}))
    assert pins.turned().turned() == pins


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("old,same\n1.1,yes\n", "column new is missing"),
        ("old,new,same\n1.1,1.2,maybe\n", "line 2: same is 'maybe'"),
        ("old,new,same\n1.1,1.2,yes\n1.1,1.2,no\n", "1.1 and 1.2 are both yes and no"),
        ("", "column old is missing"),
    ],
)
def test_a_bad_table_of_pins_says_where(text: str, said: str) -> None:
    with pytest.raises(UsageError, match="pins") as raised:
        read_pins(text, "pins.csv")
    assert said in str(raised.value)


def test_doubtful_pairs_fed_back_unchanged_change_nothing() -> None:
    old = plan(2023, "对中小学生开展心理健康讲座30场。", "新建公厕12座。", "举办月末音乐会32场。", "改造老旧小区80个。")
    new = plan(2024, "为中小学校配备心理教师100名。", "新建公厕9座。", "建设音乐广场3处。", "改造老旧管网45公里。")
    found = diff(old, new)
    doubtful = list(doubts(found))
    assert doubtful
    again = diff(old, new, pins=read_pins(review(doubtful), "review.csv"))
    assert [(e.change, e.old, e.new) for e in again.items] == [(e.change, e.old, e.new) for e in found.items]
