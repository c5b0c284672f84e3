"""Plans as a workbook for people: a sheet per table and one that explains the columns; frozen header, filters, widths.

With `ledger` the tables get empty columns to keep progress in (办理状态, 进展情况), and each lead agency a sheet of its
items.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from livelihood_extract.errors import ExtractError
from livelihood_extract.records import Item, Plan
from livelihood_extract.writers.columns import BLANKS, COLUMNS, LEDGER, TABLE_TITLES, TABLES, Column
from livelihood_extract.writers.options import Header, Options
from livelihood_extract.writers.sheets import CREATED, Sheet, Styles
from livelihood_extract.writers.tables import Record, Row, answerable, lead_names, printable, rows

__all__ = ["write"]

_GUIDE = {"en": "columns", "zh": "字段说明"}
_NOBODY = {"en": "no agency", "zh": "未列单位"}
_MOST_SHEETS = 200  # each holds a file open; and nobody leafs through more


def write(records: Iterable[Record], path: Path, options: Options) -> None:
    """Write the workbook `path`; ExtractError when a sheet overflows or a ledger has too many lead agencies."""
    try:
        with Workbook(path, {"constant_memory": True}) as book:
            book.set_properties({"created": CREATED})
            _fill(book, records, options)
    except FileCreateError as error:
        raise ExtractError(f"{path}: cannot be written: {error}") from error


def _fill(book: Workbook, records: Iterable[Record], options: Options) -> None:
    styles, language = Styles.of(book), options.header
    names = {table: (*TABLES[table], *_blanks(table, options)) for table in TABLES}
    titles = TABLE_TITLES if language == "zh" else {table: table for table in TABLES}

    def begin(table: str) -> Sheet:
        return Sheet(book, titles[table], [COLUMNS[name] for name in names[table]], language, styles)

    sheets = {table: begin(table) for table in TABLES if table != "errors"}
    guide = _guide(book, {titles[table]: names[table] for table in TABLES}, language, styles)
    ledger: dict[str, Sheet] = {}
    for record in records:
        if not isinstance(record, Plan) and "errors" not in sheets:
            sheets["errors"] = begin("errors")
        for table, sheet in sheets.items():
            for row in rows(table, record):
                sheet.add(row)
        if options.ledger and isinstance(record, Plan):
            _fill_ledger(book, record, ledger, language, styles)
    for sheet in (*sheets.values(), guide, *ledger.values()):
        sheet.finish()


def _blanks(table: str, options: Options) -> Sequence[str]:
    return BLANKS if options.ledger and table in ("targets", "items") else ()


def _guide(book: Workbook, names: dict[str, Sequence[str]], language: Header, styles: Styles) -> Sheet:
    """The sheet that says what each column of each sheet holds, in both languages."""
    heads = [
        Column("sheet", "text", "工作表", "", ""),
        Column("column", "text", "字段", "", ""),
        Column("chinese", "text", "中文名", "", ""),
        Column("meaning", "text", "英文说明", "", ""),
        Column("meaning_zh", "text", "说明", "", ""),
    ]
    sheet = Sheet(book, _GUIDE[language], heads, language, styles, wrap=True)
    for title, columns in names.items():
        for column in (COLUMNS[name] for name in columns):
            sheet.add((title, column.name, column.zh, column.description, column.description_zh))
    return sheet


def _fill_ledger(book: Workbook, plan: Plan, ledger: dict[str, Sheet], language: Header, styles: Styles) -> None:
    """Add the plan's items to the sheets of the agencies that lead them; a sheet is begun when its agency comes up."""
    for agency, row in _ledger_rows(plan):
        if agency not in ledger:
            if len(ledger) == _MOST_SHEETS:
                raise ExtractError(f"a ledger has room for {_MOST_SHEETS} lead agencies; write fewer plans into it")
            title = _sheet_name(agency or _NOBODY[language], book)
            ledger[agency] = Sheet(book, title, [COLUMNS[name] for name in LEDGER], language, styles, wrap=True)
        ledger[agency].add(row)


def _ledger_rows(plan: Plan) -> Iterator[tuple[str, Row]]:
    """Who leads ("" for nobody) and the row, for each item. Without a stated lead the agency named first leads."""
    for category in plan.categories:
        for item in category.items:
            agencies = answerable(plan, category, item)
            leads = [agency.name for agency in agencies if agency.role == "lead"]
            names = [agency.name for agency in agencies]
            row = (
                *(printable(plan.source.name), item.id, category.title, item.title, item.content),
                *(_goals(item), item.fields.get("deadline"), lead_names(agencies), ";".join(names)),
            )
            for leader in dict.fromkeys(leads or names[:1] or [""]):
                yield leader, row


def _goals(item: Item) -> str:
    return ";".join(f"{target.indicator}{target.action or ''}{target.text}" for target in item.targets)


def _sheet_name(agency: str, book: Workbook) -> str:
    """`agency` as a sheet may be called: at most 31 characters, none of []:*?/\\, unlike the others."""
    clean = "".join("_" if letter in "[]:*?/\\'" else letter for letter in agency)[:31]
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()} | {"history"}
    name, number = clean, 2
    while name.casefold() in taken:
        name, number = f"{clean[:27]}_{number}", number + 1
    return name
