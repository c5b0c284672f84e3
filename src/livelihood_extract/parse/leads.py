"""Leads: what stands before a quantity.

Receives a `Setting` and peels off its left side bound words, rates and the verb of reaching; what remains is the verb
that governs the quantity and the noun phrase between them.

    社会分散养育孤儿养育标准|提高至|每人每月|2644元      中心城区|建成|公共服务设施|160处
"""

from functools import lru_cache

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.drafts import Lead, Setting
from livelihood_extract.parse.marks import mark_at
from livelihood_extract.parse.phrases import governed
from livelihood_extract.parse.rates import denominators, each_before
from livelihood_extract.records import Bound
from livelihood_extract.text import HAN

__all__ = ["AT_LEAST", "COMPARED_YEAR", "given_before", "lead_of", "left_of", "without_opening_date"]

_EDGES = "、，;:。/\n-) ]"
_PAUSES = "、，;:。/\n- "
_JOINTS = "和及与或并"
AT_LEAST = "至少"
"""The bound that may stand anywhere before its quantity."""


@lru_cache(maxsize=8)
def _opening_date(lexicon: Lexicon) -> Expression:
    """A date, or an occasion before which something is due, that a phrase opens with; matches nothing at the least."""
    occasions = alternation([*lexicon["occasion"], *lexicon.periods])
    return expression(
        r"(?:其中，?(?=20[0-9]{2}年))?(?:确保|力争|计划|预计)?(?:(?:到|至|在|截至)(?=[0-9年全上下]))?"
        r"(?:20[0-9]{2}(?:-20[0-9]{2})?年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?(?:年?底|末|年内|全年|上半年|下半年)?"
        rf"(?:(?<=[0-9年月日号底末])[^，。0-9]{{0,4}}前|(?:{occasions})前|第?[一二三四]季度[前末底内]?)?[，、]?"
    )


def without_opening_date(text: str, lexicon: Lexicon) -> str:
    """A phrase without the date it opens with: 年底前，新建…, 2024年完成…, 汛期前改造…."""
    return text[_opening_date(lexicon).match(text).end() :]  # type: ignore[union-attr]


_FROM_WORDS = ("从", "由")
_FROM = expression("(?:分别)?[从由](?=[^0-9]{0,12}[0-9]|县|市|省|区|各级|财政)")


COMPARED_YEAR = expression("[比较]((?:19|20)[0-9]{2}年[底末]?)")
"""The year that something is compared with: 比2024年增加12家."""


def lead_of(case: Setting) -> Lead:
    """Peel bound words, rates and the verb of reaching off the text before the quantity."""
    text, lexicon, low = case.scene.text, case.scene.lexicon, case.low
    position = case.quantity.start
    bound: Bound | None = None
    per: tuple[str, ...] = ()
    verb = ""
    bounds, actions, fillers = lexicon.bounds_before, lexicon.actions, lexicon["filler"]
    governing = ""
    while position > low:
        if word := bounds.before(text, low, position):
            bound = bound or bounds[word]
        elif word := each_before(text, low, position, lexicon):
            per = (*denominators(word, lexicon), *per)
        else:
            governing = actions.before(text, low, position)
            if governing and not verb and _reaches(governing, case, position, lexicon):
                word = verb = governing
            else:
                word = fillers.before(text, low, position)
        if not word:
            break
        position -= len(word)
    distant = None if bound else _distant_bound(case, position, governing)
    return Lead(distant[0], distant[1], verb, per) if distant else Lead(position, bound, verb, per)


def _reaches(word: str, case: Setting, position: int, lexicon: Lexicon) -> bool:
    """Does the verb that ends at `position` set a level, or change one?

    Things are not changed by a count of them (提升300个点位), but an average size is (人均面积增加0.1平方米).
    """
    text = case.scene.text
    sense = lexicon.actions[word]
    if sense != "change" or case.dimension in ("ratio", "money", "time") or word in lexicon["falling"]:
        return sense in ("reach", "change")
    if lexicon["baseline"].inside(text, case.clause[0], position) or COMPARED_YEAR.search(
        text, case.clause[0], position
    ):
        return True
    sized = lexicon["size"].before(text, case.low, position - len(word))
    return bool(sized) and "均" in text[case.low : position]


