# ruff: noqa: E501  (tables of cases read better in one line each)
"""The formats that need a path: workbook, database, Parquet, data package; read back with other people's libraries."""

import csv
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from livelihood_extract.errors import ExtractError
from livelihood_extract.records import Agency, Plan, Target
from livelihood_extract.writers import Options, write
from livelihood_extract.writers.columns import LEDGER, TABLES, columns, headers
from plans_by_hand import BROKEN, CITY, COUNTY, PIPES, WASTE, many


def with_target(target: Target) -> Plan:
    item = replace(CITY.items[0], targets=(target,))
    return replace(CITY, categories=(replace(CITY.categories[0], items=(item,)),))


@pytest.mark.parametrize("name", ["plans.xlsx", "plans.sqlite", "plans.parquet"])
def test_the_same_plans_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    if name != "plans.sqlite":
        pytest.importorskip({"plans.xlsx": "xlsxwriter", "plans.parquet": "pyarrow"}[name])
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        write([CITY, COUNTY, BROKEN], folder / name, name.split(".")[1])
    assert (first / name).read_bytes() == (second / name).read_bytes()


# --- XLSX


def sheets(path: Path) -> dict[str, list[list[object]]]:
    calamine = pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    book = calamine.load_workbook(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    pytest.importorskip("xlsxwriter")
    return tmp_path / "plans.xlsx"


def test_a_workbook_has_a_sheet_per_table_and_one_that_explains_them(workbook: Path) -> None:
    write([CITY, COUNTY, BROKEN], workbook, "xlsx")
    found = sheets(workbook)
    assert list(found) == ["targets", "items", "agencies", "notes", "columns", "errors"]
    for name in TABLES:
        assert found[name][0] == list(TABLES[name])
    assert [len(found[name]) for name in TABLES] == [8, 5, 6, 3, 2]
    assert [
        "targets",
        "value",
        "数值",
        "Quantity in the unit, multipliers resolved",
        "以单位计的数值（万、亿已换算）",
    ] in found["columns"]
    assert len(found["columns"]) == 1 + sum(len(names) for names in TABLES.values())


def test_cells_of_a_workbook_are_numbers_dates_booleans_and_text(workbook: Path) -> None:
    write([CITY], workbook, "xlsx")
    found = sheets(workbook)
    rows = [dict(zip(TABLES["targets"], row, strict=True)) for row in found["targets"][1:]]
    assert [row["value"] for row in rows] == [195.5, 35, 127000, 96.9, 4]
    assert all(type(row["value"]) is float for row in rows)
    assert rows[4]["deadline"] == date(2024, 10, 31)
    assert [row["item_id"] for row in rows] == ["1.1", "1.1", "1.1", "1.2", "1.2"]
    assert found["items"][3][8] == "=打通“断头路”"
    assert found["agencies"][2][10 - 1] is True


def test_a_workbook_holds_each_number_as_the_plan_has_it(workbook: Path) -> None:
    write([with_target(WASTE[0])], workbook, "xlsx")
    with ZipFile(workbook) as archive:
        assert b"<v>96.9</v>" in archive.read("xl/worksheets/sheet1.xml")


def test_a_workbook_is_made_to_be_read(workbook: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    write([CITY], workbook, "xlsx", Options(header="zh"))
    book = openpyxl.load_workbook(workbook)
    sheet = book["目标"]
    assert [cell.value for cell in sheet[1]] == headers("targets", "zh")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AE6"
    widths = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert (
        round(widths["责任单位"]) == len("云州市城市管理局;云州市财政局") * 2 - 1 + 3
    )  # a Chinese character is two columns wide
    assert round(widths["地区"]) == len("云州市") * 2 + 3


def test_a_ledger_has_columns_to_fill_in_and_a_sheet_per_lead_agency(workbook: Path) -> None:
    write([CITY, COUNTY], workbook, "xlsx", Options(ledger=True, header="zh"))
    found = sheets(workbook)
    assert list(found) == [
        "目标",
        "事项",
        "责任单位",
        "提示",
        "字段说明",
        "云州市水务局",
        "云州市城市管理局",
        "未列单位",
        "青禾县政府",
    ]
    assert found["目标"][0][-3:] == ["办理状态", "进展情况", "备注"]
    assert found["事项"][1][-3:] == ["", "", ""]
    assert "办理状态" not in found["责任单位"][0]
    first = dict(zip(LEDGER, found["云州市水务局"][1], strict=True))
    assert first["goals"] == "供水管网新建195.5公里;供水管网35公里;居民12.7万人"
    assert first["agencies"] == "云州市水务局;各区县政府"
    assert dict(zip(LEDGER, found["云州市城市管理局"][1], strict=True))["due"] == "10月底前"


def test_the_status_of_a_ledger_is_picked_from_a_list(workbook: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    write([CITY], workbook, "xlsx", Options(ledger=True, header="zh"))
    choices = openpyxl.load_workbook(workbook)["云州市水务局"].data_validations.dataValidation
    assert [(str(each.sqref), each.formula1) for each in choices] == [("J2", '"未启动,推进中,已完成,已逾期"')]


def test_a_ledger_is_ready_to_print(workbook: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    write([CITY], workbook, "xlsx", Options(ledger=True, header="zh"))
    sheet = openpyxl.load_workbook(workbook)["云州市水务局"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.row_dimensions[2].height == 3 * 15  # 新建…35公里； takes two lines of 15 characters, 惠及… a third


def test_a_row_is_never_higher_than_a_spreadsheet_allows(workbook: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    item = replace(CITY.items[0], content="长" * 5000)
    plan = replace(CITY, categories=(replace(CITY.categories[0], items=(item,)),))
    write([plan], workbook, "xlsx", Options(ledger=True))
    assert openpyxl.load_workbook(workbook)["云州市水务局"].row_dimensions[2].height == 408


def test_a_sheet_that_overflows_is_an_error_that_names_it(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("livelihood_extract.writers.sheets._MOST_ROWS", 80)
    with pytest.raises(ExtractError, match="targets: a sheet holds 80 rows; write parquet or sqlite instead"):
        write(many(16), workbook, "xlsx")


def test_agencies_with_odd_or_equal_names_get_sheets_of_their_own(workbook: Path) -> None:
    long = "云州市" + "各区县" * 12
    names = ["市局[甲]/乙:*?", long + "一", long + "二", "History", "TARGETS"]
    agency = CITY.items[0].agencies[0]
    items = tuple(
        replace(CITY.items[0], id=f"1.{at}", agencies=(Agency(name, name, "lead", False, agency.span),))
        for at, name in enumerate(names)
    )
    write(
        [replace(CITY, categories=(replace(CITY.categories[0], items=items),))], workbook, "xlsx", Options(ledger=True)
    )
    assert list(sheets(workbook))[5:] == ["市局_甲__乙___", long[:31], long[:27] + "_2", "History_2", "TARGETS_2"]


def test_too_many_lead_agencies_are_an_error_and_leave_no_file(workbook: Path) -> None:
    agency = CITY.items[0].agencies[0]
    items = tuple(
        replace(CITY.items[0], id=f"1.{at}", agencies=(replace(agency, name=f"局{at}"),)) for at in range(201)
    )
    plan = replace(CITY, categories=(replace(CITY.categories[0], items=items),))
    with pytest.raises(ExtractError, match="a ledger has room for 200 lead agencies; write fewer plans"):
        write([plan], workbook, "xlsx", Options(ledger=True))
    assert not list(workbook.parent.iterdir())


def test_text_longer_than_a_cell_is_cut_visibly(workbook: Path) -> None:
    item = replace(CITY.items[0], content="长" * 40_000)
    write([replace(CITY, categories=(replace(CITY.categories[0], items=(item,)),))], workbook, "xlsx")
    content = sheets(workbook)["items"][1][9]
    assert content == "长" * 32_766 + "…"


# --- SQLite


def ask(path: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(query, values).fetchall()
    finally:
        database.close()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "plans.sqlite"
    write([CITY, COUNTY, BROKEN], path, "sqlite")
    return path


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_published_columns_then_their_keys(name: str, database: Path) -> None:
    found = [row[0] for row in ask(database, "SELECT name FROM pragma_table_info(?)", name)]
    assert found[: len(TABLES[name])] == list(TABLES[name])
    assert found[len(TABLES[name]) :] == {"items": ["plan_id", "id"], "errors": []}.get(name, ["plan_id"])
    types = {"text": "TEXT", "integer": "INTEGER", "decimal": "ANY", "boolean": "INTEGER", "date": "TEXT"}
    declared = [row[0] for row in ask(database, "SELECT type FROM pragma_table_info(?)", name)]
    assert declared[: len(TABLES[name])] == [types[column.type] for column in columns(name)]
    assert ask(database, "SELECT strict FROM pragma_table_list WHERE name = ?", name) == [(1,)]


def test_whole_numbers_stay_whole(database: Path) -> None:
    found = ask(database, "SELECT value, typeof(value) FROM targets ORDER BY plan_id, target_id")
    assert found[:5] == [(195.5, "real"), (35, "integer"), (127000, "integer"), (96.9, "real"), (4, "integer")]


def test_a_number_beyond_64_bits_is_stored_as_a_float(tmp_path: Path) -> None:
    write([with_target(replace(PIPES[0], value=Decimal(2**63)))], tmp_path / "a.sqlite", "sqlite")
    assert ask(tmp_path / "a.sqlite", "SELECT value, typeof(value) FROM targets") == [(2.0**63, "real")]


def test_the_same_files_again_change_nothing(database: Path) -> None:
    before = database.read_bytes()
    write([CITY, COUNTY], database, "sqlite")
    write([replace(CITY, source=replace(CITY.source, name="copy.txt"))], database, "sqlite")
    assert ask(database, "SELECT count(*) FROM plans") == [(2,)]
    assert ask(database, "SELECT count(*) FROM targets") == [(7,)]
    assert database.read_bytes() == before


def test_runs_accumulate_and_a_failure_is_forgotten_when_the_file_is_read(database: Path) -> None:
    repaired = replace(CITY, source=replace(CITY.source, name="broken.pdf", sha256="a" * 64), year=2025)
    write([repaired], database, "sqlite")
    assert ask(database, "SELECT count(*) FROM errors") == [(0,)]
    assert ask(database, "SELECT year, count(*) FROM targets GROUP BY year") == [(None, 2), (2024, 5), (2025, 5)]


def test_foreign_keys_hold_and_a_plan_goes_with_all_that_is_its_own(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA foreign_keys = ON")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("UPDATE targets SET item_id = '9.9'")
    with connection:
        connection.execute("DELETE FROM plans WHERE region = '云州市'")
    for table in ("items", "targets", "agencies", "notes"):
        assert connection.execute(
            f"SELECT count(*) FROM {table} WHERE region IS NOT NULL"
            if table != "notes"
            else "SELECT count(*) FROM notes"
        ).fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM item_search WHERE item_search MATCH '供水管'").fetchone() == (0,)
    connection.execute("INSERT INTO item_search (item_search) VALUES ('integrity-check')")
    connection.close()


@pytest.mark.parametrize(
    ("words", "found"), [("供水管网", ["1.1"]), ("垃圾分类", ["1.2"]), ("断头路 NOT 供水", ["1.10"]), ("火车站", [])]
)
def test_chinese_text_is_found(words: str, found: list[str], database: Path) -> None:
    query = "SELECT item_id FROM items JOIN item_search ON item_search.rowid = items.id WHERE item_search MATCH ?"
    assert [row[0] for row in ask(database, query, words)] == found


def test_words_of_two_characters_are_found_with_like(database: Path) -> None:
    assert ask(database, "SELECT title FROM items WHERE content LIKE '%居民%'") == [("改造供水管网195.5公里",)]


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("agency_years", [("云州市城市管理局", "云州市", 2024, 1, 0, 2), ("云州市水务局", "云州市", 2024, 1, 1, 3),
                          ("云州市财政局", "云州市", 2024, 1, 0, 2), ("各区县政府", "云州市", 2024, 1, 0, 3), ("青禾县政府", None, None, 1, 1, 2)]),
        ("amounts", [(None, None, "投资", "元", "CNY", 1, 1200000000000), (None, None, "指数", None, None, 1, 1e-06),
                     ("云州市", 2024, "供水管网", "公里", "km", 1, 195.5)]),
        ("lengths", [("云州市", 2024, "改造供水管网195.5公里", "供水管网", "deliver", None, 195.5, "195.5公里"),
                     ("云州市", 2024, "改造供水管网195.5公里", "供水管网", "deliver", "1.1.1", 35, "35公里")]),
        ("areas", []),
        ("money", [(None, None, "补贴", "投资", "deliver", None, 1200000000000, None, "4—6个")]),
        ("deadlines", [("2024-10-31", "云州市", "提高垃圾分类水平", "示范点", "4—6个", None, "云州市财政局")]),
        ("items_without_targets", [("云州市", 2024, "1.10", "=打通“断头路”", None)]),
        ("items_without_agencies", [("云州市", 2024, "1.10", "=打通“断头路”", 0)]),
    ],
)  # fmt: skip
def test_a_view_answers_its_question(view: str, found: list[tuple[object, ...]], database: Path) -> None:
    assert ask(database, f"SELECT * FROM {view}") == found


@pytest.mark.parametrize(("unit", "code", "value", "view", "scaled"), [
    ("米", "m", "1500", "lengths", 1.5), ("公里", "km", "2", "lengths", 2),
    ("公顷", "har", "3", "areas", 30000), ("平方公里", "km2", "2", "areas", 2000000), ("平方米", "m2", "5", "areas", 5),
    ("亩", None, "3", "areas", 2000),
])  # fmt: skip
def test_lengths_and_areas_are_scaled_to_one_unit(
    unit: str, code: str | None, value: str, view: str, scaled: float, tmp_path: Path
) -> None:
    write(
        [with_target(replace(PIPES[0], value=Decimal(value), unit=unit, unit_code=code))], tmp_path / "a.db", "sqlite"
    )
    assert ask(tmp_path / "a.db", f"SELECT {'km' if view == 'lengths' else 'm2'} FROM {view}") == [(scaled,)]


def test_a_run_that_is_cut_off_leaves_whole_plans(tmp_path: Path) -> None:
    def cut_off() -> Iterator[Plan]:
        yield from many(250)
        raise KeyboardInterrupt

    path = tmp_path / "plans.sqlite"
    with pytest.raises(KeyboardInterrupt):
        write(cut_off(), path, "sqlite")
    assert ask(path, "SELECT count(*) FROM plans") == [(200,)]
    write(many(250), path, "sqlite")
    assert ask(path, "SELECT count(*), count(DISTINCT plan_id) FROM targets") == [(1250, 250)]


KILLED = """
import sys
from pathlib import Path
from plans_by_hand import many
from livelihood_extract.writers import write

def plans():
    yield from many(250)
    print("all given", flush=True)
    sys.stdin.read()

write(plans(), Path(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.parametrize(("format", "found"), [("sqlite", 200), ("csv", None)])
def test_a_killed_run_leaves_whole_plans_or_nothing(format: str, found: int | None, tmp_path: Path) -> None:
    path = tmp_path / f"plans.{format}"
    command = [sys.executable, "-c", KILLED, str(path), format]
    with subprocess.Popen(
        command, cwd=Path(__file__).parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == "all given\n"
        child.kill()
    assert path.exists() == (found is not None)
    if found:
        assert ask(path, "SELECT count(*) FROM plans") == [(found,)]
        assert ask(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("CREATE TABLE shop (id)", "a database of another program; name another file"),
        ("PRAGMA application_id = 1818848868; PRAGMA user_version = 9; CREATE TABLE plans (id)", "a database of layout 9, this program writes 1; name a new file"),
    ],
)  # fmt: skip
def test_a_database_of_another_make_is_left_alone(script: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ExtractError, match=message):
        write([CITY], path, "sqlite")
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    path.write_text("云州市" * 100, encoding="utf-8")
    with pytest.raises(
        ExtractError, match=r"plans\.db: cannot be written as a SQLite database: file is not a database"
    ):
        write([CITY], path, "sqlite")
    assert path.read_text(encoding="utf-8") == "云州市" * 100


def test_a_database_in_use_is_an_error_not_a_wait_for_ever(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, timeout=0.1))
    other = connect(database)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ExtractError, match="database is locked"):
        write(many(1), database, "sqlite")
    other.close()


# --- Parquet


def parquet(path: Path, *plans: Plan, **options: str) -> "list[dict[str, object]]":
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    write(plans, path, "parquet", Options(**options))  # type: ignore[arg-type]
    return pq.read_table(path).to_pylist()


def test_parquet_holds_decimals_dates_and_nulls(tmp_path: Path) -> None:
    found = parquet(tmp_path / "a.parquet", CITY, COUNTY)
    assert [row["value"] for row in found] == [
        Decimal("195.5"),
        35,
        127000,
        Decimal("96.9"),
        4,
        Decimal("0.000001"),
        1200000000000,
    ]
    assert found[4]["deadline"] == date(2024, 10, 31)
    assert found[5]["year"] is None
    assert parquet(tmp_path / "b.parquet", CITY, table="agencies")[1]["collective"] is True


def test_parquet_explains_its_columns(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    parquet(tmp_path / "a.parquet", CITY, header="zh")
    schema = pq.read_schema(tmp_path / "a.parquet")
    assert schema.names == headers("targets", "zh")
    assert [str(schema.field(name).type) for name in ("数值", "完成时限", "年份")] == [
        "decimal128(38, 9)",
        "date32[day]",
        "int64",
    ]
    assert schema.field("数值").metadata[b"description"] == b"Quantity in the unit, multipliers resolved"


@pytest.mark.parametrize(("value", "stored"), [
    ("99999999999999999999999999999.999999999", "99999999999999999999999999999.999999999"), ("1E+29", None), ("-1E+40", None),
    ("0.00000000051", "0.000000001"), ("0.1234567894999", "0.123456789"),
])  # fmt: skip
def test_numbers_beyond_the_type_are_rounded_or_null(value: str, stored: str | None, tmp_path: Path) -> None:
    found = parquet(tmp_path / "a.parquet", with_target(replace(PIPES[0], value=Decimal(value))))
    assert found[0]["value"] == (stored and Decimal(stored))


def test_parquet_goes_out_in_groups_of_rows(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    targets = tuple(replace(PIPES[0], id=f"1.1.{at}") for at in range(1000))
    plan = replace(CITY, categories=(replace(CITY.categories[0], items=(replace(CITY.items[0], targets=targets),)),))
    write([plan] * 101, tmp_path / "a.parquet", "parquet")
    facts = pq.ParquetFile(tmp_path / "a.parquet").metadata
    assert [facts.row_group(at).num_rows for at in range(facts.num_row_groups)] == [
        25_000,
        25_000,
        25_000,
        25_000,
        1_000,
    ]


def test_parquet_without_plans_has_its_columns(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert parquet(tmp_path / "a.parquet") == []
    assert pq.read_schema(tmp_path / "a.parquet").names == list(TABLES["targets"])


# --- data package


def test_a_data_package_describes_the_files_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "plans"
    write([CITY, COUNTY, BROKEN], folder, "datapackage")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["datapackage.json", *(f"{name}.csv" for name in TABLES)]
    )
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]] == list(TABLES[resource["name"]])
        assert len(rows) > 1
    assert {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}["value"] == "number"


def test_a_data_package_in_chinese_names_its_fields_so(tmp_path: Path) -> None:
    write([CITY], tmp_path, "datapackage", Options(header="zh", excel=True))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [field["name"] for field in package["resources"][3]["schema"]["fields"]] == headers("notes", "zh")
    assert (tmp_path / "notes.csv").read_text(encoding="utf-8").startswith("计划,代码,")


def test_frictionless_finds_no_fault_with_a_data_package(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    write([CITY, COUNTY, BROKEN], tmp_path, "datapackage")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["message"])


def test_an_error_midway_leaves_an_old_data_package_whole(tmp_path: Path) -> None:
    def cut_off() -> Iterator[Plan]:
        yield CITY
        raise KeyboardInterrupt

    write([COUNTY], tmp_path, "datapackage")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        write(cut_off(), tmp_path, "datapackage")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
