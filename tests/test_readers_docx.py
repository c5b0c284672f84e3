"""Word documents built part by part: automatic numbers, tables, changes, text boxes, and files that mean harm.

The places are invented.
"""

import io
import zipfile

import pytest

from livelihood_extract.errors import InputError, LimitExceeded, UnreadableFile
from livelihood_extract.readers import limits, read_bytes
from livelihood_extract.readers.numbering import numeral
from readers.archives import package

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'

DOCUMENT_RELATION = RELATIONS.format(f'<Relationship Id="a" Type="{OFFICE}" Target="word/document.xml"/>')


def document(body: str, numbering: str = "", styles: str = "", main: str = "word/document.xml") -> bytes:
    members: dict[str, str | bytes] = {
        "_rels/.rels": RELATIONS.format(f'<Relationship Id="a" Type="{OFFICE}" Target="{main}"/>'),
        main: f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        members["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        members["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    return package(members)


def lines(data: bytes) -> list[str]:
    found = read_bytes(data, "plan.docx")
    assert found.source.media_type.endswith("wordprocessingml.document")
    return found.text.splitlines()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, number: int | None = None, level: int = 0, style: str = "", properties: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number is not None else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}{properties}</w:pPr>{text if text.startswith('<') else run(text)}</w:p>"


def level(number: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def used(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


NOTHING = '<w:suff w:val="nothing"/>'
PLAN_LIST = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、", NOTHING),
    level(1, "chineseCounting", "（%2）", NOTHING + '<w:lvlRestart w:val="0"/>'),
    level(2, "decimal", "%3."),
) + used(1, 0)


def test_levels_count_on_their_own_and_items_run_on_across_categories() -> None:
    body = (
        paragraph("就业", 1)
        + paragraph("新增就业5000人", 1, 1)
        + paragraph("甲", 1, 2)
        + paragraph("乙", 1, 2)
        + paragraph("技能培训3000人次", 1, 1)
        + paragraph("丙", 1, 2)
        + paragraph("教育", 1)
        + paragraph("新建幼儿园6所", 1, 1)
    )
    assert lines(document(body, PLAN_LIST)) == [
        "一、就业",
        "（一）新增就业5000人",
        "1. 甲",
        "2. 乙",
        "（二）技能培训3000人次",
        "1. 丙",
        "二、教育",
        "（三）新建幼儿园6所",
    ]


def test_second_list_of_the_same_kind_goes_on_unless_it_is_started_over() -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "第%1项 ", NOTHING)) + used(1, 0) + used(2, 0) + used(3, 0, over)
    body = paragraph("甲", 1) + paragraph("乙", 2) + paragraph("丙", 3) + paragraph("丁", 3) + paragraph("戊", 1)
    assert lines(document(body, numbering)) == ["第1项 甲", "第2项 乙", "第1项 丙", "第2项 丁", "第3项 戊"]


def test_number_comes_from_the_style_and_what_it_is_based_on() -> None:
    numbering = (
        abstract(
            4,
            level(0, "chineseCounting", "%1、", NOTHING + '<w:pStyle w:val="Heading"/>'),
            level(1, "decimal", "%1.%2", NOTHING + '<w:isLgl/><w:pStyle w:val="Item"/>'),
        )
        + abstract(5).replace("></w:abstractNum>", '><w:numStyleLink w:val="ListStyle"/></w:abstractNum>')
        + used(7, 4)
        + used(8, 5)
    )

    def style(name: str, properties: str, kind: str = "paragraph") -> str:
        return f'<w:style w:type="{kind}" w:styleId="{name}">{properties}</w:style>'

    def listed(number: int) -> str:
        return f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>'

    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
        + style("Heading", listed(8))
        + style("Bold", '<w:basedOn w:val="Heading"/>')
        + style("Item", listed(7))
        + style("ListStyle", listed(7), "numbering")
    )
    body = (
        paragraph("住房", style="Heading")
        + paragraph("改造200套", style="Item")
        + paragraph("交通", style="Bold")
        + paragraph("修路3公里", style="Item")
        + paragraph("没有编号", number=0, style="Heading")
        + paragraph("正文")
    )
    expected = ["一、住房", "1.1改造200套", "二、交通", "2.1修路3公里", "没有编号", "正文"]
    assert lines(document(body, numbering, styles)) == expected


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    numbering = abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "●", NOTHING)) + used(1, 0)
    assert lines(document(paragraph("甲", 1) + paragraph("乙", 1, 1), numbering)) == ["• 甲", "●乙"]


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "japaneseCounting", "二十"),
        (46, "taiwaneseCountingThousand", "四十六"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (2003, "chineseCountingThousand", "二千零三"),
        (21, "chineseLegalSimplified", "贰拾壹"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "㉑"),
        (36, "decimalEnclosedCircle", "36"),
        (49, "upperRoman", "XLIX"),
        (27, "lowerLetter", "aa"),
        (5, "aFormatOfTheFuture", "5"),
        (0, "chineseCounting", "0"),
    ],
)
def test_numerals(number: int, style: str, written: str) -> None:
    assert numeral(number, style) == written


def test_table_rows_with_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        "<w:tbl><w:tr>" + cell("云州市任务分解表", '<w:gridSpan w:val="4"/>') + "</w:tr>"
        "<w:tr>" + cell("类别") + cell("序号") + cell("项目") + cell("单位") + "</w:tr>"
        "<w:tr>" + cell("教育", begins) + cell("1") + f"<w:tc>{paragraph('新建')}{paragraph('6所')}</w:tc>"
        "<w:sdt><w:sdtContent>" + cell("市教育局") + "</w:sdtContent></w:sdt></w:tr>"
        "<w:tr>" + cell("", goes_on) + cell("2") + cell("改建3所", '<w:gridSpan w:val="2"/>') + "</w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr>" + cell("删去") + "</w:tr></w:tbl>"
    )
    assert lines(document(paragraph("前") + table + paragraph("后"))) == [
        "前",
        "云州市任务分解表",
        "类别\t序号\t项目\t单位",
        "教育\t1\t新建 6所\t市教育局",
        "教育\t2\t改建3所",
        "后",
    ]


