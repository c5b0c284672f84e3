"""Workbooks: rows of cells as they look, merged cells, hidden sheets, and files that mean harm.

The workbooks are written by openpyxl where it is installed and by hand where no library would write them.
"""

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from livelihood_extract.errors import InputError, LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers import limits, read_bytes
from livelihood_extract.readers.numberformats import shown
from readers.archives import package, understated

FIXTURE = Path(__file__).parent / "readers" / "dalian-2024.xlsx"


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006"


def workbook(rows: str, styles: str = "", after: str = "", state: str = "visible") -> bytes:
    """A workbook of one sheet, 表, made by hand: `rows` are <row> elements."""
    first = row(1, text("A1", "首"))
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{TYPES}/relationships"><Relationship Id="r1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="另" sheetId="2" r:id="r2"/>'
        f'<sheet name="表" sheetId="1" r:id="r1" state="{state}"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{TYPES}/relationships">'
        f'<Relationship Id="r1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{LINKS}/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{first}</sheetData></worksheet>',
    }
    if styles:
        members["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return package(members)


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(address: str, value: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(address: str, value: str, style: int = 0, more: str = "") -> str:
    return f'<c r="{address}" s="{style}">{more}<v>{value}</v></c>'


def merged(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{each}"/>' for each in ranges) + "</mergeCells>"


def lines(data: bytes) -> list[str]:
    found = read_bytes(data, "plan.xlsx")
    assert found.source.media_type.endswith("spreadsheetml.sheet")
    return found.text.splitlines()


def test_rows_of_all_sheets_with_merged_cells() -> None:
    rows = (
        row(1, text("A1", "云州市任务分解表"))
        + row(2, text("A2", "类别"), text("B2", "序号"), text("C2", "项目"), text("D2", "单位"))
        + row(3, text("A3", "教育"), number("B3", "1"), text("C3", "新建\n6所"), text("D3", "市教育局"))
        + row(4, number("B4", "2"), text("C4", "改建3所"))
        + row(6, text("D6", "末"))
    )
    found = lines(workbook(rows, after=merged("A1:D1", "A3:A4", "D3:D4")))
    assert found == [
        "首",
        "云州市任务分解表",
        "类别\t序号\t项目\t单位",
        "教育\t1\t新建 6所\t市教育局",
        "教育\t2\t改建3所\t市教育局",
        "\t\t\t末",
    ]


def test_a_title_merged_over_rows_is_said_once() -> None:
    rows = row(1, text("A1", "任务表")) + row(2) + row(3, text("A3", "甲"), text("B3", "乙"))
    assert lines(workbook(rows, after=merged("A1:B2"))) == ["首", "任务表", "甲\t乙"]


def test_every_cell_has_its_part() -> None:
    found = read_bytes(workbook(row(2, text("B2", "甲"), text("AB2", "乙"))), "plan.xlsx")
    cells = {part.cell: found.text[part.start : part.end] for part in found.source.parts}
    assert cells == {"另!A1": "首", "表!B2": "甲", "表!AB2": "乙"}


def test_numbers_look_as_their_formats_show_them() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="#,##0&quot;个&quot;"/>'
        '<numFmt numFmtId="165" formatCode="0.0%"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs>'
    )
    cells = (
        number("A1", "2170"),
        number("B1", "12000", 1),
        number("C1", "0.969", 2),
        number("D1", "1", 3),
        number("E1", "0.07"),
    )
    assert lines(workbook(row(1, *cells), styles))[1] == "2170\t12000个\t96.9%\t100%\t0.07"


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (12.0, "", "12"),
        (0.1 + 0.2, "", "0.30000000000000004"),
        (1e15, "", "1000000000000000"),
        (0.29, "0%", "29%"),
        (20, '"约"0"万元";-0', "约20万元"),
        (20, "0年", "20年"),
        (20, r"[红色]0\人_)", "20人"),
        (20, "@", "20"),
        (-5, '0"个"', "-5个"),
    ],
)
def test_shown(value: float, code: str, seen: str) -> None:
    assert shown(value, code) == seen


def test_formulas_give_what_was_stored_and_are_not_computed() -> None:
    cell = number("A1", "20", more="<f>WEBSERVICE(&quot;http://example.invalid&quot;)</f>")
    assert lines(workbook(row(1, cell, text("B1", "所")))) == ["首", "20\t所"]


def test_hidden_sheets_are_left_out() -> None:
    assert lines(workbook(row(1, text("A1", "藏")), state="hidden")) == ["首"]


def test_dates_and_truth_values() -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append([date(2024, 10, 31), datetime(2024, 6, 1, 9, 30), time(8, 5), True])
    buffer = io.BytesIO()
    book.save(buffer)
    assert lines(buffer.getvalue()) == ["2024年10月31日\t2024年6月1日09:30\t08:05\tTRUE"]


FAR = row(1, text("A1", "甲")) + row(1048576, text("XFD1048576", "乙"))
IMPLICIT = '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (FIXTURE.read_bytes()[:9000], UnreadableFile, "damaged"),
        (workbook('<row r="1"><c r="1A"><v>1</v></c></row>'), UnreadableFile, "damaged"),
        (workbook(FAR), LimitExceeded, "a sheet of more than 1,000,000 cells"),
        (workbook(IMPLICIT), LimitExceeded, "a sheet of more than 1,000,000 cells"),
        (
            package({"xl/workbook.xml": bytes(limits.MAX_ARCHIVE_BYTES + 1)}),
            LimitExceeded,
            "unpacks to more than 128 MiB",
        ),
        (package({"xl/workbook.xml": "<a/>"}), UnreadableFile, "damaged"),
        (package({"xl/workbook.bin": b"\x83\x01"}), UnsupportedFormat, "a binary workbook"),
        (package({"readme.txt": "a"}), UnsupportedFormat, "an archive without a document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le") * 99, UnreadableFile, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), UnsupportedFormat, "an office file of no known kind"),
    ],
    ids=["cut", "xml", "far", "implicit", "bomb", "bare", "binary", "other", "xls", "ole"],
)
def test_damaged_and_hostile_files(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=f"^plan.xlsx: {says}"):
        read_bytes(data, "plan.xlsx")


def test_entities_do_not_grow() -> None:
    bomb = '<!DOCTYPE s [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;">]>'
    good = zipfile.ZipFile(io.BytesIO(workbook(row(1, text("A1", "&b;")))))
    parts: dict[str, str | bytes] = {name: good.read(name) for name in good.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bomb.encode() + good.read("xl/worksheets/sheet1.xml")
    with pytest.raises(UnreadableFile, match=r"^plan\.xlsx: damaged"):
        read_bytes(package(parts), "plan.xlsx")


def test_a_member_that_unpacks_to_more_than_it_claims() -> None:
    good = zipfile.ZipFile(io.BytesIO(workbook(row(1, text("A1", "甲")))))
    parts: dict[str, str | bytes] = {name: good.read(name) for name in good.namelist()}
    bomb = package(parts | {"xl/sharedStrings.xml": bytes(20_000_003)})
    with pytest.raises(UnreadableFile, match="damaged: its archive does not unpack"):
        read_bytes(understated(bomb, 20_000_003, 1000), "plan.xlsx")
