"""The words of the field, as data: units, labels, agencies, headings, bounds, actions, dates.

Receives the TOML files of this folder, and files of the user's own, and returns a `Lexicon` that every room reads.
A file holds tables of entries; an entry lists `words`, what they mean, and `examples` that run as tests:

    [[unit]]
    words = ["公里", "km"]
    code = "km"
    dimension = "length"
    examples = ["改造管网110公里 = 110 公里"]
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from livelihood_extract.errors import LexiconError
from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon.tables import ENTRY_KEYS, check_tables
from livelihood_extract.records import Bound, Role

__all__ = ["ENTRY_KEYS", "Label", "Lexicon", "Unit", "Words", "alternation", "builtin", "load"]

V = TypeVar("V")

FOLDER = Path(__file__).parent
PARSED = FOLDER / "words.json"
"""The TOML files in one, as `hatch_build.py` leaves them in a wheel: a start reads it in a tenth of the time."""


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


class Words(dict[str, V]):
    """What words mean; finds the longest of its words at the ends of a text, or at and just before a position of it."""

    def __init__(self, words: Mapping[str, V]) -> None:
        super().__init__(words)
        self._first: dict[str, list[int]] = {}
        self._last: dict[str, list[int]] = {}
        for word in sorted(self, key=len, reverse=True):
            for index, character in ((self._first, word[0]), (self._last, word[-1])):
                lengths = index.setdefault(character, [])
                if len(word) not in lengths:
                    lengths.append(len(word))

    def opens(self, text: str) -> str:
        """The longest word that `text` begins with, or an empty string."""
        for length in self._first.get(text[:1], ()):
            if (word := text[:length]) in self:
                return word
        return ""

    def ends(self, text: str) -> str:
        """The longest word that `text` ends with, or an empty string."""
        for length in self._last.get(text[-1:], ()):
            if (word := text[-length:]) in self:
                return word
        return ""

    def at(self, text: str, start: int, end: int | None = None) -> str:
        """The longest word that begins at `start` and ends by `end`, or an empty string."""
        for length in self._first.get(text[start : start + 1], ()):
            if (word := text[start : start + length]) in self and (end is None or start + length <= end):
                return word
        return ""

    def before(self, text: str, start: int, end: int) -> str:
        """The longest word that ends at `end` and begins no earlier than `start`, or an empty string."""
        if start < end:
            for length in self._last.get(text[end - 1], ()):
                if end - length >= start and (word := text[end - length : end]) in self:
                    return word
        return ""

    def last(self, text: str, start: int, end: int) -> tuple[str, int]:
        """The last of the words in [start, end) of `text` and where it begins, or an empty string and -1."""
        last, at = "", -1
        for word in self:
            if (found := text.rfind(word, start, end)) > at:
                last, at = word, found
        return last, at

    def each(self, text: str, start: int = 0) -> Iterator[tuple[int, str]]:
        """The words in a short `text` from `start` on, left to right: where each begins, and the longest there."""
        stop = start
        for at in range(start, len(text)):
            for length in self._first.get(text[at], ()) if at >= stop else ():
                if (word := text[at : at + length]) in self:
                    yield at, word
                    stop = at + length
                    break

    @cached_property
    def pattern(self) -> Expression:
        """A pattern that matches any of the words, the longest first."""
        return expression(alternation(self))

    def inside(self, text: str, start: int = 0, end: int = sys.maxsize) -> str:
        """The first word found anywhere in [start, end) of `text`, or an empty string."""
        found = self.pattern.search(text, start, end)
        return found[0] if found else ""


class Unit(NamedTuple):
    """What a unit's word means; `factor` converts to the base unit of its dimension."""

    code: str | None
    dimension: str
    factor: float | None = None
    naming: bool = False
    condition: bool = False
    duration: bool = False
    calendar: bool = False


class Label(NamedTuple):
    """What a field's label announces: an agency's role, or a named field."""

    role: Role | None
    field: str | None


