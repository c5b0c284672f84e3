"""Kinds: what sort of promise a quantity is.

Receives a `Setting` with its lead, indicator, action, bound and rate and returns the kind.

    新建10所 deliver   登记率达到100% reach   比上年增长10% change   占地约4900平方米 spec   对400个小区收运 scope
"""

import re
from functools import lru_cache

from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.drafts import Lead, Setting
from livelihood_extract.parse.roles import LONG_SERVICE
from livelihood_extract.records import Bound, Kind
from livelihood_extract.text import MASKED

__all__ = ["kind_of"]

_LEVELS = ("ratio", "time", "temperature", "concentration", "sound")
"""Dimensions whose quantities are levels to reach unless something changes by them."""
_FLOWS = ("mass", "volume", "power")
"""Dimensions whose rates (20万吨/日) describe a thing's capacity."""
_HOLDERS = ("人", "户", "名", "月", "年", "日", "天", "亩")
"""Who or what gets a sum per head or period; a sum per thing (40万元/座的公厕) describes it."""
_CHANGE_WINDOW = 14
"""Characters before a quantity in which a comparison or a verb of change governs it."""


@lru_cache(maxsize=8)
def _size(lexicon: Lexicon) -> "re.Pattern[str]":
    return re.compile(rf"(?:{alternation(lexicon.words('size'))})(?:约|为|达)*$")


@lru_cache(maxsize=8)
def _extent(lexicon: Lexicon) -> "re.Pattern[str]":
    return re.compile(
        rf"(?:^|[{MASKED}，。;、])[^，。;、]{{0,16}}(?:{alternation(lexicon.words('extent'))})[^，。;为]{{0,24}}$"
    )


@lru_cache(maxsize=8)
def _changed(lexicon: Lexicon) -> "re.Pattern[str]":
    entries = lexicon.entries["comparison"]
    exceptions = alternation(word for entry in entries for word in entry.get("except", ()))
    compared = alternation(lexicon.words("comparison"))
    bounds = alternation(lexicon.bounds_before)
    changing = alternation(lexicon.words("action", sense="change"))
    return re.compile(rf"(?!{exceptions})(?<![占不])(?:{compared})[^，。]*$|(?:{changing}|增加|扩大)(?:{bounds})?$")


def kind_of(case: Setting, lead: Lead, noun: str, action: str, bound: Bound, per: tuple[str, ...]) -> Kind:
    """What sort of promise: an amount delivered, a level reached, a change, a measure of a thing, or a scope."""
    here, q, lexicon = case.scene, case.quantity, case.scene.lexicon
    before = here.flat[case.clause[0] : q.start]
    sense = lexicon.actions[lead.verb] if lead.verb else ""
    measured = bool(lexicon["measure"].before(noun, 0, len(noun)))
    if sense == "reach":
        return "reach"
    compared = q.unit in ("%", "‰") and _changed(lexicon).search(before[-_CHANGE_WINDOW:])
    if sense == "change" or "百分点" in q.unit or compared:
        return "change"
    if case.dimension == "time" and bound == "eq" and q.value >= LONG_SERVICE:
        return "deliver"
    per_head = any(rate.startswith(("千", "万")) for rate in per)
    if case.dimension in _LEVELS or per_head or q.unit.startswith("/") or (q.kind is None and measured):
        return "reach"
    attributive = here.text.startswith("的", q.after)
    sized = case.dimension not in ("", "count") and _size(lexicon).search(here.flat[case.clause[0] : lead.end])
    if sized and (attributive or not action):
        return "spec"
    by_thing = bool(q.per) and lexicon.units.at(q.per[0], 0, len(q.per[0])) == q.per[0] and q.per[0] not in _HOLDERS
    if attributive and (by_thing or (per and case.dimension in _FLOWS)):
        return "spec"
    if q.per and case.dimension in _FLOWS:
        return "deliver" if action.startswith(("新增", "增")) else "spec"
    if (measured and (bound != "eq" or case.dimension == "money")) or (per and case.dimension == "money"):
        return "reach" if q.kind is not None else "deliver"
    if lexicon["short_verb"].before(before, 0, len(before)):
        return "deliver"
    extends = case.dimension == "count" and not action and _extent(lexicon).search(before)
    return "scope" if extends and not lexicon.governing.inside(before) else "deliver"
