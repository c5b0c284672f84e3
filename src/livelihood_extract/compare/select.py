"""A comparison goes in, the words true of each entry come out, and the comparison narrowed to the words asked for."""

from dataclasses import replace

from livelihood_extract.compare.changes import ITEM_VERDICTS, Comparison, ItemChange, TargetChange

__all__ = ["UNCHANGED", "WORDS", "entry_words", "is_unchanged", "narrowed", "target_words"]

_OF_TARGETS = ("up", "down", "same", "incomparable", "target-added", "target-dropped", "bound", "deadline")
WORDS = (*ITEM_VERDICTS, "retitled", "agencies", *_OF_TARGETS)
"""What `--only` and `--fail-on` understand: `added`, `dropped` are said of items, `target-added` of their targets."""

UNCHANGED = frozenset({"kept", "same"})
"""The words of what nobody would call a change."""


def target_words(change: TargetChange) -> set[str]:
    """The words true of one target's change."""
    verdict = f"target-{change.change}" if change.change in ("added", "dropped") else change.change
    return {verdict, *(["bound"] if change.bound else []), *(["deadline"] if change.deadline else [])}


def entry_words(entry: ItemChange) -> set[str]:
    """The words true of an entry. An item that is new or dropped as a whole has no changes inside."""
    words = {entry.change, *(["retitled"] if entry.retitled else [])}
    if not (entry.old and entry.new):
        return words
    if entry.agencies.added or entry.agencies.removed or entry.agencies.lead:
        words.add("agencies")
    return words.union(*map(target_words, entry.targets))


def is_unchanged(entry: ItemChange) -> bool:
    """Whether nothing that a reader would call a change happened to the item."""
    return entry_words(entry) <= UNCHANGED


def narrowed(comparison: Comparison, only: frozenset[str]) -> Comparison:
    """The comparison with the entries, and inside them the targets, of which one of the words is true; all for none.

    The summary stays that of the whole.
    """
    if not only:
        return comparison
    kept = tuple(_narrowed(entry, only) for entry in comparison.items if entry_words(entry) & only)
    return replace(comparison, items=kept)


def _narrowed(entry: ItemChange, only: frozenset[str]) -> ItemChange:
    if not only & set(_OF_TARGETS) or entry.change in only:
        return entry
    return replace(entry, targets=tuple(each for each in entry.targets if target_words(each) & only))
