"""Two plans go in, a `Comparison` comes out: every item and every target of both stands in it, paired or alone."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from livelihood_extract.compare.agencies import bodies
from livelihood_extract.compare.alignment import align
from livelihood_extract.compare.changes import (
    ITEM_VERDICTS,
    TARGET_VERDICTS,
    Comparison,
    ItemChange,
    PlanSide,
    TargetChange,
)
from livelihood_extract.compare.entries import entries
from livelihood_extract.compare.likeness import Profile
from livelihood_extract.compare.pins import Pins
from livelihood_extract.compare.promises import promises
from livelihood_extract.lexicon import Lexicon, builtin
from livelihood_extract.records import Category, Plan
from livelihood_extract.writers.tables import answerable

__all__ = ["diff", "plan_side", "profiles", "promised", "shared_bodies"]

_NO_PINS = Pins()


def diff(old: Plan, new: Plan, *, pins: Pins = _NO_PINS, lexicon: Lexicon | None = None) -> Comparison:
    """Compare two plans of one place. `pins` fixes or forbids pairs of items; `lexicon` brings words of the user's own.

    Entries stand in the order of the old plan, then what is new in the order of the new one. Odd input (another place,
    no year, the same file twice) is compared all the same, with a note.
    """
    words = lexicon or builtin()
    before, after = promised(old, words), promised(new, words)
    body = shared_bodies([before, after], words)
    found = align(profiles(before, body, words), profiles(after, body, words), pins, words)
    items = tuple(entries(found, (old.year, new.year), body, words))
    totals = {"old_items": len(before.items), "new_items": len(after.items)}
    notes = [*_notes(old, new), *_left_out(old, before), *_left_out(new, after), *_unpinned(before, after, pins)]
    return Comparison(plan_side(old), plan_side(new), totals | _summary(items), items, tuple(notes))


def promised(plan: Plan, lexicon: Lexicon) -> Plan:
    """The plan without the categories that report results of the year before; all of it when it promises nothing."""
    categories = tuple(each for each in plan.categories if not _reports(each, lexicon))
    return replace(plan, categories=categories) if categories else plan


def _reports(category: Category, lexicon: Lexicon) -> bool:
    """Whether a list's heading, or most of its quantities, say what has been done already."""
    kinds = [target.kind for item in category.items for target in item.targets]
    headings = (*category.path, category.title or "")
    return any(lexicon["results"].inside(each) for each in headings) or 2 * kinds.count("actual") > len(kinds)


def _unpinned(old: Plan, new: Plan, pins: Pins) -> Iterator[str]:
    """Pins that name an item of neither plan: they decide nothing."""
    pairs = sorted(pins.same | pins.different)
    for plan, named in ((old, [old for old, _ in pairs]), (new, [new for _, new in pairs])):
        known = {item.id for item in plan.items}
        yield from (f"{plan.source.name}: no item {each}, which a pin names" for each in named if each not in known)


def _left_out(whole: Plan, part: Plan) -> Iterator[str]:
    if missing := len(whole.items) - len(part.items):
        yield f"{whole.source.name}: {missing} items report results of the year before and are left out"


def shared_bodies(plans: Sequence[Plan], lexicon: Lexicon) -> dict[str, str]:
    """One name for each body that the plans name as answerable."""
    stated = (
        agency.name
        for plan in plans
        for category in plan.categories
        for item in category.items
        for agency in answerable(plan, category, item)
    )
    return bodies(stated, lexicon)


def profiles(plan: Plan, body: Mapping[str, str], lexicon: Lexicon) -> list[Profile]:
    """What each item of a plan is compared by; `body` names the agencies."""
    found = []
    for category in plan.categories:
        for item in category.items:
            agencies = answerable(plan, category, item)
            names = frozenset(body[agency.name] for agency in agencies)
            found.append(Profile(item, category.title, agencies, names, promises(item, lexicon)))
    return found


def plan_side(plan: Plan) -> PlanSide:
    """What a comparison says of a plan."""
    own: dict[str, Any] = {each.name: getattr(plan.source, each.name) for each in fields(plan.source)}
    del own["parts"]
    return PlanSide(**own, title=plan.title, region=plan.region, year=plan.year)


def _summary(items: Sequence[ItemChange]) -> dict[str, int]:
    """Entries by change, entries raised and cut in at least one target (an entry may be both), targets by change."""
    entries = Counter(entry.change for entry in items)
    targets = Counter(target.change for entry in items for target in entry.targets)
    return {
        **{verdict: entries[verdict] for verdict in ITEM_VERDICTS},
        "retitled": sum(entry.retitled for entry in items),
        "raised": sum(any(_promises_more(target) for target in entry.targets) for entry in items),
        "cut": sum(any(_promises_more(target) is False for target in entry.targets) for entry in items),
        **{f"targets_{verdict}": targets[verdict] for verdict in TARGET_VERDICTS},
    }


def _promises_more(target: TargetChange) -> bool | None:
    """Whether the new figure binds to more: a higher one, or a lower one where less is better; None when it stays."""
    if target.change not in ("up", "down"):
        return None
    return target.change == "up" if target.better is None else target.better


def _notes(old: Plan, new: Plan) -> Iterator[str]:
    """What a reader should know before believing the comparison."""
    if old.source.sha256 == new.source.sha256:
        yield f"{old.source.name} and {new.source.name} are the same file"
    if old.region and new.region and old.region not in new.region and new.region not in old.region:
        yield f"the plans are of different places: {old.region} and {new.region}"
    yield from (f"{plan.source.name}: no year found; name it with --years" for plan in (old, new) if plan.year is None)
    if old.year and new.year and old.year == new.year and old.source.sha256 != new.source.sha256:
        yield f"both plans are of {old.year}"
    if old.year and new.year and old.year > new.year:
        yield f"the old plan is of {old.year} and the new one of {new.year}: are they the wrong way round?"
