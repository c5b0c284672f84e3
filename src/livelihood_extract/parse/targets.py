"""Targets: what exactly is promised.

Receives a `Scene` and the decisions on its numerals and returns `Draft`s: for each quantity that is a promise what is
counted, how it is bounded and rated, what governs it, and of which total it is a part. Offsets are of the scene's text.

    新建10所公办幼儿园、增加学位2500个。包括中山区2所…   ->   公办幼儿园 10 所; 学位 2500 个; 中山区公办幼儿园 2 所, part of the first
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from livelihood_extract.lexicon import Lexicon, Unit, alternation
from livelihood_extract.parse.quantities import Quantity
from livelihood_extract.parse.roles import Scene
from livelihood_extract.records import Bound, Kind
from livelihood_extract.text import HAN

__all__ = ["Draft", "drafts", "opening_verbs"]


class Draft(NamedTuple):
    """A target of a scene; `part_of` is the draft that is its total."""

    quantity: Quantity
    indicator: str
    action: str | None
    bound: Bound
    per: tuple[str, ...]
    kind: Kind
    baseline: tuple[str, Decimal | None] | None
    deadline: str | None
    place: str | None
    part_of: "Draft | None"
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
    return _rows(here, made)


def _draft(here: Scene, q: Quantity, made: list[Draft], baselines: Sequence[Quantity], subject: str) -> Draft:
    clause = here.clause(q.start)
    sentence = here.sentence(q.start)
    previous = made[-1] if made else None
    low = clause[0]
    if previous is not None and previous.quantity.after > low:
        low = previous.quantity.after
    lead = _lead(here, low, q.start, q.kind)
    joined = previous is not None and _JOINT.fullmatch(here.text, previous.quantity.after, q.start) is not None
    action, left = _left(here, low, lead, previous)
    if q.kind is not None and q.kind.dimension == "time" and not q.per:
        # 开办企业3个工作日内完成: what takes the time is the doing.
        action, left = "", here.view(low)[low : lead.end].strip("、，;:·。“”\n ")
    right = _right(here, q, clause[1])
    part_of, partitive = _total(here, q, made, sentence)
    noun = _indicator(here, q, left, right, made, clause, subject, lead)
    place = None
    if part_of is not None:
        place = left if _is_place(left, here.lexicon) else None
        if place or partitive or not noun:
            noun = _of_total(left, part_of.indicator)
    inherited = previous if joined else None
    action = lead.verb or action or (inherited.action if inherited else "") or ""
    bound = q.bound or lead.bound or (inherited.bound if inherited and not inherited.quantity.bound else None) or "eq"
    per = _per(here, q, clause[0], lead, made, sentence)
    started = _baseline(here, q, baselines, clause, made)
    if q.kind is not None and q.kind.dimension == "money":
        per = tuple(dict.fromkeys((*_averages(noun), *per)))
    kind = _kind(here, q, noun, action, bound, lead, per, clause)
    if inherited and not left and inherited.quantity.unit == q.unit:
        kind = inherited.kind
    return Draft(
        q, noun, action or None, bound, per, kind, started, _deadline(here, q, sentence, clause), place, part_of, sentence
    )


_JOINT = re.compile(r"[、，和及或与]?(?:分别)?")


# --- before the quantity ----------------------------------------------------------------------------------------------

_FILLER = re.compile(r"(?:分别|均|共计|总计|合计|累计|仅|再|各|共|为|至|到|只|平均|达|高|每年|力争|在|人均|户均)$")


@lru_cache(maxsize=8)
def _each_before(lexicon: Lexicon) -> "re.Pattern[str]":
    denominators = alternation(lexicon.words("denominator"))
    return re.compile(rf"(?:(?:平均)?每(?:个|名|位)?(?:{denominators})|[人户亩生]均)+$")




def _lead(here: Scene, low: int, position: int, kind: Unit | None) -> _Lead:
    """Peel bound words, rates and the verb of reaching off the text before a quantity."""
    text, lexicon = here.text, here.lexicon
    bound: Bound | None = None
    per: tuple[str, ...] = ()
    verb = ""
    while position > low:
        if word := lexicon.bounds_before.before(text, low, position):
            bound = bound or lexicon.bounds_before[word]
        elif (each := _each_before(lexicon).search(text, max(low, position - 16), position)) and _rates(each[0], lexicon):
            per, word = (*_rates(each[0], lexicon), *per), each[0]
        elif not verb and (word := lexicon.actions.before(text, low, position)) and _reaches(word, kind, lexicon):
            verb = word
        elif filler := _FILLER.search(text, max(low, position - 3), position):
            word = filler[0]
        else:
            break
        position -= len(word)
    if kind is not None and kind.dimension == "ratio" and text[position - 1] == "的":
        # 不低于低保标准的1.6倍: the bound stands before what is multiplied.
        stated = [m for m in lexicon.bounds_before.pattern.finditer(text, low, position)]
        if stated:
            return _Lead(stated[-1].start(), lexicon.bounds_before[stated[-1][0]], verb, per)
    if bound is None and (word := lexicon.actions.before(text, low, position)):
        # 至少建设1处, 不少于新建5个
        stated = lexicon.bounds_before.before(text, low, position - len(word))
        bound = lexicon.bounds_before[stated] if stated else None
    return _Lead(position, bound, verb, per)


def _reaches(word: str, kind: Unit | None, lexicon: Lexicon) -> bool:
    """Does the verb set a level, or change one? Things are not changed by a count of them (提升300个点位)."""
    sense = lexicon.actions[word]
    return sense == "reach" or (sense == "change" and kind is not None and kind.dimension in ("ratio", "money", "time"))


_RATE = re.compile("(人|户|亩|生)均|每(?:个|名|位)?")


@lru_cache(maxsize=512)
def _rates(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The denominators of 每人每月, 每个社区 ... as written."""
    found: list[str] = []
    denominators = lexicon.vocabulary("denominator")
    for m in _RATE.finditer(text):
        word = m[1] or denominators.at(text, m.end(), len(text)) or denominators.at(text, m.start() + 1, len(text))
        if word and word not in found:
            found.append(word)
    return tuple(found)


