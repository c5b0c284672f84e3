"""How large an input may be: files come from strangers. Each limit stands in docs/formats.md and has a test."""

__all__ = [
    "MAX_ARCHIVE_BYTES",
    "MAX_ARCHIVE_MEMBERS",
    "MAX_BYTES",
    "MAX_CELLS",
    "MAX_CHARACTERS",
    "MAX_GLYPHS",
    "MAX_MEMORY",
    "MAX_PAGES",
    "MAX_SECONDS",
    "MAX_TAGS",
]

MAX_BYTES = 32 * 1024 * 1024
"""Bytes of an input file, or of standard input."""

MAX_CHARACTERS = 4_000_000
"""Characters of the text a reader returns: some 400 plans in one file."""

MAX_ARCHIVE_BYTES = 128 * 1024 * 1024
"""Bytes of all members of a DOCX, XLSX or OFD archive together, unpacked."""

MAX_ARCHIVE_MEMBERS = 10_000
"""Members of an archive."""

MAX_CELLS = 1_000_000
"""Cells of a sheet or table, counted over the rectangle it spans."""

MAX_GLYPHS = 1_000_000
"""Signs on the pages of an OFD, each with its place."""

MAX_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space that reading a PDF may take, on systems that can limit it."""

MAX_PAGES = 500
"""Pages of a PDF or OFD."""

MAX_SECONDS = 120
"""Seconds that LibreOffice may take to convert a file, or a PDF to be read."""

MAX_TAGS = 1_000_000
"""Tags of a web page or of one XML part."""
