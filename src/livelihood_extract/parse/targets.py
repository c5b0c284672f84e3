"""Targets: what exactly is promised.

Receives a `Scene` and the decisions on its numerals and returns `Draft`s: for each quantity that is a promise what is
counted, how it is bounded and rated, what governs it, and of which total it is a part. Offsets are of the scene's text.

    新建10所公办幼儿园、增加学位2500个。包括中山区2所…   ->   公办幼儿园 10 所; 学位 2500 个; 中山区公办幼儿园 2 所, part of the first
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

from livelihood_extract.lexicon import Lexicon
from livelihood_extract.parse.quantities import Quantity
from livelihood_extract.parse.roles import Scene
from livelihood_extract.records import Bound, Kind

__all__ = ["Draft", "drafts"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A target of a scene; `part_of` is the index of its total among the scene's drafts."""

    quantity: Quantity
    indicator: str
    action: str | None
    bound: Bound
    per: tuple[str, ...]
    kind: Kind
    baseline: tuple[str, Decimal | None] | None
    deadline: str | None
    place: str | None
    part_of: int | None
    sentence: tuple[int, int]


class _Lead(NamedTuple):
    """What stands directly before a quantity: the noun phrase ends at `end`; then verb, bound and rate."""

    end: int
    bound: Bound | None
    verb: str
    per: tuple[str, ...]


def drafts(here: Scene, promised: Sequence[Quantity], baselines: Sequence[Quantity], subject: str) -> list[Draft]:
    """The targets of a scene. `subject` is what the item's title speaks of: the last resort for an elided noun."""
    made: list[Draft] = []
    for quantity in promised:
        made.append(_draft(here, quantity, made, baselines, subject))
    return _bounds_of_rows(here, made)


def _draft(here: Scene, q: Quantity, made: list[Draft], baselines: Sequence[Quantity], subject: str) -> Draft:
    clause = here.clause(q.start)
    sentence = here.sentence(q.start)
    previous = made[-1] if made else None
    low = clause[0]
    if previous is not None and previous.quantity.after > low:
        low = previous.quantity.after
    lead = _lead(here, low, q.start)
    joined = previous is not None and _JOINT.fullmatch(here.text, previous.quantity.after, q.start) is not None
    action, left = _left(here, low, lead)
    right = _right(here, q, clause[1])
    part_of, partitive = _total(here, q, made, sentence)
    noun = _indicator(here, q, left, right, made, clause, subject)
    place = None
    if part_of is not None:
        place = left if _is_place(left, here.lexicon) else None
        if place or partitive or not noun:
            noun = _of_total(left, made[part_of].indicator)
    inherited = previous if joined else None
    action = lead.verb or action or (inherited.action if inherited else "") or ""
    bound = q.bound or lead.bound or (inherited.bound if inherited and not inherited.quantity.bound else None) or "eq"
    per = _per(here, q, clause[0], lead, made, sentence)
    started = _baseline(here, q, baselines, clause, made)
    kind = _kind(here, q, noun, action, lead, per, clause)
    return Draft(
        q, noun, action or None, bound, per, kind, started, _deadline(here, q, sentence, clause), place, part_of, sentence
    )


_JOINT = regex.compile(r"[、，和及或与]?(?:分别)?")


# --- before the quantity ----------------------------------------------------------------------------------------------

_FILLER = regex.compile(r"(?:分别|均|共计|总计|合计|累计|仅|再|各|共|为|至|到|的|只|平均|达|高|每年|力争|在|人均|户均)$")
_EACH_BEFORE = regex.compile(r"(?:(?:平均)?每(?:个|名|位)?[\p{Han}]{1,3}|人均|户均|亩均|生均)+$")


def _lead(here: Scene, low: int, position: int) -> _Lead:
    """Peel bound words, rates and the verb of reaching off the text before a quantity."""
    text, lexicon = here.text, here.lexicon
    bound: Bound | None = None
    per: tuple[str, ...] = ()
    verb = ""
    while position > low:
        if word := lexicon.bounds_before.before(text, low, position):
            bound = bound or lexicon.bounds_before[word]
        elif (each := _EACH_BEFORE.search(text, max(low, position - 16), position)) and _rates(each[0], lexicon):
            per, word = (*_rates(each[0], lexicon), *per), each[0]
        elif not verb and (word := lexicon.actions.before(text, low, position)) and _reaches(word, lexicon):
            verb = word
        elif filler := _FILLER.search(text, max(low, position - 3), position):
            word = filler[0]
        else:
            break
        position -= len(word)
    return _Lead(position, bound, verb, per)