_LEADING = re.compile(
    r"(?:(?:到|至|在|截至)?(?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:年?底|末|年内|全年|上半年|下半年)?(?:之?前)?[，、]?)"
)
_FROM = re.compile("(?:分别)?[从由](?=[^0-9]{0,12}[0-9]|县|市|省|区|各级|财政)")
_NOT_SUBJECT = re.compile("[的、·]")
_CIRCUMSTANCE = re.compile("面向|依托|借助|围绕|针对|通过|利用|[为对在向由从以按将把给]")


def _left(here: Scene, low: int, lead: _Lead, previous: Draft | None) -> tuple[str, str]:
    """The verb that governs a quantity from before, and the noun phrase between them."""
    text = here.view(low)[low : lead.end].strip("、，;:·。和及与或并\n-) ]")
    if previous is not None and low == previous.quantity.after and here.text[low : low + 1] not in "、，;和":
        # The last quantity's own noun stands first: 10所公办幼儿园、增加学位2500个.
        text = text.partition("、")[2] or text
    text = text[_LEADING.match(text).end() :]  # type: ignore[union-attr]
    text = _FROM.split(text, maxsplit=1)[0].rstrip("，·") if _FROM.search(text) else text
    lexicon = here.lexicon
    verb, start, end = _governing(text, lexicon)
    opening, rest = _opening_verbs(text, lexicon)
    subject = text[len(text) - len(rest) : start]
    if verb and 0 < len(subject) <= 6 and not _CIRCUMSTANCE.match(subject) and not _NOT_SUBJECT.search(subject):
        return verb, rest
    if not verb and _CIRCUMSTANCE.match(text):
        verb, end = _first_verb(text, lexicon)
    if verb and end > len(text) - len(rest):
        after, rest = _opening_verbs(text[end:], lexicon)
        return after or verb, rest
    return opening, rest


