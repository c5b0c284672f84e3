"""Roles: what each numeral of an item's text is.

Receives a `Scene` (a stretch of content in a surveyed document) and a quantity, and returns the role it plays and
the rule that decided. The rules stand in order in `RULES`; the first that answers wins; what none claims is a target.

    第十四届 -> ordinal    “7×24小时” -> name    60岁以上 -> condition    由7%降至6% -> baseline, target    三级 -> word
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import product
from typing import Literal, NamedTuple

from livelihood_extract.expressions import Expression, expression
from livelihood_extract.lexicon import Lexicon, alternation
from livelihood_extract.parse.dates import Date, dates
from livelihood_extract.parse.quantities import Numeral, Quantity, quantities
from livelihood_extract.text import HAN, MASKED, masked

__all__ = ["LONG_SERVICE", "RULES", "Decision", "Found", "Role", "Rule", "Scene", "Survey", "decide"]

Role = Literal[
    "target",
    "baseline",
    "date",
    "heading",
    "ordinal",
    "name",
    "condition",
    "background",
    "list count",
    "duration",
    "word",
]
"""What a numeral inside an item's content can be; explain.py adds the roles of numerals outside."""

_CLOSED = expression(
    r"\((?:[^()\n]|\([^()\n]*\))*+\)|\([^()\n]{1,12}(?=\n|$)|“[^“”\n]*”|\"[^\"\n]*\"|《[^《》\n]*》|\[[^\[\]\n]*\]"
)
_PAUSE = expression(r"[，;。\n:!?]")
_STOP = expression(r"[。\n]")


class Enclosure(NamedTuple):
    """A bracket or a pair of quotation marks, signs included."""

    start: int
    end: int
    quoted: bool


class Found(NamedTuple):
    """A numeral, and the quantity it is (None for a word)."""

    numeral: Numeral
    quantity: Quantity | None


class Survey:
    """What one pass over a document finds: brackets, pauses, dates and numerals, all by their place in the reading.

    `flat` is the reading with the punctuation inside brackets and quotation marks masked; `year` is the plan's.
    """

    def __init__(self, text: str, year: int | None, lexicon: Lexicon) -> None:
        self.text = text
        self.year = year
        self.lexicon = lexicon
        self.enclosures = [Enclosure(m.start(), m.end(), m[0][0] not in "([") for m in _CLOSED.finditer(text)]
        self.flat = _CLOSED.sub(lambda m: masked(m[0]), text) if self.enclosures else text
        self.found = [Found(*pair) for pair in quantities(text, lexicon)]
        self.dates = dates(text, year, lexicon)

    @cached_property
    def enclosure_starts(self) -> list[int]:
        """The starts of `enclosures`, for bisection."""
        return [enclosure.start for enclosure in self.enclosures]

    @cached_property
    def pauses(self) -> list[int]:
        """Where clauses end, brackets aside."""
        return [m.start() for m in _PAUSE.finditer(self.flat)]

    @cached_property
    def stops(self) -> list[int]:
        """Where sentences end."""
        return [m.start() for m in _STOP.finditer(self.text)]

    @cached_property
    def told(self) -> list[tuple[int, int, bool]]:
        """Words of what has been done already: where they begin and end, and whether only for their clause."""
        past = self.lexicon["past"]
        clausal = self.lexicon.clausal_past
        return [(m.start(), m.end(), m[0] in clausal) for m in past.pattern.finditer(self.text)]

    @cached_property
    def changes(self) -> list[tuple[int, int]]:
        """Where figures stand that a change starts from: the range between 由 or 从 and 提高到."""
        return [m.span("old") for m in _from_to(self.lexicon).finditer(self.flat)]

    @cached_property
    def numeral_starts(self) -> list[int]:
        """The starts of `found`, for bisection."""
        return [f.numeral.start for f in self.found]

    @cached_property
    def dated(self) -> frozenset[int]:
        """Where numerals start that are parts of dates."""
        starts = self.numeral_starts
        return frozenset(
            starts[i]
            for date in self.dates
            for i in range(bisect_left(starts, date.start), bisect_left(starts, date.end))
        )

    @cached_property
    def due(self) -> list[Date]:
        """The dates by which something is due, none before the plan's year."""
        first = f"{self.year}-01-01" if self.year else ""
        return [date for date in self.dates if date.deadline and date.deadline >= first]

    @cached_property
    def deadlines(self) -> list[tuple[int, str]]:
        """Where something is due, and by which day."""
        return [(date.start, date.deadline) for date in self.due if date.deadline]

    def next_deadline(self, position: int) -> Date | None:
        """The first date at or behind `position` by which something is due."""
        at = bisect_left(self.due, (position,))
        return self.due[at] if at < len(self.due) else None