def _reaches(word: str, lexicon: Lexicon) -> bool:
    return lexicon.actions[word] in ("reach", "change")


@lru_cache(maxsize=512)
def _rates(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The denominators of 每人每月, 每个社区 ... as written."""
    found: list[str] = []
    denominators = lexicon.vocabulary("denominator")
    for m in regex.finditer(r"(人|户|亩|生)均|每(?:个|名|位)?", text):
        word = m[1] or denominators.at(text, m.end(), len(text)) or denominators.at(text, m.start() + 1, len(text))
        if word and word not in found:
            found.append(word)
    return tuple(found)


_LEADING = regex.compile(r"(?:(?:到|至|在|截至)?(?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:年?底|末|年内|全年|上半年|下半年)?(?:之?前)?[，、]?)")


def _left(here: Scene, low: int, lead: _Lead) -> tuple[str, str]:
    """The verb that governs a quantity from before, and the noun phrase between them."""
    text = here.flat[low : lead.end].strip("、，;:·。和及与或并\n-) ]")
    lexicon = here.lexicon
    if not text:
        return "", ""
    text = text[_LEADING.match(text).end() :]  # type: ignore[union-attr]
    text = text.rstrip("·")
    verb, cut, first = "", 0, -1
    i, n = 0, len(text)
    while i < n:
        word = lexicon.governing.at(text, i, n)
        if word and i + len(word) < n:
            first = i if first < 0 else first
            verb, cut = word, i + len(word)
            i += len(word)
        else:
            i += 1
    opened, subject = _opened(text, lexicon)
    if verb and cut - len(verb) == first and 0 < first - opened <= 6 and _is_subject(text[opened:first]):
        return verb, text[opened:]
    if cut > opened:
        verb_after, rest = _opening_verbs(text[cut:], lexicon)
        return verb_after or verb, rest
    return subject, text[opened:]


def _opened(text: str, lexicon: Lexicon) -> tuple[int, str]:
    """Where a phrase begins once its lead-in words and opening verbs are gone, and the last such verb."""
    verb, rest = _opening_verbs(text, lexicon)
    return len(text) - len(rest), verb


def _opening_verbs(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """Strip lead-in words and verbs (and what joins them) from the front, as long as a noun is left."""
    verb = ""
    while True:
        word = lexicon.actions.at(text, 0, len(text))
        is_verb = bool(word) and lexicon.actions[word] != "reach"
        if not is_verb:
            word = lexicon.lead_ins.at(text, 0, len(text)) or (text[0] if text and text[0] in "、·和及与并或-" else "")
        if not word or len(text) - len(word) < 2:
            return verb, text
        if is_verb:
            verb = word
        text = text[len(word) :]


def _is_subject(text: str) -> bool:
    """Is a short phrase before the verb its subject (城镇新增就业), not a circumstance (在山关线, 为职工)?"""
    return not regex.match("[为对在向由从以按将把·、]", text) and "的" not in text


# --- behind the quantity ----------------------------------------------------------------------------------------------

_NO_NOUN = regex.compile(r"[，,。;:、!?\n)\]和及与或并]|以及|且|左右|$")
_JOIN = regex.compile(r"(?<=.{4})(?:以及|[和及与])")
_BRACKETED = regex.compile(r"\([^()]*\)")


def _right(here: Scene, q: Quantity, end: int) -> str:
    """The noun phrase behind a quantity, or an empty string."""
    start = q.after
    text = here.flat
    bracket = here.enclosure(start) if text[start : start + 1] == "(" else None
    if bracket and regex.search("[0-9]", text, pos=bracket.start, endpos=bracket.end):
        start = bracket.end
    following = next((o.start for n, o in here.found if o is not None and o.start > start and o.unit and n), len(text))
    stops = [p for p in (text.find("、", start, end), following, end) if p >= 0]
    phrase = text[start : min(stops)]
    if _NO_NOUN.match(phrase):
        return ""
    return _named(phrase.removeprefix("的"), here.lexicon)


def _named(phrase: str, lexicon: Lexicon) -> str:
    """What a phrase names: up to 和 behind a full noun, or up to the verb that says what happens to it."""
    join = _JOIN.search(phrase)
    phrase = phrase[: join.start()] if join else phrase
    for i in range(2, len(phrase)):
        word = lexicon.predicates.at(phrase, i, len(phrase))
        if word and phrase[i - 1] not in "“·(":
            return phrase[:i].rstrip("·")
    return phrase.rstrip("·，和及与以在")


# --- the indicator ----------------------------------------------------------------------------------------------------

_GOVERNS_BEHIND = regex.compile(r"(?:[的等为对向把将在给让使使得由]|约|为了|每)$")


def _indicator(
    here: Scene,
    q: Quantity,
    left: str,
    right: str,
    made: list[Draft],
    clause: tuple[int, int],
    subject: str,
) -> str:
    """What a quantity counts or measures: the noun behind it, before it, or the one it leaves out."""
    ratio = q.kind is not None and q.kind.dimension == "ratio"
    if left.endswith("等") or left.endswith("的"):
        left = "" if right else left
    measured = bool(here.lexicon.vocabulary("measure").before(left, 0, len(left)))
    if ratio and left and right and not measured and not here.text.startswith("的", q.after):
        return left + right
    if right and not (measured and left) and not _opens_with_verb(right, left):
        return right
    if left and not _is_generic(left, here.lexicon):
        return left
    return _elided(here, q, left, right, made, clause, subject)


_VERB_BEHIND = regex.compile(r"(?:进行|开展|用于|供|免费|向|到|完成|达到|实现|予以|给予|全覆盖|按|以|为|在)")


def _opens_with_verb(right: str, left: str) -> bool:
    return bool(left) and bool(_VERB_BEHIND.match(right))


def _is_generic(left: str, lexicon: Lexicon) -> bool:
    return left in lexicon.vocabulary("generic") or len(left) < 2


def _elided(
    here: Scene, q: Quantity, left: str, right: str, made: list[Draft], clause: tuple[int, int], subject: str
) -> str:
    """The noun a quantity leaves out: the last one counted in the same unit, the clause before, or the title's."""
    if not left and right:
        return right
    for before in reversed(made):
        if before.quantity.unit == q.unit and before.sentence[0] <= q.start < before.sentence[1]:
            return left + before.indicator if left and not before.indicator.endswith(left) else before.indicator
    if left and clause[0] > 0:
        start, end = here.clause(max(0, clause[0] - 2))
        noun = _opening_verbs(here.flat[start:end].rstrip("·"), here.lexicon)[1]
        if 1 < len(noun) <= 16:
            return noun + left
    return subject if not left or len(left) < 2 else left


@lru_cache(maxsize=8)
def _areas(lexicon: Lexicon) -> "regex.Pattern[str]":
    return regex.compile(r"\p{Han}{1,8}(?:\L<words>)(?:\([^()]*\))?", words=lexicon.words("area"))


def _is_place(left: str, lexicon: Lexicon) -> bool:
    return 2 <= len(left) <= 10 and bool(_areas(lexicon).fullmatch(left))


def _of_total(left: str, total: str) -> str:
    return total if not left else left + total if left not in total else total


# --- rate, baseline, deadline, total ----------------------------------------------------------------------------------

_EACH = regex.compile(
    r"每(?P<count>两|几)?(?:个|名|位)?(?P<noun>(?:\([^()]*\)|[\p{Han}·]){1,14}?)(?=至少|不少于|不低于|不超过|新建|建设|建成|建立|开展|组织|举办"
    r"|配备|设立|实施|打造|提供|安装|最少|培训|培育|完成|发放|办理|补助|补贴|奖励|给予|拥有|[0-9]|再|增|提高|设置|设|有|选派|平均)"
)
_DAILY = regex.compile(r"日(?:均)?(?=(?:污水|垃圾|供水|制水|生产|产|处理|加工|接待|供气|发电|收集|转运)[^，。;]*$)")
_PER_HEAD = regex.compile(r"(?<![\p{Han}]每)((?:千|万)(?:常住)?人口|千名?老年人|(?:千|万)人)(?=[\p{Han}]*(?:托位|床位|医师|护士|拥有|病床|公厕|数|员))")


def _per(
    here: Scene, q: Quantity, start: int, lead: _Lead, made: list[Draft], sentence: tuple[int, int]
) -> tuple[str, ...]:
    """What a quantity is per: stated beside it, earlier in its clause, or carried over from the one before it."""
    found: list[str] = []
    text = here.flat[start : q.start]
    if "每" in text:
        for m in regex.finditer("每", text):
            rates = _rates(text[m.start() : m.start() + 8], here.lexicon)
            each = _EACH.match(here.flat, start + m.start())
            noun = each["noun"] if each else ""
            exact = rates[0] if rates and (not noun or noun.startswith(rates[0])) else ""
            if noun and not _plain_rate(noun, here.lexicon):
                exact = here.text[each.start("noun") : each.end("noun")] if each else ""
            if exact:
                found.append((each["count"] or "" if each else "") + exact)
    found.extend(_rates("".join(m[0] for m in regex.finditer("[人户亩生]均", text)), here.lexicon))
    found.extend(m[1] for m in _PER_HEAD.finditer(text))
    if q.kind is not None and q.kind.dimension in ("mass", "volume") and _DAILY.search(text):
        found.append("日")
    found.extend(q.per)
    if not found and _carries(q, made, sentence):
        return made[-1].per
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=512)
def _plain_rate(noun: str, lexicon: Lexicon) -> bool:
    """Is the noun behind 每 a plain denominator, or one with what follows it (月生活补贴)?"""
    word = lexicon.vocabulary("denominator").at(noun, 0, len(noun))
    return bool(word) and (word == noun or "每" in noun or word in ("人", "月", "年", "周", "日", "天", "季度", "亩", "户", "生"))


