"""Saved web pages: blocks become lines, tables become rows, scripts and styles vanish.

Navigation and footers stay as lines before and after the plan. <p>一、城市安居项目</p> is the line 一、城市安居项目.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from livelihood_extract.errors import ExtractError, LimitExceeded, UnreadableFile
from livelihood_extract.readers import text
from livelihood_extract.readers.content import Content
from livelihood_extract.readers.grid import Cell, row_lines
from livelihood_extract.readers.limits import MAX_CELLS
from livelihood_extract.readers.markup import check_tags
from livelihood_extract.readers.numbering import RAISED, numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["page_lines", "read"]

CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "audio", "video",
    "select", "textarea", "button", "input"
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul"
})  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
NUMBERED = re.compile(r"\s*[（(]?[0-9０-９〇一二三四五六七八九十]+\s*[)）、.．]")
FEW = 1000
"""Characters of a page to each byte that may be broken: content systems cut descriptions in mid-character."""

LAYOUT_CELL = 2000
"""A cell with more characters than this holds a page, not a fact: its table is layout and its blocks are lines."""

SOFT = "\r"
"""A line break of the page's source, which no reader sees; carriage returns themselves never reach the tree's text."""
SOFT_BETWEEN_WIDE = re.compile(r"(?<=[^\x00-\x7f])\r(?=[^\x00-\x7f])")
SPACES = re.compile(r"[ \r]+")

GLUE = "\x1f"
"""Stands between a list marker and its text, which may begin with a paragraph of its own: no break there."""
GLUED = re.compile(r"\x1f\s*")


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Text of the page `data`. Raises as `text.decode` does, LimitExceeded for too many tags or merged cells."""
    page, encoding = _decode(data, name, encoding)
    return Content("".join(f"{line}\n" for line in page_lines(page, name)), encoding)


def page_lines(page: str, name: str) -> list[str]:
    """Lines a reader sees of an HTML page or fragment; empty lines are dropped."""
    lines = _settled("".join(_pieces(_parse(page, name), name))).split("\n")
    return [line.strip(" \u3000") for line in lines if line.strip()]


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    declared = CHARSET.search(data[:4096])
    if encoding is not None or declared is None:
        return text.decode(data, name, encoding)
    charset = declared[1].decode("ascii")
    for choice in (charset, None):  # a page may declare one charset and be written in another
        with suppress(ExtractError):
            return text.decode(data, name, choice)
    return _mended(data, name, charset)


def _mended(data: bytes, name: str, charset: str) -> tuple[str, str]:
    """A page in its declared charset whose odd byte fits nowhere, as browsers show it: � for each, but not for many."""
    with suppress(ExtractError):
        codec = text.codec_of(charset)
        page = data.decode(codec, "replace")
        if page.count("\ufffd") * FEW <= len(page):
            return page, codec
    return text.decode(data, name, None)  # says what is wrong


def _parse(page: str, name: str) -> "_Element":
    check_tags(page.count("<"), name)
    # huge_tree: 2,048 levels instead of 256, for pages that never close a tag; their size is limited already.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.replace("\r\n", "\n").replace("\0", "").encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise LimitExceeded(name, "markup nested more than 2,048 deep; save the page's text instead")
    if root is None:
        raise UnreadableFile(name, "a web page without content; save the page again")
    return root


def _pieces(root: "_Element", name: str) -> Iterator[str]:
    """Text of an element in reading order; a newline is a break that a reader sees.

    Walked rather than recursed into: a page is deep where tags are never closed.
    """
    markers: dict[_Element, str] = {}
    verbatim = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        edge = "\n" if element.tag in BLOCKS else ""
        verbatim += (event == "start") - (event == "end") if element.tag == "pre" else 0
        if event == "end":
            yield edge + (_characters(element.tail, verbatim > 0) if element is not root else "")
            continue
        whole = _whole(element, name)
        if whole is None:
            markers |= _markers(element) if element.tag == "ol" else {}
            yield edge + markers.get(element, "") + _characters(element.text, verbatim > 0)
        else:
            yield whole
            walk.skip_subtree()


def _whole(element: "_Element", name: str) -> str | None:
    """What stands for an element with all that is in it; None when its content speaks for itself."""
    if element.tag in UNSEEN or element.get("hidden") is not None or HIDDEN.search(element.get("style", "")):
        return ""
    if element.tag == "br":
        return "\n"
    if element.tag == "sup" and not len(element):
        return RAISED.get(element.text or "")
    if element.tag == "table" and _is_data(element):
        return "\n" + "".join(f"{line}\n" for line in row_lines(_rows(element, name), name))
    return None


def _characters(written: str | None, verbatim: bool) -> str:
    blank = (written or "").replace("\t", " ").replace("\u00a0", " ")
    return blank if verbatim else blank.replace("\n", SOFT)


def _settled(joined: str) -> str:
    """Pieces in a row, with the blanks a browser would show; in steps that each take time in proportion to the text."""
    single = SPACES.sub(lambda run: SOFT if SOFT in run[0] else " ", GLUED.sub("", joined))
    return SOFT_BETWEEN_WIDE.sub("", single).replace(SOFT, " ")


def _markers(items: "_Element") -> dict["_Element", str]:
    """The numbers that a browser paints before the items of <ol>, but not where an item writes its own."""
    markers = {}
    number = _count(items.get("start"), 1) - 1
    for item in items.iterchildren("li"):
        number = _count(item.get("value"), number + 1)
        styled = LIST_STYLE.search(item.get("style", "") + ";" + items.get("style", ""))
        style = styled[1] if styled else items.get("type", "decimal")
        if style != "none" and not NUMBERED.match(_beginning(item)):
            written = numeral(number, style)
            markers[item] = f"{written}. {GLUE}" if written.isascii() else f"{written}、{GLUE}"
    return markers


def _beginning(item: "_Element") -> str:
    return next((str(text) for text in item.itertext() if text.strip()), "")


def _is_data(table: "_Element") -> bool:
    """Rows and columns of facts, not a grid that lays the page out."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    longest = max((len("".join(map(str, cell.itertext()))) for row in rows for cell in row), default=0)
    return any(len(row) > 1 for row in rows) and longest <= LAYOUT_CELL


def _rows(table: "_Element", name: str) -> list[list[Cell]]:
    return [[_cell(cell, name) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]


def _cell(cell: "_Element", name: str) -> Cell:
    rows = _count(cell.get("rowspan"), 1) or MAX_CELLS  # rowspan=0 reaches to the end of the table
    return Cell(_settled("".join(_pieces(cell, name))), rows, max(1, _count(cell.get("colspan"), 1)))


def _count(value: str | None, default: int) -> int:
    return int(value) if value and value.strip().isdecimal() and len(value) < 8 else default