_FAR = 400
"""Characters; a clause that goes on longer is cut, so that text without any stop takes no quadratic time."""


class Scene:
    """A stretch [start, end) of a surveyed document: clauses and sentences end with it; `found` are its numerals.

    `results` says that the stretch tells what was done, as in a list of last year's results.
    """

    def __init__(self, survey: Survey, start: int, end: int, *, results: bool = False) -> None:
        self.survey = survey
        self.text = survey.text
        self.flat = survey.flat
        self.lexicon = survey.lexicon
        self.start = start
        self.end = end
        self.results = results
        self._clauses: dict[int, tuple[int, int]] = {}
        starts = survey.numeral_starts
        self.found = survey.found[bisect_left(starts, start) : bisect_left(starts, end)]

    def between(self, start: int, end: int) -> Iterator[Quantity]:
        """The quantities that start in [start, end), words left out."""
        starts, found = self.survey.numeral_starts, self.survey.found
        for index in range(bisect_left(starts, start), len(starts)):
            if starts[index] >= end:
                break
            quantity = found[index].quantity
            if quantity is not None:
                yield quantity

    def deadlines(self, start: int, end: int) -> list[str]:
        """The deadlines stated in [start, end), ISO 8601."""
        due = self.survey.deadlines
        return [day for _, day in due[bisect_left(due, (start,)) : bisect_left(due, (end,))]] if due else []

    def enclosure(self, position: int) -> Enclosure | None:
        """The bracket or quotation that holds `position` (its opening sign is outside)."""
        at = bisect_left(self.survey.enclosure_starts, position)
        outer = self.survey.enclosures[at - 1] if at else None
        return outer if outer is not None and outer.end > position else None

    def view(self, position: int) -> str:
        """The text as seen from `position`: inside a bracket as it is, outside with brackets masked."""
        return self.text if self.enclosure(position) else self.flat

    def clause(self, position: int) -> tuple[int, int]:
        """The clause around `position`, inside its bracket if it stands in one."""
        known = self._clauses.get(position)
        if known is None:
            outer = self.enclosure(position)
            if outer is not None:
                marks = [m.start() for m in _PAUSE.finditer(self.text, outer.start + 1, outer.end - 1)]
                known = _between(marks, position, outer.start + 1, outer.end - 1)
            else:
                low, high = max(self.start, position - _FAR), min(self.end, position + _FAR)
                known = _between(self.survey.pauses, position, low, high)
            self._clauses[position] = known
        return known

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around `position`."""
        return _between(self.survey.stops, position, self.start, self.end)


def _between(marks: list[int], position: int, low: int, high: int) -> tuple[int, int]:
    """The range around `position` between two of `marks`, at most [low, high)."""
    at = bisect_left(marks, position)
    start = marks[at - 1] + 1 if at else low
    end = marks[at] if at < len(marks) else high
    return max(start, low), min(end, high)


class Decision(NamedTuple):
    """A numeral's role and the name of the rule that decided it."""

    role: Role
    rule: str


