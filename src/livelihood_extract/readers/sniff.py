"""Which reader a file needs: its bytes decide, its suffix only where bytes cannot (Markdown is plain text too)."""

import re
from os.path import splitext

from livelihood_extract.errors import UnreadableFile, UnsupportedFormat

__all__ = ["ZIP", "kind_of"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096
"""Bytes from the start in which a file shows its kind."""

MESSAGE = re.compile(rb"(?:from|mime-version|date|subject|snapshot-content-location):", re.I)
OPENING = rb"(?>(?:<\?xml[^>]*>|<!--.*?-->|\s)*)<(?:%s)\b"
PAGE = re.compile(OPENING % rb"!doctype\s+html|html|head|body|meta|title", re.I | re.S)
FRAGMENT = re.compile(OPENING % rb"table|div|p", re.I | re.S)
"""Markup that a Markdown file may begin with too."""

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
MEMBERS = {"word/": "docx", "xl/": "xlsx", "OFD.xml": "ofd", "content.xml": "odt"}
"""The member that tells one kind of archive from another."""

STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
"""The stream that tells one compound file of the old office suites from another; names stand in it as UTF-16."""

SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html"}


def kind_of(data: bytes, name: str) -> str:
    """Key of the reader in READERS for these bytes. Raises UnreadableFile or UnsupportedFormat when there is none."""
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(ZIP):
        return _archive(data, name)
    if head.startswith(OLE):
        return _compound(data, name)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if MESSAGE.match(head) and b"multipart/related" in head.lower():
        return "mhtml"
    if head.startswith(PICTURES) and b"\0" in head:
        raise UnsupportedFormat(name, "a picture; turn it into text by OCR first: ocrmypdf --language chi_sim")
    kind = SUFFIXES.get(splitext(name)[1].lower(), "text")
    markup = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")
    return "html" if PAGE.match(markup) or (FRAGMENT.match(markup) and kind != "markdown") else kind


def _archive(data: bytes, name: str) -> str:
    from livelihood_extract.readers.archive import Archive

    members = Archive(data, name).members
    if "xl/workbook.bin" in members:
        raise UnsupportedFormat(name, "a binary workbook; save it as .xlsx")
    for member, kind in MEMBERS.items():
        if any(other.startswith(member) for other in members):
            return kind
    raise UnsupportedFormat(name, "an archive without a document in it; unpack it and give the files")


def _compound(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(name, "protected by a password; save a copy without one")
    for stream, kind in STREAMS.items():
        if f"{stream}\0".encode("utf-16-le") in data:
            return kind
    raise UnsupportedFormat(name, "an office file of no known kind; save it as .docx or .xlsx")