def _carries(q: Quantity, made: list[Draft], sentence: tuple[int, int]) -> bool:
    """A rate stated once holds for the sums that follow in the sentence (每人每月1944元,…提高至1264元)."""
    if not made or q.kind is None or q.kind.dimension != "money":
        return False
    last = made[-1]
    same = last.quantity.unit == q.unit and last.sentence == sentence
    return same and bool(last.per) and q.value < 100000


def _baseline(
    here: Scene, q: Quantity, baselines: Sequence[Quantity], clause: tuple[int, int], made: list[Draft]
) -> tuple[str, Decimal | None] | None:
    """The figure or the named period a change starts from."""
    figures = [b for b in baselines if clause[0] <= b.start < q.start]
    if figures:
        order = sum(clause[0] <= d.quantity.start for d in made)
        following = [q2 for _, q2 in here.found if q2 and figures[-1].start < q2.start < clause[1]]
        if len(figures) > 1 and len(following) == 1:
            return here.text[figures[0].start : figures[-1].end], None
        chosen = figures[min(order, len(figures) - 1)]
        return here.text[chosen.start : chosen.end], chosen.value
    text = here.text[clause[0] : q.start]
    named = here.lexicon.vocabulary("baseline").inside(text)
    return (named, None) if named else None


def _deadline(here: Scene, q: Quantity, sentence: tuple[int, int], clause: tuple[int, int]) -> str | None:
    """The last deadline stated before the quantity in its sentence, or behind it in its clause."""
    before = [d.deadline for d in here.dates if d.deadline and sentence[0] <= d.start < q.start]
    behind = [d.deadline for d in here.dates if d.deadline and q.start < d.start < clause[1]]
    return before[-1] if before else behind[0] if behind else None


