"""Kinds: what sort of promise a quantity is.

Receives a `Setting` with its lead, indicator, action, bound and rate and returns the kind.

    新建10所 deliver   登记率达到100% reach   比上年增长10% change   占地约4900平方米 spec   对400个小区收运 scope
"""

from functools import lru_cache

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.drafts import Lead, Setting
from livelihood_extract.parse.leads import given_before
from livelihood_extract.parse.roles import LONG_SERVICE
from livelihood_extract.records import Bound, Kind
from livelihood_extract.text import HAN, MASKED

__all__ = ["kind_of"]

_NOUN = expression(rf"{HAN}{{2}}")
_ADDED = ("新增", "增")
"""Verbs that begin so add an amount, whatever its noun measures."""
_LEVELS = ("ratio", "time", "temperature", "concentration", "sound")
"""Dimensions whose quantities are levels to reach unless something changes by them."""
_FLOWS = ("mass", "volume", "power")
"""Dimensions whose rates (20万吨/日) describe a thing's capacity."""
_EXTENTS = ("area", "length", "volume", "mass")
"""Dimensions of sizes."""
_HEADS = frozenset(("人", "户", "名"))
"""Per whom what everyone has is a level (人均绿地面积)."""
_NOUN_BETWEEN = expression(rf"(?:的)?{HAN}{{2,12}}")
_BY_HOW_MUCH = expression("的(?:增幅|涨幅|升幅|降幅|幅度|增速|速度)")
"""Behind a percentage: 按照不低于10%的增幅提高."""
_OF_PLAN = expression("为(?:年度|全年)?(?:计划|目标|任务)(?:数|量)?的$")
"""Before a percentage: 新增317张，为计划的101%."""
_CHANGE_WINDOW = 14
"""Characters before a quantity in which a comparison or a verb of change governs it."""


@lru_cache(maxsize=8)
def _size(lexicon: Lexicon) -> Expression:
    return expression(rf"(?:{alternation(lexicon.words('size'))})(?:约|为|达)*$")


@lru_cache(maxsize=8)
def _extent(lexicon: Lexicon) -> Expression:
    return expression(
        rf"(?:^|[{MASKED}，。;、])[^，。;、]{{0,16}}(?:{alternation(lexicon.words('extent'))})[^，。;为]{{0,24}}$"
    )


@lru_cache(maxsize=8)
def _changed(lexicon: Lexicon) -> Expression:
    entries = lexicon.entries["comparison"]
    exceptions = alternation(word for entry in entries for word in entry.get("except", ()))
    compared = alternation(lexicon.words("comparison"))
    bounds = alternation(lexicon.bounds_before)
    changing = alternation(lexicon.words("action", sense="change"))
    return expression(rf"(?!{exceptions})(?<![占不])(?:{compared})[^，。]*$|(?:{changing}|增加|扩大)(?:{bounds})?$")


def kind_of(case: Setting, lead: Lead, noun: str, action: str, bound: Bound, per: tuple[str, ...]) -> Kind:
    """What sort of promise: an amount delivered, a level reached, a change, a measure of a thing, or a scope."""
    before = case.scene.flat[case.clause[0] : case.quantity.start]
    if sense := _by_verb(case, lead, before):
        return sense
    if _is_service(case, bound):
        return "deliver"
    measured = bool(case.scene.lexicon["measure"].ends(noun))
    if _is_level(case, action, per, measured=measured):
        return "reach"
    if _describes(case, lead, noun, action, per):
        return "spec"
    standard = case.dimension == "money" and bool(measured or per)
    if standard and action.startswith(_ADDED) and measured:
        return "change"
    if standard or (measured and bound != "eq" and not action.startswith(_ADDED)):
        return "reach"
    return _counted(case, action, before)


def _by_verb(case: Setting, lead: Lead, before: str) -> Kind | None:
    """What the verb of reaching or changing says, or a comparison before a percentage."""
    lexicon, unit = case.scene.lexicon, case.quantity.unit
    sense = lexicon.actions[lead.verb] if lead.verb else ""
    if sense == "reach":
        return "reach"
    stated = before[: len(before) - (case.quantity.start - lead.end)] if lead.bound else before
    compared = unit in ("%", "‰") and _changed(lexicon).search(stated[-_CHANGE_WINDOW:])
    if unit == "%" and _OF_PLAN.search(before):
        return "actual"
    by_how_much = unit in ("%", "‰") and (
        _BY_HOW_MUCH.match(case.scene.flat, case.quantity.after) or before.startswith("幅度")
    )
    return "change" if sense == "change" or "百分点" in unit or compared or by_how_much else None


def _is_service(case: Setting, bound: Bound) -> bool:
    """Is it a time of service: a long one, or one that is given (提供20天免费游泳)?"""
    if case.dimension != "time" or bound != "eq":
        return False
    return case.quantity.value >= LONG_SERVICE or bool(given_before(case))


def _is_level(case: Setting, action: str, per: tuple[str, ...], *, measured: bool) -> bool:
    """Levels by their nature: ratios, times, numbers per head of the population, figures of an index."""
    per_head = any(rate.startswith(("千", "万")) for rate in per)
    per_head = per_head or (case.dimension in _EXTENTS and not action and not _HEADS.isdisjoint(per))
    without_unit = case.quantity.kind is None and measured
    return case.dimension in _LEVELS or per_head or case.quantity.unit.startswith("/") or without_unit


