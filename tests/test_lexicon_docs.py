"""docs/lexicon.md tells all that a lexicon file may hold: its commands run, its tables are the program's."""

import re
import shutil
from pathlib import Path

import pytest

from livelihood_extract.lexicon import ENTRY_KEYS, builtin
from test_cli_docs import run
from test_recipes import DOCS, sections

PAGE = (DOCS / "lexicon.md").read_text(encoding="utf-8")
SECTIONS = sections(PAGE)
ROWS = {row[0]: row[1:] for row in re.findall(r"^\| `(\w+)` \| (.+) \| `(.+)` \|$", PAGE, re.MULTILINE)}


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_prints_what_it_shows(title: str, tmp_path: Path) -> None:
    for command, printed in SECTIONS[title]:
        assert run(command, tmp_path) == printed, command


def test_every_table_is_told() -> None:
    assert ROWS.keys() == ENTRY_KEYS.keys()


@pytest.mark.parametrize("table", ENTRY_KEYS)
def test_a_table_tells_its_keys_and_an_example_that_runs(table: str) -> None:
    meaning, example = ROWS[table]
    assert [key for key in ENTRY_KEYS[table] if f"`{key}`" not in meaning] == []
    assert example in [text for entry in builtin().entries[table] for text in entry["examples"]]
