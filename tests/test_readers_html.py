"""Saved pages and Markdown: what a reader sees, in lines and rows. The places are invented."""

from email.message import EmailMessage

import pytest

from livelihood_extract.errors import LimitExceeded, UnknownEncoding, UnreadableFile
from livelihood_extract.readers import limits, read_bytes


def lines(page: str, charset: str = "utf-8") -> list[str]:
    found = read_bytes(page.encode(charset), "plan.html")
    assert found.source.media_type == "text/html"
    return found.text.splitlines()


def markdown(text: str) -> list[str]:
    found = read_bytes(text.encode(), "plan.md")
    assert found.source.media_type == "text/markdown"
    return found.text.splitlines()


PAGE = "<html><head><meta charset={0}><title>云州市</title></head><body><p>一、新建幼儿园20所</p></body></html>"


@pytest.mark.parametrize(
    ("declared", "written", "named"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gb18030", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("big5", "big5hkscs", "big5hkscs"),
        ("utf-8", "gb18030", "gb18030"),  # what the page declares is wrong
        ("gb2312", "utf-8", "utf-8"),
        ("nonsense", "gb18030", "gb18030"),
    ],
)
def test_charset(declared: str, written: str, named: str) -> None:
    page = PAGE.format(declared).replace("新建幼儿园20所", "新建幼稚園20所")
    found = read_bytes(page.encode(written), "plan.html")
    assert (found.text, found.source.encoding) == ("一、新建幼稚園20所\n", named)


def test_stated_encoding_wins_over_the_declared() -> None:
    with pytest.raises(UnknownEncoding):
        read_bytes(PAGE.format("gb2312").encode("gb18030"), "plan.html", encoding="utf-8")


def test_a_broken_byte_in_a_page_is_shown_as_browsers_do() -> None:
    page = PAGE.format("gb2312").replace("20所", "20所" + "，增加学位" * 300).encode("gb18030")
    broken = page.replace("云州市".encode("gb18030"), "云州".encode("gb18030") + b"\xca")
    found = read_bytes(broken, "plan.html")
    assert found.text.startswith("一、新建幼儿园20所，增加学位")
    assert found.source.encoding == "gb18030"
    with pytest.raises(UnknownEncoding):
        read_bytes(broken[:200] + b"\xff\xff\xff</p>", "plan.html")


def test_page_is_known_by_its_content() -> None:
    assert read_bytes("\n<!-- saved --><!DOCTYPE html><p>甲".encode(), "plan.xls").text == "甲\n"
    assert read_bytes(PAGE.format("x").encode("utf-16"), "plan.txt").text == "一、新建幼儿园20所\n"
    assert read_bytes("甲<br>乙".encode(), "plan.htm").text == "甲\n乙\n"
    assert read_bytes("甲<br>乙".encode(), "plan.txt").text == "甲<br>乙"


def test_page_saved_in_one_file() -> None:
    page = EmailMessage()
    page["Subject"] = "云州市人民政府"
    page.set_content(
        "<html><meta charset=gb2312><p>一、教育</p></html>", subtype="html", charset="gb2312", cte="base64"
    )
    page.add_related(b"GIF89a", "image", "gif")
    found = read_bytes(page.as_bytes(), "plan.mht")
    assert (found.text, found.source.media_type, found.source.encoding) == (
        "一、教育\n",
        "multipart/related",
        "gb18030",
    )
    with pytest.raises(UnreadableFile, match="a web archive without a page"):
        read_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n\n1\n--a--", "plan.mht")


def test_blocks_are_lines_and_inline_markup_is_not() -> None:
    page = (
        "<div>（一）<b>新建</b><span> 幼儿园</span><p>责任单位：<a href=x>市教育局</a><br/>　完成时限：10月</p>末</div>"
    )
    assert lines(page) == ["（一）新建 幼儿园", "责任单位：市教育局", "完成时限：10月", "末"]


def test_breaks_of_the_source_are_no_breaks() -> None:
    assert lines("<p>新建幼儿\n  园20\n所 of\nnew</p>") == ["新建幼儿园20 所 of new"]
    assert lines("<pre>甲\n乙</pre>") == ["甲", "乙"]


def test_scripts_styles_and_hidden_elements_vanish() -> None:
    page = (
        "<body><style>p{}</style><script>document.write('十、')</script><noscript>无</noscript>"
        "<p style='color:red; DISPLAY : none'>藏</p><p hidden>藏</p><select><option>选</option></select><p>甲</p>"
    )
    assert lines(page) == ["甲"]


def test_raised_figures_belong_to_the_unit() -> None:
    assert lines("<p>绿地3000m<sup>2</sup>，见<sup>[2]</sup></p>") == ["绿地3000m²，见[2]"]


