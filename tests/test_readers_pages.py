"""Fixed pages: lines joined into paragraphs, page numbers dropped, ruled tables, in PDF and OFD.

The PDF files are put together here, in the encodings old Chinese software wrote without embedding a font. The places
are invented.
"""

import io
import zipfile
import zlib

import pytest

from livelihood_extract.errors import InputError, LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers import limits, pdf, read_bytes
from livelihood_extract.readers.continued import continued
from livelihood_extract.readers.layout import content_of
from livelihood_extract.readers.page import Glyph, Line, Page, Rule

EM = 10.0
WIDE = 20
"""Ems between the margins of the pages below."""


def glyphs(text: str, left: float, baseline: float, size: float = EM) -> list[Glyph]:
    found = []
    for sign in text:
        width = size * (0.5 if sign.isascii() else 1.0)
        found.append(Glyph(sign, left, left + width, baseline, size))
        left += width
    return found


def page(*rows: tuple[float, str], rules: tuple[Rule, ...] = (), more: tuple[Glyph, ...] = ()) -> Page:
    """A page of lines, each given by its indent in ems and its text; the text begins 100 from above and the left."""
    laid = [
        glyph
        for number, (indent, text) in enumerate(rows)
        for glyph in glyphs(text, 100 + indent * EM, 100 + 15 * number)
    ]
    return Page(400, 600, [*laid, *more], list(rules))


def paragraphs(*pages: Page) -> list[str]:
    return content_of(list(pages), "plan").text.splitlines()


FULL = "甲" * WIDE


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    rows = (2, "甲" * (WIDE - 2)), (0, FULL), (0, "乙"), (2, "丙"), (2, "丁" * (WIDE - 2)), (0, "戊")
    assert paragraphs(page(*rows)) == ["甲" * (2 * WIDE - 2) + "乙", "丙", "丁" * (WIDE - 2) + "戊"]


def test_a_number_broken_by_the_margin_is_whole_again() -> None:
    assert paragraphs(page((0, FULL), (0, "甲" * 17 + "住房2"), (0, "170套")))[0].endswith("住房2170套")


def test_a_word_that_did_not_fit_was_no_end() -> None:
    rows = (0, FULL), (0, "乙" * 16), (0, "12345678平方米")
    assert paragraphs(page(*rows)) == [FULL + "乙" * 16 + "12345678平方米"]


def test_words_of_latin_letters_keep_their_blank() -> None:
    assert paragraphs(page((0, FULL), (0, "甲" * 18 + "City "), (0, "Park")))[0].endswith("City Park")
    assert paragraphs(page((0, FULL), (0, "甲" * 19 + "DN"), (0, "A检测")))[0].endswith("DNA检测")


def test_full_lines_end_before_a_heading_or_a_label() -> None:
    rows = (0, FULL), (0, "乙" * 19 + "。"), (0, "（二）丙" + "丙" * 16), (0, "责任单位：市教育局")
    assert paragraphs(page(*rows)) == [FULL + "乙" * 19 + "。", "（二）丙" + "丙" * 16, "责任单位：市教育局"]


def test_a_label_inside_brackets_begins_no_paragraph_and_a_number_behind_them_does() -> None:
    rows = (0, FULL), (0, "丙" * 18 + "（牵"), (0, "头单位：市水务局、市财政局、市教育局）。"), (0, "15.丁")
    assert paragraphs(page(*rows)) == [FULL + "丙" * 18 + "（牵头单位：市水务局、市财政局、市教育局）。", "15.丁"]
    assert paragraphs(page((0, "乙" * 16 + "（市局）"), (0, "16.戊"))) == ["乙" * 16 + "（市局）", "16.戊"]


def test_a_paragraph_goes_on_over_the_page_and_parts_say_where() -> None:
    found = content_of([page((2, "甲" * 18), (0, FULL)), page((0, "乙"), (2, "丙"))], "plan")
    assert found.text == "甲" * 38 + "乙\n丙\n"
    assert [(part.page, found.text[part.start : part.end]) for part in found.parts] == [(1, "甲" * 38), (2, "乙\n丙\n")]


