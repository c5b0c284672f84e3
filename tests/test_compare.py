"""Two years of a plan: against an alignment made by hand, and the properties that any two plans must keep."""

import random
from dataclasses import replace

import pytest

from compared import NEW, OLD, both_years, plan, truth
from livelihood_extract import diff, extract, read
from livelihood_extract.compare.changes import Comparison, ItemChange, TargetChange
from livelihood_extract.records import Plan

DALIAN = OLD.parent / "dalian-2024.txt"
OPPOSITE = {"up": "down", "down": "up", "added": "dropped", "dropped": "added", "split": "merged", "merged": "split"}
BINDING = {"strengthened": "weakened", "weakened": "strengthened"}


@pytest.fixture(scope="module")
def changes() -> Comparison:
    return diff(*both_years())


def entry(changes: Comparison, old: int | None = None, new: int | None = None) -> ItemChange:
    """The entry of the item with this number."""
    sides = ((each, each.old if old else each.new) for each in changes.items)
    return next(each for each, side in sides if any(item.number == (old or new) for item in side))


def of_indicator(changes: ItemChange, indicator: str) -> TargetChange:
    sides = ((each, each.new or each.old) for each in changes.targets)
    return next(each for each, side in sides if side and indicator in side.indicator)


def test_items_carry_on_as_a_reader_says(changes: Comparison) -> None:
    lines = truth()
    pairs = {(str(o.number), str(n.number)) for e in changes.items for o in e.old for n in e.new}
    assert pairs == {(old, new) for old, new, _ in lines["P"]}
    assert {(str(e.old[0].number),) for e in changes.items if e.change == "dropped"} == lines["D"]
    assert {(str(e.new[0].number),) for e in changes.items if e.change == "added"} == lines["N"]


def test_quantities_changed_as_a_reader_says(changes: Comparison) -> None:
    found = {
        (str(each.old.item), each.old.text, str(each.new.item), each.new.text, each.change)
        for e in changes.items
        for each in e.targets
        if each.old and each.new
    }
    assert found == truth()["Q"]


def test_the_summary_counts_what_the_entries_say(changes: Comparison) -> None:
    told = {key: changes.summary[key] for key in ("old_items", "new_items", "kept", "moved", "split", "merged")}
    assert told == {"old_items": 18, "new_items": 18, "kept": 11, "moved": 1, "split": 1, "merged": 1}
    assert (changes.summary["added"], changes.summary["dropped"], changes.summary["targets_incomparable"]) == (3, 3, 1)


def test_less_unemployment_is_more_promised(changes: Comparison) -> None:
    work = entry(changes, old=4)
    assert of_indicator(work, "失业率").better is True
    assert of_indicator(work, "城镇新增就业").better is False
    assert of_indicator(entry(changes, old=15), "办结时限").better is True
    assert of_indicator(entry(changes, old=13), "绿地").better is None  # it stays the same


def test_a_change_of_an_item(changes: Comparison) -> None:
    moved, retitled = entry(changes, old=16), entry(changes, old=17)
    assert (moved.change, moved.old[0].category, moved.new[0].category) == ("moved", "便民服务", "城乡环境")
    assert (retitled.change, retitled.retitled) == ("kept", True)
    assert not entry(changes, old=10).retitled  # 80个 became 64个: only the number in the title


def test_what_stays_may_bind_more(changes: Comparison) -> None:
    nursery = of_indicator(entry(changes, old=2), "托位")
    assert (nursery.change, nursery.bound) == ("same", "strengthened")
    road = of_indicator(entry(changes, old=16), "农村公路")
    assert (road.bound, road.deadline) == ("weakened", "later")
    assert of_indicator(entry(changes, old=1), "学位").deadline == "earlier"


def test_a_quantity_became_a_phrase(changes: Comparison) -> None:
    lost = of_indicator(entry(changes, old=4), "再就业")
    assert (lost.change, lost.old and lost.old.text, lost.phrase) == (
        "dropped",
        "4000人",
        "多渠道帮扶就业困难人员再就业",
    )


def test_figures_are_converted_before_they_are_compared(changes: Comparison) -> None:
    pipes = of_indicator(entry(changes, old=12), "供水")
    assert (pipes.change, pipes.difference, str(pipes.percent)) == ("up", 12, "20.0")
    benefit = of_indicator(entry(changes, old=5), "低保")
    assert (benefit.difference, str(benefit.percent)) == (40, "5.0")  # 10080元 a year are 840元 a month


def test_agencies_that_were_renamed_are_the_same(changes: Comparison) -> None:
    renamed = entry(changes, old=10).agencies
    assert (renamed.added, renamed.removed, renamed.lead) == ((), (), None)
    assert renamed.renamed == (("市住房城乡建设局", "市住房和城乡建设局"),)
    screening = entry(changes, old=7).agencies
    assert (screening.lead, screening.added, screening.removed) == (("市卫计委", "市妇联"), (), ())
    assert entry(changes, old=6).agencies.added == ("市商务局",)


def test_every_pair_says_how_sure_it_is(changes: Comparison) -> None:
    for each in changes.items:
        assert (each.score is None) == (each.method is None) == (each.change in ("added", "dropped"))
        if each.score is not None:
            assert 0 < each.score <= 1
    assert entry(changes, old=18).runner_up is not None


