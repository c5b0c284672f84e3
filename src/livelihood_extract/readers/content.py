"""What every reader hands back: the characters of a file, and where they stood in it."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from livelihood_extract.records import Part

__all__ = ["BINARY", "Content"]

BINARY = "binary"
"""The `encoding` of formats that carry their characters in a container of their own (the word `file --mime` uses)."""


class Content(NamedTuple):
    """The text of one file, the encoding it was in, and its pages or cells where the format has them."""

    text: str
    encoding: str = BINARY
    parts: tuple["Part", ...] = ()
