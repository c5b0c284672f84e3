"""Two lists of items go in, out comes how alike each pair is: 0 to 1, by four kinds of evidence.

    promises     the most alike pair of clauses             农村户厕 ~ 农村牧区户厕
    content      how much of what either promises the other promises too
    agencies     the same bodies answer
    quantities   the clauses that are most alike state the same quantity, or measure in the same unit

Texts are compared by characters and pairs of characters, weighted by how rare they are in the two plans, and by how
near they stand to the end of their clause: in Chinese the noun that says what is promised comes last (老旧院落改造 is
not 老旧院落增设电梯).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from livelihood_extract.compare.assignment import Pair
from livelihood_extract.compare.measures import same_kind
from livelihood_extract.compare.promises import Promise
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.records import Agency, Item

__all__ = ["Evidence", "Likeness", "Profile", "likeness"]

Vector = Mapping[str, float]

SINGLE = 0.5
"""Weight of one character beside a pair of characters."""
NOUN, NOUN_LENGTH = 1.0, 4
"""How much more the last character of a clause weighs, and over how many characters that falls to nothing."""
COMMENT = 0.8
"""Weight of a clause that neither names the item nor states a quantity."""
LITTLE = 2.0
"""Shared weight below which a likeness proves little: two clauses that are both 活动 are not one promise."""
COMMON = 40
"""What more items than this have in common says nothing about any two of them, and is not looked at."""
SHARED = 0.05
"""Likeness below which two texts share nothing."""
WORTHWHILE = 0.25
"""A pair of items that could not be so alike even if agencies and quantities agreed is not looked at."""
PROMISES, CONTENT, AGENCIES, QUANTITIES = 0.6, 0.2, 0.1, 0.1
"""Weights of the evidence; they add up to 1."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an item is compared by."""

    item: Item
    category: str | None
    agencies: tuple[Agency, ...]
    bodies: frozenset[str]
    """The agencies by names on which both plans agree."""
    promises: tuple[Promise, ...]

    @property
    def title(self) -> tuple[str, ...]:
        """The masked title: what stays when numbers, units, years and leading verbs do not count."""
        return tuple(promise.text for promise in self.promises if promise.in_title)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How alike two items are, and by which of their promises."""

    score: float
    old_promise: int
    new_promise: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of all pairs that share anything: items by index, and promises by (index of the item, index in the item)."""

    items: Mapping[Pair, Evidence]
    promises: "Mapping[tuple[Pair, Pair], float]"


def likeness(olds: Sequence[Profile], news: Sequence[Profile], lexicon: Lexicon) -> Likeness:
    """Compare all old items with all new ones; pairs that cannot come near anything to be said are left out."""
    promises = _promises(olds, news) | _twins(olds, news)
    items = {}
    for (old, new), shared in _by_items(promises).items():
        one, other = max(shared, key=lambda places: (shared[places], -places[0], -places[1]))
        words = PROMISES * shared[one, other] + CONTENT * _coverage(shared, olds[old], news[new])
        if words + AGENCIES + QUANTITIES >= WORTHWHILE:
            more = AGENCIES * _agencies(olds[old], news[new])
            more += QUANTITIES * _quantities(olds[old].promises[one], news[new].promises[other], lexicon)
            whole = 1.0 if _is_same(olds[old].item, news[new].item) else round(words + more, 6)
            items[old, new] = Evidence(whole, one, other)
    return Likeness(items, promises)


def _promises(olds: Sequence[Profile], news: Sequence[Profile]) -> dict[tuple[Pair, Pair], float]:
    """The likeness of clauses, by (index of the item, index in the item) on both sides."""
    grams = [[[_grams(promise.text) for promise in each.promises] for each in side] for side in (olds, news)]
    rarity = _rarity([*grams[0], *grams[1]])
    (old_places, old_vectors), (new_places, new_vectors) = (
        (
            [(i, j) for i, each in enumerate(side) for j, _ in enumerate(each)],
            [_vector(each, rarity) for item in side for each in item],
        )
        for side in grams
    )
    weights = [[1.0 if p.is_commitment else COMMENT for each in side for p in each.promises] for side in (olds, news)]
    return {
        (old_places[i], new_places[j]): score * weights[0][i] * weights[1][j]
        for (i, j), score in _cosines(old_vectors, new_vectors).items()
    }


