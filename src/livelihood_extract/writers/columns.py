"""The columns of every table: order, type, and name and meaning in both languages, said once.

A column name means the same in every table it stands in. New columns are only appended.
"""

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from livelihood_extract.writers.options import Header

Type = Literal["text", "integer", "decimal", "boolean", "date"]

__all__ = [
    "BLANKS",
    "COLUMNS",
    "LEDGER",
    "STATUSES",
    "TABLES",
    "TABLE_TITLES",
    "Column",
    "Type",
    "columns",
    "header",
    "headers",
]


class Column(NamedTuple):
    """One column: its English name (the identifier), type, Chinese name, and what it holds."""

    name: str
    type: Type
    zh: str
    description: str
    description_zh: str


_ALL = (
    Column("plan", "text", "计划", "Name of the file the plan was read from", "计划所在文件名"),
    Column("region", "text", "地区", "Place the plan is for", "计划所属地区"),
    Column("year", "integer", "年份", "Year the plan is for", "计划年份"),
    Column("category_number", "integer", "类别序号", "Number of the category (一、 is 1)", "类别序号（“一、”为1）"),
    Column("category", "text", "类别", "Title of the category", "类别名称"),
    Column(
        "item_id", "text", "事项编号", "Category and item number, unique in the plan", "类别序号.事项序号，计划内唯一"
    ),
    Column("item_number", "integer", "事项序号", "Number of the item as the plan counts", "计划中的事项序号"),
    Column("item", "text", "事项", "Title of the item", "事项标题"),
    Column("label", "text", "标号", "Number of the item as written", "原文标号，如“（三十一）”"),
    Column("title", "text", "标题", "Title of the item", "事项标题"),
    Column("content", "text", "内容", "What the item says, without its lists of agencies", "事项内容（不含责任单位）"),
    Column(
        "target_id",
        "text",
        "目标编号",
        "Item id and running number, unique in the plan",
        "事项编号.目标序号，计划内唯一",
    ),
    Column(
        "kind",
        "text",
        "目标类型",
        "deliver (an amount), reach (a level), change (against a baseline), spec (a measure), scope (an extent), "
        "actual (a result)",
        "deliver 交付数量、reach 达到水平、change 变化幅度、spec 规格参数、scope 覆盖范围、actual 完成情况",
    ),
    Column("action", "text", "动作", "Verb that governs the quantity", "支配数量的动词，如“新建”"),
    Column("indicator", "text", "指标", "What is counted or measured", "所计量的对象"),
    Column(
        "bound",
        "text",
        "界限",
        "eq (exactly), ge (at least), gt (more than), le (at most), lt (less than), approx (about)",
        "eq 等于、ge 不少于、gt 超过、le 不超过、lt 低于、approx 约",
    ),
    Column("value", "decimal", "数值", "Quantity in the unit, multipliers resolved", "以单位计的数值（万、亿已换算）"),
    Column("upper", "decimal", "上限", "Upper end of a range", "区间上限"),
    Column("unit", "text", "单位", "Unit as written, without multiplier", "原文计量单位（不含万、亿）"),
    Column(
        "unit_code", "text", "单位代码", "UCUM or ISO 4217 code; empty for counters", "UCUM或ISO 4217代码，计数单位为空"
    ),
    Column(
        "dimension",
        "text",
        "量纲",
        "count, area, length, mass, money, ratio, time ...",
        "计数、面积、长度、质量、金额等",
    ),
    Column("per", "text", "每", "Denominators of a rate, joined by ;", "比率的分母，以“;”分隔"),
    Column("baseline_value", "decimal", "基期值", "Figure the change starts from", "变化前的数值"),
    Column("baseline", "text", "基期", "Where the change starts from, as written", "变化的起点（原文）"),
    Column("deadline", "date", "完成时限", "Last day of the deadline the clause states", "条款所述期限的最后一天"),
    Column("place", "text", "地点", "Named place that receives this part", "所属地点"),
    Column("part_of", "text", "所属总量", "Target id of the total of which this is a part", "所属总量的目标编号"),
    Column("lead_agency", "text", "牵头单位", "Agencies named as lead, joined by ;", "牵头单位，以“;”分隔"),
    Column("agencies", "text", "责任单位", "All agencies answerable, joined by ;", "全部责任单位，以“;”分隔"),
    Column("targets", "integer", "目标数", "Number of targets in the item", "事项中的目标个数"),
    Column("notes", "integer", "提示数", "Number of notes on the item", "事项中的提示个数"),
    Column("order", "integer", "次序", "Place in its list of agencies, from 1", "在单位名单中的次序，从1起"),
    Column("name", "text", "单位名称", "Name of the agency, normalised", "规范后的单位名称"),
    Column("text", "text", "原文", "The passage as written", "原文文字"),
    Column("role", "text", "角色", "lead, responsible or support", "lead 牵头、responsible 责任、support 配合"),
    Column("collective", "boolean", "统称", "Names a group rather than one body", "是否统称（如“各区市县政府”）"),
    Column("sentence", "text", "所在句", "Sentence the quantity stands in", "数量所在的句子"),
    Column("code", "text", "代码", "Code of the note", "提示代码"),
    Column("severity", "text", "级别", "error, warning or info", "error 错误、warning 警告、info 提示"),
    Column("error", "text", "错误", "Kind of the failure", "错误类型"),
    Column("message", "text", "说明", "What is odd or wrong, in words", "说明文字"),
    Column(
        "start", "integer", "起", "Offset of the first character in the text, from 0", "首字符在文本中的位置，从0起"
    ),
    Column("end", "integer", "止", "Offset after the last character", "末字符之后的位置"),
    Column("line", "integer", "行", "Line of the first character, from 1", "首字符所在行，从1起"),
    Column("goals", "text", "工作目标", "The item's targets in words, joined by ;", "事项的各项目标，以“;”分隔"),
    Column("due", "text", "办理时限", "Deadline as the plan writes it", "计划所写的完成时限"),
    Column("status", "text", "办理状态", "To be filled in: how far the matter is", "待填：办理状态"),
    Column("progress", "text", "进展情况", "To be filled in: what has been done", "待填：已开展的工作"),
    Column("remark", "text", "备注", "To be filled in: problems, next steps", "待填：存在问题、下一步措施"),
)

