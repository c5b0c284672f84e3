"""The inside of the PDF reader, a process of its own: PDF bytes on standard input, JSON on standard output.

    python -m livelihood_extract.readers.pdfpages < plan.pdf

Streams of a PDF may unpack without bound and its objects may refer to each other in rings, so the whole reading stands
under a limit on memory here and on time in `pdf`. pdfminer.six opens no network, runs no script and follows no link.
"""

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice

from pdfminer.cmapdb import CMapDB
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTLine, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from livelihood_extract.errors import LimitExceeded
from livelihood_extract.readers.layout import content_of
from livelihood_extract.readers.limits import MAX_MEMORY, MAX_PAGES
from livelihood_extract.readers.page import Glyph, Page, Rule

__all__ = ["main"]

STRAIGHT = 1.5
"""Points that a ruled line may slant."""

UNMAPPED = "(cid:"
MISSING = "\ufffd"


def main() -> None:
    """Print {"text", "parts"} or {"problem"}; a crash for want of memory is the caller's to explain."""
    _limit_memory()
    logging.disable(logging.CRITICAL)
    try:
        document = PDFDocument(PDFParser(BytesIO(sys.stdin.buffer.read())))
        pages = list(islice(PDFPage.create_pages(document), MAX_PAGES + 1))
        found = {"problem": "pages"} if len(pages) > MAX_PAGES else _found(_laid_out(pages))
    except (MemoryError, LimitExceeded):
        found = {"problem": "memory"}
    except PDFPasswordIncorrect:
        found = {"problem": "password"}
    except Exception:  # pdfminer raises whatever a broken file makes it stumble on
        found = {"problem": "damaged"}
    json.dump(found, sys.stdout)


def _found(pages: Iterable[Page]) -> dict[str, object]:
    content = content_of(list(pages), "")
    if content.text.count(MISSING) * 5 > len(content.text.strip()):
        return {"problem": "no text"}
    return {"text": content.text, "parts": [(part.start, part.end, part.page) for part in content.parts]}


def _limit_memory() -> None:
    try:
        import resource  # not on Windows, where the limit on time stands alone
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _laid_out(pages: list[PDFPage]) -> Iterator[Page]:
    # The map for UCS-2 lacks signs that its successor has (· among them); their other entries are the same.
    CMapDB.get_cmap("UniGB-UTF16-H")
    CMapDB._cmap_cache["UniGB-UCS2-H"] = CMapDB._cmap_cache["UniGB-UTF16-H"]
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for page in pages:
        interpreter.process_page(page)
        found = device.get_result()
        yield Page(
            found.width, found.height, [_glyph(each, found) for each in _upright(found)], list(_rules(found, found))
        )


def _upright(box: Iterable[object]) -> Iterator[LTChar]:
    """Characters that stand straight; slanting ones are watermarks."""
    for each in box:
        if isinstance(each, LTChar) and abs(each.matrix[1]) + abs(each.matrix[2]) < 0.2 * abs(each.matrix[0]):
            yield each
        elif isinstance(each, LTContainer):
            yield from _upright(each)


def _rules(box: Iterable[object], page: LTPage) -> Iterator[Rule]:
    for each in box:
        if isinstance(each, LTRect) or (isinstance(each, LTLine) and min(each.width, each.height) < STRAIGHT):
            yield Rule(each.x0 - page.x0, page.y1 - each.y1, each.x1 - page.x0, page.y1 - each.y0)
        elif isinstance(each, LTContainer):
            yield from _rules(each, page)


def _glyph(character: LTChar, page: LTPage) -> Glyph:
    text = MISSING if character.get_text().startswith(UNMAPPED) else character.get_text()
    left, baseline = character.x0 - page.x0, page.y1 - character.matrix[5]
    return Glyph(text, left, left + character.width, baseline, character.size or 1.0)


if __name__ == "__main__":
    main()
