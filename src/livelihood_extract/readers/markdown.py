"""Markdown: the text a reader of the rendered page sees; ## 一、城市安居项目 is the line 一、城市安居项目.

Marks of emphasis, headings and links vanish, numbers of lists stay, pipe tables become rows, lines stay lines.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from livelihood_extract.errors import UnreadableFile
from livelihood_extract.readers import text
from livelihood_extract.readers.content import Content
from livelihood_extract.readers.grid import row_line
from livelihood_extract.readers.html import page_lines

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

BREAKS = ("softbreak", "hardbreak")

CJK_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
"""**责任单位：**市教育局 is bold to its author; CommonMark sees none where the mark follows a sign of punctuation."""


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Text of a Markdown file. Raises as `text.read` does."""
    plain = text.read(data, name, encoding)
    tokens = MarkdownIt("commonmark").enable("table").parse(plain.text)
    lines = (line.strip() for block in _blocks(tokens, name) for line in block.split("\n"))
    return Content("".join(f"{line}\n" for line in lines if line), plain.encoding)


def _blocks(tokens: "list[Token]", name: str) -> Iterator[str]:
    """Paragraphs, headings, rows and verbatim blocks in order; the marker of a list item before its first block."""
    marker = ""
    row: list[str] | None = None
    numbers: list[int | None] = []  # next number of each open list, None for bullets
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            numbers.append(int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            marker, numbers[-1] = _marker(token, numbers[-1])
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield row_line(row or [])
            row = None
        elif token.type == "inline" and row is not None:
            row.append(_inline(token))
        elif token.type in ("inline", "code_block", "fence", "html_block"):
            yield marker + (_inline(token) if token.type == "inline" else _verbatim(token, name))
            marker = ""


def _marker(item: "Token", number: int | None) -> tuple[str, int | None]:
    return (f"{item.markup} ", None) if number is None else (f"{number}{item.markup} ", number + 1)


def _inline(token: "Token") -> str:
    joined = "".join(
        "\n" if child.type in BREAKS or child.content.lower().startswith("<br") else _seen(child)
        for child in token.children or []
    )
    return CJK_BOLD.sub(r"\1", joined)


def _seen(child: "Token") -> str:
    return child.content if child.type in ("text", "code_inline") else ""


def _verbatim(token: "Token", name: str) -> str:
    if token.type != "html_block":
        return token.content
    try:
        return "\n".join(page_lines(token.content, name))
    except UnreadableFile:  # a comment or a declaration: nothing that a reader sees
        return ""
