"""XML from strangers, parsed by lxml: no entities, no document type, no network, no huge trees.

lxml rather than defusedxml: the HTML reader needs lxml anyway, its options switch the same dangers off (tests show it),
and defusedxml has no incremental answer for deep or huge trees, which libxml2 refuses by itself.
"""

from typing import TYPE_CHECKING

from lxml import etree

from livelihood_extract.errors import LimitExceeded, UnreadableFile
from livelihood_extract.readers.limits import MAX_TAGS

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["attribute", "check_tags", "local_name", "parse_xml"]


def check_tags(count: int, name: str) -> None:
    """Refuse markup whose tree would take hundreds of times its size in memory. Raises LimitExceeded."""
    if count > MAX_TAGS:
        raise LimitExceeded(name, f"markup of more than {MAX_TAGS:,} tags; split the file or save its text")


def parse_xml(data: bytes, name: str) -> "_Element":
    """Root element of an XML part of the file `name`.

    Raises UnreadableFile for broken XML and for any document type, LimitExceeded for too many tags.
    """
    check_tags(data.count(b"<"), name)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableFile(name, "damaged: its XML cannot be read; fetch the file again") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(name, "its XML declares entities, which no office program writes; not opened")
    return root


def local_name(element: "_Element") -> str:
    """The name without its namespace: transitional and strict documents differ in nothing else that matters here."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: "_Element | None", name: str) -> str | None:
    """Value of the attribute with this local name, in whatever namespace."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)
