# ruff: noqa: E501  (tables of cases read better in one line each)
"""The text formats, the rows under them, and what all formats have in common."""

import csv
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livelihood_extract.errors import ExtractError, UsageError
from livelihood_extract.records import Plan
from livelihood_extract.schema import load
from livelihood_extract.writers import WRITERS, Failure, Options, Record, format_of, write
from livelihood_extract.writers.columns import BLANKS, COLUMNS, LEDGER, TABLE_TITLES, TABLES, columns, headers
from livelihood_extract.writers.json import dumps
from livelihood_extract.writers.tables import number, rows
from plans_by_hand import BROKEN, CITY, COUNTY, many


def written(format: str, *records: Record, **options: object) -> str:
    out = io.BytesIO()
    write(records, out, format, Options(**options))  # type: ignore[arg-type]
    return out.getvalue().decode("utf-8")


def table(*records: Record, **options: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", *records, **options), newline="")))


# --- numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("127000", "127000.00"), ("127000", "1.27E+5"), ("96.9", "96.9"), ("1.7", "1.70"), ("0.000001", "1E-6"),
        ("0", "0.0"), ("1200000000000", "1.2E12"), ("0.1234567890123456789012", "0.1234567890123456789012"), ("-0.5", "-0.5"),
        ("100", "100"),
    ],
)  # fmt: skip
def test_numbers_are_plain_and_exact(text: str, value: str) -> None:
    assert number(Decimal(value)) == text
    assert dumps(Decimal(value)) == text


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_number_keeps_its_value(value: Decimal) -> None:
    assert Decimal(number(value)) == value
    assert "E" not in number(value)


# --- rows


def test_a_target_stands_in_its_row_with_all_that_is_known() -> None:
    row = table(CITY)[0]
    assert row == {
        "plan": "yunzhou-2024.txt", "region": "云州市", "year": "2024", "category_number": "1", "category": "城市建设",
        "item_id": "1.1", "item_number": "1", "item": "改造供水管网195.5公里", "target_id": "1.1.1", "kind": "deliver",
        "action": "新建", "indicator": "供水管网", "bound": "eq", "value": "195.5", "upper": "", "unit": "公里", "unit_code": "km",
        "dimension": "length", "per": "", "baseline_value": "", "baseline": "", "deadline": "", "place": "", "part_of": "",
        "lead_agency": "云州市水务局", "agencies": "云州市水务局;各区县政府", "text": "195.5公里", "sentence": "195.5公里。",
        "start": "48", "end": "55", "line": "4",
    }  # fmt: skip


def test_values_of_one_cell_are_joined_and_a_range_has_both_ends() -> None:
    row = table(CITY)[4]
    assert (row["value"], row["upper"], row["per"], row["deadline"]) == ("4", "6", "人;月", "2024-10-31")


def test_a_change_names_where_it_starts() -> None:
    assert [(row["baseline_value"], row["baseline"]) for row in table(CITY, COUNTY)[3:6]] == [
        ("7", "7%"),
        ("", ""),
        ("", "上年"),
    ]


def test_agencies_of_the_clause_stand_before_those_of_the_item_and_the_documents_fill_in() -> None:
    assert [row["agencies"] for row in table(CITY, COUNTY)][3:] == [
        "云州市城市管理局;云州市财政局", "云州市财政局", "青禾县政府", "青禾县政府",
    ]  # fmt: skip


def test_an_item_without_targets_is_a_row_of_items_alone() -> None:
    items = table(CITY, table="items")
    assert [(row["item_id"], row["targets"], row["notes"]) for row in items] == [
        ("1.1", "3", "0"),
        ("1.2", "2", "0"),
        ("1.10", "0", "1"),
    ]
    assert "1.10" not in {row["item_id"] for row in table(CITY)}


