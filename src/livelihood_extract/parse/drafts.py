"""Drafts: what the rooms of this part hand to each other.

A `Setting` is a promised quantity with what stands around it; a `Draft` is the target made of it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

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


class Setting(NamedTuple):
    """A quantity in its clause and sentence, behind the drafts `made` before it in the scene.

    `subject` is what the item's title speaks of: the last resort for a noun that is left out.
    """

    scene: Scene
    quantity: Quantity
    clause: tuple[int, int]
    sentence: tuple[int, int]
    made: Sequence[Draft]
    baselines: Sequence[Quantity]
    subject: str

    @property
    def dimension(self) -> str:
        """The dimension of the quantity's unit, or an empty string."""
        return self.quantity.kind.dimension if self.quantity.kind else ""

    @property
    def previous(self) -> Draft | None:
        """The draft before."""
        return self.made[-1] if self.made else None

    @property
    def low(self) -> int:
        """Where the text that belongs to this quantity begins: with its clause, or behind the quantity before it."""
        return max(self.clause[0], self.made[-1].quantity.after if self.made else 0)

    @property
    def joined(self) -> Draft | None:
        """The draft before, if nothing but a joint stands between (80万人次、20亿元)."""
        before = self.previous
        return before if before and are_joined(self.scene, before.quantity, self.quantity) else None


class Lead(NamedTuple):
    """What stands directly before a quantity: the noun phrase ends at `end`; then verb, bound and rate."""

    end: int
    bound: Bound | None
    verb: str
    per: tuple[str, ...]


_JOINT = re.compile(r"[、，和及或与]?(?:分别)?")


def are_joined(scene: Scene, first: Quantity, second: Quantity) -> bool:
    """Does nothing but a joint stand between two quantities?"""
    return _JOINT.fullmatch(scene.text, first.after, second.start) is not None
