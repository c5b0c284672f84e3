"""The view for people: on real terminals of several widths, and as text."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from command import PLAN, environment, extract, on_terminal
from livelihood_extract import extract as extract_plan
from livelihood_extract.console import print_plans

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def without_styles(shown: str) -> list[str]:
    return [STYLE.sub("", line).rstrip() for line in shown.splitlines()]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "yunzhou.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_terminal_gets_the_table_with_titles_targets_and_lead_agencies(plan: Path) -> None:
    code, shown = on_terminal(plan, columns=110)
    lines = without_styles(shown)
    assert code == 0
    assert lines[0] == "云州市2024年民生实事项目"
    assert lines[1].endswith("2024 · 3 items 4 targets in 2 categories")
    assert lines[3:9] == [
        "一、教育项目  2 items",
        *(line for line in lines[4:7]),
        "",
        "二、供水项目  1 item",
    ]
    assert re.fullmatch(r"（一）  新建公办幼儿园3所 +公办幼儿园 3所 +市教育局 \+2", lines[4])
    assert re.fullmatch(r"（二）  改造中小学食堂 +中小学食堂 ≥ 25个 +市教育局", lines[6])


@pytest.mark.parametrize("columns", [40, 72, 96, 132, 200])
def test_no_line_is_wider_than_the_terminal_and_columns_stand_below_each_other(plan: Path, columns: int) -> None:
    _, shown = on_terminal(plan, columns=columns)
    lines = STYLE.sub("", shown).splitlines()
    assert max(map(cell_len, lines)) <= columns
    starts = {
        cell_len(line[: line.index(title)])
        for line in lines
        for title in ("新建公办", "改造中小", "更新供水")
        if title in line
    }
    assert starts == {8}


def test_a_narrow_terminal_gets_targets_and_agency_below_the_title(plan: Path) -> None:
    _, shown = on_terminal(plan, columns=50)
    lines = [line.strip() for line in STYLE.sub("", shown).splitlines()]
    first = next(number for number, line in enumerate(lines) if "（一）" in line)
    assert lines[first + 1 : first + 3] == ["公办幼儿园 3所", "学位 1200个"]
    assert "市教育局 +2" in lines[first + 3]


def test_colours_on_a_terminal_unless_no_color(plan: Path) -> None:
    _, coloured = on_terminal(plan)
    _, plain = on_terminal(plan, NO_COLOR="1")
    assert "\x1b[36m" in coloured or "\x1b[1;36m" in coloured
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", plain)
    assert without_styles(coloured) == without_styles(plain)


def test_a_pipe_gets_the_table_without_any_colour_when_asked(plan: Path) -> None:
    result = extract(plan, "--format", "table", env=environment())
    assert b"\x1b" not in result.stdout
    assert "公办幼儿园 3所" in result.stdout.decode()


def test_words_of_a_plan_are_neither_markup_nor_emoji_nor_commands_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    plan = extract_plan(PLAN)
    first, *others = plan.categories[0].items
    odd = replace(first, title="改造[/附件][red]食堂:smile:\x1b[2J\u202e")
    category = replace(plan.categories[0], items=(odd, *others))
    out = io.StringIO()
    print_plans([replace(plan, categories=(category,))], out)
    assert "改造[/附件][red]食堂:smile:" in out.getvalue()
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()


def test_items_without_a_category_need_no_heading() -> None:
    plan = extract_plan(PLAN)
    loose = replace(plan.categories[0], number=None, label=None, title=None)
    out = io.StringIO()
    print_plans([replace(plan, categories=(loose,), title=None)], out)
    assert "一、" not in out.getvalue()
    assert "改造中小学食堂" in out.getvalue()