def _distant_bound(case: Setting, position: int, verb: str) -> tuple[int, Bound] | None:
    """A bound before the verb (至少建设1处) or what is multiplied (不低于低保标准的1.6倍), and where the noun ends."""
    text, bounds, low = case.scene.text, case.scene.lexicon.bounds_before, case.low
    if case.dimension == "ratio" and text[position - 1] == "的":
        stated = list(bounds.pattern.finditer(text, low, position))
        if stated:
            return stated[0].start(), bounds[stated[0][0]]
    opening = low + (text[low : low + 1] in _EDGES)
    first = bounds.at(text, opening, position)
    if first and bounds[first] != "approx":  # 至少新增停车泊位300个, but not 近岸海域
        return position, bounds[first]
    if text.find(AT_LEAST, low, position) >= 0:  # 至少有经营店1家
        return position, bounds[AT_LEAST]
    word = bounds.before(text, low, position - len(verb)) if verb else ""
    return (position, bounds[word]) if word else None


def left_of(case: Setting, lead: Lead) -> tuple[str, str]:
    """The verb that governs the quantity from before, and the noun phrase between them."""
    here, low = case.scene, case.low
    text = here.view(low)[low : lead.end]
    if case.dimension == "time" and (given := given_before(case)):
        return given, ""  # 提供20天免费游泳
    if case.dimension == "time" and not case.quantity.per:
        # 开办企业3个工作日内完成: what takes the time is the doing.
        doing = _before_change(_without_mark(case, text)).strip(_EDGES + _JOINTS + "“”")
        return "", doing.removeprefix("其中").removeprefix("将")
    text = text.lstrip(_EDGES).removeprefix("以及").lstrip(_EDGES + _JOINTS)
    text = text.rstrip(_EDGES if text.count(")") > text.count("(") else _PAUSES)
    text = text.rpartition(AT_LEAST)[2] if AT_LEAST in text else text
    bound = here.lexicon.bounds_before.opens(text)
    if bound and here.lexicon.bounds_before[bound] != "approx":
        text = text[len(bound) :]
    text = _without_mark(case, text)
    if case.previous is not None and low == case.previous.quantity.after and here.text[low : low + 1] not in "、，;和":
        # The last quantity's own noun stands first: 10所公办幼儿园、增加学位2500个.
        text = (text.partition("、")[2] or text).removeprefix("的").removeprefix("、")
    text = _without_area(without_opening_date(text, here.lexicon), here.lexicon)
    return governed(_before_change(_without_each(text, here.lexicon)), here.lexicon)


def _without_mark(case: Setting, text: str) -> str:
    """A phrase without the mark that its clause opens with: 一是办理时限 -> 办理时限."""
    mark = mark_at(text, 0, len(text)) if case.low == case.clause[0] else None
    return text[mark.end :] if mark else text


_NOUN = expression(rf"{HAN}{{2}}")


def given_before(case: Setting) -> str:
    """The verb that gives the time of a service that follows (提供20天免费游泳), or an empty string."""
    here, q = case.scene, case.quantity
    verb = here.lexicon.actions.before(here.text, case.low, q.start)
    given = bool(verb) and here.lexicon.actions[verb] == "deliver" and _NOUN.match(here.flat, q.after)
    return verb if given and not q.per else ""


def _without_area(text: str, lexicon: Lexicon) -> str:
    """A phrase without the whole area before its verb: (在)全市建设5G基站 -> 建设5G基站."""
    rest = text[len(lexicon["whole_area"].opens(text)) :]
    return rest if lexicon.actions.opens(rest) else text


def _without_each(text: str, lexicon: Lexicon) -> str:
    """A phrase without the rate before its verb: 每所新增床位 -> 新增床位."""
    word = (lexicon["denominator"].at(text, 1) or lexicon.units.at(text, 1)) if text[:1] == "每" else ""
    rest = text[1 + len(word) :]
    return rest if word and lexicon.actions.opens(rest) else text


def _before_change(text: str) -> str:
    """What changes, without what it changes from: 办理时限由10个工作日 -> 办理时限."""
    started = _FROM.search(text) if any(word in text for word in _FROM_WORDS) else None
    return text[: started.start()].rstrip("，") if started else text