def _governing(text: str, lexicon: Lexicon) -> tuple[str, int, int]:
    """The last verb that governs wherever it stands, with a noun behind it: the verb, where it begins and ends.

    `start` is that of the first of several verbs: what stands before it may be the subject.
    """
    verbs = [m for m in lexicon.governing.pattern.finditer(text) if _is_noun(text[m.end() :], lexicon)]
    return (verbs[-1][0], verbs[0].start(), verbs[-1].end()) if verbs else ("", len(text), 0)


def _first_verb(text: str, lexicon: Lexicon) -> tuple[str, int]:
    """The first verb behind a circumstance (面向…老年人建设家庭养老床位), with a noun behind it."""
    for i in range(2, len(text) - 2):
        word = lexicon.actions.at(text, i, len(text))
        if len(word) > 1 and lexicon.actions[word] == "deliver" and _is_noun(text[i + len(word) :], lexicon):
            return word, i + len(word)
    return "", 0


def _is_noun(rest: str, lexicon: Lexicon) -> bool:
    """Can what remains name something: two characters or more, no verb, and more than 率, 比例 or 项目?"""
    weak = (lexicon.vocabulary(table) for table in ("measure", "generic", "weak_noun"))
    return len(rest) > 1 and rest not in lexicon.actions and not any(rest in words for words in weak)


def opening_verbs(text: str, lexicon: Lexicon) -> str:
    """A phrase without the lead-in words and verbs it opens with: 改造提升主城区集贸市场 -> 主城区集贸市场."""
    return _opening_verbs(text, lexicon)[1]


_NOUN_TAILS = tuple("性型类级率费员者式度制权物品器机点室卡券款书圈")
"""Behind a verb these make it a noun: 保障性住房, 覆盖率, 服务点."""


