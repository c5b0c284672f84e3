"""Targets: what exactly is promised.

Receives a `Scene` and the quantities in it that are promises and returns `Draft`s: for each what is counted, how it is
bounded and rated, what governs it, and of which total it is a part. Offsets are of the reading.

    新建10所幼儿园、增加学位2500个。包括白川区2所…  ->  幼儿园 10所; 学位 2500个; 白川区幼儿园 2所, part of 10所
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.drafts import Draft, Lead, Setting, are_joined
from livelihood_extract.parse.indicators import indicator_of, of_total, place_of, right_of
from livelihood_extract.parse.kinds import kind_of
from livelihood_extract.parse.leads import AT_LEAST, COMPARED_YEAR, lead_of, left_of
from livelihood_extract.parse.quantities import Quantity
from livelihood_extract.parse.rates import rates
from livelihood_extract.parse.roles import Scene
from livelihood_extract.parse.totals import share_of
from livelihood_extract.records import Bound
from livelihood_extract.text import unmasked

__all__ = ["drafts"]


def drafts(here: Scene, promised: Sequence[Quantity], baselines: Sequence[Quantity], subject: str) -> list[Draft]:
    """The targets of a scene. `subject` is what the item's title speaks of: the last resort for an elided noun."""
    made: list[Draft] = []
    for q in promised:
        made.append(_draft(Setting(here, q, made, baselines, subject)))
    return _respectively(here, made)


def _draft(case: Setting) -> Draft:
    here, q, joined = case.scene, case.quantity, case.joined
    lead = lead_of(case)
    verb, left = left_of(case, lead)
    noun = indicator_of(case, lead, left, right_of(here, q, case.clause[1]))
    share = share_of(case)
    place = place_of(left, here.lexicon) if share else None
    if share and (place or share.bare or not noun):
        noun = of_total(place or left, share.total.indicator)
    action = lead.verb or verb or (joined.action if joined else "") or ""
    carried = joined.bound if joined and not joined.quantity.bound else _in_row(case, lead)
    bound = q.bound or lead.bound or carried or "eq"
    per = rates(case, lead, noun)
    alike = joined if joined and not left and joined.quantity.unit == q.unit else None
    if alike is None and share and not action and share.total.quantity.unit == q.unit:
        alike = share.total
    kind = alike.kind if alike else kind_of(case, lead, noun, action, bound, per)
    total = share.total if share else None
    return Draft(
        q,
        unmasked(noun),
        action or None,
        bound,
        per,
        kind,
        _baseline(case),
        _deadline(case),
        place,
        total,
        case.sentence,
    )


def _in_row(case: Setting, lead: Lead) -> Bound | None:
    """The bound of a row whose verb stands once: 至少配备1名全科医生、2名护士, 不少于200场演出、400场活动."""
    before, text = case.previous, case.scene.text
    if before is None or before.sentence != case.sentence or lead.verb or text[case.quantity.start - 1] not in "、和及":
        return None
    if text.find(AT_LEAST, case.clause[0], before.quantity.start) >= 0:
        return before.bound
    stated = before.quantity.bound is None and before.bound not in ("eq", "approx")
    return before.bound if stated and before.quantity.start >= case.clause[0] else None


def _baseline(case: Setting) -> tuple[str, Decimal | None] | None:
    """The figure or the named period a change starts from: 由7%降至6%, 比上年增长10%."""
    here, q, start = case.scene, case.quantity, case.clause[0]
    figures = [b for b in case.baselines if start <= b.start < q.start] if case.baselines else []
    if not figures:
        named = here.lexicon["baseline"].inside(here.text, start, q.start)
        compared = None if named else COMPARED_YEAR.search(here.text, start, q.start)
        named = compared[1] if compared else named
        return (named, None) if named else None
    last = case.previous
    if last is not None and figures[0].start < last.quantity.start < figures[-1].start:
        figures = [b for b in figures if b.start > last.quantity.start]  # 由A提高到B、由C提高到D
    following = list(here.between(figures[-1].start + 1, case.clause[1]))
    if len(figures) > 1 and len(following) == 1:  # 由1800元和1500元统一提高到2200元
        return here.text[figures[0].start : figures[-1].end], None
    order = sum(start <= draft.quantity.start for draft in case.made)
    chosen = figures[min(order, len(figures) - 1)]
    return here.text[chosen.start : chosen.end], chosen.value


