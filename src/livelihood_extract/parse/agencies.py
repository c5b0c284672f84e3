"""Agencies: who answers for an item.

Receives ranges of the reading (a labelled field's value, or an item's content with its brackets) and returns
`Mention`s: where each organisation is named, its normalised name and its role.

    市住建局、市财政局,甘井子区政府。   (牵头单位:A、B;责任单位:C)   (商务部、海关总署等有关部门负责)   A牵头，B配合
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.records import Role
from livelihood_extract.text import HAN, Document

__all__ = ["AgencyList", "Mention", "agency_list", "agency_lists", "first_leads_from", "is_person"]


class Mention(NamedTuple):
    """An organisation named as answerable, at [start, end) of the reading."""

    start: int
    end: int
    name: str
    role: Role
    collective: bool


class AgencyList(NamedTuple):
    """A list of agencies in running text: its range, brackets included, and its members."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


_SEPARATOR = expression(rf"[、，;\n/]|以及|会同(?!县)|[和及与]|等(?=[^、，;。等]{{4}}|部门|单位)|等(?={HAN}{{3}})")
_BRACKETED = expression(r"\((?:[^()\n]|\([^()\n]*\))*+\)|\[[^\[\]\n]*+\]")
_TAIL_BRACKET = expression(r"(?:\([^()]*\)|\[[^\[\]]*\])$")
_DUTY_BRACKET = expression(rf"\(({HAN}+)\)$")
_DIGIT = expression("[0-9]")
_EDGE = " 。.;；，、:\n\t-"
_LEADS = "由以和及与并会再"
_OPENING_EDGE = frozenset(_EDGE + _LEADS)
_CLOSING_EDGE = frozenset(_EDGE + "()[]等")
_LEADING = expression(rf"(?:由|以及|和|及|与|并由|会同|会|再由)(?={HAN}{{2}})")


class _Label(NamedTuple):
    """A label inside a list: where it begins, where its value does, and the role it gives (None for a person's)."""

    start: int
    end: int
    role: Role | None


_COLON = expression("为?:")


def _labels(reading: str, start: int, end: int, lexicon: Lexicon) -> list[_Label]:
    """The labels of a list: any with a colon, a role's also without one where the list or one of its parts begins."""
    found = []
    for colon in _COLON.finditer(reading, start, end):
        word = lexicon.labels.before(reading, start, colon.start())
        if word:
            found.append(_Label(colon.start() - len(word), colon.end(), lexicon.labels[word].role))
    opening = lexicon.labels.at(reading, start, end)
    if len(opening) > 2 and lexicon.labels[opening].role and not any(label.start == start for label in found):
        found.insert(0, _Label(start, start + len(opening), lexicon.labels[opening].role))
    return found


_FROM_NOW_ON = "下同"
"""Says that a rule holds for all lists behind it."""


@lru_cache(maxsize=8)
def _first_leads(lexicon: Lexicon) -> Expression:
    return expression(rf"[，;。(]?(?:{alternation(lexicon.words('first_leads'))})[^)\]\n]*")


def _is_organisation(text: str, lexicon: Lexicon, *, strong: bool = False) -> bool:
    """Does a text end like an organisation's name? `strong` endings are enough by themselves (局, 委, 公司)."""
    bracket = _TAIL_BRACKET.search(text)
    end = bracket.start() if bracket else len(text)
    words = lexicon.strong_suffixes if strong else lexicon["suffix"]
    return bool(words.before(text, 0, end))


_PERSON = expression(rf"{HAN}{{2,4}}")


def is_person(text: str, lexicon: Lexicon) -> bool:
    """Is a text a person's name, with an office or without: 徐国江, 副市长刘福利?"""
    text = text.removesuffix(lexicon["rank"].ends(text))
    text = text.removeprefix(lexicon["rank"].opens(text))
    surname = lexicon["surname"].opens(text)
    return bool(surname) and bool(_PERSON.fullmatch(text)) and 0 < len(text) - len(surname) < 3