def test_frame_of_one_cell_keeps_its_lines() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('一、甲')}{paragraph('二、乙')}</w:tc></w:tr></w:tbl>"
    assert lines(document(frame)) == ["一、甲", "二、乙"]


def test_tracked_changes_are_accepted() -> None:
    changed = f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>{run('建20所')}"
    moved = f"<w:moveFrom>{run('原处')}</w:moveFrom><w:moveTo>{run('，新处')}</w:moveTo>"
    joined = paragraph("责任单位：市教育局、", properties="<w:rPr><w:del/></w:rPr>") + paragraph("市财政局")
    body = f"<w:p>{changed}{moved}</w:p>{joined}"
    assert lines(document(body)) == ["新建20所，新处", "责任单位：市教育局、市财政局"]


def test_text_boxes_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('方框')}</w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(document(f"<w:p>{run('前')}<w:r>{drawing}</w:r>{run('后')}</w:p>")) == ["前后", "方框"]


def test_signs_fields_and_what_nobody_sees() -> None:
    raised, unseen, seen = '<w:vertAlign w:val="superscript"/>', "<w:vanish/>", '<w:vanish w:val="0"/>'
    first = (
        run("面积20") + run("km") + run("2", raised) + "<w:r><w:tab/></w:r>" + run("隐藏", unseen) + run("可见", seen)
    )
    second = (
        run("甲") + "<w:r><w:br/></w:r>" + run("乙") + "<w:r><w:noBreakHyphen/><w:instrText>PAGE</w:instrText></w:r>"
    )
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="2605"/></w:r>'
    body = f"<w:p>{first}</w:p><w:p>{second}{symbols}</w:p>"
    assert lines(document(body)) == ["面积20km² 可见", "甲", "乙-★"]


def test_document_part_may_have_any_name() -> None:
    assert lines(document(paragraph("甲"), main="word/document2.xml")) == ["甲"]


BOMB = '<!DOCTYPE w [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (document(paragraph("甲"))[:-40], UnreadableFile, "damaged"),
        (document(paragraph("甲")).replace(b"PK\1\2", b"PK\1\3"), UnreadableFile, "damaged"),
        (document("<w:p>"), UnreadableFile, "damaged: its XML"),
        (package({"word/document.xml": "<a/>", "_rels/.rels": DOCUMENT_RELATION}), UnreadableFile, "damaged.*body"),
        (package({"word/document.xml": "<a/>"}), UnreadableFile, "damaged"),
        (package({"word/document.xml": "<a/>", "_rels/.rels": RELATIONS.format("")}), UnreadableFile, "damaged"),
        (document(paragraph("甲")).replace(b"\0\0\x08\0", b"\1\0\x08\0"), UnreadableFile, "protected by a password"),
        (document("<w:sdt>" * 300 + "</w:sdt>" * 300), UnreadableFile, "damaged: its XML"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
            UnreadableFile,
            "prot",
        ),
    ],
    ids=["cut", "directory", "xml", "body", "no package", "no document", "encrypted", "deep", "encrypted by Word"],
)
def test_damaged_and_protected_files(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=f"^plan.docx: {says}"):
        read_bytes(data, "plan.docx")


def test_entities_are_refused_not_expanded() -> None:
    members = zipfile.ZipFile(io.BytesIO(document(paragraph("&b;"))))
    parts = {name: members.read(name) for name in members.namelist()}
    parts["word/document.xml"] = BOMB.encode() + parts["word/document.xml"]
    with pytest.raises(UnreadableFile, match="declares entities"):
        read_bytes(package(dict(parts)), "plan.docx")


def test_external_file_is_never_read() -> None:
    external = (
        f"<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><w:document {W}><w:body>&x;</w:body></w:document>"
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": DOCUMENT_RELATION,
        "word/document.xml": external,
    }
    with pytest.raises(UnreadableFile, match="declares entities"):
        read_bytes(package(parts), "plan.docx")


def test_archive_that_unpacks_too_far() -> None:
    bomb = package({"word/media/image1.bmp": bytes(limits.MAX_ARCHIVE_BYTES), "word/document.xml": "<a/>"})
    assert len(bomb) < 200_000
    with pytest.raises(LimitExceeded, match="unpacks to more than 128 MiB"):
        read_bytes(bomb, "plan.docx")


def test_archive_of_too_many_members() -> None:
    crowd = package({f"word/{number}": b"" for number in range(limits.MAX_ARCHIVE_MEMBERS + 1)})
    with pytest.raises(LimitExceeded, match="10,000 members"):
        read_bytes(crowd, "plan.docx")


def test_table_with_an_absurd_span() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="9999999"/></w:tcPr>{paragraph("甲")}</w:tc>'
    with pytest.raises(LimitExceeded, match="1,000,000 cells"):
        read_bytes(document(f"<w:tbl><w:tr>{wide}{wide}</w:tr></w:tbl>"), "plan.docx")


def test_more_tags_than_a_plan_has() -> None:
    with pytest.raises(LimitExceeded, match="1,000,000 tags"):
        read_bytes(document("<w:p/>" * limits.MAX_TAGS), "plan.docx")