@pytest.mark.parametrize("path", [OLD, NEW, DALIAN], ids=lambda path: path.stem)
def test_a_plan_compared_with_itself_is_all_kept_and_same(path) -> None:
    whole = extract(read(path))
    same = diff(whole, whole)
    assert [(e.change, [o.id for o in e.old]) for e in same.items] == [
        ("kept", [n.id for n in e.new]) for e in same.items
    ]
    assert len(same.items) == len(whole.items)
    assert {each.change for e in same.items for each in e.targets} == {"same"}
    assert not any(e.retitled or e.agencies.added or e.agencies.removed or e.agencies.lead for e in same.items)
    assert same.notes == (f"{path.name} and {path.name} are the same file",)


def test_items_of_the_same_words_are_told_apart_by_their_numbers() -> None:
    whole = plan(2023, *(f"新建公园{number}个。" for number in range(2, 62)), "2024")
    same = diff(whole, whole)
    assert [[(o.id, n.id) for o, n in zip(e.old, e.new, strict=True)] for e in same.items] == [
        [(item.id, item.id)] for item in whole.items
    ]
    assert {each.change for e in same.items for each in e.targets} == {"same"}


def outline(changes: Comparison) -> set[tuple]:
    """What a comparison says, without the order it says it in."""
    return {
        (
            e.change,
            frozenset(item.id for item in e.old),
            frozenset(item.id for item in e.new),
            e.score,
            e.method,
            frozenset((t.change, t.old and t.old.id, t.new and t.new.id, t.bound) for t in e.targets),
            (frozenset(e.agencies.added), frozenset(e.agencies.removed)),
        )
        for e in changes.items
    }


def mirrored(said: set[tuple]) -> set[tuple]:
    return {
        (
            OPPOSITE.get(change, change),
            new,
            old,
            score,
            method,
            frozenset((OPPOSITE.get(c, c), n, o, BINDING.get(b, b)) for c, o, n, b in targets),
            (removed, added),
        )
        for change, old, new, score, method, targets, (added, removed) in said
    }


@pytest.mark.parametrize("pair", [(OLD, NEW), (OLD, DALIAN)], ids=["two years", "two places"])
def test_the_comparison_mirrors(pair) -> None:
    old, new = (extract(read(path)) for path in pair)
    assert outline(diff(new, old)) == mirrored(outline(diff(old, new)))


def test_items_that_are_all_alike_mirror_too() -> None:
    """Ties are everywhere here: whichever way they fall, they fall the same way from both sides."""
    old = plan(2023, *["新建公园1个。"] * 3, "新建公园2个。")
    new = plan(2024, *["新建公园2个。"] * 2, "新建公园1个。", "新建公厕1座。")
    assert outline(diff(new, old)) == mirrored(outline(diff(old, new)))


def shuffled(whole: Plan, seed: int) -> Plan:
    """The same plan with its categories, and the items in them, in another order."""
    rng = random.Random(seed)
    categories = [replace(each, items=tuple(rng.sample(each.items, len(each.items)))) for each in whole.categories]
    return replace(whole, categories=tuple(rng.sample(categories, len(categories))))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_items_does_not_matter(changes: Comparison, seed: int) -> None:
    old, new = both_years()
    assert outline(diff(shuffled(old, seed), shuffled(new, seed + 100))) == outline(changes)


def test_every_item_and_target_stands_in_the_comparison_once(changes: Comparison) -> None:
    old, new = both_years()
    for whole, side in ((old, "old"), (new, "new")):
        items = [item.id for e in changes.items for item in getattr(e, side)]
        targets = [getattr(t, side).id for e in changes.items for t in e.targets if getattr(t, side)]
        assert sorted(items) == sorted(item.id for item in whole.items)
        assert sorted(targets) == sorted(target.id for target in whole.targets)


def test_the_same_field_with_another_instrument_is_another_commitment() -> None:
    found = diff(
        plan(2023, "改造老旧院落235个。", "新建公厕12座。"), plan(2024, "老旧院落增设电梯100台。", "新建公厕9座。")
    )
    assert [(e.change, len(e.old), len(e.new)) for e in found.items] == [
        ("dropped", 1, 0),
        ("kept", 1, 1),
        ("added", 0, 1),
    ]


def test_the_best_pairs_are_chosen_for_the_whole_plan() -> None:
    """Each old item is most like the first new one, but the first old one fits it best."""
    old = plan(2023, "新建城区公共停车泊位300个。", "新建城区公共停车楼2座。")
    new = plan(2024, "新建城区公共停车楼3座。", "新建城区公共停车泊位500个。")
    assert [(e.old[0].number, e.new[0].number) for e in diff(old, new).items] == [(1, 2), (2, 1)]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("云州市2023年民生实事", "青禾县2024年民生实事", "the plans are of different places: 云州市 and 青禾县"),
        ("云州市2023年民生实事", "云州市2023年为民办实事", "both plans are of 2023"),
        ("云州市2024年民生实事", "云州市2023年民生实事", "the old plan is of 2024 and the new one of 2023"),
    ],
)
def test_odd_pairs_are_compared_with_a_note(old: str, new: str, note: str) -> None:
    plans = [extract(f"{title}\n1、新建公园3个。\n2、新建公厕12座。\n") for title in (old, new)]
    found = diff(*plans)
    assert len(found.items) == 2
    assert any(each.startswith(note) for each in found.notes)


def test_results_of_the_year_before_are_no_promises() -> None:
    text = "云州市2024年民生实事\n一、2023年民生实事完成情况\n1、新建公园3个。\n二、2024年民生实事\n1、新建公厕12座。\n"
    found = diff(plan(2023, "新建公园3个。"), extract(text))
    assert [e.change for e in found.items] == ["dropped", "added"]
    assert any("1 items report results" in note for note in found.notes)
