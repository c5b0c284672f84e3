"""The two README files do what they say: their commands run in a copy of the repository and print what they show."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from test_cli_docs import run
from test_recipes import Step, sections

ROOT = Path(__file__).parent.parent
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md")}
SECTIONS = {f"{page}: {title}": steps for page, text in PAGES.items() for title, steps in sections(text).items()}
TOOLS = ("jq", "sqlite3", "iconv")
SETUP = ("run", "tests")


def blocks(page: str) -> list[str]:
    """All fenced blocks of a page, with their fences."""
    return re.findall(r"^```\w+\n.*?^```$", page, re.MULTILINE | re.DOTALL)


def setup_command(page: str, name: str) -> str:
    """The command in the block below the comment `<!-- name -->`, as .ci/run finds it."""
    (command,) = re.findall(rf"^<!-- {name} -->\n```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(command).rstrip("\n")


def copy_of_the_repository(place: Path) -> Path:
    """A copy without what a checkout does not hold: environments, caches, results."""
    return shutil.copytree(ROOT, place / "copy", ignore=shutil.ignore_patterns(".*", "__pycache__", "*.sqlite"))


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_prints_what_it_shows(title: str, tmp_path: Path) -> None:
    steps: list[Step] = SECTIONS[title]
    used = {tool for tool in TOOLS for command, _ in steps if re.search(rf"\b{tool} ", command)}
    if absent := sorted(tool for tool in used if not shutil.which(tool)):
        pytest.skip(f"not installed: {', '.join(absent)}")
    for folder in ("data", "docs/example"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for command, printed in steps:
        assert run(command, tmp_path) == printed, command


def test_both_languages_show_the_same_commands() -> None:
    english, chinese = map(blocks, PAGES.values())
    assert chinese == english
    assert len(english) > len(SETUP)


@pytest.mark.parametrize("name", SETUP)
def test_a_set_up_command_is_one_line(name: str) -> None:
    command = setup_command(PAGES["README.md"], name)
    assert command.startswith("python3 -m venv .venv && ")
    assert "\n" not in command


@pytest.mark.skipif("LIVELIHOOD_SETUP" not in os.environ, reason="needs a package index; .ci/run sets LIVELIHOOD_SETUP")
def test_the_first_command_installs_and_prints_the_plan(tmp_path: Path) -> None:
    command = setup_command(PAGES["README.md"], "run")
    copy = copy_of_the_repository(tmp_path)
    done = subprocess.run(["sh", "-c", command], cwd=copy, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    assert '"text": "市住房城乡建设局"' in done.stdout
    assert done.stdout.rstrip().endswith("}")
    (parsed,) = copy.glob(".venv/lib/*/site-packages/livelihood_extract/lexicon/words.json")
    assert '"公里"' in parsed.read_text(encoding="utf-8")


def test_ci_takes_its_test_command_from_here(tmp_path: Path) -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    taken = next(line for line in script.splitlines() if line.startswith("command="))
    shown = subprocess.run(
        ["bash", "-c", f'{taken}\nprintf %s "$command"'], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout == setup_command(PAGES["README.md"], "tests")
    assert 'bash -euo pipefail -c "$command"' in script


def test_every_place_that_contributing_names_is_there() -> None:
    named = re.findall(
        r"`([\w./]+(?:/|\.py|\.toml|\.md|\.sql))`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    )
    assert len(named) > 20
    roots = [ROOT, ROOT / "src" / "livelihood_extract", *(ROOT / "src" / "livelihood_extract").iterdir()]
    assert [place for place in named if not any((root / place).exists() for root in roots)] == []


def test_the_python_lines_run(tmp_path: Path) -> None:
    (lines,) = re.findall(r"^```python\n(.*?)^```$", PAGES["README.md"], re.MULTILINE | re.DOTALL)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    printed = run(f"python - <<'END'\n{lines}END", tmp_path).splitlines()
    assert len(printed) == int(run("extract data/raw/dalian-2024.txt --format jsonl | wc -l", tmp_path))
    assert printed[0].startswith("配售型保障性住房 eq 2170 套 Span(start=")


def test_every_link_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([\w./-]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 30
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []
