"""Indicators: what a quantity counts or measures.

Receives a `Setting` with its lead and the noun phrase before it and returns the indicator: the noun behind the quantity
(10所公办幼儿园), the noun before it (公办幼儿园10所, 登记率100%), or the one it leaves out (中山区2所).
"""

from functools import lru_cache

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.drafts import Lead, Setting, are_joined
from livelihood_extract.parse.leads import without_opening_date
from livelihood_extract.parse.phrases import governed, named, opening_verbs, without_adverbs
from livelihood_extract.parse.quantities import Quantity
from livelihood_extract.parse.roles import Scene
from livelihood_extract.text import HAN

__all__ = ["indicator_of", "of_total", "place_of", "right_of"]

_NO_NOUN = expression(r"[，,。;:、/!?\n)\]和及与或并]|以及|且|左右|已(?!建成?[^，。;、\n])|正[在处]|均|全部|尚未|$")
_GREAT = "大"
"""Between a number and a noun it is no unit: 6大主导产业."""
_JOINS = frozenset("、，和及与或并")
"""Behind one of these another quantity may follow that has the noun for both."""
_VERB_BEHIND = expression(r"进行|开展|用于|供|免费|向|到|完成|达到|实现|予以|给予|全覆盖|按|以|为|在")
_BY_STANDARD = expression("^的?标准(?=进行|给予|予以|发放|补)")
"""Behind a sum: by this standard something is given that has a noun of its own."""
_ALLOTTED = "安排"
"""The verb between a place and its share."""
_SERVED = expression(rf"^(?:免费)?(?:提供|开展|实施)(?={HAN}{{2}})")
"""Behind who is served: 为12.7万人提供免费筛查."""
_DONE = "完成"
"""The verb that may stand without a noun of its own: 实施…行动，2024年完成1000家."""
_GIVEN = expression(rf"(?:进行|给予|予以|发放)(?={HAN}{{2}})")
_RATE = expression(rf"每{HAN}{{1,2}}(?:每{HAN}{{1,2}})?")
"""每人每年, with nothing else in it."""
_AGES = expression("[0-9]+(?:-[0-9]+)?(?:周岁|岁)(?:及?以[上下]|的)*|[0-9一二两三四五六七八九十]+年")
"""Says only who or how long: 90周岁以上提高到200元, 三年累计达到2万个."""
_LEAST_SPELLED = 2
"""一 counts loosely (一批, 一次性)."""
_BASED = expression("在?[^在，]{0,24}(?<=[0-9元人月年的])基础上$")
"""Says what something is added to: 在每人每月118元的基础上."""
_PLACE = 4
"""Characters of a place's name in a row of them."""
_DIGIT = expression("[0-9]")
_LEVEL = expression(rf"^{HAN}{{1,3}}级")
_MULTITUDE = 1000
"""A number without unit from here on counts people: 2.3万群众."""
_LONG = 24
"""Characters; a phrase behind a quantity longer than this is cut: at its relative clause or its first 、."""
_SUBJECT = 16
"""Characters; a clause longer than this is not put before a noun that says too little alone."""


def right_of(here: Scene, q: Quantity, end: int) -> str:
    """The noun phrase behind a quantity, or an empty string; of 6240元或7800元扶助金 both have the last one's."""
    start, text = _behind(here, q), here.view(q.start)
    if _NO_NOUN.match(text, start, end) and text[start : start + 1] not in _JOINS:
        return ""
    if start in here.survey.dated:
        return ""  # 1所8月底前开学
    following = _counted_next(here, start, end)
    if following is not None and (are_joined(here, q, following) or _is_said_of(here, start, following)):
        return right_of(here, following, end)
    phrase = text[start : end if following is None else following.start]
    each = phrase.find("每", 2)
    phrase = phrase if each < 0 else phrase[:each]
    phrase = _BY_STANDARD.sub("", phrase)
    if _NO_NOUN.match(phrase):
        return ""
    return _before_next(here, q, following, phrase, end) if following else _shortened(_noun_of(q, phrase, here.lexicon))


def _behind(here: Scene, q: Quantity) -> int:
    """Where the noun behind a quantity begins: behind 大 and a bracket."""
    start, text = q.after, here.view(q.start)
    if not q.unit and text.startswith(_GREAT, start):
        start += len(_GREAT)
    if text[start : start + 1] == "(":
        bracket = here.enclosure(start + 1)
        start = bracket.end if bracket else start
    return start


