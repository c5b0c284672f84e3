"""Agencies: who answers for an item.

Receives ranges of the reading (a labelled field's value, or an item's content with its brackets) and returns `Mention`s:
where each organisation is named, its normalised name and its role.

    市住建局、市财政局,甘井子区政府。   (牵头单位:A、B;责任单位:C)   (商务部、海关总署等有关部门负责)   A牵头，B配合
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.records import Role
from livelihood_extract.text import Document

__all__ = ["AgencyList", "Mention", "agency_list", "agency_lists"]


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation named as answerable, at [start, end) of the reading."""

    start: int
    end: int
    name: str
    role: Role
    collective: bool


@dataclass(frozen=True, slots=True)
class AgencyList:
    """A list of agencies in running text: its range, brackets included, and its members."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


_SEPARATOR = regex.compile(r"[、，;\n/]|(?:以及|[和及与])")
_BRACKETED = regex.compile(r"\((?:[^()\n]|\([^()\n]*\))*+\)|\[(?:[^\[\]\n])*+\]")
_TRAILING = regex.compile(r"[。.;，、)\]]*(?:等)?[。.;，、)\]]*$")
_EDGE = " 。.;；，、:\n\t-"
_LEADING = regex.compile(r"(?:由|以及|和|及|与|并由|会同|会|再由)(?=[\p{Han}]{2})")


@lru_cache(maxsize=8)
def _role_label(lexicon: Lexicon) -> "regex.Pattern[str]":
    roles = [w for w in lexicon.labels if lexicon.labels[w].role]
    return regex.compile(r"(?<![\p{Han}])(\L<roles>)(?:为)?:|(?<=^|[(\[;，。])(\L<roles>)(?=[\p{Han}])", roles=roles)


@lru_cache(maxsize=8)
def _strong(lexicon: Lexicon) -> "regex.Pattern[str]":
    return regex.compile(r"\L<words>(?:\([^()]*\))?$", words=lexicon.words("suffix", strong=True))


@lru_cache(maxsize=8)
def _organisation(lexicon: Lexicon) -> "regex.Pattern[str]":
    return regex.compile(r"\L<words>(?:\([^()]*\))?$", words=lexicon.words("suffix"))


@lru_cache(maxsize=8)
def _first_leads(lexicon: Lexicon) -> "regex.Pattern[str]":
    return regex.compile(r"[，;。]?(?:\L<words>)[^)\]\n]*", words=lexicon.words("first_leads"))


def agency_lists(document: Document, start: int, end: int, lexicon: Lexicon) -> list[AgencyList]:
    """The lists of agencies in brackets inside [start, end): labelled ones, and bare ones at the end of a clause."""
    reading = document.reading
    found = []
    for bracket in _BRACKETED.finditer(reading, start, end):
        inside = (bracket.start() + 1, bracket.end() - 1)
        if _is_agency_bracket(reading, *inside, bracket.end(), end, lexicon):
            mentions = tuple(agency_list(document, *inside, "responsible", lexicon))
            if mentions:
                found.append(AgencyList(bracket.start(), bracket.end(), mentions))
    return [*found, *_unclosed(document, start, end, found, lexicon)]


def _is_agency_bracket(reading: str, start: int, end: int, after: int, limit: int, lexicon: Lexicon) -> bool:
    if _role_label(lexicon).match(reading, start, end):
        return True
    if after < limit and reading[after] not in "。;，\n!)":
        return False
    text = reading[start:end]
    duty = lexicon.duties.before(text, 0, len(text))
    parts = [reading[a:b] for a, b in _split(reading, start, end - len(duty), lexicon)]
    pattern = _organisation(lexicon) if duty else _strong(lexicon)
    return bool(parts) and all(pattern.search(_bare(part, lexicon)) and len(part) > 2 for part in parts)


def _bare(part: str, lexicon: Lexicon) -> str:
    """A member of a list without 等 and without the duty it ends in."""
    part = _TRAILING.sub("", part)
    return part.removesuffix(lexicon.duties.before(part, 0, len(part)))


def _unclosed(
    document: Document, start: int, end: int, closed: list[AgencyList], lexicon: Lexicon
) -> Iterator[AgencyList]:
    """A labelled list whose closing bracket is missing runs to the end of its line."""
    reading = document.reading
    for label in _role_label(lexicon).finditer(reading, start, end):
        at = label.start()
        if at == start or reading[at - 1] not in "([" or any(c.start <= at < c.end for c in closed):
            continue
        stop = reading.find("\n", at, end)
        stop = end if stop < 0 else stop
        mentions = tuple(agency_list(document, at, stop, "responsible", lexicon))
        if mentions:
            yield AgencyList(at - 1, stop, mentions)


def agency_list(document: Document, start: int, end: int, role: Role, lexicon: Lexicon) -> list[Mention]:
    """The members of a list, in order. `role` is the one its label gives; labels and duties inside it go first."""
    reading = document.reading
    leads = _first_leads(lexicon).search(reading, start, end)
    stop = leads.start() if leads else end
    mentions: list[Mention] = []
    labels = list(_role_label(lexicon).finditer(reading, start, stop))
    starts = [(start, role), *((m.end(), lexicon.labels[m[1] or m[2]].role or role) for m in labels)]
    stops = [*(m.start() for m in labels), stop]
    for (a, segment_role), b in zip(starts, stops, strict=True):
        mentions.extend(_segment(document, a, b, segment_role, lexicon))
    if leads and mentions:
        mentions[0] = replace(mentions[0], role="lead")
    return mentions


def _segment(document: Document, start: int, end: int, role: Role, lexicon: Lexicon) -> list[Mention]:
    """The members of a list under one label. A duty (A、B牵头，C配合) holds for the members before it."""
    reading = document.reading
    mentions: list[Mention] = []
    undecided = 0
    for a, b in _split(reading, start, end, lexicon, document):
        duty = lexicon.duties.before(reading, a, b)
        own = _strip(reading, a, b - len(duty))
        if own[0] < own[1] and len(reading[slice(*own)]) > 1:
            name = document.written(*own)
            mentions.append(Mention(*own, name, role, bool(lexicon.vocabulary("collective").inside(name))))
        if duty:
            given = lexicon.duties[duty]
            mentions[undecided:] = [replace(m, role=given) for m in mentions[undecided:]]
            undecided = len(mentions)
    return _restored(mentions, lexicon)


def _split(
    reading: str, start: int, end: int, lexicon: Lexicon, document: Document | None = None
) -> list[tuple[int, int]]:
    """Cut a list at its separators, not inside brackets, and at 和 及 与 only between two organisations."""
    organisation = _organisation(lexicon)
    parts, begin = [], start
    brackets = [m.span() for m in _BRACKETED.finditer(reading, start, end)]
    cuts = [m.span() for m in _SEPARATOR.finditer(reading, start, end)]
    cuts += [(m.start(), m.end()) for m in regex.finditer(r"等(?=[^、，;。等]{4})", reading, pos=start, endpos=end)]
    if document is not None:
        cuts += _blank_cuts(document, start, end, lexicon)
    for a, b in sorted(cuts):
        if a < begin or any(x < a < y for x, y in brackets):
            continue
        joins = reading[a] in "和及与以"
        if joins and not (organisation.search(reading[begin:a]) and organisation.search(_to_next(reading, b, end))):
            continue
        if reading[a] == "等" and not organisation.search(reading[begin:a]):
            continue
        parts.append((begin, a))
        begin = b
    parts.append((begin, end))
    return [(a, b) for a, b in (_strip(reading, *p) for p in parts) if a < b]


def _to_next(reading: str, start: int, end: int) -> str:
    following = regex.search(r"[、，;\n。]|等(?=[\p{Han}])", reading, pos=start, endpos=end)
    return _TRAILING.sub("", reading[start : following.start() if following else end])


def _blank_cuts(document: Document, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Lists separated by blanks alone: a blank behind the end of an organisation's name."""
    offsets, reading = document.offsets, document.reading
    if end - start < 2 or offsets[end - 1] - offsets[start] == end - 1 - start:
        return []
    gaps = [i for i in range(start + 1, end) if offsets[i] - offsets[i - 1] > 1]
    return [(i, i) for i in gaps if _strong(lexicon).search(reading[start:i]) and reading[i] not in "、，;(（"]


