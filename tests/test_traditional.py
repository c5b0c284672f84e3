"""Plans in traditional characters: every plan of the tests, character by character in the other script."""

from pathlib import Path

import pytest
from opencc import OpenCC

from livelihood_extract import Plan, extract
from livelihood_extract.text import fold
from livelihood_extract.traditional import is_traditional, simplified

TESTS = Path(__file__).parent
PLANS = {path.stem: path for path in [*(TESTS / "plans").glob("*.txt"), *(TESTS.parent / "data" / "raw").glob("*.txt")]}
TRADITIONAL = OpenCC("s2t")


def traditional(text: str) -> str:
    """The text in traditional characters, those that become one."""
    return "".join(new if len(new := TRADITIONAL.convert(old)) == 1 else old for old in text)


def told(plan: Plan) -> list[object]:
    """What was read: places and meanings, in simplified characters."""
    return [
        (plan.year, [(category.number, len(category.items)) for category in plan.categories]),
        [(item.number, item.span, set(item.fields)) for item in plan.items],
        [(a.span, a.role, a.collective, simplified(a.name)) for item in plan.items for a in item.agencies],
        [(t.span, t.value, t.upper, t.bound, t.kind, t.deadline, t.part_of) for t in plan.targets],
        [tuple(map(simplified, (t.unit, t.indicator, t.action or "", t.place or "", *t.per))) for t in plan.targets],
        [(note.code, note.span) for note in plan.notes],
    ]


@pytest.mark.parametrize("name", sorted(PLANS))
def test_a_plan_in_traditional_characters_reads_the_same(name: str) -> None:
    plain = PLANS[name].read_text(encoding="utf-8")
    text = traditional(plain)
    assert text != plain
    assert told(extract(text)) == told(extract(plain))


def test_words_stay_as_they_were_written() -> None:
    text = (
        "雲州市2024年民生實事\n1.新建公辦幼兒園１０個，其中臨江區３個。（責任單位：市教育局、財政局）\n"
        "2.補助標準提高到每人每月５％。\n"
    )
    first, second = extract(text).items
    assert first.title == "新建公辦幼兒園１０個"
    assert [(target.text, target.unit, target.indicator, target.place) for target in first.targets] == [
        ("１０個", "個", "公辦幼兒園", None),
        ("３個", "個", "临江区公办幼儿园", "臨江區"),  # put together from two places
    ]
    assert [agency.name for agency in first.agencies] == ["市教育局", "市財政局"]
    assert [(target.text, target.unit, target.indicator) for target in second.targets] == [("５％", "%", "補助標準")]


@pytest.mark.parametrize("text", ["新建公办幼儿园10所", "瞭望台", "后海", ""])
def test_simplified_texts_are_not_traditional(text: str) -> None:
    assert not is_traditional(text)
    assert fold(text) == text


def test_a_sign_in_a_simplified_text_changes_only_itself() -> None:
    assert fold("“為民”驿站10个，公里") == "“为民”驿站10个，公里"