def _is_official(text: str, lexicon: Lexicon) -> bool:
    """Is a text a person with an office: 吴继德副市长?"""
    rank = lexicon["rank"]
    return bool(rank.ends(text) or rank.opens(text)) and is_person(text, lexicon)


def first_leads_from(reading: str, lexicon: Lexicon) -> int:
    """Where the document says that the first of every list leads (列首位的为牵头单位，下同); else its end."""
    if _FROM_NOW_ON not in reading:
        return len(reading)
    rule = next((m for m in _first_leads(lexicon).finditer(reading) if _FROM_NOW_ON in m[0]), None)
    return rule.end() if rule else len(reading)


# --- in running text --------------------------------------------------------------------------------------------------


def agency_lists(document: Document, start: int, end: int, lexicon: Lexicon) -> list[AgencyList]:
    """The lists of agencies in brackets inside [start, end): labelled ones, and bare ones at the end of a clause."""
    reading = document.reading
    found: list[AgencyList] = []
    if any(reading.find(word, start, end) >= 0 for word in _BY_WORDS):
        found.extend(_in_clauses(document, start, end, lexicon))
    if reading.find("以", start, end) >= 0:
        found.extend(_in_roles(document, start, end, lexicon))
    if reading.find("(", start, end) < 0 and reading.find("[", start, end) < 0:
        return found
    for bracket in _BRACKETED.finditer(reading, start, end):
        inside = (bracket.start() + 1, bracket.end() - 1)
        if _is_agency_bracket(reading, *inside, end, lexicon):
            mentions = tuple(agency_list(document, *inside, "responsible", lexicon))
            if mentions:
                found.append(AgencyList(bracket.start(), bracket.end(), mentions))
    return [*found, *_unclosed(document, start, end, found, lexicon)]


_BY_WORDS = ("由", "负责", "牵头")
_DUE = expression(r"[，;][^，;()]*[0-9年季月][^，;()]*(?:前|底|末|完成|落实|建成)$")
"""Behind the agencies of a bracket: ，10月底前完成."""


def _without_due(reading: str, start: int, end: int) -> int:
    """Where a list ends that a deadline follows in its bracket."""
    due = _DUE.search(reading, start, end)
    return due.start() if due else end


def _is_agency_bracket(
    reading: str, start: int, end: int, limit: int, lexicon: Lexicon, *, strong_only: bool = False
) -> bool:
    """Is [start, end), which stands before `limit`, a list of agencies? `strong_only`: only if each name says so."""
    labels = _labels(reading, start, end, lexicon)
    if labels and labels[0].start == start and any(label.role is not None for label in labels):
        return True
    if end + 1 < limit and reading[end + 1] not in "。;，\n!)" and reading[start - 2 : start - 1] not in ("。", ";"):
        return False
    leads = _first_leads(lexicon).search(reading, start, end)
    end = leads.start() if leads else _without_due(reading, start, end)
    duty = lexicon.duties.before(reading, start, end)
    parts = [reading[a:b] for a, b in _split(reading, start, end - len(duty), lexicon) if reading[a:b] not in _NO_NAMES]
    parts = [part for part in parts if not _is_official(_without_duty(part, lexicon), lexicon)]
    if _DEPARTMENTS in reading[start:end]:
        parts = [part for part in parts if not _FIELD.fullmatch(part)]  # 公安、住建等部门
    names = [_without_duty(part, lexicon) for part in parts if len(part) > 2 and not _DIGIT.search(part)]
    strong = sum(_is_organisation(name, lexicon, strong=True) for name in names)
    named = len(names) == len(parts) and all(_is_organisation(name, lexicon) for name in names)
    if strong_only and strong < len(names):
        return False
    return bool(parts) and named and (bool(duty) or (strong > 0 and 2 * strong >= len(names)))


_DEPARTMENTS = "部门"
_FIELD = expression(rf"{HAN}{{2,3}}")
"""What a department sees to, in place of its name."""