def _strip(reading: str, start: int, end: int) -> tuple[int, int]:
    """Without the punctuation, brackets and joining words at its edges."""
    while start < end and reading[start] in _EDGE:
        start += 1
    leading = _LEADING.match(reading, start, end)
    start = leading.end() if leading else start
    while end > start:
        text = reading[start:end]
        if reading[end - 1] in _EDGE or (text.endswith("等") and len(text) > 3):
            end -= 1
        elif reading[end - 1] in ")]" and text.count(")") > text.count("("):
            end -= 1
        else:
            break
    return start, end


_BLANK = regex.compile(r"\s+")


def _restored(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """Give back what a list leaves out: the level before later members, 政府 or 管委会 behind a row of places."""
    areas, levels = lexicon.vocabulary("area"), lexicon.words("level")
    level = next((word for word in levels if mentions and mentions[0].name.startswith(word)), "")
    restored: list[Mention] = []
    body = ""
    for mention in reversed(mentions):
        name = _BLANK.sub("", mention.name)
        if areas.before(name, 0, len(name)) and body:
            name += body
        else:
            body = next((b for b in ("人民政府", "政府", "管委会") if name.endswith(b)), "")
        restored.append(replace(mention, name=name))
    restored.reverse()
    return [
        replace(m, name=level + m.name) if i and level and _lacks_level(m.name, lexicon) else m
        for i, m in enumerate(restored)
    ]


_OWN_LEVEL = regex.compile(r".{0,4}[省市县区旗州盟]|[各相有国中全人银团本属]")


def _lacks_level(name: str, lexicon: Lexicon) -> bool:
    return bool(regex.search("(?:局|委|办|厅)$", name)) and not _OWN_LEVEL.match(name)
