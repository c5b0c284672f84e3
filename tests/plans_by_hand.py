# ruff: noqa: E501
"""Plans of invented places (云州市, 青禾县), put together record by record with values that a reader can check by eye."""

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from livelihood_extract.records import Agency, Baseline, Category, Item, Note, Part, Plan, Source, Span, Target
from livelihood_extract.writers import Failure

TEXT = """云州市2024年民生实事
一、城市建设
（一）改造供水管网195.5公里
项目内容：新建供水管网195.5公里，其中青禾县35公里；
惠及居民12.7万人。
牵头单位：市水务局；配合单位：各区县政府
（二）提高垃圾分类水平
项目内容：分类率由7%提高至96.9%以上，10月底前完成4—6个示范点。
责任单位：市城市管理局、市财政局
（十）=打通“断头路”
项目内容：持续推进。
"""


def span(text: str, document: str = TEXT, after: str = "") -> Span:
    """Where `text` first stands in the document after the words `after`."""
    start = document.index(text, document.index(after))
    line = document.count("\n", 0, start)
    return Span(start, start + len(text), line + 1, start - (document.rfind("\n", 0, start) + 1) + 1)


def agency(name: str, role: str = "responsible", *, collective: bool = False) -> Agency:
    return Agency(f"云州{name}" if name.startswith("市") else name, name, role, collective, span(name))  # type: ignore[arg-type]


def target(id: str, text: str, value: str, unit: str, after: str = "项目内容", **other: object) -> Target:
    """A target with the usual answers; `other` overrides them by name."""
    facts: dict[str, object] = {
        "action": None, "indicator": "供水管网", "kind": "deliver", "bound": "eq", "upper": None, "unit_code": None,
        "dimension": "count", "per": (), "baseline": None, "deadline": None, "place": None, "part_of": None,
        "agencies": (), "where": "content", "sentence": f"{text}。",
    }  # fmt: skip
    place = span(text, after=after)
    return Target(id=id, text=text, value=Decimal(value), unit=unit, span=place, **(facts | other))  # type: ignore[arg-type]


PIPES = (
    target("1.1.1", "195.5公里", "195.50", "公里", action="新建", unit_code="km", dimension="length"),
    target("1.1.2", "35公里", "35", "公里", unit_code="km", dimension="length", place="青禾县", part_of="1.1.1"),
    target("1.1.3", "12.7万人", "127000.0", "人", indicator="居民", kind="scope"),
)
WASTE = (
    target(
        "1.2.1", "96.9%", "96.9", "%", after="（二）", action="提高至", indicator="分类率", kind="reach", bound="ge",
        unit_code="%", dimension="ratio", baseline=Baseline("7%", Decimal(7)),
    ),
    target(
        "1.2.2", "4—6个", "4", "个", after="（二）", indicator="示范点", upper=Decimal(6), deadline="2024-10-31",
        per=("人", "月"), agencies=("云州市财政局",),
    ),
)  # fmt: skip
ITEMS = (
    Item("1.1", 1, "（一）", "改造供水管网195.5公里", "新建供水管网195.5公里，其中青禾县35公里；\n惠及居民12.7万人。", {},
         (agency("市水务局", "lead"), agency("各区县政府", "support", collective=True)), PIPES,
         Span(span("（一）").start, span("（二）").start, 3, 1)),
    Item("1.2", 2, "（二）", "提高垃圾分类水平", "分类率由7%提高至96.9%以上，10月底前完成4—6个示范点。", {"deadline": "10月底前"},
         (agency("市城市管理局"), agency("市财政局")), WASTE, Span(span("（二）").start, span("（十）").start, 7, 1)),
    Item("1.10", 10, "（十）", "=打通“断头路”", "持续推进。", {}, (), (), Span(span("（十）").start, len(TEXT), 10, 1)),
)  # fmt: skip
CITY = Plan(
    source=Source("yunzhou-2024.txt", sha256(TEXT.encode()).hexdigest(), "text/plain", "utf-8", len(TEXT)),
    title="云州市2024年民生实事",
    document_number="云政办发〔2024〕3号",
    region="云州市",
    year=2024,
    agencies=(),
    categories=(Category(1, "一、", "城市建设", ("重点\t工作", '带"引号"'), 3, (), ITEMS, span("一、城市建设")),),
    notes=(
        Note("LE203", "warning", "item without agency", span("（十）")),
        Note("LE101", "info", "year inferred", Span(0, 0, 1, 1)),
    ),
)

COUNTY = Plan(
    source=Source("qinghe-2023.docx", "f" * 64, "application/zip", "utf-8", 40, (Part(0, 20, 1), Part(20, 40, cell="B3"))),
    title=None, document_number=None, region=None, year=None,
    agencies=(Agency("青禾县政府", "县政府", "lead", False, Span(0, 3, 1, 1)),),
    categories=(
        Category(None, None, None, (), None, (), (
            Item("0.1", 1, "1.", "补贴", "", {}, (), (
                target("0.1.1", "4—6个", "0.000001", "", indicator="指数", bound="le", baseline=Baseline("上年"), after="一"),
                target("0.1.2", "4—6个", "1200000000000", "元", indicator="投资", unit_code="CNY", dimension="money", after="一"),
            ), Span(0, 10, 1, 1)),
        ), Span(0, 0, 1, 1)),
    ),
    notes=(),
)  # fmt: skip

BROKEN = Failure("broken.pdf", "UnreadableFile", "broken.pdf: no PDF; save it anew")


def many(count: int) -> list[Plan]:
    """Variations of the city's plan: other years, names and hashes."""

    def variation(at: int) -> Plan:
        source = replace(CITY.source, name=f"yunzhou-{at}.txt", sha256=f"{at:064x}")
        return replace(CITY, source=source, year=2000 + at % 25)

    return [variation(at) for at in range(count)]
