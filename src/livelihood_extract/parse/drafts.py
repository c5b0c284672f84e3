"""Drafts: what the rooms of this part hand to each other.

A `Setting` is a promised quantity with what stands around it; a `Draft` is the target made of it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.parse.quantities import Quantity
from livelihood_extract.parse.roles import Scene
from livelihood_extract.records import Bound, Kind

__all__ = ["Draft", "Lead", "Setting", "are_joined"]


class Draft(NamedTuple):
    """A target of a scene; `part_of` is the draft that is its total."""

    quantity: Quantity
    indicator: str
    action: str | None
    bound: Bound
    per: tuple[str, ...]
    kind: Kind
    baseline: tuple[str, Decimal | None] | None
    deadline: str | None
    place: str | None
    part_of: "Draft | None"
    sentence: tuple[int, int]


_FAR = 2000
"""Characters; a part of a sentence that goes on longer is taken for all of it."""


class Setting:
    """A quantity in its clause and sentence, behind the drafts `made` before it in the scene.

    `subject` is what the item's title speaks of: the last resort for a noun that is left out. `previous` is the draft
    before, `joined` the same if nothing but a joint stands between (80万人次、20亿元). The text that belongs to this
    quantity begins at `low`: with its clause, or behind the quantity before. `dimension` is that of its unit, or "".
    """

    __slots__ = (
        "baselines",
        "clause",
        "dimension",
        "joined",
        "low",
        "made",
        "previous",
        "quantity",
        "scene",
        "sentence",
        "subject",
    )

    def __init__(
        self, scene: Scene, quantity: Quantity, made: Sequence[Draft], baselines: Sequence[Quantity], subject: str
    ) -> None:
        self.scene = scene
        self.quantity = quantity
        self.made = made
        self.baselines = baselines
        self.subject = subject
        self.clause = scene.clause(quantity.start)
        self.sentence = scene.sentence(quantity.start)
        self.dimension = quantity.kind.dimension if quantity.kind else ""
        self.previous = made[-1] if made else None
        self.joined: Draft | None = None
        self.low = self.clause[0]
        if self.previous is not None:
            self.low = max(self.low, self.previous.quantity.after)
            self.joined = self.previous if are_joined(scene, self.previous.quantity, quantity) else None

    @property
    def part_start(self) -> int:
        """Where the part of the sentence begins that no semicolon divides."""
        start, end = self.sentence[0], self.quantity.start
        return max(start, self.scene.flat.rfind(";", max(start, end - _FAR), end))


class Lead(NamedTuple):
    """What stands directly before a quantity: the noun phrase ends at `end`; then verb, bound and rate."""

    end: int
    bound: Bound | None
    verb: str
    per: tuple[str, ...]


_LONGEST_JOINT = 3
_JOINT = expression(r"[、，和及或与]?(?:分别)?")


def are_joined(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """Does nothing but a joint stand between two quantities?"""
    near = second.start - first.after <= _LONGEST_JOINT
    return near and _JOINT.fullmatch(scene.text, first.after, second.start) is not None
