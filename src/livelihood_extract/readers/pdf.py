"""PDF with a text layer: paragraphs as lines, page numbers and running heads left out, the page of origin kept.

The reading itself happens in a process of its own (`pdfpages`): a PDF can ask for any amount of memory and time.
"""

import json
import subprocess
import sys
from typing import Any

import pdfminer  # noqa: F401  (says at once that the extra is missing)

from livelihood_extract.errors import InputError, LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers.content import Content
from livelihood_extract.readers.limits import MAX_PAGES, MAX_SECONDS
from livelihood_extract.records import Part

__all__ = ["read"]

WORKER = [sys.executable, "-P", "-m", "livelihood_extract.readers.pdfpages"]
"""-P: nothing is imported from the folder the user happens to be in."""

PROBLEMS: dict[str, tuple[type[InputError], str]] = {
    "damaged": (UnreadableFile, "damaged: the PDF cannot be read; fetch the file again"),
    "memory": (LimitExceeded, "unpacks to more memory than a plan needs; print it to a new PDF or save its text"),
    "no text": (
        UnsupportedFormat,
        "scanned, without a text layer; add one: ocrmypdf --language chi_sim IN.pdf OUT.pdf",
    ),
    "pages": (LimitExceeded, f"more than {MAX_PAGES} pages; split the file"),
    "password": (UnreadableFile, "protected by a password; save a copy without one"),
    "time": (LimitExceeded, f"takes more than {MAX_SECONDS} seconds to read; print it to a new PDF or save its text"),
}


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Text of the PDF `data`; `encoding` is of no use here. Raises UnreadableFile, UnsupportedFormat, LimitExceeded."""
    found: dict[str, Any]
    try:
        worker = subprocess.run(WORKER, input=data, capture_output=True, timeout=MAX_SECONDS, check=False)
        found = json.loads(worker.stdout) if worker.returncode == 0 else {"problem": "memory"}
    except subprocess.TimeoutExpired:
        found = {"problem": "time"}
    problem = found.get("problem") or ("" if found["text"].strip() else "no text")
    if problem:
        error, message = PROBLEMS[problem]
        raise error(name, message)
    return Content(found["text"], parts=tuple(Part(start, end, page=page) for start, end, page in found["parts"]))
