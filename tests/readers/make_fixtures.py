"""Write the plan in data/raw out in every format a plan comes in: `python tests/readers/make_fixtures.py [FOLDER]`.

DOCX, DOC, PDF and XLSX are written by LibreOffice 7.4 (Debian packages libreoffice-writer, libreoffice-calc and
fonts-noto-cjk) from flat OpenDocument files made here, with automatic numbering for categories and items; the OFD is
put together here by the structure of GB/T 33190-2016. The committed files come from this script; tests need only them.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAN = (ROOT / "data" / "raw" / "dalian-2024.txt").read_text(encoding="utf-8")
NAME = "dalian-2024"

CATEGORY = re.compile(r"([一二三四五六七八九十]+)、(.+)")
ITEM = re.compile(r"\(([一二三四五六七八九十]+)\)(.+)")


@dataclass(frozen=True)
class Line:
    """A line of the plan: kind "category", "item" or "text", and its text without the number."""

    kind: str
    text: str


def plan_lines() -> list[Line]:
    lines = []
    for line in PLAN.splitlines():
        category, item = CATEGORY.fullmatch(line), ITEM.fullmatch(line)
        heading = category or item
        kind = "category" if category else "item" if item else "text"
        lines.append(Line(kind, heading[2] if heading else line))
    return lines


# --- text -------------------------------------------------------------------------------------------------------------


def write_texts(folder: Path) -> None:
    (folder / f"{NAME}.gb18030.txt").write_bytes(PLAN.encode("gb18030"))
    (folder / f"{NAME}.utf-16.txt").write_bytes(PLAN.encode("utf-16"))


def write_markdown(folder: Path) -> None:
    def mark(line: str) -> str:
        if CATEGORY.fullmatch(line):
            return f"## {line}"
        if ITEM.fullmatch(line):
            return f"### {line}"
        return re.sub(r"^(项目内容|责任单位):", r"**\1:**", line)

    (folder / f"{NAME}.md").write_text("\n\n".join(map(mark, PLAN.splitlines())) + "\n", encoding="utf-8")


# --- a saved page -----------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>重点民生项目_政务公开</title>
<style type="text/css">.TRS_Editor P {{ line-height: 2em }}</style>
<script type="text/javascript">document.write("十六、看不见的项目");</script></head>
<body>
<div class="nav"><ul><li><a href="/">网站首页</a></li><li><a href="/xxgk">政务公开</a></li>
<li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/xxgk">政务公开</a></div>
<table width="1000" border="0" align="center"><tr><td width="200"><p>相关栏目</p></td><td>
<div class="TRS_Editor">
{body}
</div>
</td></tr></table>
<div class="footer">主办：市人民政府办公室<br />网站标识码：2102000000
<img src="http://counter.example/hit.gif" alt="" /></div>
</body>
</html>
"""


def write_page(folder: Path) -> None:
    def paragraph(line: str) -> str:
        text = escape(line)
        if CATEGORY.fullmatch(line):
            return f'<p style="text-indent: 2em"><strong><span style="font-family: 黑体">{text}</span></strong></p>'
        label, colon, rest = text.partition(":")
        strong = f"<b>{label}{colon}</b>{rest}" if label in ("项目内容", "责任单位") else text
        return f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{strong}</p>"

    page = PAGE.format(body="\n".join(map(paragraph, PLAN.splitlines())))
    (folder / f"{NAME}.html").write_bytes(page.encode("gb18030"))


# --- word processor and spreadsheet, through LibreOffice --------------------------------------------------------------

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "fo": "xsl-fo-compatible"
    }.items()
)  # fmt: skip

STYLES = """
<office:styles><style:default-style style:family="paragraph">
  <style:text-properties style:font-name-asian="Noto Serif CJK SC" style:font-name="Noto Serif CJK SC"
    fo:font-size="12pt" style:font-size-asian="12pt" fo:language="zh" fo:country="CN" style:language-asian="zh"
    style:country-asian="CN"/>
</style:default-style></office:styles>
"""

LIST_STYLE = """
<text:list-style style:name="{name}"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."
  style:num-prefix="{before}" style:num-suffix="{after}"><style:list-level-properties
  text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
  text:label-followed-by="nothing" fo:text-indent="{indent}"/></style:list-level-properties>
</text:list-level-style-number></text:list-style>
"""

PARAGRAPH_STYLE = """
<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {properties}/></style:style>
"""