def test_agencies_are_rows_on_the_level_that_names_them() -> None:
    found = [(row["category_number"], row["item_id"], row["order"], row["name"], row["role"], row["collective"])
             for row in table(CITY, COUNTY, table="agencies")]  # fmt: skip
    assert found == [
        ("1", "1.1", "1", "云州市水务局", "lead", "false"), ("1", "1.1", "2", "各区县政府", "support", "true"),
        ("1", "1.2", "1", "云州市城市管理局", "responsible", "false"), ("1", "1.2", "2", "云州市财政局", "responsible", "false"),
        ("", "", "1", "青禾县政府", "lead", "false"),
    ]  # fmt: skip


def test_notes_name_the_item_they_stand_in() -> None:
    assert [(row["code"], row["item_id"]) for row in table(CITY, table="notes")] == [("LE203", "1.10"), ("LE101", "")]


def test_failures_are_rows_of_errors_alone() -> None:
    assert table(CITY, BROKEN, table="errors") == [
        {"plan": "broken.pdf", "error": "UnreadableFile", "message": "broken.pdf: no PDF; save it anew"}
    ]
    assert len(table(CITY, BROKEN)) == len(table(CITY)) == 5


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_as_wide_as_their_header_and_typed_as_it_says(name: str) -> None:
    fits = {"text": str, "integer": int, "decimal": Decimal, "boolean": bool, "date": str}
    found = [row for record in (CITY, COUNTY, BROKEN) for row in rows(name, record)]
    assert found
    for row in found:
        for column, cell in zip(TABLES[name], row, strict=True):
            assert cell is None or type(cell) is fits[COLUMNS[column].type], column


# --- columns


def test_columns_are_in_the_published_order() -> None:
    assert ",".join(TABLES["targets"]) == (
        "plan,region,year,category_number,category,item_id,item_number,item,target_id,kind,action,indicator,bound,value,upper,"
        "unit,unit_code,dimension,per,baseline_value,baseline,deadline,place,part_of,lead_agency,agencies,text,sentence,"
        "start,end,line"
    )
    assert ",".join(TABLES["items"]) == (
        "plan,region,year,category_number,category,item_id,item_number,label,title,content,lead_agency,agencies,targets,notes,"
        "start,end,line"
    )
    assert ",".join(TABLES["agencies"]) == (
        "plan,region,year,category_number,item_id,order,name,text,role,collective,start,end,line"
    )
    assert ",".join(TABLES["notes"]) == "plan,code,severity,message,item_id,start,end,line"


def test_every_column_is_used_and_named_in_both_languages() -> None:
    assert set(COLUMNS) == {name for names in (*TABLES.values(), LEDGER, BLANKS) for name in names}
    assert set(TABLE_TITLES) == set(TABLES)
    for name in TABLES:
        assert len(set(headers(name, "zh"))) == len(TABLES[name])
    assert all(column.description and column.description_zh and column.zh for column in COLUMNS.values())


# --- JSON and JSON lines


def test_json_is_what_the_standard_library_reads() -> None:
    envelope = json.loads(written("json", CITY, COUNTY), parse_float=Decimal)
    assert list(envelope) == ["schema_version", "generator", "plans"]
    targets = [t for plan in envelope["plans"] for c in plan["categories"] for i in c["items"] for t in i["targets"]]
    assert [t["value"] for t in targets] == [
        Decimal("195.5"),
        35,
        127000,
        Decimal("96.9"),
        4,
        Decimal("0.000001"),
        1200000000000,
    ]
    assert targets[3]["baseline"] == {"text": "7%", "value": 7}
    assert targets[5]["baseline"] == {"text": "上年"}
    assert targets[0]["baseline"] is None
    assert [list(plan["source"])[-1] for plan in envelope["plans"]] == ["characters", "parts"]


@pytest.mark.parametrize("indent", [None, 0, 1, 2, 4])
def test_json_is_laid_out_as_by_the_standard_library(indent: int | None) -> None:
    ours = written("json", CITY, BROKEN, indent=indent)
    separators = (",", ":") if indent is None else (",", ": ")
    assert ours == json.dumps(json.loads(ours), ensure_ascii=False, indent=indent, separators=separators) + "\n"