class Form(NamedTuple):
    """What is plain about a quantity before anything around it is read; which rules may speak of it depends on that."""

    spelled: bool
    """In Chinese characters."""
    unit: bool
    """With a unit."""
    timed: bool
    """A time, a length, or how often."""
    enclosed: bool
    """In brackets or quotation marks."""


class Rule(NamedTuple):
    """A reason why a numeral is no promise: the function that answers, and the forms it speaks of (None: of any)."""

    answer: Callable[[Scene, Quantity], Role | None]
    spelled: bool | None = None
    unit: bool | None = None
    timed: bool | None = None
    enclosed: bool | None = None

    def speaks_of(self, form: Form) -> bool:
        """May the rule have an answer for a quantity of this form?"""
        return all(mine is None or mine == its for mine, its in zip(self[1:], form, strict=True))


def decide(here: Scene, quantity: Quantity | None) -> Decision:
    """The role of a numeral (None for a word): the answer of the first rule that has one."""
    if quantity is None:
        return _NO_NUMBER
    kind = quantity.kind
    timed = kind is not None and (kind.duration or kind.dimension in _TIMED_DIMENSIONS)
    enclosed = here.enclosure(quantity.start) is not None
    for answer, decision in _RULES_FOR[quantity.chinese, quantity.unit != "", timed, enclosed]:
        role = answer(here, quantity)
        if role is not None:
            return Decision(role, decision)
    return _PROMISED


_NO_NUMBER = Decision("word", "no_number")
_PROMISED = Decision("target", "quantity")
_TIMED_DIMENSIONS = ("time", "length")


# --- the rules --------------------------------------------------------------------------------------------------------


def dated(here: Scene, q: Quantity) -> Role | None:
    """Part of a date: 2024年, 10月底, 第三季度."""
    return "date" if q.start in here.survey.dated else None


_YEARS = expression(
    r"20[0-9]{2}(?:-20[0-9]{2})?(?:学年|财年|年)|20[0-9]{2}-20[0-9]{2}|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}"
)


_INNER_MARK = expression(
    rf"(?:^|[\n。;:，\t|])\(?[0-9一二三四五六七八九十]{{1,3}}(?:\)|[、.](?![0-9])|是(?={HAN}{{2}}))"
)


def enumerated(here: Scene, q: Quantity) -> Role | None:
    """The mark of a list inside an item: (1)…(2)…, 一是…."""
    if q.start != here.start and here.text[q.start - 1] not in _BEFORE_MARK:
        return None
    for start in (q.start - 1, max(q.start - 2, 0)):
        mark = _INNER_MARK.match(here.text, max(start, 0))
        if mark and start < q.start < mark.end() and here.start <= max(start, 0) + 1:
            return "heading"
    return "heading" if q.start == here.start and _OPENING_MARK.match(here.text, q.start) else None


_BEFORE_MARK = "(\n。;:，\t|"
_OPENING_MARK = expression(r"[0-9一二三四五六七八九十]{1,3}(?:\)|[、.](?![0-9]))")


_MINUTES = expression(r"[^:]?[0-9]{1,2}:[0-9]{2}(?![0-9:])")


_CENTURIES = ("19", "20")
_DAY_SIGNS = frozenset("-/.")
_DAY_BEFORE = expression(r"20[0-9]{2}[-/.][0-9]{1,2}[-/.]$")


def calendar(here: Scene, q: Quantity) -> Role | None:
    """Years and times of day in figures: 2023-2025年, 8:30."""
    text, before = here.text, here.text[q.start - 1 : q.start]
    clock = before == ":" and _MINUTES.match(text, q.start - 3)
    day = before in _DAY_SIGNS and _DAY_BEFORE.search(text, max(0, q.start - 8), q.start)
    head = text[q.start : q.start + 3]
    year = (head[:2] in _CENTURIES or ":" in head) and _YEARS.match(text, q.start)
    return "date" if clock or day or year else None


_RANKED = expression("[国省市县区居列位于入进在持]前$")