PAGE_LAYOUT = """
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
  fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/>
  <style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style>
</style:page-layout>
"""

MASTER = """
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
  <style:header><text:p>2024年重点民生项目</text:p></style:header>
  <style:footer><text:p text:style-name="Middle">— <text:page-number text:select-page="current"/> —</text:p>
  </style:footer>
</style:master-page></office:master-styles>
"""


def flat_document() -> str:
    """The plan as flat ODT: numbers of categories and items are list numbers, not characters."""
    indent = "0.85cm"
    automatic = (
        LIST_STYLE.format(name="Categories", before="", after="、", indent=indent)
        + LIST_STYLE.format(name="Items", before="(", after=")", indent=indent)
        + PARAGRAPH_STYLE.format(name="Body", properties=f'fo:text-indent="{indent}"')
        + PARAGRAPH_STYLE.format(name="Middle", properties='fo:text-align="center"')
        + PAGE_LAYOUT
    )
    body = "".join(_paragraphs(plan_lines()))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{STYLES}'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>{MASTER}"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    """Every category and every item is a list of one entry that continues the list of the one before."""
    counts = {"Categories": 0, "Items": 0}
    for line in lines:
        if line.kind == "text":
            yield f'<text:p text:style-name="Body">{escape(line.text)}</text:p>\n'
            continue
        style = {"category": "Categories", "item": "Items"}[line.kind]
        continued = f' text:continue-list="{style}-{counts[style]}"' if counts[style] else ""
        counts[style] += 1
        yield (
            f'<text:list xml:id="{style}-{counts[style]}" text:style-name="{style}"{continued}><text:list-item>'
            f"<text:p>{escape(line.text)}</text:p></text:list-item></text:list>\n"
        )


TABLE_STYLES = """
<style:style style:name="Cell" style:family="table-cell">
  <style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:style style:name="Row" style:family="table-row">
  <style:table-row-properties fo:keep-together="always"/></style:style>
"""
COLUMNS = ("2.5cm", "1.2cm", "3.6cm", "5.8cm", "2.5cm")
HEADINGS = ("类别", "序号", "项目名称", "项目内容", "责任单位")


def flat_table_document() -> str:
    """The plan as flat ODT again: a ruled table over many pages, its headings repeated on each."""
    widths = "".join(
        f'<style:style style:name="Column{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for number, width in enumerate(COLUMNS)
    )
    columns = "".join(f'<table:table-column table:style-name="Column{number}"/>' for number in range(len(COLUMNS)))
    middle = PARAGRAPH_STYLE.format(name="Middle", properties='fo:text-align="center"')
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{STYLES}'
        f"<office:automatic-styles>{widths}{TABLE_STYLES}{middle}{PAGE_LAYOUT}</office:automatic-styles>{MASTER}"
        f'<office:body><office:text><table:table table:name="任务分解表">{columns}<table:table-header-rows>'
        f"{_row(list(map(_text_cell, HEADINGS)))}</table:table-header-rows>{_body()}</table:table><text:p/>"
        "</office:text></office:body></office:document>"
    )


@dataclass(frozen=True)
class Row:
    """One item of the plan as a row of a task table."""

    category: str
    number: int
    title: str
    content: str
    agencies: str


def plan_rows() -> list[Row]:
    rows: list[Row] = []
    category = ""
    lines = iter(PLAN.splitlines())
    for line in lines:
        item = ITEM.fullmatch(line)
        if item:
            content, agencies = (next(lines).partition(":")[2] for _ in range(2))
            rows.append(Row(category, len(rows) + 1, item[2], content, agencies))
        else:
            category = line
    return rows


def flat_sheet() -> str:
    """The plan as flat ODS: a task table whose category cells are merged over the rows of their items."""
    body = _row(list(map(_text_cell, HEADINGS))) + _body()
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
        f'<table:table table:name="任务分解表">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document>"
    )


def _body() -> str:
    rows = plan_rows()
    body = ""
    for place, row in enumerate(rows):
        first = place == 0 or rows[place - 1].category != row.category
        covers = sum(other.category == row.category for other in rows)
        category = _text_cell(row.category, covers) if first else "<table:covered-table-cell/>"
        number = f'<table:table-cell table:style-name="Cell" office:value-type="float" office:value="{row.number}">'
        number += f"<text:p>{row.number}</text:p></table:table-cell>"
        body += _row([category, number, *map(_text_cell, (row.title, row.content, row.agencies))])
    return body


