"""An alignment goes in, the entries of a comparison come out: one for each group of items that belong together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from livelihood_extract.compare.agencies import agency_change
from livelihood_extract.compare.alignment import Alignment
from livelihood_extract.compare.changes import ItemChange, ItemSide, ItemVerdict, RunnerUp, TargetChange
from livelihood_extract.compare.likeness import Profile
from livelihood_extract.compare.matching import Link
from livelihood_extract.compare.targets import Place, places
from livelihood_extract.compare.verdicts import Stated, added, compared, dropped, incomparable
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.records import Agency

__all__ = ["entries", "item_side"]

Years = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class _Group:
    """Items by index that one entry is about; no links when they stand alone."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    links: tuple[Link, ...]


def entries(found: Alignment, years: Years, body: Mapping[str, str], lexicon: Lexicon) -> Iterator[ItemChange]:
    """All entries: in the order of the old plan, then what is new in the order of the new one."""
    groups = _groups(found)
    targets = _targets(found, groups, years, lexicon)
    at_home = _homes(found)
    runner_up = _runners_up(found)
    times = Counter(member for group in found.groups for link in group for member in _members(link))
    for number, group in enumerate(groups):
        olds, news = [found.olds[i] for i in group.olds], [found.news[j] for j in group.news]
        yield ItemChange(
            _verdict(group, times, at_home),
            tuple(map(item_side, olds)),
            tuple(map(item_side, news)),
            min((_rounded(link.score) for link in group.links), default=None),
            group.links[0].method if group.links else None,
            bool(group.links) and {each.title for each in olds} != {each.title for each in news},
            agency_change(_agencies(olds), _agencies(news), body),
            tuple(targets[number]),
            runner_up(group),
        )


def _groups(found: Alignment) -> list[_Group]:
    old_start, new_start = ([each.item.span.start for each in side] for side in (found.olds, found.news))
    linked = [
        _Group(
            tuple(sorted({link.old for link in links}, key=lambda i: old_start[i])),
            tuple(sorted({link.new for link in links}, key=lambda j: new_start[j])),
            links,
        )
        for links in found.groups
    ]
    kept_olds, kept_news = {i for group in linked for i in group.olds}, {j for group in linked for j in group.news}
    gone = [_Group((i,), (), ()) for i in range(len(found.olds)) if i not in kept_olds]
    fresh = [_Group((), (j,), ()) for j in range(len(found.news)) if j not in kept_news]

    def by_place(group: _Group) -> tuple[bool, list[int], list[int]]:
        return not group.olds, [old_start[i] for i in group.olds], [new_start[j] for j in group.news]

    return sorted([*linked, *gone, *fresh], key=by_place)


def _members(link: Link) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("old", link.old), ("new", link.new)


def _verdict(group: _Group, times: Mapping[tuple[str, int], int], at_home: Callable[[Link], bool]) -> ItemVerdict:
    """What became of the group; an item whose other branch stands in another entry was split or merged, too."""
    if not group.links:
        return "dropped" if group.olds else "added"
    if len(group.news) > 1 or any(times["old", i] > 1 for i in group.olds if len(group.olds) == 1):
        return "split"
    if len(group.olds) > 1 or times["new", group.news[0]] > 1:
        return "merged"
    return "kept" if at_home(group.links[0]) else "moved"


def _homes(found: Alignment) -> Callable[[Link], bool]:
    """Tells whether a pair stayed in its category: the one of the same title, else where most of its items went."""
    pairs = Counter((found.olds[k.old].category, found.news[k.new].category) for group in found.groups for k in group)
    titles_old, titles_new = {each.category for each in found.olds}, {each.category for each in found.news}
    most_old: dict[str | None, int] = defaultdict(int)
    most_new: dict[str | None, int] = defaultdict(int)
    for (old, new), times in pairs.items():
        most_old[old], most_new[new] = max(most_old[old], times), max(most_new[new], times)

    def at_home(link: Link) -> bool:
        old, new = found.olds[link.old].category, found.news[link.new].category
        if old in titles_new or new in titles_old:
            return old == new
        return pairs[old, new] in (most_old[old], most_new[new])

    return at_home


def item_side(profile: Profile) -> ItemSide:
    """What a comparison says of an item."""
    item = profile.item
    return ItemSide(item.id, item.number, item.label, item.title, profile.category, item.span.line)


def _agencies(profiles: Sequence[Profile]) -> list[Agency]:
    return [agency for each in profiles for agency in each.agencies]


def _rounded(score: float) -> Decimal:
    return Decimal(score).quantize(Decimal("0.01"))


def _targets(found: Alignment, groups: Sequence[_Group], years: Years, lexicon: Lexicon) -> list[list[TargetChange]]:
    """The target changes of each group: those of the old plan in its order, then the new. Each target stands once."""
    home = _where(groups)
    placed: list[tuple[int, bool, int, TargetChange]] = []
    for pair in found.targets:
        old, new = _stated(pair.old, found.olds, years[0]), _stated(pair.new, found.news, years[1])
        change = compared(old, new, lexicon) if pair.comparable else incomparable(old, new)
        placed.append((home[pair.old.item, pair.new.item], False, old.target.span.start, change))
    paired = {pair.old.target.id for pair in found.targets}, {pair.new.target.id for pair in found.targets}
    for place in places(found.olds):
        if place.target.id not in paired[0]:
            lost = dropped(_stated(place, found.olds, years[0]), found.old_wordings.get(place.target.id))
            placed.append((home[place.item, None], False, place.target.span.start, lost))
    for place in places(found.news):
        if place.target.id not in paired[1]:
            gained = added(_stated(place, found.news, years[1]), found.new_wordings.get(place.target.id))
            placed.append((home[None, place.item], True, place.target.span.start, gained))
    by_group: list[list[TargetChange]] = [[] for _ in groups]
    for number, _, _, change in sorted(placed, key=lambda each: each[:3]):
        by_group[number].append(change)
    return by_group


def _where(groups: Sequence[_Group]) -> dict[tuple[int | None, int | None], int]:
    """The index of the group of each pair of items; of an old item (i, None) and a new one (None, j) the first."""
    home: dict[tuple[int | None, int | None], int] = {}
    for number, group in enumerate(groups):
        pairs = ((link.old, link.new) for link in group.links)
        for members in (*pairs, *((i, None) for i in group.olds), *((None, j) for j in group.news)):
            home.setdefault(members, number)
    return home


def _stated(place: Place, profiles: Sequence[Profile], year: int | None) -> Stated:
    return Stated(place.target, profiles[place.item].item, year)


def _runners_up(found: Alignment) -> Callable[[_Group], RunnerUp | None]:
    """Finds the likest pair with an item of a group that is not one of the group's pairs."""
    rivals: dict[tuple[str, int], list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for pair, score in found.likeness.items():
        rivals["old", pair[0]].append((score, pair))
        rivals["new", pair[1]].append((score, pair))

    def runner_up(group: _Group) -> RunnerUp | None:
        chosen = {(link.old, link.new) for link in group.links}
        members = [*(("old", i) for i in group.olds), *(("new", j) for j in group.news)]
        others = [each for member in members for each in rivals[member] if each[1] not in chosen]
        if not others:
            return None
        score, (old, new) = max(others, key=lambda each: (each[0], each[1]))
        return RunnerUp(found.olds[old].item.id, found.news[new].item.id, _rounded(score))

    return runner_up
