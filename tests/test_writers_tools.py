"""What people open the results with, opened for real: jq, sqlite3, DuckDB, pandas, LibreOffice. Absent tools skip."""

import csv
import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from livelihood_extract.writers import Options, write
from livelihood_extract.writers.columns import TABLES, headers
from plans_by_hand import BROKEN, CITY, COUNTY

NEXT_YEAR = replace(CITY, source=replace(CITY.source, name="yunzhou-2025.txt", sha256="b" * 64), year=2025)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All formats of three plans, made once."""
    folder = tmp_path_factory.mktemp("outputs")
    plans = [CITY, NEXT_YEAR, COUNTY, BROKEN]
    for name in ("plans.json", "plans.jsonl", "plans.csv", "plans.sqlite"):
        write(plans, folder / name, name.split(".")[1])
    write(plans, folder / "excel.csv", "csv", Options(excel=True, header="zh", table="items"))
    write(plans, folder / "plain.csv", "csv", Options(header="zh", table="items"))
    return folder


def run(program: str, *arguments: object, env: dict[str, str] | None = None) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run([found, *map(str, arguments)], capture_output=True, check=False, env=env)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8")


# --- jq


def test_jq_sums_and_prints_our_bytes(outputs: Path) -> None:
    targets = ".plans[].categories[].items[].targets[]"
    assert (
        run("jq", f'[{targets} | select(.unit_code == "km" and .part_of == null).value] | add', outputs / "plans.json")
        == "391\n"
    )
    assert run("jq", "-r", f"[{targets}.value] | @csv", outputs / "plans.json").split(",")[:4] == [
        "195.5",
        "35",
        "127000",
        "96.9",
    ]
    assert run("jq", "-r", "select(.year == 2025) | .text", outputs / "plans.jsonl").splitlines()[0] == "195.5公里"


def test_jq_lays_json_out_as_we_do(tmp_path: Path) -> None:
    for options, layout in ((Options(), "-M"), (Options(indent=None), "-Mc")):
        write([CITY], tmp_path / "a.json", "json", options)
        assert run("jq", layout, ".", tmp_path / "a.json") == (tmp_path / "a.json").read_text(encoding="utf-8")


# --- sqlite3


def test_the_sqlite3_command_reads_views_and_searches(outputs: Path) -> None:
    def ask(query: str) -> str:
        return run("sqlite3", outputs / "plans.sqlite", query)

    assert ask("SELECT year, sum(km) FROM lengths WHERE part_of IS NULL GROUP BY year") == "2024|195.5\n2025|195.5\n"
    assert ask("SELECT DISTINCT title FROM item_search WHERE item_search MATCH '垃圾分类'") == "提高垃圾分类水平\n"
    assert ask("SELECT value FROM targets WHERE target_id = '1.1.3' LIMIT 1") == "127000\n"
    assert ask("PRAGMA integrity_check; PRAGMA foreign_key_check") == "ok\n"


# --- DuckDB


def duck(query: str) -> list[tuple[Any, ...]]:
    return pytest.importorskip("duckdb", reason="duckdb is not installed").sql(query).fetchall()  # type: ignore[no-any-return]


def test_duckdb_reads_csv_with_the_right_types(outputs: Path) -> None:
    types = dict(duck(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{outputs}/plans.csv')"))
    assert list(types) == list(TABLES["targets"])
    assert {name: types[name] for name in ("year", "value", "deadline", "start", "region")} == {
        "year": "BIGINT",
        "value": "DOUBLE",
        "deadline": "DATE",
        "start": "BIGINT",
        "region": "VARCHAR",
    }


def test_duckdb_sums_parquet_exactly_and_pivots(outputs: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    write([CITY, NEXT_YEAR, COUNTY], tmp_path / "plans.parquet", "parquet")
    source = f"'{tmp_path}/plans.parquet'"
    assert duck(f"SELECT sum(value) FROM {source} WHERE unit = '%'") == [(Decimal("193.8"),)]
    assert duck(f"SELECT max(deadline) FROM {source}") == [(date(2024, 10, 31),)]
    pivot = duck(f"PIVOT (FROM {source} WHERE region IS NOT NULL) ON year USING count(*) GROUP BY kind ORDER BY kind")
    assert pivot == [("deliver", 3, 3), ("reach", 1, 1), ("scope", 1, 1)]


def test_duckdb_reads_json_and_json_lines(outputs: Path) -> None:
    assert duck(f"SELECT count(*), sum(value) FROM '{outputs}/plans.jsonl' WHERE year = 2024") == [(5, 127331.4)]
    assert duck(f"SELECT plan.year FROM (SELECT unnest(plans) AS plan FROM '{outputs}/plans.json')") == [
        (2024,),
        (2025,),
        (None,),
    ]


# --- pandas


def test_pandas_reads_every_table(outputs: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_csv(outputs / "plans.csv", dtype={"item_id": "str"})
    assert len(frame) == 12
    by_kind = frame[frame.region == "云州市"].pivot_table(index="kind", columns="year", values="value", aggfunc="sum")
    assert by_kind.loc["deliver"].tolist() == [234.5, 234.5]
    lines = pandas.read_json(outputs / "plans.jsonl", lines=True)
    assert lines.value.tolist() == frame.value.tolist()
    write([CITY, NEXT_YEAR, COUNTY], tmp_path / "plans.parquet", "parquet")
    exact = pandas.read_parquet(tmp_path / "plans.parquet")
    assert exact.value.tolist()[3] == Decimal("96.9")


def test_pandas_reads_the_workbook(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    write([CITY], tmp_path / "plans.xlsx", "xlsx")
    frame = pandas.read_excel(
        tmp_path / "plans.xlsx", sheet_name="targets", engine="calamine", dtype={"item_id": "str"}
    )
    assert frame.groupby("unit", sort=False).value.sum().to_dict() == {"公里": 230.5, "人": 127000, "%": 96.9, "个": 4}


# --- LibreOffice

WORKBOOK = "xlsx:Calc MS Excel 2007 XML"
ALL_SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
UTF8_IN_CHINESE = (
    "CSV:44,34,76,1,,2052,false,true"  # comma, quote, UTF-8, first line, Chinese (China), numbers and days found
)


def office(source: Path, to: str, folder: Path, *arguments: str) -> None:
    """Convert with LibreOffice as a Chinese user has it, in a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    chinese = os.environ | {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}
    run("soffice", profile, "--headless", *arguments, "--convert-to", to, "--outdir", folder, source, env=chinese)