def test_page_numbers_and_running_heads_are_dropped() -> None:
    def numbered(number: int, text: str) -> Page:
        foot, head = glyphs(f"— {number} —", 180, 570), glyphs("云州市人民政府文件", 150, 40)
        return page((0, text), more=(*foot, *head))

    assert paragraphs(numbered(3, "甲"), numbered(4, "乙"), numbered(5, "丙")) == ["甲", "乙", "丙"]
    alone = page((0, "甲"), more=tuple(glyphs("第1页 共1页", 180, 570)))
    assert paragraphs(alone) == ["甲"]


def test_what_only_looks_like_a_page_number_stays() -> None:
    assert paragraphs(page((0, "2030"), (0, "甲"))) == ["2030", "甲"]
    assert paragraphs(page((0, "甲"), more=tuple(glyphs("共建5所", 180, 570)))) == ["甲", "共建5所"]


def test_bold_type_printed_twice_is_read_once() -> None:
    assert paragraphs(page((0, "一、教育"), more=tuple(glyphs("一、教育", 100.5, 100)))) == ["一、教育"]


def boxes(xs: list[float], ys: list[float]) -> tuple[Rule, ...]:
    return tuple(Rule(xs[0], y, xs[-1], y) for y in ys) + tuple(Rule(x, ys[0], x, ys[-1]) for x in xs)


def test_ruled_tables_are_rows_and_wrapped_cells_are_whole() -> None:
    words = (
        glyphs("类别", 105, 215) + glyphs("项目", 165, 215) + glyphs("教育", 105, 235) + glyphs("新建幼儿园", 161, 235)
    )
    words += glyphs("6所", 161, 250) + glyphs("改建3所", 161, 275)
    rules = (
        *(Rule(100, y, 220, y + 0.5) for y in (200, 220, 290)),
        Rule(160, 260, 220, 260),  # only beside the category, which is merged over both rows
        *(Rule(x, 200, x, 290) for x in (100, 160, 220)),
    )
    found = paragraphs(page((0, "任务表"), rules=rules, more=tuple(words)), page((0, "完")))
    assert found == ["任务表", "类别\t项目", "教育\t新建幼儿园6所", "教育\t改建3所", "完"]


def test_tables_that_run_over_pages_are_made_whole() -> None:
    def part(rows: list[tuple[str, str, str]]) -> Page:
        ys = [100.0 + 30 * number for number in range(len(rows) + 1)]
        words = [
            glyph
            for number, row in enumerate(rows)
            for text, left in zip(row, (105, 165, 205), strict=True)
            for glyph in glyphs(text, left, ys[number] + 20)
        ]
        return page(rules=boxes([100, 160, 200, 300], ys), more=tuple(words))

    head = ("类别", "序号", "项目")
    first = part([head, ("教育", "1", "新建6所,"), ("交通", "2", "修路3公里,")])
    second = part([head, ("", "", "其中村道2公里"), ("", "3", "更新公交20辆"), ("医疗", "4", "床位50张")])
    assert paragraphs(first, second) == [
        "类别\t序号\t项目",
        "教育\t1\t新建6所,",
        "交通\t2\t修路3公里,其中村道2公里",
        "交通\t3\t更新公交20辆",
        "医疗\t4\t床位50张",
    ]


def row(page: int, *cells: str) -> Line:
    return Line(page, "\t".join(cells), 0, 100, 0, 10, cells=cells)


def test_a_category_cut_by_the_end_of_a_page_is_whole_in_all_its_rows() -> None:
    rows = row(1, "四、教育", "1", "甲"), row(1, "五、公", "2", "乙"), row(1, "五、公", "3", "丙，")
    more = row(2, "共交通", "", "丁"), row(2, "共交通", "4", "戊"), row(2, "六、医疗", "5", "己")
    assert [line.text for line in continued([*rows, *more])] == [
        "四、教育\t1\t甲",
        "五、公共交通\t2\t乙",
        "五、公共交通\t3\t丙，丁",
        "五、公共交通\t4\t戊",
        "六、医疗\t5\t己",
    ]