_EXCLUDES = regex.compile(r"\((?:不含|不包括|除|非|未含|不计|另)")
_PARTS = regex.compile(r"(?:其中|包括|分别为|分别是|含)")


def _total(here: Scene, q: Quantity, made: list[Draft], sentence: tuple[int, int]) -> tuple[int | None, bool]:
    """The index of the total of which `q` is a stated part; and whether the parts are a bare breakdown of it."""
    outer = here.enclosure(q.start)
    if outer and not outer.quoted:
        if _EXCLUDES.match(here.text, outer.start):
            return None, False
        for i in range(len(made) - 1, -1, -1):
            total = made[i]
            beside = total.quantity.after <= outer.start and here.clause(outer.start)[0] <= total.quantity.start
            if beside and total.quantity.unit == q.unit and total.quantity.value >= q.value:
                return i, True
        return None, False
    return _part_in_sentence(here, q, made, sentence)


def _part_in_sentence(
    here: Scene, q: Quantity, made: list[Draft], sentence: tuple[int, int]
) -> tuple[int | None, bool]:
    start = max(sentence[0], here.flat.rfind(";", 0, q.start) + 1)
    signs = list(_PARTS.finditer(here.flat, start, q.start))
    if not signs or not made:
        return None, False
    sign = signs[-1]
    breakdown = sign[0] != "其中"
    if breakdown and here.flat[sign.start() - 1 : sign.start()] not in ("", "，", "。", "(", "\n"):
        return None, False
    totals = [i for i, d in enumerate(made) if d.quantity.start < sign.start()]
    parts = [d for d in made if d.quantity.start > sign.start()]
    if not totals or (breakdown and not any(made[i].quantity.unit == q.unit for i in totals)):
        return None, False
    same = [i for i in totals if made[i].quantity.unit == q.unit and made[i].part_of is None]
    total = same[-1] if same and (breakdown or same[-1] == totals[-1]) else totals[-1]
    if parts and parts[-1].part_of is None:
        return None, False
    if parts and q.unit not in (parts[0].quantity.unit, made[total].quantity.unit):
        return None, False
    bigger = q.unit == made[total].quantity.unit and q.value > made[total].quantity.value
    return (None, False) if bigger else (total, False)