def _without_duty(part: str, lexicon: Lexicon) -> str:
    """A member of a list without the duty it ends in, and without 等."""
    return part.removesuffix(lexicon.duties.ends(part)).removesuffix("等")


def _unclosed(
    document: Document, start: int, end: int, closed: list[AgencyList], lexicon: Lexicon
) -> Iterator[AgencyList]:
    """A labelled list whose closing bracket is missing runs to the end of its line."""
    reading = document.reading
    for label in _labels(reading, start, end, lexicon):
        at = label.start
        inside = any(c.start <= at < c.end for c in closed)
        if label.role is None or at == start or reading[at - 1] not in "([" or inside:
            continue
        stop = reading.find("\n", at, end)
        stop = end if stop < 0 else stop
        mentions = tuple(agency_list(document, at, stop, "responsible", lexicon))
        if mentions:
            yield AgencyList(at - 1, stop, mentions)


_NAMES = r"(?:[^，。;()\n]|\([^，。;()\n]{1,12}\)){2,60}?"


@lru_cache(maxsize=8)
def _by_whom(lexicon: Lexicon) -> Expression:
    duties = alternation(lexicon.duties)
    return expression(rf"(?<=[，。;\n])(?P<by>由)?{_NAMES}(?:{duties})(?:，{_NAMES}(?:{duties}))*(?=[，。;\n]|$)")


def _in_clauses(document: Document, start: int, end: int, lexicon: Lexicon) -> Iterator[AgencyList]:
    """Clauses that only say who: ，由市总工会牵头， and, where the sentence ends with them, ，市总工会牵头。"""
    reading = document.reading
    for clause in _by_whom(lexicon).finditer(reading, start, end):
        by = clause["by"] is not None
        if not by and reading[clause.end() : clause.end() + 1] == "，":
            continue
        if _is_agency_bracket(reading, clause.start() + by, clause.end(), clause.end(), lexicon, strong_only=not by):
            mentions = tuple(agency_list(document, *clause.span(), "responsible", lexicon))
            yield AgencyList(clause.start(), clause.end(), mentions)


_AS_ROLE = expression(r"(?<=[，。;\n])以([^，。;()\n]{2,80}?)为")


def _in_roles(document: Document, start: int, end: int, lexicon: Lexicon) -> Iterator[AgencyList]:
    """Clauses that give a role to a list: ，以科协、残联为责任单位，."""
    reading = document.reading
    for clause in _AS_ROLE.finditer(reading, start, end):
        word = lexicon.labels.at(reading, clause.end(), end)
        stop = clause.end() + len(word)
        role = lexicon.labels[word].role if word else None
        if role is not None and reading[stop : stop + 1] in ("", "，", "。", ";", "\n"):
            yield AgencyList(clause.start(), stop, tuple(agency_list(document, *clause.span(1), role, lexicon)))


# --- a list and its members -------------------------------------------------------------------------------------------


def agency_list(document: Document, start: int, end: int, role: Role, lexicon: Lexicon) -> list[Mention]:
    """The members of a list, in order. `role` is the one its label gives; labels and duties inside it go first."""
    reading = document.reading
    leads = _first_leads(lexicon).search(reading, start, end)
    stop = leads.start() if leads else _without_due(reading, start, end)
    mentions = [
        mention
        for a, b, given in _segments(reading, start, stop, role, lexicon)
        for mention in _segment(document, a, b, given, lexicon)
    ]
    if leads and mentions:
        mentions[0] = mentions[0]._replace(role="lead")
    return mentions


def _segments(reading: str, start: int, end: int, role: Role, lexicon: Lexicon) -> Iterator[tuple[int, int, Role]]:
    """The stretches of a list that name agencies, with the role of each: those under no label of another kind.

    A label in a bracket that is no role's holds to its end: 市卫健委(联系电话:…)、市财政局.
    """
    given: Role | None = role
    for label in _labels(reading, start, end, lexicon):
        if given is not None:
            yield start, label.start, given
        start, before, given = label.end, given, label.role
        if given is None and reading[label.start - 1] == "(":
            closed = reading.find(")", label.end, end)
            start, given = (start, given) if closed < 0 else (closed + 1, before)
    if given is not None:
        yield start, end, given