def ordinal(here: Scene, q: Quantity) -> Role | None:
    """Counts in order: 第十四届, 前三名, 居全省前3位; the last mile (最后一公里) is but a name."""
    if q.chinese and q.value == 1 and here.lexicon["last"].before(here.text, max(0, q.start - 4), q.start):
        return "name"
    if q.unit == "届" and not here.lexicon.actions.before(here.text, here.clause(q.start)[0], q.start):
        return "ordinal"  # 市十六届人大
    joint = q.chinese and here.text[q.start - 1 : q.start] in ("、", "和", "及")
    if joint and _NUMBERED_ROW.search(here.text, max(0, q.start - _LONGEST_ROW), q.start):
        return "ordinal"  # 第十九、二十条
    first = q.unit == "强" or (q.unit in ("位", "名") and _RANKED.search(here.text, max(0, q.start - 2), q.start))
    return "ordinal" if first or (here.text[q.start - 1 : q.start] == "第" and q.start) else None


_NUMBERED_ROW = expression("第[一二三四五六七八九十百]{1,4}(?:[、和及][一二三四五六七八九十百]{1,4})*[、和及]$")


_LONGEST_ROW = 24
"""Characters of such a row."""


_BEHIND = expression(
    rf"[A-Za-z+×*](?!公里|千米|米)|(?:国道|省道|县道|号|路(?!口|段|面|灯)|价|型|型号|级(?={HAN}))|热线|平台|电话"
)
_LETTERS = expression(r"(?:[A-Za-z]|[A-Za-z0-9][-+×*.])$")
_LETTER_SIGNS = frozenset(map(chr, (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)))) | set("-+×*.")


_FRACTION = expression(r"[0-9]/[0-9]")


def identifier(here: Scene, q: Quantity) -> Role | None:
    """Part of a name: DN400, G202, 709路, 12348, 7×24, 23价疫苗, 10千伏."""
    text, before = here.text, here.text[q.start - 1 : q.start]
    fraction = q.unit == "" and _FRACTION.search(text, max(0, q.start - 2), q.numeral_end + 2)
    if fraction or before == ".":
        return "name"  # the last figure of 1.2.3; 2/3, which no decimal equals
    lettered = before in _LETTER_SIGNS and _LETTERS.search(text, max(0, q.start - 3), q.start)
    if lettered and not q.unit.startswith("%") and not _is_device(here, q):
        return "name"
    digits = text[q.start : q.numeral_end]
    if q.kind is not None and q.kind.naming and not q.bound and digits[-1:].isdigit():
        return None if here.lexicon["channel"].inside(text, here.clause(q.start)[0], q.start) else "name"
    if q.unit == "" and _BEHIND.match(text, q.numeral_end):
        return "name"
    plain = q.unit == "" and not q.per and not q.bound
    return "name" if plain and len(digits) >= 3 and digits.isdigit() else None


def _is_device(here: Scene, q: Quantity) -> bool:
    """Does it count what is called by letters (配置AED500台)?"""
    if q.kind is None or q.kind.dimension != "count" or not _NO_HOLDER.match(here.text, q.after):
        return False
    return _CALLED.search(here.text, max(0, q.start - 3), q.start) is not None


_CALLED = expression("[A-Z]{2}$")


def quoted(here: Scene, q: Quantity) -> Role | None:
    """Inside quotation marks: a name, unless a bound makes it a promise (“3个工作日内完成”)."""
    outer = here.enclosure(q.start)
    if outer is None or not outer.quoted:
        return None
    promise = q.bound is not None or here.lexicon.bounds_before.before(here.text, outer.start, q.start)
    return None if promise and not q.chinese else "name"


