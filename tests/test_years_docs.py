"""docs/years.md shows what a terminal shows: its commands run on the two years of 云州市 and print what they say."""

import shutil
from pathlib import Path

import pytest

from compared import NEW, OLD, ROOT
from test_cli_docs import run
from test_recipes import sections

SECTIONS = sections((ROOT / "docs" / "years.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_prints_what_it_shows(title: str, tmp_path: Path) -> None:
    for path in (OLD, NEW):
        shutil.copy(path, tmp_path)
    for command, printed in SECTIONS[title]:
        assert run(command, tmp_path) == printed, command
