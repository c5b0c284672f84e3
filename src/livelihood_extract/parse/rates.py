"""Rates: what a quantity is per.

Receives a `Setting` and returns the denominators, as written.

    每人每月972元 -> 人, 月      每个镇(街道)新建2处 -> 镇(街道)      日处理24万吨 -> 日      人均300元/月 -> 人, 月
"""

from functools import lru_cache

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.drafts import Lead, Setting
from livelihood_extract.text import HAN

__all__ = ["averages", "denominators", "each_before", "rates"]

_AVERAGE = expression("(?:(?<![0-9今当全去每老青少成])([年月日]))?(?<![老青少成]年)([人户亩生])([年月日])?均")
_PERIOD_AVERAGE = expression("([年月周日])均")
_RATE = expression("(人|户|亩|生)均|每(?:个|名|位)?")
_PER_HEAD = expression(
    rf"(?<!{HAN}每)((?:千|万)(?:常住)?人口|千名?老年人|(?:千|万)人)(?={HAN}*(?:托位|床位|医师|护士|拥有|病床|公厕|数|员))"
)
_HEADS = frozenset("人生")
_YEARLY_STANDARD = expression("(?<![0-9今当全去每本同上老青少成])年[^，。;0-9]{0,8}标准[^，。;]*$")
_CARRIED_BELOW = 100_000
"""Units of money; so large a sum is an investment, no standard that a rate carries over to."""


@lru_cache(maxsize=8)
def _each(lexicon: Lexicon) -> Expression:
    words = alternation(lexicon["denominator"])
    return expression(
        rf"(?:(?:平均)?每(?:个|名|位)?(?:{words})|(?:(?<![今当全每老青少成])[年月日])?(?<![老青少成]年)[人户亩生][年月日]?均)+$"
    )


_LONGEST_RATE = 16
"""Characters."""


