"""What holds for any text: plans put together at random, their pieces shuffled, and texts that are no plans."""

import pickle
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import cn2an
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from casebook import entries
from livelihood_extract import Plan, Span, extract
from livelihood_extract.explain import ROLES, explain
from livelihood_extract.lexicon import builtin
from livelihood_extract.parse.numerals import numeral_value
from livelihood_extract.pipeline import document
from livelihood_extract.text import fold

settings.register_profile(
    "plans",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)
settings.load_profile("plans")

# --- plans at random --------------------------------------------------------------------------------------------------

CLAUSES, AGENCIES, TITLES, HEADINGS, PIECES, CHARACTERS = (
    entries("properties", table) for table in ("clauses", "agencies", "titles", "headings", "pieces", "characters")
)
CHINESE = "一二三四五六七八九"


@st.composite
def items(draw: st.DrawFn) -> str:
    """An item without its mark."""
    said = "，".join(draw(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=3)))
    bodies = draw(st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=3, unique=True))
    if draw(st.booleans()):
        return f"{draw(st.sampled_from(TITLES))}\n项目内容：{said}。\n责任单位：{'、'.join(bodies)}\n"
    return f"{said}。（{'、'.join(bodies)}）\n"


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan of an invented place, with categories or without."""
    text, number = "云州市2024年民生实事项目\n", 0
    for group in range(draw(st.integers(0, 2))):
        text += f"{CHINESE[group]}、{HEADINGS[group]}\n"
        for item in draw(st.lists(items(), min_size=2, max_size=3)):
            number += 1
            text += f"（{CHINESE[number - 1]}）{item}"
    if not number:
        for number, item in enumerate(draw(st.lists(items(), min_size=2, max_size=4)), 1):
            text += f"{number}.{item}"
    return text


shuffled = st.lists(st.sampled_from([*CLAUSES, *TITLES, *PIECES]), max_size=40).map("".join)
characters = st.text(alphabet=st.sampled_from(CHARACTERS), max_size=80)
texts = st.one_of(plans(), shuffled, characters, st.text(max_size=60))


def placed(plan: Plan) -> Iterator[tuple[str, Span]]:
    """Every text of a plan's records with its span."""
    for agency in (
        *plan.agencies,
        *(a for c in plan.categories for a in c.agencies),
        *(a for i in plan.items for a in i.agencies),
    ):
        yield agency.text, agency.span
    for target in plan.targets:
        yield target.text, target.span


# --- what holds for any text ------------------------------------------------------------------------------------------


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_a_reading_knows_where_each_character_stands(text: str) -> None:
    here = document(text, builtin())
    offsets = [here.offset(i) for i in range(len(here.reading))]
    assert offsets == sorted(offsets)
    folded = fold(text)
    assert all(c in ("\n", " ") or folded[at] == c for c, at in zip(here.reading, offsets, strict=True))


@given(texts)
@example("")
@example("1.\n2.\n3.")
@example("（（（（（")
def test_any_text_gives_a_plan_whose_spans_lead_back(text: str) -> None:
    plan = extract(text)
    for written, span in placed(plan):
        assert text[span.start : span.end] == written
    for record in (*plan.categories, *plan.items, *plan.notes):
        assert 0 <= record.span.start <= record.span.end <= len(text)
        assert text.count("\n", 0, record.span.start) < record.span.line + text.count("\r") + 1


@given(texts)
def test_items_follow_one_another_inside_their_categories(text: str) -> None:
    plan = extract(text)
    inside = [(i.span, c.span) for c in plan.categories for i in c.items]
    assert all(c.start <= i.start <= i.end <= c.end for i, c in inside)
    for spans in ([i.span for i in plan.items], [c.span for c in plan.categories]):
        assert all(a.end <= b.start for a, b in pairwise(spans))
    assert len({item.id for item in plan.items}) == len(plan.items)
    assert len({target.id for target in plan.targets}) == len(plan.targets)


@given(texts)
def test_targets_stand_in_their_item_and_parts_in_their_total(text: str) -> None:
    for item in extract(text).items:
        ids = {target.id for target in item.targets}
        assert all(item.span.start <= t.span.start <= t.span.end <= item.span.end for t in item.targets)
        assert all(t.part_of is None or (t.part_of in ids and t.part_of != t.id) for t in item.targets)
        assert all(t.upper is None or t.upper > t.value for t in item.targets)


@given(texts)
@example(".0")
def test_every_numeral_has_one_role(text: str) -> None:
    explained = explain(text)
    assert {e.role for e in explained} <= set(ROLES)
    assert all(a.span.end <= b.span.start for a, b in pairwise(explained))
    covered = {at for e in explained for at in range(e.span.start, e.span.end)}
    assert [at for at, c in enumerate(fold(text)) if c in "0123456789" and at not in covered] == []
    assert {e.target for e in explained} - {None} == {target.id for target in extract(text).targets}