def test_json_tells_of_failures_only_where_there_are_any() -> None:
    envelope = json.loads(written("json", BROKEN))
    assert envelope["plans"] == []
    assert envelope["errors"] == [
        {"plan": "broken.pdf", "error": "UnreadableFile", "message": "broken.pdf: no PDF; save it anew"}
    ]
    assert "errors" not in json.loads(written("json"))


def test_json_lines_hold_the_same_rows_as_csv() -> None:
    lines = [json.loads(line) for line in written("jsonl", CITY, COUNTY).splitlines()]
    assert lines[4]["upper"] == 6
    assert lines[4]["place"] is None
    assert [[("" if cell is None else str(cell)) for cell in line.values()] for line in lines[:5]] == [
        list(row.values()) for row in table(CITY)
    ]
    assert written("jsonl", CITY, header="zh", table="notes").startswith('{"计划":"yunzhou-2024.txt","代码":"LE203"')


# --- CSV


def test_csv_quotes_as_rfc_4180_has_it() -> None:
    odd = replace(CITY, region='云"州",市\n')
    first = written("csv", odd, table="agencies").split("\n", 1)[1]
    assert first.startswith('yunzhou-2024.txt,"云""州"",市\n",2024,1,1.1,1,')
    assert "\r" not in written("csv", CITY)


def test_csv_for_a_spreadsheet_has_mark_line_ends_and_chinese_names() -> None:
    text = written("csv", CITY, table="notes", excel=True, header="zh")
    assert text == (
        "\ufeff计划,代码,级别,说明,事项编号,起,止,行\r\n"
        "yunzhou-2024.txt,LE203,warning,item without agency,'1.10,167,170,10\r\n"
        "yunzhou-2024.txt,LE101,info,year inferred,,0,0,1\r\n"
    )


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86", "-新建", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A1", "1.10", "3.1.2", "2024-10-31", "12:30", "96%", "(1)"]
)  # fmt: skip
def test_what_a_spreadsheet_would_run_or_convert_is_guarded(cell: str) -> None:
    assert table(replace(CITY, region=cell), excel=True)[0]["region"] == "'" + cell
    assert table(replace(CITY, region=cell))[0]["region"] == cell


@pytest.mark.parametrize("cell", ["云州市", "12.7万人", "4—6个", "'", "a=b", "7%—9%的"])
def test_what_a_spreadsheet_leaves_alone_is_left_alone(cell: str) -> None:
    assert table(replace(CITY, region=cell), excel=True)[0]["region"] == cell


def test_numbers_are_never_guarded() -> None:
    row = table(CITY, excel=True)[3]
    assert (row["value"], row["baseline_value"], row["start"]) == ("96.9", "7", "126")
    assert table(CITY, excel=True)[4]["deadline"] == "2024-10-31"  # nor days: a spreadsheet knows what they are


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_text_comes_back_from_csv_and_json(text: str) -> None:
    plan = replace(CITY, region=text)
    assert table(plan)[0]["region"] == text
    assert load(written("json", plan))[0].region == text
    assert json.loads(written("jsonl", plan).split("\n")[0])["region"] == text


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_a_file_name_that_is_no_text_stops_nothing(format: str) -> None:
    plan = replace(CITY, source=replace(CITY.source, name="\udcff.txt"))
    text = written(format, plan, Failure("\udcfe", "InputError", "\udcfe: no"), table="targets")
    assert "\\udcff.txt" in text


# --- all formats


def test_suffixes_name_formats() -> None:
    assert [format_of(name) for name in ("a.json", "b.CSV", "c/d.ndjson", "e.db", "f.xlsx", "g.parquet")] == [
        "json", "csv", "jsonl", "sqlite", "xlsx", "parquet",
    ]  # fmt: skip
    with pytest.raises(UsageError, match=r"plans\.txt: the suffix names no output format; use one of \.json"):
        format_of("plans.txt")


@pytest.mark.parametrize("format", [name for name, each in WRITERS.items() if each.target != "stream"])
def test_a_format_that_needs_a_path_says_so(format: str) -> None:
    with pytest.raises(
        UsageError, match=f"{format} cannot be written to a stream: name a (file|database|folder) with -o"
    ):
        write([CITY], io.BytesIO(), format)