def each_before(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """The rate that ends at `end` (每人每月, 人均), or an empty string."""
    start = max(start, end - _LONGEST_RATE)
    if text[end - 1] != "均" and text.find("每", start, end) < 0:
        return ""
    each = _each(lexicon).search(text, start, end)
    return each[0] if each else ""


@lru_cache(maxsize=512)
def denominators(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The denominators of 每人每月, 每个社区 ... as written."""
    found: list[str] = []
    words = lexicon["denominator"]
    for m in _RATE.finditer(text):
        word = m[1] or words.at(text, m.end()) or words.at(text, m.start() + 1, len(text))
        if word and word not in found:
            found.append(word)
    return tuple(found)


def averages(text: str) -> list[str]:
    """The denominators of 人均, 户均, 亩均, 生均, and of 年人均 and 人月均."""
    return [unit for m in _AVERAGE.finditer(text) for unit in (m[2], m[1], m[3]) if unit]


def rates(case: Setting, lead: Lead, noun: str) -> tuple[str, ...]:
    """What a quantity is per: stated beside it, earlier in its clause, in its noun, or carried over."""
    here, q = case.scene, case.quantity
    text = here.flat[case.clause[0] : q.start]
    found = _own_each(case) or (_denominators_each(case, case.clause[0]) if "每" in text else [])
    averaged = "均" in text
    if averaged and case.dimension != "ratio":
        found.extend(averages(text))
    if "千" in text or "万" in text:
        found.extend(m[1] for m in _PER_HEAD.finditer(text))
    if case.dimension == "money" and "年" in text and _YEARLY_STANDARD.search(text):
        found.append("年")
    flows = _flows(here.lexicon).search(text) if "年" in text or "日" in text else None
    if flows and case.dimension != "ratio" and (flows[1] != "日" or case.dimension in ("mass", "volume")):
        found.append(flows[1][0])
    if averaged and case.dimension == "count":
        found.extend(m[1] for m in _PERIOD_AVERAGE.finditer(text))
    found.extend(q.per)
    if not found and _is_carried(case, noun):
        found.extend(case.made[-1].per)
    if case.dimension == "money" and _HEADS.isdisjoint(found):  # 生均经费每人每年950元 is said once per head
        found = [*averages(noun), *found]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8)
def _flows(lexicon: Lexicon) -> Expression:
    """年 and 日 before what flows: 年增加收入, 日(均)处理能力."""
    words = alternation(lexicon.words("flow"))
    return expression(rf"(?<![今当全每本同上去次节假老青成少中0-9])(日均|[年日])(?={words})[^，。;]*$")


def _own_each(case: Setting) -> list[str]:
    """The denominators between the sum before and this one, if they say per whom (每人每年2元、每户每年3元)."""
    here, low = case.scene, case.low
    if low == case.clause[0] or here.flat.find("每", low, case.quantity.start) < 0:
        return []
    own, units = _denominators_each(case, low), here.lexicon.units
    return own if any(word in units and units[word].dimension != "time" for word in own) else []


def _denominators_each(case: Setting, start: int) -> list[str]:
    """The denominators behind each 每 from `start` on: 每人 -> 人, 每个旗县(市、区)至少建设 -> 旗县(市、区)."""
    here, end, found = case.scene, case.quantity.start, []
    words, units = here.lexicon["denominator"], here.lexicon.units
    for at in (start + i for i, character in enumerate(here.flat[start:end]) if character == "每"):
        if here.flat[at + 1 : at + 2] in ("个", "名", "位"):
            word = here.flat[at + 2 : end]
            done = word in here.lexicon.actions or word in here.lexicon.noun_ends  # 每个补助500万元
            found.append(
                here.flat[at + 1] if done else _thing(here.text[at + 2 : _noun_end(case, at + 2)], here.lexicon)
            )
            continue
        stop = _noun_end(case, at + 2) if here.flat[at + 1] in here.lexicon["noun_counter"] else at
        if stop > at + 2 and here.lexicon.actions.at(here.flat, stop, end):  # 每所学校配备, but not 每所床位不少于
            found.append(here.text[at + 2 : stop])
            continue
        plain = max(words.at(here.flat, at + 1, end), units.at(here.flat, at + 1, end), key=len)
        found.append(plain or here.text[at + 1 : _noun_end(case, at + 1)])
    return [noun.removesuffix("各") for noun in found if noun]


def _thing(noun: str, lexicon: Lexicon) -> str:
    """What has a size, without its size: 驿站面积 -> 驿站."""
    return noun.removesuffix(lexicon["size"].ends(noun)) or noun


_LONGEST_NOUN = 14
"""Characters between 每个 and what each does or gets."""
_GIVEN = "0123456789每再增设有补奖给拥平"


def _noun_end(case: Setting, start: int) -> int:
    """Where the noun behind 每个 ends: at a verb, a bound or a number; at `start` when nothing of the kind follows.

    A verb that may be a noun (社区卫生服务站) ends it only where no other does.
    """
    flat, lexicon, high = case.scene.flat, case.scene.lexicon, case.quantity.start + 1
    doubtful = start
    for i in range(start + 1, min(start + _LONGEST_NOUN, high)):
        verb = lexicon.actions.at(flat, i, high) or lexicon.bounds_before.at(flat, i, high)
        if verb and (verb in lexicon.nouns or flat[i + len(verb)] in "站所点室中院"):
            doubtful = doubtful if doubtful > start else i
        elif len(verb) > 1 or (flat[i] in _GIVEN and not flat[i].isdigit()):
            return i
        elif flat[i].isdigit():
            return doubtful if doubtful > start else i
    return doubtful


def _is_carried(case: Setting, noun: str) -> bool:
    """A rate stated once holds for the sums that follow in the sentence (每人每月1944元,…提高至1264元)."""
    last = case.previous
    if last is None or case.dimension not in ("money", "time") or case.quantity.value >= _CARRIED_BELOW:
        return False
    measures = case.scene.lexicon["measure"]
    measure, before = measures.ends(noun), measures.ends(last.indicator)
    if measure and before and measure != before:
        return False  # 补助标准每人每年670元，大病保险起付线1.4万元
    return last.quantity.unit == case.quantity.unit and last.sentence == case.sentence
