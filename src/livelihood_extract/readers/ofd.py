"""OFD, the Chinese format of fixed pages (GB/T 33190-2016): a zip of XML whose text objects say where each sign stands.

Pages are read in the order of the document, templates (heads, seals, backgrounds) left out; lengths are millimetres.
A text object with Boundary="20 25 170 6" and <TextCode X="0" Y="5" DeltaX="g 3 5">云州市政</TextCode> is four glyphs.
"""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from livelihood_extract.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers.archive import Archive
from livelihood_extract.readers.layout import Glyph, Page, content_of
from livelihood_extract.readers.limits import MAX_PAGES
from livelihood_extract.readers.markup import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from livelihood_extract.readers.content import Content

__all__ = ["read"]

A4 = (0.0, 0.0, 210.0, 297.0)
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
    content = content_of(pages)
    if not content.text.strip():
        raise UnsupportedFormat(name, "without a text layer; print it to PDF and run ocrmypdf --language chi_sim")
    return content


def _pages(archive: Archive, name: str) -> Iterator[Page]:
    package = parse_xml(archive.read("OFD.xml"), name)
    count = 0
    for root in package.iterfind("{*}DocBody/{*}DocRoot"):
        path = _member("", root.text)
        document = parse_xml(archive.read(path), name)
        box = _numbers(document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")) or A4
        for place in document.iterfind("{*}Pages/{*}Page"):
            count += 1
            if count > MAX_PAGES:
                raise LimitExceeded(name, f"more than {MAX_PAGES} pages; split the file")
            page = parse_xml(archive.read(_member(path, place.get("BaseLoc"))), name)
            own = _numbers(page.findtext("{*}Area/{*}PhysicalBox")) or box
            yield Page(own[2], own[3], [glyph for each in page.iterfind("{*}Content") for glyph in _glyphs(each)])


def _member(base: str, location: str | None) -> str:
    """The member a location names: from the root of the package, or from the folder of the member that names it."""
    return normpath(join("/", dirname(base), (location or "").strip())).lstrip("/")


def _numbers(text: str | None) -> tuple[float, ...]:
    return tuple(map(float, (text or "").split()))


def _glyphs(block: "_Element") -> Iterator[Glyph]:
    """Glyphs of all visible, upright text objects in a layer or block; slanting ones are watermarks."""
    for child in block:
        if child.get("Visible") == "false":
            continue
        if local_name(child) == "TextObject":
            matrix = _numbers(child.get("CTM")) or UPRIGHT
            if abs(matrix[1]) + abs(matrix[2]) < 0.2 * abs(matrix[0]):
                yield from _text_object(child, matrix)
        elif local_name(child) in ("Layer", "PageBlock"):
            yield from _glyphs(child)


def _text_object(element: "_Element", matrix: tuple[float, ...]) -> Iterator[Glyph]:
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
