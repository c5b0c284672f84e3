"""Pages saved with their pictures in one file (.mht, .mhtml, RFC 2557): the page itself is read, as any other."""

from email import message_from_bytes
from typing import TYPE_CHECKING

from livelihood_extract.errors import UnreadableFile
from livelihood_extract.readers import html

if TYPE_CHECKING:
    from livelihood_extract.readers.content import Content

__all__ = ["read"]


def read(data: bytes, name: str, encoding: str | None) -> "Content":
    """Text of the first page in the archive. Raises as `html.read` does, UnreadableFile when there is none."""
    for part in message_from_bytes(data).walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            return html.read(page, name, encoding)
    raise UnreadableFile(name, "a web archive without a page; save the page again")