@given(texts)
def test_a_plan_is_the_same_again(text: str) -> None:
    plan = extract(text)
    assert extract(text) == plan
    assert pickle.loads(pickle.dumps(plan)) == plan


# --- numerals ---------------------------------------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.integers(0, 99_999_999))
@example(0)
@example(10)
@example(100_010)
@example(10_000_001)
def test_chinese_numerals_mean_what_cn2an_writes(number: int) -> None:
    assert numeral_value(cn2an.an2cn(str(number))) == number
    assert numeral_value(f"{number:,}") == numeral_value(str(number)) == number


@given(
    st.decimals(0, 9999, places=2), st.sampled_from([("", 1), ("百", 100), ("千", 1000), ("万", 10**4), ("亿", 10**8)])
)
def test_decimals_are_exact(number: Decimal, multiplier: tuple[str, int]) -> None:
    assert numeral_value(f"{number}{multiplier[0]}") == number * multiplier[1]


# --- what changes nothing ---------------------------------------------------------------------------------------------


def meaning(plan: Plan) -> list[object]:
    """Values, units, bounds, kinds, agencies and roles, whatever the width and blanks they are written in."""
    return [
        (
            item.number,
            [
                (t.value, t.upper, fold(t.unit), t.bound, t.kind, tuple(map(fold, t.per)), t.deadline)
                for t in item.targets
            ],
            [(fold(a.name), a.role, a.collective) for a in item.agencies],
        )
        for item in plan.items
    ]


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {ord(","): ord(",")}
NARROW = {ord(wide): narrow for wide, narrow in zip("（）：；，～－", "():;,~-", strict=True)}


@given(plans())
def test_full_width_characters_change_nothing(text: str) -> None:
    assert meaning(extract(text.translate(WIDE))) == meaning(extract(text))


@given(plans())
def test_half_width_punctuation_changes_nothing(text: str) -> None:
    assert meaning(extract(text.translate(NARROW))) == meaning(extract(text))


def is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,/~-%")


@given(plans(), st.data())
def test_blanks_between_characters_change_nothing(text: str, data: st.DataObject) -> None:
    gaps = [
        i
        for i in range(1, len(text))
        if "\n" not in text[i - 1 : i + 1] and not (is_word(text[i - 1]) and is_word(text[i]))
    ]
    assume(gaps)
    blank = data.draw(st.sampled_from([" ", "　", "\u00a0"]))
    spread = text
    for gap in sorted(data.draw(st.sets(st.sampled_from(gaps), max_size=12)), reverse=True):
        spread = spread[:gap] + blank + spread[gap:]
    assert meaning(extract(spread)) == meaning(extract(text))


@pytest.mark.parametrize("ending", ["\n\n", "\n \n", "\r\n", "\n　　", "  \n"])
@settings(max_examples=20)
@given(text=plans())
def test_blank_lines_and_indents_change_nothing(ending: str, text: str) -> None:
    assert meaning(extract(text.replace("\n", ending))) == meaning(extract(text))


ROWS = st.lists(
    st.tuples(
        st.sampled_from(TITLES),
        st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=2, unique=True).map("，".join),
        st.lists(st.sampled_from(AGENCIES), min_size=1, max_size=3, unique=True).map("、".join),
    ),
    min_size=2,
    max_size=4,
)
HEAD = "云州市2024年民生实事项目\n"
LAYOUTS = {
    "labels": ("{n}.{title}\n项目内容：{said}。\n责任单位：{bodies}\n", ""),
    "bars": ("|{n}|{title}|{said}。|{bodies}|\n", "|序号|项目名称|主要内容|责任单位|\n|---|---|---|---|\n"),
    "tabs": ("{n}\t{title}\t{said}。\t{bodies}\n", "序号\t项目名称\t主要内容\t责任单位\n"),
    "a cell a line": ("{n}\n{title}\n{said}。\n{bodies}\n", "序号\n项目名称\n主要内容\n责任单位\n"),
    "Chinese numbers": ("（{cn}）{title}\n目标任务：{said}。\n责任部门：{bodies}\n", ""),
}


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout != "labels"])
@settings(max_examples=30)
@given(rows=ROWS)
def test_a_list_and_a_table_say_the_same(layout: str, rows: list[tuple[str, str, str]]) -> None:
    def laid_out(name: str) -> str:
        row, header = LAYOUTS[name]
        lines = (
            row.format(n=n, cn=CHINESE[n - 1], title=title, said=said, bodies=bodies)
            for n, (title, said, bodies) in enumerate(rows, 1)
        )
        return HEAD + header + "".join(lines)

    assert meaning(extract(laid_out(layout))) == meaning(extract(laid_out("labels")))