def test_an_empty_cell_alone_makes_no_rest() -> None:
    rows = row(1, "新建幼儿园", "市教育局", ""), row(2, "改建医院", "市卫生健康委", "")
    assert len(continued(list(rows))) == 2


def test_a_frame_around_a_text_is_no_table() -> None:
    frame = (Rule(90, 80, 310, 200),)
    assert paragraphs(page((0, FULL), (0, "甲"), rules=frame)) == [FULL + "甲"]


# --- PDF --------------------------------------------------------------------------------------------------------------


def portable(content: bytes, encoding: str = "GBK-EUC-H", filters: bytes = b"", pages: int = 1) -> bytes:
    """A PDF of `pages` equal pages in a font that is not embedded."""
    kids = b" ".join(b"%d 0 R" % (7 + number) for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/%s/DescendantFonts[5 0 R]>>" % encoding.encode(),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/DW 1000/W[1 95 500 814 939 500]/FontDescriptor 6 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120>>",
    ]
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate([*objects, *[leaf] * pages], 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table + trailer


def shown(text: str, codec: str) -> bytes:
    rows = b" ".join(b"<%s> Tj T*" % row.encode(codec).hex().encode() for row in text.split("\n"))
    return b"BT /F 12 Tf 14 TL 72 750 Td %s ET" % rows


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("GB-EUC-H", "gbk"),
        ("GBK-EUC-H", "gbk"),
        ("GBKp-EUC-H", "gbk"),
        ("GBK2K-H", "gb18030"),
        ("UniGB-UCS2-H", "utf-16-be"),
        ("UniGB-UTF16-H", "utf-16-be"),
    ],
)
def test_fonts_that_are_not_embedded(encoding: str, codec: str) -> None:
    text = "一、新建“书香·云州”阅读点20处\n（一）面积500平方米以上,达到96.9％\n米"
    found = read_bytes(portable(shown(text, codec), encoding), "plan.pdf")
    assert found.text.splitlines() == text.split("\n")
    assert (found.source.media_type, found.source.encoding) == ("application/pdf", "binary")


HELLO = shown("一、新建20所", "gbk")


def bomb(mebibytes: int) -> bytes:
    """Zeros, deflated: one mebibyte is compressed and stands there as often as asked for."""
    packer = zlib.compressobj(9)
    once = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = (mebibytes << 20) % 65521 << 16 | 1  # Adler-32 of that many zeros
    return once[:2] + once[2:] * mebibytes + b"\x03\x00" + check.to_bytes(4)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (portable(HELLO)[:700], UnreadableFile, "damaged"),
        (b"%PDF-1.7\n" + bytes(2000), UnreadableFile, "damaged"),
        (portable(b"0 0 m 9 9 l S"), UnsupportedFormat, "scanned, .* ocrmypdf --language chi_sim"),
        (portable(HELLO, pages=limits.MAX_PAGES + 1), LimitExceeded, "more than 500 pages"),
        (portable(bomb(1100), filters=b"/Filter/FlateDecode"), LimitExceeded, "unpacks to more memory"),
    ],
    ids=["cut", "bare", "scanned", "pages", "bomb"],
)
def test_pdf_that_cannot_be_read(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=f"^plan.pdf: {says}"):
        read_bytes(data, "plan.pdf")


def test_pdf_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.01)
    with pytest.raises(LimitExceeded, match="seconds to read"):
        read_bytes(portable(HELLO), "plan.pdf")


def test_pdf_behind_a_password() -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("cryptography")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(portable(HELLO)))
    for user, error in (("secret", UnreadableFile), ("", None)):
        buffer = io.BytesIO()
        writer.encrypt(user, "owner", algorithm="AES-256")
        writer.write(buffer)
        if error:
            with pytest.raises(error, match="protected by a password"):
                read_bytes(buffer.getvalue(), "plan.pdf")
        else:  # copying is forbidden, reading is not
            assert read_bytes(buffer.getvalue(), "plan.pdf").text == "一、新建20所\n"
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(portable(HELLO)))


