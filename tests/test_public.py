"""The library as users import it."""

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import livelihood_extract
from livelihood_extract import Plan, SourceText, extract, read
from livelihood_extract.lexicon import builtin

REAL = Path(__file__).parent.parent / "data" / "raw" / "dalian-2024.txt"
TEXT = "云州市2024年民生实事\n1.新建学校3所（市教育局）。\n2.改造食堂5个（市教育局）。\n"


@pytest.mark.parametrize("name", livelihood_extract.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(livelihood_extract, name) is not None


def test_the_public_names() -> None:
    assert {
        "extract",
        "read",
        "diff",
        "Plan",
        "Category",
        "Item",
        "Target",
        "Agency",
        "Baseline",
        "Note",
        "Span",
    } <= set(livelihood_extract.__all__)
    assert {"Source", "SourceText", "ExtractError", "SCHEMA_VERSION", "__version__"} <= set(livelihood_extract.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        _ = livelihood_extract.extrakt


@pytest.mark.parametrize(
    ("statement", "left_alone"),
    [
        ("import livelihood_extract", ["livelihood_extract.pipeline", "typer", "pydantic", "regex", "rich", "cn2an"]),
        (
            "from livelihood_extract import extract; extract('1.新建学校3所。\\n2.改造食堂5个。')",
            ["typer", "pydantic", "rich", "cn2an"],
        ),
    ],
    ids=["import", "extract"],
)
def test_nothing_loads_before_it_is_needed(statement: str, left_alone: list[str]) -> None:
    code = f"import sys\n{statement}\nprint(*[name for name in {left_alone!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert result.stdout.split() == []


def test_extract_is_pure_and_picklable() -> None:
    before = extract(TEXT)
    extract("青禾县2019年民生实事\n1.修路7公里。\n2.种树9棵。\n")
    assert extract(TEXT) == before
    assert pickle.loads(pickle.dumps(extract))(TEXT) == before
    assert pickle.loads(pickle.dumps(before)) == before


def test_a_plan_cannot_be_changed() -> None:
    plan = extract(TEXT)
    with pytest.raises(FrozenInstanceError):
        plan.year = 2025  # type: ignore[misc]


def test_what_read_returns_can_be_extracted() -> None:
    source = read(REAL)
    assert isinstance(source, SourceText)
    plan = extract(source)
    assert isinstance(plan, Plan)
    assert (len(plan.categories), len(plan.items)) == (15, 46)
    assert plan.source == source.source
    assert plan.source.name == "dalian-2024.txt"
    assert plan.categories == extract(source.text).categories


def test_items_and_targets_in_the_order_of_the_document() -> None:
    plan = extract(TEXT)
    assert [item.id for item in plan.items] == ["0.1", "0.2"]
    assert [target.text for target in plan.targets] == ["3所", "5个"]


def test_the_built_in_words_are_read_once() -> None:
    assert builtin() is builtin()


def test_options_are_named() -> None:
    with pytest.raises(TypeError):
        extract(TEXT, 2024)  # type: ignore[misc]