def word(here: Scene, q: Quantity) -> Role | None:
    """A Chinese numeral that is part of a word or counts loosely: 一批, 三级, 统一, 一户一表."""
    if here.text[q.start - 1 : q.start] == "等" and q.start > here.start:
        return "list count"
    if "百分点" in q.unit or q.unit == "%":
        return None
    if q.unit == "":
        return "word"
    length = q.numeral_end - q.start
    founding = here.lexicon["founding"]
    before = bool(founding.before(here.text, here.start, q.start))
    before = before or _follows_counted(here, q)
    if not before and here.text[q.after : q.after + 1] in ("", "。", "，", ";", "、", "\n"):
        # 新建公办幼儿园十所: the verb opens the clause, the noun stands between.
        before = bool(founding.at(here.text, here.clause(q.start)[0], q.start))
    if q.unit in ("项", "类", "种") and not before:
        return "list count"
    if length == 1 and (q.unit in here.lexicon["word_units"] or not before):
        return "word"
    return "word" if q.kind is not None and q.kind.dimension in ("time", "rank", "age") else None


def _follows_counted(here: Scene, q: Quantity) -> bool:
    """Does it go on with a row that a verb began (新建两所学校、三座桥、一条路)?"""
    if here.text[q.start - 1 : q.start] not in ("、", "和", "及") or len(q.unit) != 1:
        return False
    start = here.clause(q.start)[0]
    founding = here.lexicon["founding"]
    row = [other for other in here.between(start, q.start) if other.chinese and other.unit]
    return bool(row) and bool(founding.before(here.text, start, row[0].start))


@lru_cache(maxsize=8)
def _names(lexicon: Lexicon, *, timed: bool) -> Expression:
    entries = (entry for entry in lexicon.entries["names"] if timed or not entry.get("timed"))
    words = alternation(word for entry in entries for word in entry["words"])
    return expression(rf"(?:的)?(?:{HAN}|[{MASKED}]){{0,8}}?(?:{words})")


@lru_cache(maxsize=8)
def _holders(lexicon: Lexicon) -> Expression:
    holders = alternation(lexicon.words("holders"))
    return expression(rf"(?:\(含\)(?:以[上下])?)?(?:的)?(?:{HAN}{{0,2}}|大型企业|规模较大|集中)(?:{holders})")


def named_measure(here: Scene, q: Quantity) -> Role | None:
    """A measure that only names something: 15分钟服务圈, 500米覆盖率, 三年行动."""
    if q.kind is None or q.kind.dimension not in _TIMED_DIMENSIONS or q.per:
        return None
    if q.bound:
        return "name" if q.bound == "le" and _RATE_WITHIN.match(here.flat, q.after) else None
    timed = q.kind.dimension == "time"
    return "name" if _names(here.lexicon, timed=timed).match(here.flat, q.after) else None


_RATE_WITHIN = expression(rf"{HAN}{{2,6}}率")
"""Behind 15分钟内: the name of a rate."""
_ATTRIBUTED = frozenset("或且及和的")
_OF_WHICH = expression(r"(?:[或且及和][^，;。]*)?的(?=[^，;。])")


def _describes(here: Scene, q: Quantity) -> bool:
    """Is it the bound of an attribute that describes what follows: 客流量超过1万人的交通枢纽?"""
    if here.flat[q.after : q.after + 1] not in _ATTRIBUTED or not _OF_WHICH.match(here.flat, q.after):
        return False
    words, start = here.lexicon, here.clause(q.start)[0]
    stated = words.bounds_before.before(here.text, start, q.start)
    measured = words["attribute"].before(here.text, start, q.start - len(stated))
    if not measured or not (stated or q.bound):
        return False
    return q.kind is None or q.kind.dimension != "area" or not _is_of_built(here, start, q.start)


def _is_of_built(here: Scene, start: int, end: int) -> bool:
    """Is it said of what is built: 建成1座建筑面积3000平方米以上的体育馆?"""
    counted = next(here.between(start, end), None)
    return counted is not None and bool(here.lexicon["founding"].before(here.text, start, counted.start))


_NO_HOLDER = expression("[，。;、)\n]|左右|$")
_EXCLUDED = expression(r"\((?:不含|不包括|不计|未含|除)")