class Lexicon(dict[str, Words[str]]):
    """All words, by what the rooms ask for: the words of a table, as a dictionary of themselves, and the views below.

    Equal and hashed by identity, so that what is made from it can be cached.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    def __init__(self, entries: Mapping[str, tuple[Mapping[str, Any], ...]]) -> None:
        super().__init__()
        self.entries = entries

    def __bool__(self) -> bool:
        return True  # also before the first table is asked for

    def __missing__(self, table: str) -> Words[str]:
        """The words of a table that was not asked for before."""
        self[table] = Words({word: word for word in self.words(table)})
        return self[table]

    def words(self, table: str, **where: object) -> list[str]:
        """The words of a table's entries, or of those whose keys have these values."""
        chosen = (e for e in self.entries.get(table, ()) if all(e.get(key) == value for key, value in where.items()))
        return [word for entry in chosen for word in entry["words"]]

    @cached_property
    def units(self) -> Words[Unit]:
        """Units by their words."""
        keys = ENTRY_KEYS["unit"]
        return Words(
            {w: Unit(**{"code": None, **{k: v for k, v in e.items() if k in keys}}) for e, w in self._each("unit")}
        )

    @cached_property
    def bounds_before(self) -> Words[Bound]:
        """Bounds by the words that stand before a quantity."""
        return Words({word: entry["bound"] for entry in self.entries["bound"] for word in entry.get("before", ())})

    @cached_property
    def bounds_after(self) -> Words[Bound]:
        """Bounds by the words that stand behind a quantity."""
        return Words({word: entry["bound"] for entry in self.entries["bound"] for word in entry.get("after", ())})

    @cached_property
    def labels(self) -> Words[Label]:
        """Labels of fields by their words."""
        return Words({w: Label(e.get("role"), e.get("field")) for e, w in self._each("label")})

    @cached_property
    def actions(self) -> Words[str]:
        """Senses of verbs (deliver, reach, change) by their words."""
        senses = {w: e["sense"] for e, w in self._each("action") if e["sense"] not in ("predicate", "lead_in")}
        changing = [word for word, sense in senses.items() if sense == "change"]
        return Words({word + to: "reach" for word in changing for to in ("到", "至", "为")} | senses)

    @cached_property
    def governing(self) -> Words[str]:
        """Verbs that govern a quantity wherever they stand in its clause."""
        return self._chosen("action", sense="deliver", opening=None)

    @cached_property
    def predicates(self) -> Words[str]:
        """Verbs that always end the name of what is counted."""
        return self._chosen("action", sense="predicate")

    @cached_property
    def nouns(self) -> Words[str]:
        """Verbs that also name what is counted (培训)."""
        return self._chosen("action", noun=True)

    @cached_property
    def scopes(self) -> Words[str]:
        """Verbs that say how many something reaches (惠及1万户)."""
        return self._chosen("action", scope=True)

    @cached_property
    def noun_ends(self) -> Words[str]:
        """Verbs that end the name of what is counted, those that govern included."""
        return Words({word: word for word in (*self.words("action", sense="predicate"), *self.governing)})

    @cached_property
    def lead_ins(self) -> Words[str]:
        """Words before a clause's noun that are no part of it."""
        return self._chosen("action", sense="lead_in")

    @cached_property
    def periods(self) -> Words[str]:
        """Last month and day (MM-DD) of periods by their words."""
        return Words({w: e["end"] for e, w in self._each("period")})

    @cached_property
    def duties(self) -> Words[Role]:
        """Roles by the verbs that follow an agency's name."""
        return Words({w: e["role"] for e, w in self._each("duty")})

    @cached_property
    def strong_suffixes(self) -> Words[str]:
        """Endings that make a name an organisation's by themselves."""
        return self._chosen("suffix", strong=True)

    @cached_property
    def clausal_past(self) -> Words[str]:
        """Words of what has been done already that hold for their own clause only."""
        return self._chosen("past", clause=True)

    @cached_property
    def weak_nouns(self) -> frozenset[str]:
        """Words that say too little alone: measures (率), generic ones (总数) and weak ones (项目)."""
        return frozenset(word for table in ("measure", "generic", "weak_noun") for word in self.words(table))

    def _chosen(self, table: str, **where: object) -> Words[str]:
        return Words({word: word for word in self.words(table, **where)})

    def _each(self, table: str) -> Iterable[tuple[Mapping[str, Any], str]]:
        return ((entry, word) for entry in self.entries.get(table, ()) for word in entry["words"])


@lru_cache(maxsize=1)
def builtin() -> Lexicon:
    """The words that come with the program."""
    return load(())


def load(files: Iterable[Path]) -> Lexicon:
    """The built-in words and those of the user's files; later files win. Raises LexiconError with file and key."""
    merged: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for path in (*([PARSED] if PARSED.exists() else sorted(FOLDER.glob("*.toml"))), *files):
        for table, entries in _checked(path).items():
            merged[table] = (*merged.get(table, ()), *entries)
    return Lexicon(merged)


def _checked(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        tables = (_json if path == PARSED else _toml)(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error.strerror or error}; give a TOML file") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: is not in UTF-8 ({error}); save it in that encoding") from error
    except ValueError as error:  # a TOMLDecodeError is one
        raise LexiconError(f"{path}: is not valid TOML: {error}") from error
    check_tables(path, tables)
    return tables


# Each is imported for the form that is read: an installed program that uses no words of its own never needs TOML.
def _json(text: str) -> dict[str, Any]:
    import json

    return json.loads(text)  # type: ignore[no-any-return]


def _toml(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)