def _noun_of(q: Quantity, phrase: str, lexicon: Lexicon) -> str:
    phrase = _SERVED.sub("", phrase.removeprefix("的"))
    money = q.kind is not None and q.kind.dimension == "money"
    return phrase if money and lexicon["grant"].ends(phrase) else named(phrase, lexicon)


def _before_next(here: Scene, q: Quantity, following: Quantity, phrase: str, end: int) -> str:
    """The noun in a phrase that ends where the next quantity begins: mostly its first, before a pause."""
    lexicon = here.lexicon
    if phrase in lexicon["filler"]:
        return ""  # 共2处合计1721套
    whole = named(phrase, lexicon)
    verb = lexicon.noun_ends.opens(phrase[len(whole) :])
    if "、" in whole and verb and not _opens_again(whole, lexicon):
        return _shortened(whole)  # 智力、精神和重度肢体残疾人提供托养服务、
    phrase = phrase.partition("、")[0]
    if following.unit == q.unit and (level := _LEVEL.fullmatch(phrase)):
        return level[0] + _LEVEL.sub("", right_of(here, following, end))  # 1个市级、5个县级示范点
    sort = phrase.rstrip("和及与")
    if following.unit == q.unit and sort in lexicon["modifier"]:
        noun = right_of(here, following, end)
        return sort + noun.removeprefix(lexicon["modifier"].opens(noun))  # 7所公办和29所普惠托育机构
    return _shortened(_noun_of(q, phrase, lexicon)).removesuffix("各")  # 12个街道各新建1处


def _opens_again(phrase: str, lexicon: Lexicon) -> bool:
    """Does a verb stand behind a pause: 学校、改造操场?"""
    return any(lexicon.actions.opens(member) for member in phrase.split("、")[1:])


def _counted_next(here: Scene, start: int, end: int) -> Quantity | None:
    """The next quantity that counts something, in figures, and stands in no name between quotation marks."""
    for other in here.between(start, end):
        counts = other.unit or other.value >= _MULTITUDE or here.text.startswith(_GREAT, other.numeral_end)
        if counts and not _is_in_words(here, start, other):
            return other
    return None


def _is_in_words(here: Scene, start: int, q: Quantity) -> bool:
    """Does the quantity belong to a date, a name or a word (1座、10千伏线路; 5个、10月底前…)?"""
    naming = q.kind is not None and q.kind.naming and not q.bound
    loose = q.chinese and (q.value < _LEAST_SPELLED or here.text[q.start - 1] not in _JOINS)
    return naming or loose or q.start in here.survey.dated or _in_name(here, start, q)


def _is_said_of(here: Scene, start: int, q: Quantity) -> bool:
    """Does the quantity only say which ones are counted before it: 264户[人均面积不到12平方米的]渔民?"""
    if not here.text.startswith("的", q.after) or _PAUSED.search(here.flat, start, q.start):
        return False
    return not any(here.lexicon.noun_ends.each(here.flat[start : q.start]))


_PAUSED = expression("[，、;()和及与]")


def _in_name(here: Scene, start: int, q: Quantity) -> bool:
    """Does a quotation that opens behind `start` hold the quantity: 20个“15分钟就业服务圈”站点?"""
    outer = here.enclosure(q.start)
    return outer is not None and outer.quoted and outer.start >= start


def _shortened(phrase: str) -> str:
    """A long phrase without its relative clause: 自然条件恶劣、不适宜种养或发展其他产业的贫困村 -> 贫困村."""
    if len(phrase) <= _LONG:
        return phrase
    relative = phrase.rpartition("的")[2]
    if 0 <= phrase.find("、") < phrase.find("的"):
        return relative  # 群众反映强烈、大数据显示频繁的城市道路
    return phrase.partition("、")[0].partition("的")[0] if "、" in relative else relative


@lru_cache(maxsize=8)
def _comparison(lexicon: Lexicon) -> Expression:
    entries = lexicon.entries["comparison"]
    exceptions = alternation(word for entry in entries for word in entry.get("except", ()))
    return expression(rf"(?!{exceptions}|比$)(?<![占不])(?:{alternation(lexicon.words('comparison'))})")