def _describes(case: Setting, lead: Lead, noun: str, action: str, per: tuple[str, ...]) -> bool:
    """Does the quantity describe a thing: its size, its capacity, its price?"""
    here, q, lexicon = case.scene, case.quantity, case.scene.lexicon
    if not action and _goes_on(case):
        return False
    attributive = here.text.startswith("的", q.after)
    if attributive and case.dimension == "money" and (lead.bound or q.bound) in ("gt", "ge") and not per:
        return True  # 超100亿元的产业集群
    if _is_beside_counted(case) or (q.bound and case.dimension in _EXTENTS and _is_of_counted(case)):
        return True
    if case.dimension in _EXTENTS and case.previous is not None and case.previous.quantity.unit in per:
        return True  # 步道30条(每条5公里以上)
    if _is_size(case, lead) and (attributive or not action):
        return True
    # a sum per head or period is a standard, a sum per thing (40万元/座的公厕) describes it
    by_thing = bool(q.per) and q.per[0] in lexicon.units and q.per[0] not in lexicon["recipient"]
    if attributive and (by_thing or (per and case.dimension in _FLOWS)):
        return True
    if case.dimension in _FLOWS and (q.per or (per and (not action or _NOUN.match(here.text, q.after)))):
        return not action.startswith(_ADDED)
    if noun in lexicon["short_size"]:
        return True
    return bool(lexicon["capacity"].inside(here.flat, case.clause[0], q.start))


def _is_size(case: Setting, lead: Lead) -> bool:
    """Does a word of size stand before (占地面积约4900平方米)? What is worked on (治理面积) is no size of a thing."""
    here, lexicon, start = case.scene, case.scene.lexicon, case.clause[0]
    sized = case.dimension not in ("", "count") and _size(lexicon).search(here.flat[start : lead.end])
    if not sized or case.dimension != "area":
        return bool(sized)
    verb = lexicon.actions.before(here.flat, start, start + sized.start())
    return not verb or verb in lexicon["founding"]


def _goes_on(case: Setting) -> bool:
    """Does the clause go on with what another adds: 新增日供水能力65万吨，供热面积3300万平方米?"""
    before = case.previous
    if before is None or before.kind != "deliver" or not (before.action or "").startswith(_ADDED):
        return False
    beside = case.clause[0] - 1 <= before.quantity.after <= case.clause[0]
    return beside and before.quantity.kind is not None and before.quantity.kind.dimension not in ("count", "money")


def _is_beside_counted(case: Setting) -> bool:
    """Is it the size of what the quantity directly before it counts: 1所12班幼儿园?"""
    before, q = case.previous, case.quantity
    if before is None or before.quantity.after != q.start or case.dimension in ("", "money"):
        return False
    counted = q.unit in _HEADS or case.scene.lexicon["people_counter"].opens(q.unit)
    return not counted and _NOUN.match(case.scene.flat, q.after) is not None


def _is_of_counted(case: Setting) -> bool:
    """Is it the size of what is counted behind it: 1000亩以上开放林地5个?"""
    here, q = case.scene, case.quantity
    counted = next(here.between(q.after, case.clause[1]), None)
    if counted is None or counted.kind is None or counted.kind.dimension != "count":
        return False
    return _NOUN_BETWEEN.fullmatch(here.flat, q.after, counted.start) is not None


def _counted(case: Setting, action: str, before: str) -> Kind:
    """Delivered, unless the words before only say how far an action extends."""
    lexicon, clause = case.scene.lexicon, case.scene.flat[case.quantity.after : case.clause[1]]
    covered = "、" not in clause and lexicon["coverage"].ends(clause)  # 新建200个站点、实现全覆盖
    if case.dimension == "count" and (action in lexicon.scopes or covered):
        return "scope"
    if not action and case.dimension in ("", "count") and (_whose_level(case) or _goes_on_reaching(case)):
        return "scope"
    if case.dimension != "count" or action or lexicon["short_verb"].ends(before):
        return "deliver"
    extends = _extent(lexicon).search(before) and not lexicon.governing.inside(before)
    return "scope" if extends and not lexicon.governing.ends(clause) else "deliver"


def _goes_on_reaching(case: Setting) -> bool:
    """Does it go on with whom the clause reaches: 惠及居民3万户、学生5万人?"""
    before = case.previous
    if before is None or before.kind != "scope":
        return False
    return case.low == before.quantity.after and case.scene.text.startswith("、", case.low)


def _whose_level(case: Setting) -> bool:
    """Does it count those whose standard the clause raises: 将62万人员的养老金由85元提高到100元?"""
    here, q = case.scene, case.quantity
    for level in here.between(q.after, case.clause[1]):
        if level.kind is not None and level.kind.dimension in ("money", "ratio"):
            verb = here.lexicon.actions.before(here.flat, q.after, level.start)
            if verb and here.lexicon.actions[verb] == "reach":
                return True
    return False