def _segment(document: Document, start: int, end: int, role: Role, lexicon: Lexicon) -> list[Mention]:
    """The members of a list under one label. A duty (A、B牵头，C配合) holds for the members before it."""
    reading = document.reading
    members: list[tuple[int, int]] = []
    roles: list[Role] = []
    decided = 0
    beside = -1
    for part in _split(reading, start, end, lexicon, document):
        bracketed = _DUTY_BRACKET.search(reading, *part) if reading[part[1] - 1] == ")" else None
        helper = lexicon.duties.ends(bracketed[1]) if bracketed else ""
        if bracketed and bracketed[1] == helper:
            duty, end_of_name = helper, bracketed.start()
        elif bracketed and _is_official(bracketed[1], lexicon):  # 市城管局(李明副局长)
            helper = duty = ""
            end_of_name = bracketed.start()
        elif bracketed and helper and _is_organisation(bracketed[1].removesuffix(helper), lexicon):
            duty, end_of_name = "", bracketed.start()
        else:
            helper = ""
            duty = lexicon.duties.before(reading, *part)
            end_of_name = part[1] - len(duty)
        member = _strip(reading, part[0], end_of_name) if end_of_name < part[1] else part
        if _is_named(reading[slice(*member)], lexicon, beside=part[0] == beside):
            members.append(member)
            roles.append(role)
        beside = part[1]
        if duty:
            roles[decided:] = [lexicon.duties[duty]] * (len(roles) - decided)
            decided = len(roles)
        elif bracketed and helper:  # 市卫健委(市妇联协助)
            members.append((bracketed.start(1), bracketed.end(1) - len(helper)))
            roles.append(lexicon.duties[helper])
            decided = len(roles)
    read = [reading[a:b] for a, b in members]
    group = lexicon["collective"]
    return [
        Mention(a, b, whole.replace(name, document.written(a, b), 1), given, bool(group.inside(whole)))
        for (a, b), name, whole, given in zip(members, read, _restored(list(read), lexicon), roles, strict=True)
    ]


def _is_named(text: str, lexicon: Lexicon, *, beside: bool) -> bool:
    """Is a member of a list an organisation: no leftover of 等部门, no person `beside` one (市民政局 伍泽国)?"""
    if len(text) < 2:
        return text in lexicon["short_agency"]
    person = (beside and is_person(text, lexicon)) or _is_official(text, lexicon)
    return text not in _NO_NAMES and not _opens_label(text, lexicon) and (not person or _is_organisation(text, lexicon))


_LONG_LABEL = 4


def _opens_label(text: str, lexicon: Lexicon) -> bool:
    """Does a member begin with a label of agencies (各部门、责任单位、协办单位密切配合), so that it names nobody?"""
    label = lexicon.labels.opens(text)
    return len(label) >= _LONG_LABEL and lexicon.labels[label].role is not None


def _split(
    reading: str, start: int, end: int, lexicon: Lexicon, document: Document | None = None
) -> list[tuple[int, int]]:
    """Cut a list at its separators, not inside brackets, and at 和 及 与 等 only between two organisations."""
    cuts = [m.span() for m in _SEPARATOR.finditer(reading, start, end)]
    if document is not None:
        cuts = sorted([*cuts, *_blank_cuts(document, start, end, lexicon)])
    unbroken = _unbroken(reading, start, end)
    parts, begin = [], start
    for a, b in cuts:
        if a < begin or any(x < a < y for x, y in unbroken):
            continue
        if a < b and reading[a] in "和及与以等" and not _joins(reading, begin, a, b, end, lexicon):
            continue
        parts.append((begin, a))
        begin = b
    parts.append((begin, end))
    return [(a, b) for a, b in (_strip(reading, *part) for part in parts) if a < b]


