"""Two plans' profiles go in, all that is paired between them comes out, the same whichever plan is the old one.

A pairing has no direction: it is found with the plans in one fixed order, decided by their words, and turned round
where the call has them the other way. So ties fall the same way in diff(a, b) and diff(b, a), and in any order of
items.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from livelihood_extract.compare.assignment import Pair
from livelihood_extract.compare.likeness import Profile, likeness
from livelihood_extract.compare.matching import Link, links, stars
from livelihood_extract.compare.pins import Pins
from livelihood_extract.compare.targets import WORDED, TargetPair, pair_targets, wordings
from livelihood_extract.lexicon import Lexicon

__all__ = ["Alignment", "align", "in_order"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """What belongs together: items by index in `olds` and `news`."""

    olds: tuple[Profile, ...]
    news: tuple[Profile, ...]
    groups: tuple[tuple[Link, ...], ...]
    targets: tuple[TargetPair, ...]
    old_wordings: Mapping[str, str]
    """By id of an old target: the new plan's words for it, where it says it without a number."""
    new_wordings: Mapping[str, str]
    likeness: Mapping[Pair, float]
    """Of all pairs of items that share anything."""


def align(olds: Sequence[Profile], news: Sequence[Profile], pins: Pins, lexicon: Lexicon) -> Alignment:
    """Pair the items and targets of two plans."""
    first, second = in_order(olds), in_order(news)
    if _key(second) < _key(first):
        return _turned(_aligned(second, first, pins.turned(), lexicon))
    return _aligned(first, second, pins, lexicon)


def in_order(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """The profiles by the words of their items, whatever order the document has them in."""
    return tuple(sorted(profiles, key=lambda each: (each.item.title, each.item.content, each.item.id)))


def _key(profiles: Sequence[Profile]) -> list[tuple[str, str]]:
    return [(each.item.title, each.item.content) for each in profiles]


def _aligned(olds: tuple[Profile, ...], news: tuple[Profile, ...], pins: Pins, lexicon: Lexicon) -> Alignment:
    found = likeness(olds, news, lexicon)
    pairs = links(olds, news, found, pins)
    forth = [(link.old, link.new) for link in pairs]
    plain = {pair: score for pair, score in found.promises.items() if score >= WORDED}
    back = {(new, old): score for (old, new), score in plain.items()}
    return Alignment(
        olds,
        news,
        tuple(map(tuple, stars(pairs))),
        tuple(pair_targets(olds, news, pairs, found, lexicon)),
        wordings(olds, news, forth, plain),
        wordings(news, olds, [(new, old) for old, new in forth], back),
        {pair: evidence.score for pair, evidence in found.items.items()},
    )


def _turned(found: Alignment) -> Alignment:
    return Alignment(
        found.news,
        found.olds,
        tuple(tuple(replace(link, old=link.new, new=link.old) for link in group) for group in found.groups),
        tuple(replace(pair, old=pair.new, new=pair.old) for pair in found.targets),
        found.new_wordings,
        found.old_wordings,
        {(new, old): score for (old, new), score in found.likeness.items()},
    )
