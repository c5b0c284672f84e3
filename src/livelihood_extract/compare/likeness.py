"""Two lists of items go in, out comes how alike each pair is: 0 to 1, by four kinds of evidence.

    promises     the most alike pair of clauses             农村户厕 ~ 农村牧区户厕
    content      all that the two items promise
    agencies     the same bodies answer
    quantities   the clauses that are most alike state the same quantity, or measure in the same unit

Texts are compared by characters and pairs of characters, weighted by how rare they are in the two plans, and by how
near they stand to the end of their clause: in Chinese the noun that says what is promised comes last (老旧院落改造 is
not 老旧院落增设电梯).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    """Compare all old items with all new ones."""
    rarity = _rarity([*olds, *news])
    old_clauses, new_clauses = _clauses(olds), _clauses(news)
    clauses = _cosines(
        [_vector([p.text], rarity, _weight(p)) for _, p in old_clauses],
        [_vector([p.text], rarity, _weight(p)) for _, p in new_clauses],
    )
    promises = {(old_clauses[i][0], new_clauses[j][0]): score for (i, j), score in clauses.items()}
    content = _cosines(
        [_vector([p.text for p in each.promises], rarity) for each in olds],
        [_vector([p.text for p in each.promises], rarity) for each in news],
    )
    best: dict[Pair, tuple[float, int, int]] = {}
    for ((old, one), (new, other)), score in promises.items():
        candidate = (score, -one, -other)
        if candidate > best.get((old, new), (0.0, 0, 0)):
            best[old, new] = candidate
    items = {}
    for (old, new), (score, one, other) in best.items():
        whole = content.get((old, new), 0.0)
        items[old, new] = _evidence(olds[old], news[new], Evidence(score, -one, -other), whole, lexicon)
    return Likeness(items, promises)


def _evidence(old: Profile, new: Profile, found: Evidence, content: float, lexicon: Lexicon) -> Evidence:
    if old.item.content == new.item.content and old.item.title == new.item.title:
        return Evidence(1.0, found.old_promise, found.new_promise)
    shared, all_named = len(old.bodies & new.bodies), len(old.bodies | new.bodies)
    agencies = shared / all_named if all_named else 0.0
    quantities = _quantities(old.promises[found.old_promise], new.promises[found.new_promise], lexicon)
    score = PROMISES * found.score + CONTENT * content + AGENCIES * agencies + QUANTITIES * quantities
    return Evidence(round(score, 6), found.old_promise, found.new_promise)


def _quantities(old: Promise, new: Promise, lexicon: Lexicon) -> float:
    """1 for a quantity in common, a half for units of one measure, else nothing."""
    pairs = [(a, b) for a in old.targets for b in new.targets if same_kind(a, b, lexicon)]
    if any(a.value == b.value and a.unit == b.unit for a, b in pairs):
        return 1.0
    return 0.5 if any(a.dimension != "count" for a, _ in pairs) else 0.0


def _weight(promise: Promise) -> float:
    return 1.0 if promise.is_commitment else COMMENT


def _clauses(profiles: Sequence[Profile]) -> list[tuple[Pair, Promise]]:
    return [((i, j), promise) for i, profile in enumerate(profiles) for j, promise in enumerate(profile.promises)]


def _grams(text: str) -> dict[str, float]:
    """Weights of the characters and pairs of characters of a clause, heavier towards its end."""
    grams: dict[str, float] = defaultdict(float)
    for index, character in enumerate(text):
        weight = 1 + NOUN * max(0.0, 1 - (len(text) - 1 - index) / NOUN_LENGTH)
        grams[character] += weight * SINGLE
        if index + 1 < len(text):
            grams[text[index : index + 2]] += weight
    return grams


def _rarity(profiles: Sequence[Profile]) -> dict[str, float]:
    """0 to 1 for each gram: how few of the items have it (inverse document frequency, over the logarithm of all)."""
    seen = Counter(gram for each in profiles for gram in {g for p in each.promises for g in _grams(p.text)})
    return {gram: math.log(1 + len(profiles) / times) / math.log(1 + len(profiles)) for gram, times in seen.items()}


def _vector(texts: Iterable[str], rarity: Mapping[str, float], weight: float = 1.0) -> Vector:
    grams: dict[str, float] = {}
    for text in texts:
        for gram, times in _grams(text).items():
            grams[gram] = max(grams.get(gram, 0.0), times * rarity[gram])
    return grams if weight == 1.0 else {gram: value * weight for gram, value in grams.items()}


def _cosines(olds: Sequence[Vector], news: Sequence[Vector]) -> dict[Pair, float]:
    """The cosine of each pair that shares a gram, shrunk where what they share has little weight."""
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
        found.update({(index, o): product / (length * lengths[o] + LITTLE) for o, product in products.items()})
    return found