def indicator_of(case: Setting, lead: Lead, left: str, right: str) -> str:
    """What the quantity counts or measures: the noun behind it, before it, or the one it leaves out."""
    lexicon = case.scene.lexicon
    if case.dimension == "money" and not _noun_in(left, case, lead):
        if spending := lexicon["spending"].before(case.scene.text, case.low, lead.end):
            return spending  # 投入6000万元加强食品安全监管
        if given := _GIVEN.match(right):
            return right[given.end() :]  # 按每亩85元进行直接补贴
    left = "" if right and left.endswith(("等", "的")) else _noun_in(left, case, lead)
    measured = bool(lexicon["measure"].ends(left))
    attributive = case.scene.text.startswith("的", case.quantity.after)
    if case.dimension == "ratio":
        left = left.removesuffix("的")
    if case.dimension == "ratio" and left and right and not measured and not attributive:
        return left + right
    sized = bool(lexicon["size"].ends(left))
    if right and (not left or (attributive and not sized) or not (measured or sized or _VERB_BEHIND.match(right))):
        return right
    if left in lexicon["short_size"] or (len(left) > 1 and left not in lexicon["generic"]):
        return left
    return _elided(case, lead, left or right)


def _noun_in(left: str, case: Setting, lead: Lead) -> str:
    """The noun in the phrase before a quantity, without what only says who, where, since when or per what."""
    lexicon, level = case.scene.lexicon, case.dimension in ("money", "ratio")
    if left in lexicon["circumstance"] or left in lexicon["whole_area"] or _says_since_when(left, lead, lexicon):
        return ""
    if left.endswith(_ALLOTTED) and place_of(left, lexicon):
        return ""  # 临江区安排33所
    if _AGES.fullmatch(left) or _is_rate(left, lexicon) or ((level or lead.verb) and _are_places(left, lexicon)):
        return ""
    if (case.dimension == "ratio" or lead.verb) and (compared := _comparison(lexicon).search(left, 2)):
        left = left[: compared.start()]
    left = _BASED.sub("", without_adverbs(left, lexicon))
    return (_standard_of_group(case, left) or left) if level and left in _contrasts(lexicon) else left


def _are_places(left: str, lexicon: Lexicon) -> bool:
    """Does the phrase only say where, in several places (临江、东湖、白川区由320元提高到350元)?"""
    places = left.split("、")
    return len(places) > 1 and max(map(len, places)) <= _PLACE and bool(lexicon["area"].ends(left))


def _says_since_when(left: str, lead: Lead, lexicon: Lexicon) -> bool:
    """Is the phrase but what a change is compared with (同比下降5%, 比上年增长10%)?"""
    compared = _comparison(lexicon).match(left) if lead.verb else None
    return compared is not None and left[compared.end() :] in ("", *lexicon["baseline"])


def _is_rate(left: str, lexicon: Lexicon) -> bool:
    """Is the phrase but a rate (每班次不少于8课时)?"""
    return left[:1] == "每" and (left[1:] in lexicon["denominator"] or left[1:] in lexicon.units)


@lru_cache(maxsize=8)
def _contrasts(lexicon: Lexicon) -> dict[str, Expression]:
    """For each word of a group its whole group: 小学 is told apart from 初中, 高中."""
    groups = [entry["words"] for entry in lexicon.entries.get("contrast", ())]
    return {word: expression(alternation(words)) for words in groups for word in words}


def _standard_of_group(case: Setting, group: str) -> str:
    """The standard said before, for a group that is named alone: (生均经费标准，小学…，)初中由1150元提高到1550元."""
    here, start = case.scene, case.sentence[0]
    others = _contrasts(here.lexicon)[group]
    said, at = here.lexicon["measure"].last(here.flat, start, case.low)
    if not said:
        return ""
    clause = here.clause(at)[0]
    noun = governed(here.flat[max(clause, start) : at + len(said)], here.lexicon)[1]
    return others.sub(group, noun, count=1) if others.search(noun) else group + noun


def _elided(case: Setting, lead: Lead, left: str) -> str:
    """The whole noun of a quantity that names too little beside it: nothing, or but a general word (总数, 面积)."""
    if not left:
        noun = _left_out(case, lead)
        measure = case.scene.lexicon["measure"].ends(noun) if case.dimension == "count" and not lead.verb else ""
        return noun.removesuffix(measure) or noun
    noun = _clause_before(case)
    if noun and len(noun) <= _SUBJECT:
        return noun + left
    return left if len(left) > 1 else (_said_before(case) or case.subject) + left