def excluded(here: Scene, q: Quantity) -> Role | None:
    """Counted elsewhere: (不含进影院3000场)."""
    outer = here.enclosure(q.start)
    return "condition" if outer and _EXCLUDED.match(here.text, outer.start) else None


def condition(here: Scene, q: Quantity) -> Role | None:
    """Says who or what is meant: 60岁以上, 1000人以上企业, 孕16-20周."""
    if q.kind is not None and q.kind.condition:
        verb = here.lexicon.actions.before(here.text, here.clause(q.start)[0], q.start)
        level = verb and here.lexicon.actions[verb] == "reach" and not q.bound  # 预期寿命提高到79.5岁
        return None if level and _NO_HOLDER.match(here.text, q.after) else "condition"
    if q.unit == "周" and here.text[max(0, q.start - 2) : q.start].endswith(("孕", "妊娠")):
        return "condition"
    sized = q.kind is not None and (q.kind.naming or q.kind.dimension in ("capacity", "power"))
    if (sized and q.bound and _COUNTED.match(here.text, q.after)) or _describes(here, q):
        return "condition"
    if q.bound not in ("ge", "le", "gt") or q.unit not in here.lexicon["sizing_unit"]:
        return None
    if not _SEVERAL.isdisjoint(here.text[q.start : q.after]):
        return None  # 800余万平方米小区
    sizes = _holders(here.lexicon).match(here.flat, q.after) or _sizes_counted(here, q)
    return "condition" if sizes else None


_SEVERAL = frozenset("余多")


def _sizes_counted(here: Scene, q: Quantity) -> bool:
    """Does it say how large those are that the quantity directly before it counts: 230个50户以上村寨?"""
    at = bisect_left(here.survey.numeral_starts, q.start) - 1
    before = here.survey.found[at].quantity if at >= 0 else None
    beside = before is not None and before.after == q.start
    return beside and _COUNTED.match(here.text, q.after) is not None


LONG_SERVICE = 100
"""Hours or minutes; so many are an amount of service, not how long something lasts."""
_DAYS = ("天", "日")
_TIMED = expression("时间|时长|时限|用时")


def duration(here: Scene, q: Quantity) -> Role | None:
    """How long or how often without a promise: 毕业5年内, 3年行动, 24小时开放."""
    if q.kind is None or not q.kind.duration or q.per:
        return None
    start, _ = here.clause(q.start)
    stated = here.lexicon.bounds_before.before(here.text, start, q.start)
    if q.unit in ("年", "周年"):
        return None if stated and here.lexicon.bounds_before[stated] != "approx" else "duration"
    verb = here.lexicon.actions.before(here.text, start, q.start)
    if verb and here.lexicon.actions[verb] in ("reach", "change"):
        return None
    if q.kind.calendar:
        if verb and here.lexicon.actions[verb] == "deliver" and q.unit in _DAYS and q.upper is None:
            return None  # 提供20天免费游泳
        return None if stated or (q.bound == "le" and q.unit == "天") else "duration"
    timed = _TIMED.search(here.text, max(start, q.start - 8), q.start)
    daily = q.value < 24 and here.text.find("每", max(start, q.start - 3), q.start) >= 0
    amount = q.value >= LONG_SERVICE
    return None if stated or q.bound or timed or daily or amount else "duration"


@lru_cache(maxsize=8)
def _from_to(lexicon: Lexicon) -> Expression:
    verbs = alternation(w for w in lexicon.actions if lexicon.actions[w] == "reach" and w not in ("达", "达到"))
    by = alternation(lexicon.words("action", sense="change"))
    return expression(
        rf"(?:由|从)(?P<old>[^，;。\n]{{1,60}}?)(?:统一|分别|再|逐步|最低)*"
        rf"(?:(?P<verb>{verbs}|至|到|为)(?=[^，;。\n]{{0,12}}[0-9])|(?<=[^0-9.])(?:{by})(?=[0-9]))"
    )


