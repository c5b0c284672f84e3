"""Paired items go in, pairs of targets that state the same thing come out, across all branches of a split or merger.

村级养老服务站2000个 ~ 村级养老服务站1500个      not 中小学和幼儿园100所 ~ 幼儿园60所, 中小学40所: whole and parts
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from livelihood_extract.compare.assignment import Pair, best_pairs
from livelihood_extract.compare.likeness import Likeness, Profile
from livelihood_extract.compare.matching import Link
from livelihood_extract.compare.measures import same_kind, same_unit
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.records import Target

__all__ = ["WORDED", "Place", "TargetPair", "pair_targets", "places", "wordings"]

SHARED = 0.05
"""Likeness of their clauses below which two targets are not looked at."""
HINT = 0.1
"""What each agreement adds: value, unit, kind, action, being the only target of the item, starting from the other."""
SAME = 0.45
"""Likeness with all hints from which two targets state the same thing."""
CLOSE = 0.05
"""A rival this close that is left without a partner shows that one is a whole and the others are its parts."""
PLAIN = 0.7
"""Likeness of clauses from which quantities that cannot be compared are still about the same thing."""
WORDED = 0.40
"""Likeness of clauses from which one says in words what the other states as a quantity."""


@dataclass(frozen=True, slots=True)
class Place:
    """A target, and where it stands: index of its item, of its promise in the item."""

    item: int
    promise: int
    target: Target


@dataclass(frozen=True, slots=True)
class TargetPair:
    """Two targets that state the same thing; not comparable when their units or denominators do not agree."""

    old: Place
    new: Place
    comparable: bool


def places(profiles: Sequence[Profile]) -> list[Place]:
    """All targets of the items, in order."""
    return [
        Place(index, number, target)
        for index, profile in enumerate(profiles)
        for number, promise in enumerate(profile.promises)
        for target in promise.targets
    ]


def pair_targets(
    olds: Sequence[Profile], news: Sequence[Profile], links: Sequence[Link], found: Likeness, lexicon: Lexicon
) -> list[TargetPair]:
    """The best assignment of comparable targets in linked items; then those left over that are plainly of one thing."""
    before, after = places(olds), places(news)
    near = {
        (i, j): found.promises.get(((old.item, old.promise), (new.item, new.promise)), 0.0)
        for i, j, old, new in _linked(before, after, links)
    }
    scores = {
        (i, j): shared + _hints(before[i], after[j], olds, news, lexicon)
        for (i, j), shared in near.items()
        if shared >= SHARED and same_kind(before[i].target, after[j].target, lexicon)
    }
    likely = {pair: score for pair, score in scores.items() if score >= SAME}
    chosen = best_pairs(likely)
    parts = _parts(chosen, likely)
    taken_old, taken_new = {i for i, _ in chosen}, {j for _, j in chosen}
    plain = {
        (i, j): shared
        for (i, j), shared in near.items()
        if shared >= PLAIN and (i, j) not in scores and i not in taken_old and j not in taken_new
    }
    return [
        *(TargetPair(before[i], after[j], True) for i, j in chosen if (i, j) not in parts),
        *(TargetPair(before[i], after[j], False) for i, j in best_pairs(plain)),
    ]


def wordings(
    profiles: Sequence[Profile],
    others: Sequence[Profile],
    links: Sequence[Pair],
    shared: Mapping[tuple[Pair, Pair], float],
) -> dict[str, str]:
    """By target id: what the linked items of the other year say in words where this year states a quantity.

    `links` and `shared` (promises at least `WORDED` alike) name this year's side first.
    """
    best: dict[str, tuple[float, str]] = {}
    linked = set(links)
    for (here, there), score in shared.items():
        promise, other = profiles[here[0]].promises[here[1]], others[there[0]].promises[there[1]]
        if other.targets or (here[0], there[0]) not in linked:
            continue
        for target in promise.targets:
            best[target.id] = max(best.get(target.id, (0.0, "")), (score, other.wording))
    return {target: wording for target, (_, wording) in best.items()}


def _linked(
    before: Sequence[Place], after: Sequence[Place], links: Sequence[Link]
) -> Iterator[tuple[int, int, Place, Place]]:
    by_item: dict[int, list[tuple[int, Place]]] = {}
    for j, place in enumerate(after):
        by_item.setdefault(place.item, []).append((j, place))
    partners: dict[int, list[int]] = {}
    for link in links:
        partners.setdefault(link.old, []).append(link.new)
    for i, old in enumerate(before):
        for partner in partners.get(old.item, ()):
            for j, new in by_item.get(partner, ()):
                yield i, j, old, new


def _hints(old: Place, new: Place, olds: Sequence[Profile], news: Sequence[Profile], lexicon: Lexicon) -> float:
    """What speaks for two targets besides their clauses, less what their distance in size speaks against them."""
    a, b = old.target, new.target
    only = len(olds[old.item].item.targets) == len(news[new.item].item.targets) == 1
    states = (a.value == b.value, same_unit(a, b, lexicon), a.kind == b.kind, a.action == b.action)
    return HINT * (sum(states) + only + (_starts_from(b, a) or _starts_from(a, b)) - _magnitudes(a, b))


def _starts_from(target: Target, other: Target) -> bool:
    """Whether one year's figure is the baseline that the other year names (由7%降至6%)."""
    return target.baseline is not None and target.baseline.value == other.value


def _magnitudes(old: Target, new: Target) -> float:
    """How many powers of ten lie between two values, at most 1."""
    if not old.value or not new.value:
        return float(old.value != new.value)
    return min(1.0, abs(float((new.value / old.value).copy_abs().log10())))


def _parts(chosen: Sequence[Pair], likely: Mapping[Pair, float]) -> set[Pair]:
    """The chosen pairs of which another target, left without a partner, could as well have had one of the two."""
    taken_old, taken_new = {i for i, _ in chosen}, {j for _, j in chosen}
    rival: dict[tuple[str, int], float] = {}
    for (i, j), score in likely.items():
        if j not in taken_new:
            rival["old", i] = max(rival.get(("old", i), 0.0), score)
        if i not in taken_old:
            rival["new", j] = max(rival.get(("new", j), 0.0), score)
    return {
        (i, j) for i, j in chosen if max(rival.get(("old", i), 0.0), rival.get(("new", j), 0.0)) >= likely[i, j] - CLOSE
    }
