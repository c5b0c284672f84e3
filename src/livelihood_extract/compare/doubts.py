"""A comparison goes in, the pairs that a person should look at come out: weak matches, and strong ones not made."""

from collections.abc import Iterator
from decimal import Decimal

from livelihood_extract.compare.changes import Comparison, ItemChange
from livelihood_extract.compare.pins import Doubt

__all__ = ["doubts"]

WEAK = Decimal("0.40")
"""A match below this is worth a look."""
NEAR = Decimal("0.20")
"""So is a pair that was not made, from here on."""


def doubts(comparison: Comparison) -> Iterator[Doubt]:
    """The doubtful pairs, each once: first the weakest that were made, then the likest that were not."""
    made = [entry for entry in comparison.items if entry.score is not None and entry.method != "pinned"]
    for entry in sorted(made, key=lambda each: each.score or 0):
        if entry.score is not None and entry.score < WEAK:
            yield from _pairs(entry, entry.score)
    sides = [("old", entry.old) for entry in comparison.items] + [("new", entry.new) for entry in comparison.items]
    titles = {(side, item.id): item.title for side, items in sides for item in items}
    rivals = {entry.runner_up for entry in comparison.items if entry.runner_up and entry.score is None}
    for rival in sorted(rivals, key=lambda each: (-each.score, each.old, each.new)):
        if rival.score >= NEAR:
            named = titles["old", rival.old], titles["new", rival.new]
            yield Doubt(rival.old, rival.new, False, str(rival.score), *named)


def _pairs(entry: ItemChange, score: Decimal) -> Iterator[Doubt]:
    for old in entry.old:
        for new in entry.new:
            yield Doubt(old.id, new.id, True, str(score), old.title, new.title)