def calamine(path: Path) -> list[list[Any]]:
    return pytest.importorskip("python_calamine").load_workbook(path).get_sheet_by_index(0).to_python()  # type: ignore[no-any-return]


def test_libreoffice_shows_every_sheet_of_a_ledger(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    write([CITY, COUNTY, BROKEN], tmp_path / "ledger.xlsx", "xlsx", Options(ledger=True, header="zh"))
    office(tmp_path / "ledger.xlsx", ALL_SHEETS_AS_CSV, tmp_path)
    sheets = {path.stem.removeprefix("ledger-"): path for path in tmp_path.glob("*.csv")}
    assert len(sheets) == 10
    with sheets["目标"].open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == [*headers("targets", "zh"), "办理状态", "进展情况", "备注"]
    assert [row["数值"] for row in rows] == ["195.5", "35", "127000", "96.9", "4", "0.000001", "1200000000000"]
    assert [row["事项编号"] for row in rows] == ["1.1", "1.1", "1.1", "1.2", "1.2", "0.1", "0.1"]
    assert rows[4]["完成时限"] == "2024-10-31"


def test_libreoffice_opens_the_spreadsheet_csv_as_it_was_meant(outputs: Path, tmp_path: Path) -> None:
    office(outputs / "excel.csv", WORKBOOK, tmp_path, f"--infilter={UTF8_IN_CHINESE}")
    rows = calamine(tmp_path / "excel.xlsx")
    assert rows[0] == headers("items", "zh")
    city = [dict(zip(rows[0], row, strict=True)) for row in rows[1:4]]
    assert [row["事项编号"] for row in city] == ["'1.1", "'1.2", "'1.10"]
    assert [row["标题"] for row in city] == ["改造供水管网195.5公里", "提高垃圾分类水平", "'=打通“断头路”"]
    assert [row["目标数"] for row in city] == [3, 2, 0]
    assert city[0]["内容"] == "新建供水管网195.5公里，其中青禾县35公里；\n惠及居民12.7万人。"


def test_without_the_guard_the_ids_would_be_numbers(outputs: Path, tmp_path: Path) -> None:
    office(outputs / "plain.csv", WORKBOOK, tmp_path, f"--infilter={UTF8_IN_CHINESE}")
    assert [row[5] for row in calamine(tmp_path / "plain.xlsx")[1:4]] == [1.1, 1.2, 1.1]


def test_the_envelope_is_one_document_for_any_reader(outputs: Path) -> None:
    envelope = json.loads((outputs / "plans.json").read_bytes())
    assert [len(plan["categories"][0]["items"]) for plan in envelope["plans"]] == [3, 3, 1]
    assert len(envelope["errors"]) == 1