_ON_TOP_OPENS = ("的", "基")
_ON_TOP = expression("(?:的)?基础上")


def baseline(here: Scene, q: Quantity) -> Role | None:
    """Where a change starts: 由7%降至6%, 从每月503元、228元提高到554元、251元, 在300个的基础上."""
    if here.text[q.after : q.after + 1] in _ON_TOP_OPENS and _ON_TOP.match(here.text, q.after):
        return "baseline"
    changes = here.survey.changes
    at = bisect_right(changes, (q.start, len(here.flat)))
    return "baseline" if at and q.start < changes[at - 1][1] else None


_NEW = expression(r"今年|计划|将|力争|确保|新增|达到|再")
_YEAR_OPENS = ("在", "到", "2")
_YEAR_FIRST = expression(r"(?:在|到)?(20[0-9]{2})年")


def _is_object(here: Scene, position: int) -> bool:
    """Does a verb of what is promised stand directly before: 打通现有的16条断头路?"""
    verb = here.lexicon.actions.before(here.text, here.clause(position)[0], position)
    return bool(verb) and here.lexicon.actions[verb] == "deliver"


def background(here: Scene, q: Quantity) -> Role | None:
    """What has been done already: 截至去年底已建成120所, 2022年完成…."""
    if here.results:
        return None
    told = here.survey.told
    for index in range(bisect_left(told, (q.start,)) - 1, -1, -1):
        start, end, clausal = told[index]
        if start < (here.clause(q.start) if clausal else here.sentence(q.start))[0]:
            break
        if not _NEW.search(here.text, end, q.start) and not (clausal and _is_object(here, start)):
            return "background"
    year, opening = here.survey.year, here.clause(q.start)[0]
    if year is None or here.text[opening : opening + 1] not in _YEAR_OPENS:
        return None
    earlier = _YEAR_FIRST.match(here.text, opening, q.start)
    return "background" if earlier and int(earlier[1]) < year else None


_COUNTED = expression(rf"(?:{HAN}|[“0-9])")
_GREAT = expression(rf"大(?={HAN}{{2}})")


def bare(here: Scene, q: Quantity) -> Role | None:
    """A number without unit: a target only where something is measured or a multitude counted."""
    text, start = here.text, here.clause(q.start)[0]
    if q.per:
        return None
    if q.value >= 1000 and text[q.numeral_end - 1] in "万亿千百余多" and _COUNTED.match(text, q.numeral_end):
        return None
    if text[q.numeral_end - 1] in "万亿" and q.start > start:
        return None  # 新增受益人口40万: an amount of what stands before
    if _GREAT.match(text, q.numeral_end):
        return None
    stated = here.lexicon.bounds_before.before(text, start, q.start) or q.bound
    verb = here.lexicon.actions.before(text, start, q.start)
    stop = q.start - len(stated or verb)
    measured = here.lexicon["measures"].inside(text, max(start, q.start - 12), q.start)
    measured = measured or here.lexicon["measure"].before(text, start, stop)
    reached = verb and here.lexicon.actions[verb] == "reach"
    return None if measured and (stated or reached) else "name"


RULES: tuple[Rule, ...] = (
    Rule(dated),
    Rule(ordinal),
    Rule(enumerated),
    Rule(quoted, enclosed=True),
    Rule(word, spelled=True),
    Rule(calendar, spelled=False),
    Rule(identifier, spelled=False),
    Rule(named_measure, timed=True),
    Rule(condition),
    Rule(excluded, enclosed=True),
    Rule(baseline),
    Rule(duration, timed=True),
    Rule(bare, unit=False),
    Rule(background),
)
_RULES_FOR: dict[tuple[bool, ...], tuple[tuple[Callable[[Scene, Quantity], Role | None], str], ...]] = {
    form: tuple((rule.answer, rule.answer.__name__) for rule in RULES if rule.speaks_of(form))
    for form in (Form(*each) for each in product((False, True), repeat=4))
}