COLUMNS = {column.name: column for column in _ALL}

_ORDER = {
    "targets": """plan region year category_number category item_id item_number item target_id kind action indicator
        bound value upper unit unit_code dimension per baseline_value baseline deadline place part_of lead_agency
        agencies text sentence start end line""",
    "items": """plan region year category_number category item_id item_number label title content lead_agency agencies
        targets notes start end line""",
    "agencies": "plan region year category_number item_id order name text role collective start end line",
    "notes": "plan code severity message item_id start end line",
    "errors": "plan error message",
}
TABLES = {table: tuple(names.split()) for table, names in _ORDER.items()}

BLANKS = ("status", "progress", "remark")
"""What a ledger adds to the tables, for people to fill in."""
LEDGER = ("plan", "item_id", "category", "title", "content", "goals", "due", "lead_agency", "agencies", *BLANKS)
"""The sheet of one lead agency in a ledger: a row per item."""
STATUSES = {"en": ("not begun", "under way", "done", "overdue"), "zh": ("未启动", "推进中", "已完成", "已逾期")}
"""What the column `status` offers to choose from."""

TABLE_TITLES = {"targets": "目标", "items": "事项", "agencies": "责任单位", "notes": "提示", "errors": "未读出的文件"}


def columns(table: str) -> list[Column]:
    """The columns of a table in their order."""
    return [COLUMNS[name] for name in TABLES[table]]


def headers(table: str, language: "Header") -> list[str]:
    """The column names of a table in English (identifiers) or Chinese."""
    return [header(column, language) for column in columns(table)]


def header(column: Column, language: "Header") -> str:
    """The name of one column in English or Chinese."""
    return column.zh if language == "zh" else column.name