_NO_NAMES = ("部门", "单位", "有关方面")
"""What 等 leads over to without naming anybody: 市教育局等部门."""
_AND_OTHERS = tuple(f"等{word}" for word in _NO_NAMES)
_AREA = "(?:市|县|区|州|盟|旗|地|镇|乡|街道)"
_EACH_AREA = expression(rf"(?:各|有关|相关){_AREA}、(?:{_AREA}[、()\[\]]*)+(?:人民)?(?:政府|管委会|办事处)")
"""In 各区、县(市)人民政府 the pause stands inside one name."""
_MEMBER_END = expression(r"[、，;\n。等]")


def _unbroken(reading: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges that no separator cuts: brackets, and names with a pause inside."""
    patterns = [
        pattern
        for pattern, signs in ((_BRACKETED, "(["), (_EACH_AREA, "各关"))
        if any(reading.find(sign, start, end) >= 0 for sign in signs)
    ]
    return [m.span() for pattern in patterns for m in pattern.finditer(reading, start, end)]


def _joins(reading: str, begin: int, start: int, stop: int, end: int, lexicon: Lexicon) -> bool:
    """Does the word at [start, stop) stand between two organisations?"""
    if not _is_organisation(reading[begin:start], lexicon):
        return False
    if reading[start] == "等":
        return True
    following = _MEMBER_END.search(reading, stop, end)
    return _is_organisation(_without_duty(reading[stop : following.start() if following else end], lexicon), lexicon)


def _blank_cuts(document: Document, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Lists separated by blanks alone: a blank behind the end of an organisation's name or behind its duty."""
    reading, strong = document.reading, lexicon.strong_suffixes
    duties = lexicon.duties
    gaps = (i for i in document.gaps(start, end) if reading[i] not in "、，;(")
    return [(i, i) for i in gaps if strong.before(reading, start, i) or duties.before(reading, start, i)]


def _strip(reading: str, start: int, end: int) -> tuple[int, int]:
    """Without the punctuation, brackets, joining words and 等 at its edges."""
    for word in _AND_OTHERS:
        if end - start > len(word) + 1 and reading.endswith(word, start, end):
            end -= len(word)
    if start < end and reading[start] not in _OPENING_EDGE and reading[end - 1] not in _CLOSING_EDGE:
        return start, end
    while start < end and reading[start] in _EDGE:
        start += 1
    if start < end and reading[start] in _LEADS and (leading := _LEADING.match(reading, start, end)):
        start = leading.end()
    while end > start:
        last = reading[end - 1]
        opening = "(" if last == ")" else "["
        unopened = last in ")]" and reading.count(last, start, end) > reading.count(opening, start, end)
        if not (last in _EDGE or last in "([" or unopened or (last == "等" and end - start > 3)):
            break
        end -= 1
    return start, end


# --- what a list leaves out -------------------------------------------------------------------------------------------

_BODIES = ("人民政府", "政府", "管委会")
_DEPARTMENT = ("局", "委", "办", "厅")
_OWN_LEVEL = expression(
    r".{0,4}[省市县区旗州盟]|各|相关|有关|国家|国网|国务|中|全|人民|人行|银|团|本|属地|.{2,3}(?:电业|供电|铁路|海事)局"
)


def _restored(names: list[str], lexicon: Lexicon) -> list[str]:
    """Give back what a list leaves out: the level before later members, 政府 or 管委会 behind a row of places."""
    areas = lexicon["area"]
    body = ""
    for i in range(len(names) - 1, -1, -1):
        if body and areas.ends(names[i]):
            names[i] += body
        else:
            body = next(word for word in _BODIES if names[i].endswith(word)) if names[i].endswith(_BODIES) else ""
    level = lexicon["level"].opens(names[0]) if names else ""
    if level:
        for i, name in enumerate(names[1:], 1):
            if name.endswith(_DEPARTMENT) and not name.endswith("分局") and not _OWN_LEVEL.match(name):
                names[i] = level + name
    return names