def _row(cells: list[str]) -> str:
    return f'<table:table-row table:style-name="Row">{"".join(cells)}</table:table-row>\n'


def _text_cell(text: str, rows: int = 1) -> str:
    span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="1"' if rows > 1 else ""
    return (
        f'<table:table-cell table:style-name="Cell" office:value-type="string"{span}><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
    )


def convert(source: Path, suffix: str, folder: Path) -> None:
    """Let LibreOffice write `source` as a file of another suffix, under a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", suffix, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def write_office(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        document, sheet = Path(work, f"{NAME}.fodt"), Path(work, f"{NAME}.fods")
        document.write_text(flat_document(), encoding="utf-8")
        sheet.write_text(flat_sheet(), encoding="utf-8")
        convert(document, "docx", folder)
        convert(document, "pdf", folder)
        convert(document, "doc", folder)
        convert(sheet, "xlsx", folder)
        table = Path(work, f"{NAME}.table.fodt")
        table.write_text(flat_table_document(), encoding="utf-8")
        convert(table, "docx", folder)


def write_table_pdf(folder: Path) -> None:
    """The table as PDF: not committed, for it embeds its fonts a second time."""
    with tempfile.TemporaryDirectory() as work:
        table = Path(work, f"{NAME}.table.fodt")
        table.write_text(flat_table_document(), encoding="utf-8")
        convert(table, "pdf", folder)


# --- OFD --------------------------------------------------------------------------------------------------------------


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SIZE = 4.2333
"""12 point in millimetres."""
EMS = 37
LINES_A_PAGE = 34
NEVER_FIRST = "、，,。．；;：:！!？?）)》”%"


def write_ofd(folder: Path) -> None:
    rows = [row for line in PLAN.splitlines() for row in _set(line)]
    pages = [rows[start : start + LINES_A_PAGE] for start in range(0, len(rows), LINES_A_PAGE)]
    members = {
        "OFD.xml": f'<ofd:OFD {OFD} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>'
        + "".join(f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {OFD} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="宋体" '
        'FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
        "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{_object(3, 28, 15, '内部模板')}"
        "</ofd:Layer></ofd:Content></ofd:Page>",
    } | {f"Doc_0/Pages/Page_{n}/Content.xml": _ofd_page(page, n) for n, page in enumerate(pages)}
    with zipfile.ZipFile(folder / f"{NAME}.ofd", "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member, (2024, 1, 1, 0, 0, 0)), XML + content, zipfile.ZIP_DEFLATED)


def _width(sign: str) -> float:
    return 0.5 if sign.isascii() else 1.0


def _set(line: str) -> list[tuple[float, str]]:
    """A paragraph set in lines of EMS ems, the first indented by two: indent in ems and text of each."""
    rows, indent, row, used = [], 2.0, "", 2.0
    for sign in line:
        if used + _width(sign) > EMS and sign not in NEVER_FIRST:
            rows.append((indent, row))
            indent, row, used = 0.0, "", 0.0
        row, used = row + sign, used + _width(sign)
    return [*rows, (indent, row)]


def _ofd_page(rows: list[tuple[float, str]], number: int) -> str:
    objects = [
        _object(1000 * (number + 1) + n, 28 + indent * SIZE, 37 + n * 6.5, text)
        for n, (indent, text) in enumerate(rows)
    ]
    objects.append(_object(1000 * (number + 1) + 999, 100, 275, f"— {number + 1} —"))
    return (
        f'<ofd:Page {OFD}><ofd:Template TemplateID="2" ZOrder="Background"/><ofd:Content>'
        f"<ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def _object(identity: int, left: float, top: float, text: str) -> str:
    """A line as TextObject; runs of equal steps are written "g count step"."""
    steps = ""
    for width, run in groupby(text[:-1], _width):
        steps += f"g {len(list(run))} {width * SIZE:.4f} "
    total = sum(map(_width, text)) * SIZE
    return (
        f'<ofd:TextObject ID="{identity}" Boundary="{left:.4f} {top:.4f} {total:.4f} {SIZE * 1.2:.4f}" Font="1" '
        f'Size="{SIZE}"><ofd:TextCode X="0" Y="{SIZE * 0.86:.4f}" DeltaX="{steps.strip()}">{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def make(folder: Path) -> None:
    """All fixtures into `folder`; those of LibreOffice only where it is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    write_texts(folder)
    write_markdown(folder)
    write_page(folder)
    write_ofd(folder)
    if shutil.which("soffice"):
        write_office(folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