def _deadline(case: Setting) -> str | None:
    """The last deadline stated before the quantity in its sentence, or behind it in its clause."""
    here, start = case.scene, case.sentence[0]
    before = here.deadlines(case.part_start, case.quantity.start) or _opening_deadlines(case)
    if before:
        this_year = max(here.text.rfind(word, start, case.quantity.start) for word in _THIS_YEAR)
        before = before if this_year < start else here.deadlines(this_year, case.quantity.start)
    if before:
        return before[-1]
    behind = here.deadlines(case.quantity.end, case.clause[1])
    return behind[0] if behind else _deadline_behind(case)


def _opening_deadlines(case: Setting) -> list[str]:
    """The deadlines that open the sentence, before all it counts; they hold for its later parts."""
    here, start = case.scene, case.sentence[0]
    counted = (q.start for q in here.between(start, case.part_start) if q.start not in here.survey.dated)
    return here.deadlines(start, next(counted, case.part_start))


def _deadline_behind(case: Setting) -> str | None:
    """The deadline that a later clause of the sentence states, and nothing else: 新建食堂5个、操场3个，9月底前完成."""
    here = case.scene
    date = here.survey.next_deadline(case.clause[1])
    if date is None or date.start >= case.sentence[1]:
        return None
    clause = here.clause(date.start)
    opens = _DUE.fullmatch(here.flat, clause[0], date.start)
    return date.deadline if opens and _completed(here.lexicon).fullmatch(here.flat, date.end, clause[1]) else None


_DUE = expression("(?:确保|力争|计划|预计)?[于在到至]?")


@lru_cache(maxsize=8)
def _completed(lexicon: Lexicon) -> Expression:
    done = alternation(lexicon["completion"])
    return expression(rf"之?前?(?:全部|全面|基本)?(?:{done})(?:并?(?:{done}))*")


_THIS_YEAR = ("今年", "当年")
"""Words behind which a deadline stated before holds no longer."""


# --- rows -------------------------------------------------------------------------------------------------------------


def _respectively(here: Scene, made: list[Draft]) -> list[Draft]:
    """Rows of quantities said to be 分别: the last one's bound holds for all, and each has its own noun.

    A率、B率和C率分别达98%、95%和91%以上 -> A率 98% or more, B率 95% or more, C率 91% or more
    """
    if here.flat.find("分别", here.start, here.end) < 0:
        return made
    done, start = list(made), 0
    for end in range(1, len(made) + 1):
        if end < len(made) and are_joined(here, made[end - 1].quantity, made[end].quantity):
            continue
        since = made[start - 1].quantity.end if start else 0
        first = made[start]
        if end - start > 1 and here.flat.find("分别", max(since, first.sentence[0]), first.quantity.start) >= 0:
            done[start:end] = _row(made[start:end], here.lexicon)
        start = end
    return done


_NAMED = 4
"""Characters; a conjunct shorter than this and than the last (集中、分散供养标准) is no noun of its own."""


@lru_cache(maxsize=8)
def _conjunction(lexicon: Lexicon) -> Expression:
    return expression(alternation(lexicon.words("conjunction")))


def _row(row: list[Draft], lexicon: Lexicon) -> list[Draft]:
    bound = row[-1].bound if row[-1].quantity.bound else None
    nouns = _conjunction(lexicon).split(row[0].indicator)
    shortest = min(_NAMED, len(nouns[-1]))
    full = all(len(noun) >= shortest or lexicon["measure"].ends(noun) for noun in nouns)
    own = nouns if full and len(nouns) == len(row) else [d.indicator for d in row]
    measure = lexicon["measure"].ends(row[0].indicator)
    if measure:  # 职工医疗保险、居民医疗保险支付比例分别…: it stands once
        own = [noun if lexicon["measure"].ends(noun) else noun + measure for noun in own]
    return [
        draft._replace(indicator=noun, bound=bound if bound and draft.bound == "eq" else draft.bound)
        for draft, noun in zip(row, own, strict=True)
    ]
