"""docs/formats.md and pyproject.toml say what the readers do."""

import re
import tomllib
from pathlib import Path

from livelihood_extract.readers import READERS, limits

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def test_every_extra_exists_stands_in_all_and_is_documented() -> None:
    extras = {reader.extra for reader in READERS.values() if reader.extra}
    assert extras <= EXTRAS.keys()
    (everything,) = EXTRAS["all"]
    assert extras <= set(re.split(r"[\[,\]]", everything))
    assert all(f"`[{extra}]`" in PAGE for extra in extras)


def test_every_limit_is_documented() -> None:
    section = PAGE.partition("\n## Limits\n")[2].partition("\n## ")[0]
    written = {
        "MAX_ARCHIVE_BYTES": f"{limits.MAX_ARCHIVE_BYTES >> 20} MiB, ",
        "MAX_ARCHIVE_MEMBERS": f"{limits.MAX_ARCHIVE_MEMBERS:,} members",
        "MAX_BYTES": f"| {limits.MAX_BYTES >> 20} MiB |",
        "MAX_CELLS": f"{limits.MAX_CELLS:,} cells",
        "MAX_CHARACTERS": f"{limits.MAX_CHARACTERS:,} characters",
        "MAX_GLYPHS": f"| {limits.MAX_GLYPHS:,} |",
        "MAX_MEMORY": f"{limits.MAX_MEMORY >> 30} GiB",
        "MAX_PAGES": f"| {limits.MAX_PAGES} |",
        "MAX_SECONDS": f"{limits.MAX_SECONDS} seconds",
        "MAX_TAGS": f"| {limits.MAX_TAGS:,} |",
    }
    assert written.keys() == set(limits.__all__)
    assert [name for name, text in written.items() if text not in section] == []
