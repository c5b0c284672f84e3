"""Names of agencies go in, out comes which are one body, and what changed between two lists of them.

市住房城乡建设局, 市住建局, 市住房和城乡建设局 are one body; 市卫计委 became 市卫健委
(lexicon/compare.toml, same_agency).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import regex

from livelihood_extract.compare.changes import AgencyChange
from livelihood_extract.lexicon import Lexicon
from livelihood_extract.records import Agency

__all__ = ["agency_change", "bodies"]

_JOINING = regex.compile(r"[和与及、]|\s")


def bodies(names: Iterable[str], lexicon: Lexicon) -> dict[str, str]:
    """One name for each body, by all the names it is given."""
    short = {name: _short(name, lexicon) for name in sorted(set(names))}
    known = sorted(set(short.values()), key=lambda name: (len(name), name))
    full = {name: next((each for each in known if _abbreviates(each, name)), name) for name in known}
    return {name: full[each] for name, each in short.items()}


def agency_change(olds: Sequence[Agency], news: Sequence[Agency], body: Mapping[str, str]) -> AgencyChange:
    """What changed from the old agencies to the new ones; `body` says which names are one body."""
    old, new = ({body[agency.name]: agency.name for agency in reversed(each)} for each in (olds, news))
    old_lead, new_lead = _lead(olds), _lead(news)
    led_by_same = (body[old_lead] if old_lead else None) == (body[new_lead] if new_lead else None)
    return AgencyChange(
        added=tuple(name for each, name in reversed(new.items()) if each not in old),
        removed=tuple(name for each, name in reversed(old.items()) if each not in new),
        lead=None if led_by_same else (old_lead, new_lead),
        renamed=tuple((name, new[each]) for each, name in reversed(old.items()) if new.get(each, name) != name),
    )


def _lead(agencies: Sequence[Agency]) -> str | None:
    return next((agency.name for agency in agencies if agency.role == "lead"), None)


def _short(name: str, lexicon: Lexicon) -> str:
    """The name without its level (市, 省) and joining words, or the first word of its entry in the lexicon."""
    level, same = _tables(lexicon)
    plain = _JOINING.sub("", level.sub("", name))
    return same.get(plain, plain)


@lru_cache(maxsize=4)
def _tables(lexicon: Lexicon) -> "tuple[regex.Pattern[str], dict[str, str]]":
    levels = regex.compile(r"^(?!\L<no>)\L<level>(?=.{2})", no=lexicon.words("no_level"), level=lexicon.words("level"))
    entries = lexicon.entries.get("same_agency", ())
    return levels, {_JOINING.sub("", word): _JOINING.sub("", e["words"][0]) for e in entries for word in e["words"]}


def _abbreviates(short: str, name: str) -> bool:
    """Whether `short` is made of characters of `name` in their order, the first and the kind of body among them."""
    if not 1 < len(short) < len(name) or short[0] != name[0]:
        return False
    rest = iter(name)
    return all(character in rest for character in short)
