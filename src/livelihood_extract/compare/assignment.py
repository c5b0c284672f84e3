"""Scores of possible pairs go in, the best set of pairs comes out: each member in at most one, the sum the highest.

{(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.7}  ->  [(0, 1), (1, 0)]

Not first come first served: taking 0.9 first would leave 1 without a partner.
"""

from collections import defaultdict
from collections.abc import Mapping

__all__ = ["best_pairs", "components"]

Pair = tuple[int, int]

_STEPS = 1_000_000
"""Scores are compared as whole numbers of this fineness, so that sums are exact and ties are ties."""


def best_pairs(scores: Mapping[Pair, float]) -> list[Pair]:
    """The pairs of the best assignment (Hungarian method), in order. Scores are positive; pairs not given cannot be."""
    return sorted(pair for part in components(scores) for pair in _solved({pair: scores[pair] for pair in part}))


def components(pairs: Mapping[Pair, object] | list[Pair]) -> list[list[Pair]]:
    """The pairs in groups that share no member, each in order, the groups by their first pair."""
    neighbours = defaultdict(list)
    for old, new in pairs:
        neighbours["old", old].append(("new", new))
        neighbours["new", new].append(("old", old))
    group: dict[tuple[str, int], int] = {}
    for root in neighbours:
        stack = [] if root in group else [root]
        while stack:
            member = stack.pop()
            if member not in group:
                group[member] = len(group) if member == root else group[root]
                stack += neighbours[member]
    found = defaultdict(list)
    for pair in sorted(pairs):
        found[group["old", pair[0]]].append(pair)
    return list(found.values())


def _solved(scores: Mapping[Pair, float]) -> list[Pair]:
    """The best assignment of one component."""
    if len(scores) == 1:
        return list(scores)
    from munkres import Munkres

    olds, news = sorted({old for old, _ in scores}), sorted({new for _, new in scores})
    cost = [[-round(scores.get((old, new), 0) * _STEPS) for new in news] for old in olds]
    chosen = [(olds[row], news[column]) for row, column in Munkres().compute(cost)]
    return [pair for pair in chosen if pair in scores]