LIBRARIES = {"xlsx": "xlsxwriter", "parquet": "pyarrow"}


def formats(*targets: str) -> list[object]:
    """The formats that are written to such targets, those without their library to be skipped."""
    names = [name for name, each in WRITERS.items() if each.target in targets]
    absent = {name: library for name, library in LIBRARIES.items() if not find_spec(library)}
    skip = {name: pytest.mark.skip(reason=f"{library} is not installed") for name, library in absent.items()}
    return [pytest.param(name, marks=skip[name]) if name in skip else name for name in names]


ONE_FILE = formats("stream", "file")


@pytest.mark.parametrize("format", ONE_FILE)
def test_an_error_midway_leaves_the_old_file_and_nothing_else(format: str, tmp_path: Path) -> None:
    def cut_off() -> Iterator[Plan]:
        yield CITY
        raise KeyboardInterrupt

    target = tmp_path / "plans.out"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write(cut_off(), target, format)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("format", formats("stream", "file", "database", "folder"))
def test_a_target_that_cannot_be_is_named_in_one_line(format: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExtractError, match=r"(?s)^[^\n]*file[^\n]*plans\.out[^\n]*: cannot be written[^\n]*$"):
        write([CITY], tmp_path / "file" / "plans.out", format)


@pytest.mark.parametrize("format", ONE_FILE)
def test_a_folder_is_not_taken_for_a_file(format: str, tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="cannot be written: it is a folder; name a file in it"):
        write([CITY], tmp_path, format)
    assert not list(tmp_path.iterdir())


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "plans.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("plans.csv")
    write([CITY], tmp_path / "link.csv", "csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "plans.csv").read_text(encoding="utf-8") == written("csv", CITY)


@pytest.mark.parametrize("format", ["json", "csv"])
def test_a_pipe_is_written_to_and_stays_a_pipe(format: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        write([CITY], pipe, format)
        assert read.result(timeout=10).decode() == written(format, CITY)
    assert pipe.is_fifo()


def test_an_error_of_the_stream_passes_through() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    with pytest.raises(OSError, match="No space left"), full.open("wb", buffering=0) as out:
        write([CITY], out, "json")


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_memory_does_not_grow_with_the_plans(format: str) -> None:
    class Nowhere(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return len(data)

    def peak(count: int) -> int:
        tracemalloc.start()
        write((replace(CITY, year=year) for year in range(count)), Nowhere(), format)  # type: ignore[arg-type]
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(1000) < peak(100) + 1_000_000  # kept, 900 plans would take ten times that


def test_the_library_of_a_format_is_asked_for_by_its_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delitem(sys.modules, "livelihood_extract.writers.xlsx", raising=False)
    monkeypatch.delitem(sys.modules, "livelihood_extract.writers.sheets", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(
        ExtractError, match=r"writing xlsx needs xlsxwriter; run: pip install 'livelihood-extract\[excel\]'"
    ):
        write(many(1), tmp_path / "a.xlsx", "xlsx")


def test_the_page_lists_the_columns_as_they_are() -> None:
    page = (Path(__file__).parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")
    for name in TABLES:
        rows = [f"| {each.name} | {each.zh} | {each.type} | {each.description} |" for each in columns(name)]
        head = f"### {name} {TABLE_TITLES[name]}\n\n| column | 中文 | type | meaning |\n|---|---|---|---|\n"
        assert head + "\n".join(rows) + "\n\n" in page


def test_the_page_names_every_format() -> None:
    page = (Path(__file__).parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")
    for name, each in WRITERS.items():
        assert f"| {name} | {' '.join(each.suffixes) or '–'} |" in page


def test_text_formats_load_no_library_of_another() -> None:
    heavy = ("pydantic", "pyarrow", "xlsxwriter", "sqlite3", "rich", "tempfile")
    formats = ", ".join(f"livelihood_extract.writers.{name}" for name in ("json", "jsonl", "csv", "columns"))
    code = f"import sys, {formats}; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
