"""docs/glossary.md knows every code, role, kind, bound and change, and gives columns the Chinese names they have."""

import re
from typing import get_args

from livelihood_extract.checks import CHECKS, CODES
from livelihood_extract.compare.changes import ITEM_VERDICTS
from livelihood_extract.explain import ROLES
from livelihood_extract.records import Bound, Kind
from livelihood_extract.writers.columns import COLUMNS
from test_recipes import DOCS

PAGE = (DOCS / "glossary.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]


def first_cells(section: str) -> list[str]:
    """The names in the first column of the tables below a heading that begins so."""
    below = PAGE.partition(f"\n## {section}")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^|]+)` \|", below, re.MULTILINE)


def test_every_code_is_there_with_its_severity_and_meaning() -> None:
    told = {row[0]: (row[1].split()[0], row[2]) for row in ROWS if row[0].startswith("LE")}
    assert {code: meaning for code, (_, meaning) in told.items()} == CODES
    assert {check.code: check.severity for check in CHECKS}.items() <= {c: s for c, (s, _) in told.items()}.items()
    assert all(re.search("[一-鿿]", row[3]) for row in ROWS if row[0].startswith("LE"))


def test_every_role_of_a_number_is_there() -> None:
    assert first_cells("Roles of numbers") == list(ROLES)


def test_every_kind_and_bound_is_there() -> None:
    assert first_cells("A target") == [*get_args(Kind), *get_args(Bound)]


def test_every_verdict_on_items_is_there() -> None:
    assert set(ITEM_VERDICTS) <= set(re.findall(r"`(\w+)`", PAGE))


def test_columns_have_the_chinese_names_of_the_tables() -> None:
    told = {row[2].strip("`"): row[0] for row in ROWS if len(row) == 4 and row[2].startswith("`")}
    shared = told.keys() & COLUMNS.keys()
    assert len(shared) > 20
    assert {name: told[name].partition("（")[0] for name in shared} == {name: COLUMNS[name].zh for name in shared}
