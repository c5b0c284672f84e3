"""Totals: of which quantity another is a stated part.

Receives a `Setting` and returns the draft of the total: the one a bracket breaks down, or the one before 其中 and 包括.

    143户(C级70户、D级73户)      培训3.2万人，其中高技能人才1万人      新建10所。包括中山区2所、沙河口区1所
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from livelihood_extract.expressions import expression
from livelihood_extract.parse.drafts import Draft, Setting

__all__ = ["Share", "share_of"]


class Share(NamedTuple):
    """The total a quantity is part of; `bare` when the parts only break it down, without nouns of their own."""

    total: Draft
    bare: bool


_INCLUDING = expression("其中(?:含|包括)?|包括|包含|含")
_FAR = 2000
"""Characters; no total stands further before its part."""
_WHICH = "其中"
"""Introduces some of the parts; the other partitives introduce all of them."""


def share_of(case: Setting) -> Share | None:
    """The total of which the quantity is a stated part, or None."""
    outer = case.scene.enclosure(case.quantity.start)
    if outer is None or outer.quoted:
        return _in_sentence(case)
    clause = case.scene.clause(outer.start)
    things = case.scene.lexicon["thing_counter"]
    included = _INCLUDING.fullmatch(case.scene.text, outer.start + 1, case.quantity.start)
    for total in reversed(case.made):
        beside = total.quantity.after <= outer.start and clause[0] <= total.quantity.start
        # Behind one part another may be larger than the total: a sum that does not add up is still a sum.
        fits = total.quantity.value >= case.quantity.value or case.made[-1].part_of is total
        if beside and total.quantity.unit == case.quantity.unit and fits:
            return Share(total, bare=not _has_noun(case, outer.start + 1))
        counted = total.quantity.unit in things and case.quantity.unit in things
        if beside and included and counted and total.quantity.value >= case.quantity.value:
            return Share(total, bare=False)  # 100所学校(含37个试点项目)
    return _in_sentence(case)


def _has_noun(case: Setting, start: int) -> bool:
    """Has a part in brackets a noun of its own: (其中幼儿园8所), but not (C级70户) or (其中公办8所)?"""
    text = case.scene.text
    which = case.scene.lexicon["modifier"].before(text, start, case.quantity.start)
    return text.startswith(_WHICH, start) and not which


def _in_sentence(case: Setting) -> Share | None:
    here, q = case.scene, case.quantity
    start = max(case.sentence[0], q.start - _FAR)
    sign, at = here.lexicon["partitive"].last(here.flat, start, q.start)
    outer = here.enclosure(at) if sign else None
    if not sign or (outer is not None and outer.end <= q.start):
        return None
    divided = here.flat.rfind(";", start, q.start) + 1
    listed = at < divided and here.flat.startswith(":", at + len(sign))  # 其中:改建A 2座;新建B 3座
    start = start if listed else max(start, divided)
    if at < start:
        return None
    if _does_more(case, at):
        return None
    all_parts = sign != _WHICH and not here.flat.endswith(_WHICH, start, at)  # 其中包括
    if all_parts and here.flat[at - 1 : at] not in ("", "，", "。", "(", "\n"):
        return None
    opens = at <= case.sentence[0]  # …。其中: parts of what the sentence before counts
    since = max(0, at - _FAR) if all_parts or opens else start
    first, sign_at = (bisect_left(case.made, place, key=_start) for place in (since, at))
    before, parts = case.made[first:sign_at], case.made[sign_at:]
    total = _total(case, before, all_parts=all_parts)
    if total is None or (parts and parts[-1].part_of is None) or not _fits(case, total, parts):
        return None
    if listed and q.value > total.quantity.value - sum(part.quantity.value for part in parts):
        return None
    return Share(total, bare=False)


def _does_more(case: Setting, sign: int) -> bool:
    """Does a clause behind the parts do more (培训500人，其中女性不低于30%，新建培训基地6个)?"""
    here, (start, _) = case.scene, case.clause
    if start <= sign:
        return False
    near = case.made[bisect_left(case.made, case.quantity.start - _FAR, key=_start) :]
    if any(d.quantity.unit == case.quantity.unit for d in near if d.sentence == case.sentence):
        return False
    return bool(here.lexicon["founding"].at(here.flat, start, case.quantity.start))


def _start(draft: Draft) -> int:
    return draft.quantity.start


def _total(case: Setting, before: Sequence[Draft], *, all_parts: bool) -> Draft | None:
    """The total among the drafts before: the last one counted in the same unit; of people and else, the last."""
    unit = case.quantity.unit
    same = [draft for draft in before if draft.quantity.unit == unit and draft.part_of is None]
    if all_parts:
        return same[-1] if same else None
    people = case.scene.lexicon["people_counter"]
    if same and not (people.opens(before[-1].quantity.unit) and people.opens(unit)):
        return same[-1]
    return before[-1] if before else None


def _fits(case: Setting, total: Draft, parts: Sequence[Draft]) -> bool:
    """Can the quantity be a part beside those found: not larger than the total, in its unit or another counter?"""
    q, unit = case.quantity, total.quantity.unit
    if parts and q.unit not in (parts[0].quantity.unit, unit):
        rest = total.quantity.value - sum(part.quantity.value for part in parts)
        return case.dimension == "count" and q.value <= rest
    return q.unit != unit or q.value <= total.quantity.value
