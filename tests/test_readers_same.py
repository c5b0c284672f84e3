"""The same answer: the plan in data/raw, written out in every format, read back and extracted.

The fixtures in tests/readers are made by make_fixtures.py, most of them by LibreOffice; see there.
"""

import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from livelihood_extract import extract, read
from livelihood_extract.records import Item, Plan
from readers import make_fixtures

FIXTURES = Path(make_fixtures.__file__).parent
PLAN = FIXTURES.parents[1] / "data" / "raw" / "dalian-2024.txt"
TEXT = PLAN.read_text(encoding="utf-8")

TEXTS = ["gb18030.txt", "utf-16.txt", "md", "docx", "pdf", "ofd"]
"""Formats that hold the lines of the text and nothing else; the page adds navigation to them."""

TABLES = ["xlsx", "table.docx"]
ALL = [*TEXTS, "html", *TABLES]


def facts(item: Item) -> dict[str, object]:
    """Everything extraction says of an item but where it stood and how its number was written."""
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "agencies": [(agency.name, agency.role, agency.collective) for agency in item.agencies],
        "targets": [
            {name: value for name, value in asdict(target).items() if name not in ("span", "sentence")}
            for target in item.targets
        ],
    }


def categories(plan: Plan) -> list[tuple[int | None, str | None, list[str]]]:
    return [(each.number, each.title, [item.id for item in each.items]) for each in plan.categories]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return extract(read(PLAN))


@pytest.mark.parametrize("suffix", TEXTS)
def test_same_lines(suffix: str) -> None:
    assert read(FIXTURES / f"dalian-2024.{suffix}").text.splitlines() == TEXT.splitlines()


def test_page_has_the_same_lines_between_navigation_and_footer() -> None:
    lines = read(FIXTURES / "dalian-2024.html").text.splitlines()
    assert lines[:5] == ["网站首页", "政务公开", "互动交流", "当前位置：首页 > 政务公开", "相关栏目"]
    assert lines[5:-2] == TEXT.splitlines()
    assert lines[-2:] == ["主办：市人民政府办公室", "网站标识码：2102000000"]


@pytest.mark.parametrize("suffix", ALL)
def test_same_items_agencies_and_targets(plan: Plan, suffix: str) -> None:
    found = extract(read(FIXTURES / f"dalian-2024.{suffix}"))
    assert categories(found) == categories(plan)
    assert len(found.items) == 46
    for ours, theirs in zip(found.items, plan.items, strict=True):
        assert facts(ours) == facts(theirs)


@pytest.mark.parametrize("suffix", [*TEXTS, *TABLES])
def test_same_content(plan: Plan, suffix: str) -> None:
    found = extract(read(FIXTURES / f"dalian-2024.{suffix}"))
    assert [item.content for item in found.items] == [item.content for item in plan.items]


def test_parts_cover_the_text_of_pages_and_name_the_cells() -> None:
    for suffix in ("pdf", "ofd"):
        found = read(FIXTURES / f"dalian-2024.{suffix}")
        parts = found.source.parts
        assert [part.page for part in parts] == list(range(1, 10))
        assert "".join(found.text[part.start : part.end] for part in parts) == found.text
    found = read(FIXTURES / "dalian-2024.xlsx")
    cells = {part.cell: found.text[part.start : part.end] for part in found.source.parts}
    assert cells["任务分解表!C2"] == "启动首批配售型保障性住房建设"
    assert cells["任务分解表!A1"] == "类别"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_fixtures_made_anew_read_the_same(tmp_path: Path) -> None:
    make_fixtures.make(tmp_path)
    for suffix in [*ALL, "doc"]:
        name = f"dalian-2024.{suffix}"
        assert read(tmp_path / name).text == read(FIXTURES / name).text


def test_the_same_table_in_word_and_in_a_workbook() -> None:
    rows = read(FIXTURES / "dalian-2024.xlsx").text.splitlines()
    assert len(rows) == 47
    assert read(FIXTURES / "dalian-2024.table.docx").text.splitlines() == rows


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_page_that_libreoffice_saves_holds_the_same_lines(tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "html"]
    text = ["--infilter=Text (encoded):UTF8,LF", "--outdir", str(tmp_path), str(PLAN)]
    subprocess.run([*command, *text], check=True, capture_output=True, timeout=120)
    assert read(tmp_path / f"{PLAN.stem}.html").text.splitlines() == TEXT.splitlines()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_same_table_over_the_pages_of_a_pdf(tmp_path: Path) -> None:
    make_fixtures.write_table_pdf(tmp_path)
    rows = read(FIXTURES / "dalian-2024.xlsx").text.splitlines()
    assert read(tmp_path / "dalian-2024.table.pdf").text.splitlines() == rows


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_old_word_document_has_the_same_lines() -> None:
    assert read(FIXTURES / "dalian-2024.doc").text.splitlines() == TEXT.splitlines()


def test_standard_input_is_read_by_its_content() -> None:
    program = "from livelihood_extract import read; print(read('-').source.media_type)"
    with (FIXTURES / "dalian-2024.ofd").open("rb") as file:
        done = subprocess.run([sys.executable, "-c", program], stdin=file, capture_output=True, text=True, check=True)
    assert done.stdout == "application/ofd\n"
