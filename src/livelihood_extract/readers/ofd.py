"""OFD, the Chinese format of fixed pages (GB/T 33190-2016): a zip of XML whose text objects say where each sign stands.

Pages are read in the order of the document, templates (heads, seals, backgrounds) left out; lengths are millimetres.
A text object with Boundary="20 25 170 6" and <TextCode X="0" Y="5" DeltaX="g 3 5">云州市政</TextCode> is four glyphs.
"""

import re
from collections.abc import Iterator
from itertools import islice
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from livelihood_extract.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers.archive import Archive
from livelihood_extract.readers.layout import content_of
from livelihood_extract.readers.limits import MAX_GLYPHS, MAX_PAGES
from livelihood_extract.readers.markup import local_name, parse_xml
from livelihood_extract.readers.page import Glyph, Page, Rule

if TYPE_CHECKING:
    from lxml.etree import _Element

    from livelihood_extract.readers.content import Content

__all__ = ["read"]

A4 = (0.0, 0.0, 210.0, 297.0)
STRAIGHT = 0.5
"""Millimetres that a ruled line may slant."""

STEP = re.compile(r"([MSL])\s*(-?[\d.]+)\s+(-?[\d.]+)")
UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(data: bytes, name: str, encoding: str | None) -> "Content":
    """Text of an OFD; `encoding` is of no use here. Raises UnreadableFile, UnsupportedFormat, LimitExceeded."""
    archive = Archive(data, name)
    if any(member.endswith("Encryptions.xml") for member in archive.members):
        raise UnreadableFile(name, "protected by a password; save a copy without one")
    try:
        pages = list(_pages(archive, name))
    except (ValueError, IndexError):  # a number that is none
        raise UnreadableFile(name, "damaged: its pages cannot be read; fetch the file again") from None
    content = content_of(pages, name)
    if not content.text.strip():
        raise UnsupportedFormat(name, "without a text layer; print it to PDF and run ocrmypdf --language chi_sim")
    return content


def _pages(archive: Archive, name: str) -> Iterator[Page]:
    """Pages of all documents of the package; raises LimitExceeded when they or their signs are too many."""
    left = MAX_GLYPHS
    for number, (path, box) in enumerate(_page_members(archive, name)):
        if number == MAX_PAGES:
            raise LimitExceeded(name, f"more than {MAX_PAGES} pages; split the file")
        page = parse_xml(archive.read(path), name)
        own = _numbers(page.findtext("{*}Area/{*}PhysicalBox")) or box
        objects = [each for block in page.iterfind("{*}Content") for each in _objects(block)]
        texts = (each for each in objects if local_name(each) == "TextObject")
        glyphs = list(islice((glyph for each in texts for glyph in _glyphs(each)), left + 1))
        left -= len(glyphs)
        if left < 0:
            raise LimitExceeded(name, f"more than {MAX_GLYPHS:,} signs on its pages; split the file")
        rules = [rule for each in objects if local_name(each) == "PathObject" for rule in _rules(each)]
        yield Page(own[2], own[3], glyphs, rules)


def _page_members(archive: Archive, name: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Member and size of every page, in the order of the documents of the package."""
    package = parse_xml(archive.read("OFD.xml"), name)
    for root in package.iterfind("{*}DocBody/{*}DocRoot"):
        path = _member("", root.text)
        document = parse_xml(archive.read(path), name)
        box = _numbers(document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")) or A4
        for place in document.iterfind("{*}Pages/{*}Page"):
            yield _member(path, place.get("BaseLoc")), box


def _member(base: str, location: str | None) -> str:
    """The member a location names: from the root of the package, or from the folder of the member that names it."""
    return normpath(join("/", dirname(base), (location or "").strip())).lstrip("/")


def _numbers(text: str | None) -> tuple[float, ...]:
    return tuple(map(float, (text or "").split()))


def _objects(block: "_Element") -> Iterator["_Element"]:
    """Visible objects of a layer or block."""
    for child in block:
        if child.get("Visible") != "false":
            yield from _objects(child) if local_name(child) in ("Layer", "PageBlock") else (child,)


def _glyphs(element: "_Element") -> Iterator[Glyph]:
    """Glyphs of an upright text object; slanting ones are watermarks."""
    matrix = _numbers(element.get("CTM")) or UPRIGHT
    if abs(matrix[1]) + abs(matrix[2]) > 0.2 * abs(matrix[0]):
        return
    left, top = _numbers(element.get("Boundary"))[:2]
    size = float(element.get("Size") or 0) or 1.0
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        signs = "".join(sign for sign in code.text or "" if sign not in "\r\n\t")
        steps = _steps(code.get("DeltaX"))
        at = x
        for number, sign in enumerate(signs):
            wide = size * (0.5 if sign.isascii() else 1.0)
            start = left + matrix[0] * at + matrix[4]
            baseline = top + matrix[3] * y + matrix[5]
            yield Glyph(sign, start, start + matrix[0] * wide, baseline, size * abs(matrix[3]))
            at += steps[number] if number < len(steps) else wide


def _rules(element: "_Element") -> Iterator[Rule]:
    """Straight lines of a path object: "M 0 0 L 40 0" is one, whatever is drawn around it."""
    matrix = _numbers(element.get("CTM")) or UPRIGHT
    left, top = _numbers(element.get("Boundary"))[:2]
    last: tuple[float, float] | None = None
    for step, across, down in STEP.findall(element.findtext("{*}AbbreviatedData") or ""):
        x, y = float(across), float(down)
        point = left + matrix[0] * x + matrix[2] * y + matrix[4], top + matrix[1] * x + matrix[3] * y + matrix[5]
        if step == "L" and last is not None and min(abs(last[0] - point[0]), abs(last[1] - point[1])) < STRAIGHT:
            yield Rule(min(last[0], point[0]), min(last[1], point[1]), max(last[0], point[0]), max(last[1], point[1]))
        last = point


def _steps(written: str | None) -> list[float]:
    """Distances from sign to sign; "g 3 5" stands for 5 5 5. A sequence is cut where it exceeds any text."""
    steps: list[float] = []
    words = iter((written or "").split())
    for word in words:
        if word == "g":
            count, step = int(next(words, "0")), float(next(words, "0"))
            steps += [step] * min(count, 10_000)
        else:
            steps.append(float(word))
    return steps