def _left_out(case: Setting, lead: Lead) -> str:
    """The noun that is not said again: of a neighbour, of the clause before, of the sentence; else the title's."""
    if case.joined is not None:
        return case.joined.indicator
    if (lead.verb or case.dimension == "money") and (noun := _clause_before(case)):
        return noun
    last = case.previous
    if lead.verb and last is not None and _is_in_clause_before(case, last.quantity):
        return last.indicator
    if last is not None and case.low == last.quantity.after and case.scene.text.startswith("、", case.low):
        return last.indicator  # 老旧小区改建项目15个、改造6123户
    noun = _shared_behind(case) or _topic(case) or _of_same_unit(case) or _counted_before(case) or _said_before(case)
    if not noun and case.scene.text.endswith(_DONE, case.low, lead.end):
        noun = _clause_before(case)
    return noun or case.subject


def _topic(case: Setting) -> str:
    """What a later part of the item begins with: …；实施背街小巷整治，今年改造100条."""
    here, start = case.scene, case.part_start
    opening = start + (here.flat[start : start + 1] == ";")
    first = here.clause(case.clause[0] - 2)[0] if case.clause[0] > opening else -1
    return _clause_before(case) if first == opening > here.start else ""


def _of_same_unit(case: Setting) -> str:
    """The last noun of the sentence that was counted in the same unit."""
    for before in reversed(case.made):
        if before.quantity.unit == case.quantity.unit and before.sentence == case.sentence:
            return before.indicator
    return ""


def _said_before(case: Setting) -> str:
    """The last noun of the sentence, up to its last semicolon."""
    last = case.previous
    return last.indicator if last is not None and last.quantity.start >= case.part_start else ""


def _shared_behind(case: Setting) -> str:
    """The noun behind the next quantities, if only verbs stand between (新建2个、提升3个农贸市场), or rates."""
    here, q = case.scene, case.quantity
    for following in here.between(q.after, case.clause[1]):
        if following.start in here.survey.dated:
            continue
        between = without_opening_date(here.flat[q.after : following.start].lstrip("、"), here.lexicon)
        verb, rest = opening_verbs(between, here.lexicon)
        if following.unit != q.unit or not (_RATE.fullmatch(between) or (verb and not rest)):
            return ""
        if noun := right_of(here, following, case.clause[1]):
            return noun
        q = following
    return ""


def _is_in_clause_before(case: Setting, q: Quantity) -> bool:
    """Does a quantity stand in the clause before, in the same sentence (…提高到1560元，平均提高8%)?"""
    here, start = case.scene, case.clause[0]
    return here.flat[start - 1 : start] == "，" and q.start >= here.clause(start - 2)[0]


def _counted_before(case: Setting) -> str:
    """The noun of what the sentence counts before without promising it: 现有充电桩2000个，新增1000个."""
    here, q = case.scene, case.quantity
    for other in reversed(list(here.between(case.sentence[0], q.start))):
        if other.unit == q.unit and other not in case.baselines:
            start, end = here.clause(other.start)
            left = governed(here.flat[start : other.start].rpartition("有")[2], here.lexicon)[1]
            noun = right_of(here, other, end).removesuffix("基础上").removesuffix("的")
            return noun or ("" if _DIGIT.search(left) else left)
    return ""


def _clause_before(case: Setting) -> str:
    """What the clause before speaks of, in the same sentence, if it counts nothing itself."""
    here, start = case.scene, case.clause[0]
    if here.flat[start - 1 : start] != "，" or start - 1 <= here.start:
        return ""
    before = without_opening_date(here.flat[slice(*here.clause(start - 2))], here.lexicon)
    noun = governed(before, here.lexicon)[1]
    noun = noun.removesuffix("的基础上").removeprefix("在")
    stated = (here.flat[draft.quantity.start : draft.quantity.numeral_end] for draft in case.made)
    return "" if _DIGIT.search(noun) or len(noun) < 2 or any(numeral in noun for numeral in stated) else noun


@lru_cache(maxsize=8)
def _areas(lexicon: Lexicon) -> Expression:
    return expression(rf"{HAN}{{1,8}}(?:{alternation(lexicon.words('area'))})(?:\([^()]*\))?")


def place_of(left: str, lexicon: Lexicon) -> str | None:
    """The place that the phrase before a part names (中山区2所, 中山区安排2所), or None."""
    left = left.removesuffix(_ALLOTTED)
    return left if 2 <= len(left) <= 10 and _areas(lexicon).fullmatch(left) else None


def of_total(left: str, total: str) -> str:
    """The indicator of a bare part: 中山区 and 公办幼儿园 -> 中山区公办幼儿园."""
    if not left or left in total:
        return total
    own = left.endswith(total[-1]) and len(left) > 2
    return left if own else left + total  # 快充桩 of 公共充电桩