# --- kind and rows ----------------------------------------------------------------------------------------------------

_SPEC = regex.compile(
    r"(?:占地|建筑|总|用地|绿化|使用|营业|展厅|场馆)?面积$|总长|全长|长度|总投资|投资额?$|投资约?$|保额|库容$|容积|高度|宽度|直径|跨度|红线宽|装机|日处理|处理能力$|规模$"
)
_SCOPE = regex.compile(r"(?:^|[，。;、])[^，。;]{0,8}(?:对|在|面向|依托|借助|通过|利用)[^，。;为]{0,24}$")
_RATE_WORDS = regex.compile(r"增长|下降|降低|减少|增幅|上升|上浮|下浮|高于|涨|降幅|提高|提升|压减|减|增|优惠|缩短|高$|低$|少$|多$")


def _kind(
    here: Scene, q: Quantity, noun: str, action: str, lead: _Lead, per: tuple[str, ...], clause: tuple[int, int]
) -> Kind:
    """What sort of promise: an amount delivered, a level reached, a change, a measure of a thing, or a scope."""
    before = here.flat[clause[0] : q.start]
    dimension = q.kind.dimension if q.kind else ""
    sense = here.lexicon.actions[lead.verb] if lead.verb else ""
    measured = bool(here.lexicon.vocabulary("measure").inside(noun[-6:]))
    if sense == "reach":
        return "reach"
    if sense == "change" or (dimension == "ratio" and q.unit != "倍" and _changes(before, q, here)):
        return "change"
    if dimension in ("ratio", "time", "temperature", "concentration", "sound") or q.unit.startswith("/") or not q.kind:
        return "deliver" if not q.kind and not measured and not q.unit.startswith("/") else "reach"
    if _SPEC.search(here.flat[clause[0] : lead.end]) and not _new(action):
        return "spec"
    if q.per and dimension in ("mass", "volume", "power"):
        return "spec" if not _new(action) else "deliver"
    if measured and (lead.bound or per or dimension == "money"):
        return "reach"
    if _SCOPE.search(before) and not here.lexicon.governing.inside(before[-6:]):
        return "scope"
    if before.endswith("等") and not here.lexicon.governing.inside(before):
        return "scope"
    return "deliver"


def _new(action: str) -> bool:
    return action.startswith(("新增", "增加", "新建", "增", "扩"))


def _changes(before: str, q: Quantity, here: Scene) -> bool:
    if regex.search("百分点", q.unit):
        return True
    tail = before[-14:]
    return bool(regex.search(r"(?:比|较|同比|环比|上浮|下浮|增幅|降幅|增长|下降|降低|减少|再提高|优惠|缩短)[^，。]*$", tail))


def _bounds_of_rows(here: Scene, made: list[Draft]) -> list[Draft]:
    """分别达到80%、50%以上: the bound behind the last of a row said to be 分别 holds for all of it."""
    rows = list(made)
    for i in range(len(rows) - 2, -1, -1):
        this, following = rows[i], rows[i + 1]
        gap = here.text[this.quantity.after : following.quantity.start]
        if gap in ("、", "和", "，", "及") and this.bound == "eq" and following.quantity.bound:
            clause = here.flat[here.clause(this.quantity.start)[0] : this.quantity.start]
            if "分别" in clause or (gap == "、" and "分别" in here.flat[this.sentence[0] : this.quantity.start]):
                rows[i] = replace(this, bound=following.bound)
    return rows