def _twins(olds: Sequence[Profile], news: Sequence[Profile]) -> dict[tuple[Pair, Pair], float]:
    """The promises of items that are word for word the same, each alike its own, however common its words are."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for new, each in enumerate(news):
        places[each.item.title, each.item.content].append(new)
    return {
        ((old, place), (new, place)): 1.0
        for old, each in enumerate(olds)
        for new in places.get((each.item.title, each.item.content), ())
        for place, _ in enumerate(each.promises)
        if place < len(news[new].promises)
    }


def _by_items(promises: Mapping[tuple[Pair, Pair], float]) -> dict[Pair, dict[Pair, float]]:
    """The same by pairs of items, then by the places of the promises in them."""
    found: dict[Pair, dict[Pair, float]] = defaultdict(dict)
    for ((old, one), (new, other)), score in promises.items():
        found[old, new][one, other] = score
    return found


def _coverage(shared: Mapping[Pair, float], old: Profile, new: Profile) -> float:
    """How much of what either item promises the other promises too: the mean over all promises of their likest."""
    forth: dict[int, float] = {}
    back: dict[int, float] = {}
    for (one, other), score in shared.items():
        forth[one] = max(forth.get(one, 0.0), score)
        back[other] = max(back.get(other, 0.0), score)
    return (sum(forth.values()) + sum(back.values())) / (len(old.promises) + len(new.promises))


def _is_same(old: Item, new: Item) -> bool:
    return old.content == new.content and old.title == new.title


def _agencies(old: Profile, new: Profile) -> float:
    """How much of the bodies named by either both name."""
    named = len(old.bodies | new.bodies)
    return len(old.bodies & new.bodies) / named if named else 0.0


def _quantities(old: Promise, new: Promise, lexicon: Lexicon) -> float:
    """1 for a quantity in common, a half for units of one measure, else nothing."""
    pairs = [(a, b) for a in old.targets for b in new.targets if same_kind(a, b, lexicon)]
    if any(a.value == b.value and a.unit == b.unit for a, b in pairs):
        return 1.0
    return 0.5 if any(a.dimension != "count" for a, _ in pairs) else 0.0


def _grams(text: str) -> dict[str, float]:
    """Weights of the characters and pairs of characters of a clause, heavier towards its end."""
    grams: dict[str, float] = defaultdict(float)
    for index, character in enumerate(text):
        weight = 1 + NOUN * max(0.0, 1 - (len(text) - 1 - index) / NOUN_LENGTH)
        grams[character] += weight * SINGLE
        if index + 1 < len(text):
            grams[text[index : index + 2]] += weight
    return grams


def _rarity(items: Sequence[Sequence[Mapping[str, float]]]) -> dict[str, float]:
    """0 to 1 for each gram: how few of the items have it (inverse document frequency, over the logarithm of all)."""
    seen = Counter(gram for clauses in items for gram in set().union(*clauses))
    most = math.log(1 + len(items))
    return {gram: math.log(1 + len(items) / times) / most for gram, times in seen.items() if times <= COMMON}


def _vector(grams: Mapping[str, float], rarity: Mapping[str, float]) -> Vector:
    return {gram: times * rarity[gram] for gram, times in grams.items() if gram in rarity}


def _cosines(olds: Sequence[Vector], news: Sequence[Vector]) -> dict[Pair, float]:
    """The cosine of each pair that shares enough, shrunk where what they share has little weight."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, vector in enumerate(news):
        for gram, value in vector.items():
            holders[gram].append((index, value))
    lengths = [math.sqrt(sum(value * value for value in vector.values())) for vector in news]
    found = {}
    for index, vector in enumerate(olds):
        length = math.sqrt(sum(value * value for value in vector.values()))
        products: dict[int, float] = defaultdict(float)
        for gram, value in vector.items():
            for other, theirs in holders.get(gram, ()):
                products[other] += value * theirs
        for other, product in products.items():
            cosine = product / (length * lengths[other] + LITTLE)
            if cosine >= SHARED:
                found[index, other] = cosine
    return found
