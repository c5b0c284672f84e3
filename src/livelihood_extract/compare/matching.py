"""Two plans' items and how alike they are go in, the pairs that carry on the same programme come out.

First the best assignment over the whole plans; then the branches of items that were split or merged: promises that are
each other's best partner although their items are paired with others.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from livelihood_extract.compare.assignment import Pair, best_pairs, components
from livelihood_extract.compare.changes import Method
from livelihood_extract.compare.likeness import Likeness, Profile
from livelihood_extract.compare.pins import Pins

__all__ = ["Link", "links", "stars"]

SAME = 0.25
"""Likeness from which two items carry on the same programme, if no better pair takes them."""
BRANCH = 0.40
"""Likeness of two promises from which they join items that are paired with others."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two items, by index, that carry on the same programme."""

    old: int
    new: int
    score: float
    method: Method


def links(olds: Sequence[Profile], news: Sequence[Profile], found: Likeness, pins: Pins) -> list[Link]:
    """The pairs, in order of the old and then of the new items; several with one item when it was split or merged."""
    fixed, forbidden = _pinned(olds, news, pins)
    taken_old, taken_new = {old for old, _ in fixed}, {new for _, new in fixed}
    open_pairs = {
        (old, new): evidence.score
        for (old, new), evidence in found.items.items()
        if evidence.score >= SAME and (old, new) not in forbidden and old not in taken_old and new not in taken_new
    }
    branches = _branches(olds, news, found) - forbidden
    firm = fixed | branches
    chosen = firm | {pair for pair in best_pairs(open_pairs) if not _gives_way(pair, firm, found)}
    return [_link(pair, pair in fixed, olds, news, found) for pair in sorted(chosen)]


def stars(found: Sequence[Link]) -> list[list[Link]]:
    """The links in groups, each one item with all that it became or came from; the most branched items first.

    An item that is split and whose branch is merged as well stands in two groups, so that a group never claims a pair
    that is none.
    """
    by_pair = {(link.old, link.new): link for link in found}
    return [[by_pair[pair] for pair in star] for part in components(by_pair) for star in _stars(part)]


def _stars(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    rest = list(pairs)
    while rest:
        branches = Counter(member for old, new in rest for member in (("old", old), ("new", new)))
        side, centre = max(branches, key=lambda member: branches[member])
        star = [pair for pair in rest if pair[side == "new"] == centre]
        yield star
        rest = [pair for pair in rest if pair not in star]


def _pinned(olds: Sequence[Profile], news: Sequence[Profile], pins: Pins) -> tuple[set[Pair], set[Pair]]:
    old, new = ({each.item.id: index for index, each in enumerate(side)} for side in (olds, news))
    return (
        {(old[a], new[b]) for a, b in pins.same if a in old and b in new},
        {(old[a], new[b]) for a, b in pins.different if a in old and b in new},
    )


def _branches(olds: Sequence[Profile], news: Sequence[Profile], found: Likeness) -> set[Pair]:
    """The items of commitments that are each other's likest."""
    score = {
        (old, new): likeness + found.items[old[0], new[0]].score
        for (old, new), likeness in found.promises.items()
        if likeness >= BRANCH
        and (olds[old[0]].promises[old[1]].is_commitment or news[new[0]].promises[new[1]].is_commitment)
    }
    best_old: dict[Pair, float] = {}
    best_new: dict[Pair, float] = {}
    for (old, new), value in score.items():
        best_old[old] = max(best_old.get(old, 0.0), value)
        best_new[new] = max(best_new.get(new, 0.0), value)
    return {(old[0], new[0]) for (old, new), value in score.items() if best_old[old] == best_new[new] == value}


def _gives_way(pair: Pair, firm: set[Pair], found: Likeness) -> bool:
    """Whether one of the items is carried on better elsewhere: what is left over is no reason to pair it again."""
    if pair in firm:
        return False
    neighbours = (found.items.get(each) for each in firm if each[0] == pair[0] or each[1] == pair[1])
    return any(each is None or each.score > found.items[pair].score for each in neighbours)


def _link(pair: Pair, is_pinned: bool, olds: Sequence[Profile], news: Sequence[Profile], found: Likeness) -> Link:
    evidence = found.items.get(pair)
    if is_pinned or evidence is None:
        return Link(*pair, evidence.score if evidence else 0.0, "pinned")
    promise, other = olds[pair[0]].promises[evidence.old_promise], news[pair[1]].promises[evidence.new_promise]
    by_targets = bool(promise.targets and other.targets)
    titles = promise.in_title and other.in_title
    return Link(*pair, evidence.score, "title" if titles else "targets" if by_targets else "content")