# --- OFD --------------------------------------------------------------------------------------------------------------

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: str, members: dict[str, str] | None = None) -> bytes:
    """An OFD whose pages hold the given objects."""
    names = [f"Pages/Page_{number}/Content.xml" for number in range(len(pages))]
    listed = "".join(f'<ofd:Page ID="{number}" BaseLoc="{name}"/>' for number, name in enumerate(names))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    written = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData>{area}</ofd:CommonData><ofd:Pages>{listed}"
        "</ofd:Pages></ofd:Document>",
    }
    for name, content in zip(names, pages, strict=True):
        layer = f"<ofd:Content><ofd:Layer><ofd:PageBlock>{content}</ofd:PageBlock></ofd:Layer></ofd:Content>"
        written[f"Doc_0/{name}"] = f"<ofd:Page {OFD}>{layer}</ofd:Page>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (written | (members or {})).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def words(text: str, top: float, steps: str = "", more: str = "", left: float = 30) -> str:
    return (
        f'<ofd:TextObject ID="1" Boundary="{left} {top} 150 6" Size="5" {more}>'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def test_ofd_objects_in_any_order_are_read_from_above() -> None:
    content = words("责任单位：市教育局", 60, "g 8 5") + words("新建20所", 50, "5 5 2.5 2.5") + words("一、教育", 40)
    found = read_bytes(ofd(content), "plan.ofd")
    assert found.text.splitlines() == ["一、教育", "新建20所", "责任单位：市教育局"]
    assert (found.source.media_type, found.source.encoding) == ("application/ofd", "binary")


def test_ofd_matrix_hidden_objects_and_watermarks() -> None:
    content = (
        words("二", 40, more='CTM="1 0 0 1 10 0"')
        + words("一、", 40)
        + words("藏", 50, more='Visible="false"')
        + words("水印", 60, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    )
    assert read_bytes(ofd(content), "plan.ofd").text == "一、二\n"


def test_ofd_ruled_table() -> None:
    def rule(path: str) -> str:
        return (
            f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'
        )

    rules = "".join(rule(f"M 28 {y} L 120 {y}") for y in (30, 40, 50)) + "".join(
        rule(f"M {x} 30 L {x} 50") for x in (28, 60, 120)
    )
    cells = words("项目", 32) + words("单位", 32, left=62) + words("新建6所", 42) + words("市教育局", 42, left=62)
    assert read_bytes(ofd(cells + rules), "plan.ofd").text.splitlines() == ["项目\t单位", "新建6所\t市教育局"]


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (ofd(words("甲", 40))[:-30], UnreadableFile, "damaged"),
        (ofd("<ofd:TextObject>"), UnreadableFile, "damaged: its XML"),
        (
            ofd('<ofd:TextObject Boundary="a b c d" Size="5"><ofd:TextCode>甲</ofd:TextCode></ofd:TextObject>'),
            UnreadableFile,
            "damaged",
        ),
        (
            ofd(words("甲", 40), members={"Doc_0/Document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            UnreadableFile,
            ".*entities",
        ),
        (ofd(words("甲", 40), members={"Encryptions.xml": "<a/>"}), UnreadableFile, "protected by a password"),
        (ofd(""), UnsupportedFormat, "without a text layer"),
        (ofd(words("甲" * 600_000, 40), words("甲" * 600_000, 40)), LimitExceeded, "more than 1,000,000 signs"),
        (ofd(*[words("甲", 40)] * (limits.MAX_PAGES + 1)), LimitExceeded, "more than 500 pages"),
    ],
    ids=["cut", "xml", "numbers", "entities", "encrypted", "pictures", "signs", "pages"],
)
def test_ofd_that_cannot_be_read(data: bytes, error: type[InputError], says: str) -> None:
    with pytest.raises(error, match=f"^plan.ofd: {says}"):
        read_bytes(data, "plan.ofd")