def test_tables_are_rows() -> None:
    page = """<table><caption>任务表</caption><tr><th>类别</th><th>项目</th><th>单位</th></tr>
    <tr><td rowspan="2">教育</td><td>新建<br>6所</td><td><p>市教育局</p><p>市财政局</p></td></tr>
    <tr><td>改建\t3所</td><td></td></tr><tr><td colspan="2">合计</td><td>9所</td></tr></table>"""
    assert lines(page) == ["类别\t项目\t单位", "教育\t新建 6所\t市教育局 市财政局", "教育\t改建 3所", "合计\t\t9所"]


def test_rowspan_to_the_end_and_beyond() -> None:
    page = "<table><tr><td rowspan=0>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td rowspan=99>3</td></tr></table>"
    assert lines(page) == ["甲\t1", "甲\t2", "甲\t3"]


def test_layout_tables_are_no_tables() -> None:
    nested = "<table><tr><td>栏目</td><td><p>一、甲</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>"
    assert lines(nested) == ["栏目", "一、甲", "1\t2"]
    assert lines("<table><tr><td><p>一、甲</p><p>二、乙</p></td></tr></table>") == ["一、甲", "二、乙"]
    long = "<p>" + "字" * 2001 + "</p><p>末</p>"
    assert len(lines(f"<table><tr><td>栏目</td><td>{long}</td></tr></table>")) == 3


def test_numbers_of_ordered_lists() -> None:
    assert lines("<ol><li><p>甲</p></li><li value=5>乙</li><li>丙</li></ol>") == ["1. 甲", "5. 乙", "6. 丙"]
    assert lines("<ol start=3 type=A><li>甲</ol><ol style='list-style-type:cjk-ideographic'><li>乙</ol>") == [
        "C. 甲",
        "一、乙",
    ]
    assert lines("<ol><li>（一）甲</li><li>2、乙</li></ol><ol style='list-style:none'><li>丙</li></ol>") == [
        "（一）甲",
        "2、乙",
        "丙",
    ]


def test_tags_that_are_never_closed() -> None:
    assert lines("<p><font>甲" * 1000) == ["甲"] * 1000
    assert lines("<ol><li>" * 900 + "甲")[-1].endswith("甲")


def test_entities_of_a_page_read_no_file_and_do_not_grow() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "甲甲甲">]>'
        "<html><body><p>&x;&a;&lt;乙&gt;&#19993;</p></body></html>"
    )
    text = "".join(lines(page))
    assert "root:" not in text
    assert "甲甲甲&" not in text.replace('"甲甲甲"', "")
    assert text.endswith("<乙>丙".replace("丙", chr(19993)))


@pytest.mark.parametrize(
    ("page", "error", "says"),
    [
        ("<html>" + "<p>" * limits.MAX_TAGS, LimitExceeded, "more than 1,000,000 tags"),
        ("<html>" + "<div>甲" * 3000, LimitExceeded, "nested more than 2,048 deep"),
        (
            "<table><tr><td rowspan=2 colspan=999999>甲</td><td>乙</td></tr><tr></tr></table>",
            LimitExceeded,
            "1,000,000 cells",
        ),
        ("<html><!-- nothing -->", UnreadableFile, "no text in it"),
    ],
    ids=["tags", "deep", "span", "empty"],
)
def test_limits(page: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=f"^plan.html: .*({says})"):
        read_bytes(page.encode(), "plan.html")


def test_markdown_is_what_its_reader_sees() -> None:
    text = """# 云州市实事

## 一、教育 *项目*

**责任单位：**市教育局
[附件](x.html)、`代码` \\*星\\*
下一行<br>再一行

![图](x.png)

---
"""
    assert markdown(text) == [
        "云州市实事",
        "一、教育 项目",
        "责任单位：市教育局",
        "附件、代码 *星*",
        "下一行",
        "再一行",
    ]


def test_markdown_blocks_that_show_nothing_are_left_out() -> None:
    assert markdown("一、教育\n\n<!-- 草稿 -->\n\n<?xml version='1.0'?>\n\n<p>新建学校3所</p>\n") == [
        "一、教育",
        "新建学校3所",
    ]


def test_markdown_lists_keep_their_numbers_and_bullets() -> None:
    assert markdown("3. 甲\n3. 乙\n   - 丙\n   - 丁\n\n1) 戊") == ["3. 甲", "4. 乙", "- 丙", "- 丁", "1) 戊"]


def test_markdown_tables_are_rows() -> None:
    assert markdown("| 项目 | 单位 |\n|---|:-:|\n| 新建<br>6所 | **市教育局** |\n|甲||") == [
        "项目\t单位",
        "新建 6所\t市教育局",
        "甲",
    ]
    assert markdown("<table><tr><td>甲</td><td>乙</td></tr></table>\n\n丙") == ["甲\t乙", "丙"]


def test_markdown_in_an_old_encoding() -> None:
    found = read_bytes("# 一、云州市教育项目\n\n新建幼儿园。".encode("gb18030"), "plan.md")
    assert (found.text, found.source.encoding) == ("一、云州市教育项目\n新建幼儿园。\n", "gb18030")