def _opening_verbs(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The last verb a phrase opens with, and the phrase without its lead-in words and verbs.

    A phrase of verbs alone (改造提升) leaves nothing, unless the last one names something too (培训).
    """
    verb = ""
    while text:
        word = lexicon.actions.at(text, 0, len(text))
        is_verb = bool(word) and lexicon.actions[word] != "reach"
        if not is_verb:
            word = lexicon.lead_ins.at(text, 0, len(text)) or (text[0] if text[0] in "、·和及与并或-" else "")
        rest = text[len(word) :]
        if not word or (is_verb and not rest and word in lexicon.nouns) or rest[:1] in _NOUN_TAILS:
            break
        if rest and rest not in lexicon.actions and not _is_noun(rest, lexicon):
            break
        if is_verb:
            verb = word
        text = rest
    return verb, text


# --- behind the quantity ----------------------------------------------------------------------------------------------

_NO_NOUN = re.compile(r"[，,。;:、!?\n)\]和及与或并]|以及|且|左右|$")
_JOIN = re.compile(r"(?<=.{4})(?:以及|[和及与])")
_DIGIT = re.compile("[0-9]")
_LONG = 24
"""Characters; a phrase behind a quantity longer than this is cut at its first 、."""


def _right(here: Scene, q: Quantity, end: int) -> str:
    """The noun phrase behind a quantity, or an empty string; of 6240元或7800元扶助金 both have the last one's."""
    start, text = q.after, here.view(q.start)
    if text[start : start + 1] == "(":
        bracket = here.enclosure(start + 1)
        start = bracket.end if bracket else start
    following = next((o for n, o in here.found if o and o.start >= start and o.unit and not n.chinese), None)
    limit = min(following.start if following else end, end)
    if following and following.start < end and _JOINT.fullmatch(text, q.after, following.start):
        return _right(here, following, end)
    phrase = text[start:limit]
    if _NO_NOUN.match(phrase):
        return ""
    if following and following.start < end:
        phrase = phrase.partition("、")[0]
    named = _named(phrase.removeprefix("的"), here.lexicon)
    if len(named) > _LONG:
        relative = named.rpartition("的")[2]
        named = named.partition("、")[0].partition("的")[0] if "、" in relative else relative
    return named


def _named(phrase: str, lexicon: Lexicon) -> str:
    """What a phrase names: up to the verb that says what happens to it, and up to 和 behind a full noun before that."""
    for predicate in lexicon.noun_ends.pattern.finditer(phrase, 2):
        end = predicate.start()
        rest = phrase[predicate.end() :]
        if phrase[end - 1] not in "“·(" and rest[:1] not in _NOUN_TAILS and (not rest or _is_noun(rest, lexicon)):
            join = _JOIN.search(phrase, 0, end) if "、" not in phrase[:end] else None
            return phrase[: join.start() if join else end].rstrip("·")
    return phrase.rstrip("·，和及与以在")


# --- the indicator ----------------------------------------------------------------------------------------------------

_VERB_BEHIND = re.compile(r"进行|开展|用于|供|免费|向|到|完成|达到|实现|予以|给予|全覆盖|按|以|为|在")
_COMPARED = re.compile("同比|环比|(?<!占)比(?!例|重)|较(?!大|高|多|好)|高于|低于")


def _indicator(
    here: Scene,
    q: Quantity,
    left: str,
    right: str,
    made: list[Draft],
    clause: tuple[int, int],
    subject: str,
    lead: _Lead,
) -> str:
    """What a quantity counts or measures: the noun behind it, before it, or the one it leaves out."""
    ratio = q.kind is not None and q.kind.dimension == "ratio"
    if left.endswith(("等", "的")):
        left = "" if right else left
    if ratio and (compared := _COMPARED.search(left, 2)):
        left = left[: compared.start()]
    measured = bool(here.lexicon.vocabulary("measure").before(left, 0, len(left)))
    if ratio and left and right and not measured and not here.text.startswith("的", q.after):
        return left + right
    if right and not (measured and left) and not (left and _VERB_BEHIND.match(right)):
        return right
    if left and left not in here.lexicon.vocabulary("generic") and len(left) > 1:
        return left
    return _elided(here, q, left or right, made, clause, subject, lead)


def _elided(
    here: Scene, q: Quantity, left: str, made: list[Draft], clause: tuple[int, int], subject: str, lead: _Lead
) -> str:
    """The noun a quantity leaves out: the last one counted in the same unit, the clause before, or the title's."""
    told = here.lexicon.actions[lead.verb] if lead.verb else ""
    if not left and told and (noun := _clause_before(here, clause)):
        return noun
    if made and not left and _JOINT.fullmatch(here.text, made[-1].quantity.after, q.start):
        return made[-1].indicator
    for before in reversed(made):
        if before.quantity.unit == q.unit and before.sentence[0] <= q.start < before.sentence[1] and not left:
            return before.indicator
    if left and len(noun := _clause_before(here, clause)) <= 16 and noun:
        return noun + left
    return left if len(left) > 1 or not subject else subject + left


def _clause_before(here: Scene, clause: tuple[int, int]) -> str:
    """What the clause before speaks of, in the same sentence, if it counts nothing itself."""
    if here.flat[clause[0] - 1 : clause[0]] != "，" or clause[0] - 1 <= here.start:
        return ""
    start, end = here.clause(clause[0] - 2)
    noun = opening_verbs(here.flat[start:end], here.lexicon)
    return "" if _DIGIT.search(noun) or len(noun) < 2 else noun


@lru_cache(maxsize=8)
def _areas(lexicon: Lexicon) -> "re.Pattern[str]":
    return re.compile(rf"{HAN}{{1,8}}(?:{alternation(lexicon.words('area'))})(?:\([^()]*\))?")


def _is_place(left: str, lexicon: Lexicon) -> bool:
    return 2 <= len(left) <= 10 and bool(_areas(lexicon).fullmatch(left))


def _of_total(left: str, total: str) -> str:
    return total if not left else left + total if left not in total else total


# --- rate, baseline, deadline, total ----------------------------------------------------------------------------------

_EACH = re.compile(
    rf"每(?P<count>两|几)?(?:个|名|位)?(?P<noun>(?:\([^()]*\)|(?:{HAN}|·)){{1,14}}?)(?=至少|不少于|不低于|不超过|新建|建设|建成|建立|开展|组织|举办"
    r"|配备|设立|实施|打造|提供|安装|最少|培训|培育|完成|发放|办理|补助|补贴|奖励|给予|拥有|[0-9]|再|增|提高|设置|设|有|选派|平均)"
)
_AVERAGE = re.compile("([人户亩生])均")
_YEARLY = re.compile("(?<![今当全每本同上去0-9])年(?=增加|新增|产|处理|供|节约|节能|减排|发电|接待|服务)")
_DAILY = re.compile(r"日(?:均)?(?=(?:污水|垃圾|供水|制水|生产|产|处理|加工|接待|供气|发电|收集|转运)[^，。;]*$)")
_PER_HEAD = re.compile(rf"(?<!{HAN}每)((?:千|万)(?:常住)?人口|千名?老年人|(?:千|万)人)(?={HAN}*(?:托位|床位|医师|护士|拥有|病床|公厕|数|员))")


def _per(
    here: Scene, q: Quantity, start: int, lead: _Lead, made: list[Draft], sentence: tuple[int, int]
) -> tuple[str, ...]:
    """What a quantity is per: stated beside it, earlier in its clause, or carried over from the one before it."""
    found: list[str] = []
    text = here.flat[start : q.start]
    if "每" in text:
        for at in [i for i, c in enumerate(text) if c == "每"]:
            rates = _rates(text[at : at + 8], here.lexicon)
            each = _EACH.match(here.flat, start + at)
            noun = each["noun"] if each else ""
            exact = rates[0] if rates and (not noun or noun.startswith(rates[0])) else ""
            if noun and not _plain_rate(noun, here.lexicon):
                exact = here.text[each.start("noun") : each.end("noun")] if each else ""
            if exact:
                found.append((each["count"] or "" if each else "") + exact)
    if q.kind is None or q.kind.dimension != "ratio":
        found.extend(_averages(text))
    found.extend(m[1] for m in _PER_HEAD.finditer(text))
    if q.kind is not None and q.kind.dimension in ("mass", "volume") and _DAILY.search(text):
        found.append("日")
    if _YEARLY.search(text):
        found.append("年")
    found.extend(q.per)
    if not found and _carries(q, made, sentence):
        return made[-1].per
    return tuple(dict.fromkeys(found))


def _averages(text: str) -> list[str]:
    """The denominators of 人均, 户均, 亩均, 生均."""
    return [m[1] for m in _AVERAGE.finditer(text)]


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
    before = [d.deadline for d in here.dates(sentence[0], q.start) if d.deadline]
    behind = [d.deadline for d in here.dates(q.end, clause[1]) if d.deadline]
    return before[-1] if before else behind[0] if behind else None


_PARTS = re.compile("其中|包括|分别为|分别是")


def _total(here: Scene, q: Quantity, made: list[Draft], sentence: tuple[int, int]) -> tuple[Draft | None, bool]:
    """The total of which `q` is a stated part; and whether the parts are a bare breakdown of it."""
    outer = here.enclosure(q.start)
    if outer and not outer.quoted:
        for total in reversed(made):
            beside = total.quantity.after <= outer.start and here.clause(outer.start)[0] <= total.quantity.start
            if beside and total.quantity.unit == q.unit and total.quantity.value >= q.value:
                return total, True
        return None, False
    return _part_in_sentence(here, q, made, sentence)


def _part_in_sentence(
    here: Scene, q: Quantity, made: list[Draft], sentence: tuple[int, int]
) -> tuple[Draft | None, bool]:
    start = max(sentence[0], here.flat.rfind(";", sentence[0], q.start) + 1)
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
    row = same and (breakdown or _in_row(here, made, same[-1], totals[-1]))
    total = made[same[-1] if row else totals[-1]]
    if parts and parts[-1].part_of is None:
        return None, False
    if parts and q.unit not in (parts[0].quantity.unit, total.quantity.unit):
        rest = total.quantity.value - sum(d.quantity.value for d in parts)
        counted = q.kind is not None and q.kind.dimension == "count"
        return (total, False) if counted and q.value <= rest else (None, False)
    bigger = q.unit == total.quantity.unit and q.value > total.quantity.value
    return (None, False) if bigger else (total, False)


def _in_row(here: Scene, made: list[Draft], first: int, last: int) -> bool:
    """Do two drafts stand in one row (323台、1605吨)?"""
    pairs = zip(made[first:last], made[first + 1 : last + 1], strict=True)
    return all(_JOINT.fullmatch(here.text, a.quantity.after, b.quantity.start) for a, b in pairs)


# --- kind and rows ----------------------------------------------------------------------------------------------------

_SPEC = re.compile(
    r"(?:面积|总长|全长|长度|投资|投资额|保额|库容|容积|高度|宽度|直径|跨度|红线宽|装机|能力|规模)(?:约|为|达)*$"
)
_SCOPE = re.compile(r"(?:^|[·，。;、])[^，。;、]{0,16}(?:对|在|面向|依托|借助|通过|利用|等)[^，。;为]{0,24}$")
_CHANGED = re.compile(
    r"(?:比(?!例|重)|较(?!大|高|多|好)|同比|环比|上浮|下浮|增幅|降幅|增长|下降|降低|减少|再提高|优惠|缩短)[^，。]*$"
    r"|(?:增加|提高|提升|上升|扩大|压减)(?:超|超过|约|近|不低于|不少于|至少)?$"
)


def _kind(
    here: Scene,
    q: Quantity,
    noun: str,
    action: str,
    bound: Bound,
    lead: _Lead,
    per: tuple[str, ...],
    clause: tuple[int, int],
) -> Kind:
    """What sort of promise: an amount delivered, a level reached, a change, a measure of a thing, or a scope."""
    before = here.flat[clause[0] : q.start]
    dimension = q.kind.dimension if q.kind else ""
    sense = here.lexicon.actions[lead.verb] if lead.verb else ""
    measured = bool(here.lexicon.vocabulary("measure").inside(noun[-6:]))
    if sense == "reach":
        return "reach"
    if sense == "change" or "百分点" in q.unit or (q.unit in ("%", "‰") and _CHANGED.search(before[-14:])):
        return "change"
    if dimension in ("ratio", "time", "temperature", "concentration", "sound") or q.unit.startswith("/"):
        return "reach"
    if q.kind is None:
        return "reach" if measured else "deliver"
    if dimension != "count" and _SPEC.search(here.flat[clause[0] : lead.end]) and not action:
        return "spec"
    if q.per and dimension in ("mass", "volume", "power"):
        return "deliver" if action.startswith(("新增", "增")) else "spec"
    if (measured and (bound != "eq" or dimension == "money")) or (per and dimension == "money"):
        return "reach"
    scope = dimension == "count" and not action and _SCOPE.search(before) and not here.lexicon.governing.inside(before)
    return "scope" if scope else "deliver"


def _rows(here: Scene, made: list[Draft]) -> list[Draft]:
    """Rows of quantities said to be 分别: the last one's bound holds for all, and each has its own noun.

    A率、B率和C率分别达98%、95%和91%以上 -> A率 98% or more, B率 95% or more, C率 91% or more
    """
    done = list(made)
    start = 0
    for end in range(1, len(made) + 1):
        joined = end < len(made) and _JOINT.fullmatch(here.text, made[end - 1].quantity.after, made[end].quantity.start)
        if joined:
            continue
        if end - start > 1 and here.flat.find("分别", made[start].sentence[0], made[start].quantity.start) >= 0:
            done[start:end] = _row(made[start:end])
        start = end
    return done


_CONJUNCTION = re.compile("以及|[、·和及与]")


def _row(row: list[Draft]) -> list[Draft]:
    bound = row[-1].bound if row[-1].quantity.bound else None
    nouns = _CONJUNCTION.split(row[0].indicator)
    own = nouns if len(nouns) == len(row) and all(len(noun) > 1 for noun in nouns) else [d.indicator for d in row]
    return [
        d._replace(indicator=noun, bound=bound if bound and d.bound == "eq" else d.bound)
        for d, noun in zip(row, own, strict=True)
    ]
