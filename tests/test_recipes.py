"""The page docs/recipes.md does what it says: each section's commands run in order and print what stands below them."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
TOOLS = ("sqlite3", "jq", "duckdb", "soffice")
LIBRARIES = ("pandas", "python_calamine", "pyarrow", "xlsxwriter")

Step = tuple[str, str]  # a command, what it prints


def sections(page: str) -> dict[str, list[Step]]:
    """The steps under each heading of the page that has any."""
    parts = re.split(r"^##? (.+)$", page, flags=re.MULTILINE)[1:]
    blocks = {
        title: re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    }
    return {title: [step for block in found for step in steps(block)] for title, found in blocks.items() if found}


def steps(block: str) -> list[Step]:
    """A block's commands ("$ ", going on with "> ") and the lines that each prints."""
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif line.startswith(">"):
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", found[-1][1])
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
    return found


SECTIONS = sections((DOCS / "recipes.md").read_text(encoding="utf-8"))


def missing(commands: str) -> list[str]:
    """The tools and libraries that the commands use and this machine lacks."""
    tools = [tool for tool in TOOLS if re.search(rf"\b{tool} ", commands) and not shutil.which(tool)]
    used = {"xlsxwriter": r"\.xlsx", "pyarrow": r"\.parquet"}
    return tools + [name for name in LIBRARIES if re.search(used.get(name, name), commands) and not find_spec(name)]


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_prints_what_it_shows(title: str, tmp_path: Path) -> None:
    commands = "\n".join(command for command, _ in SECTIONS[title])
    if absent := missing(commands):
        pytest.skip(f"not installed: {', '.join(absent)}")
    shutil.copytree(DOCS / "example", tmp_path / "plans")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
    for command, printed in SECTIONS[title]:
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stdout == printed, command


def test_every_tool_has_a_recipe() -> None:
    commands = "\n".join(command for steps in SECTIONS.values() for command, _ in steps)
    assert all(name in commands for name in (*TOOLS, "pandas", "python_calamine"))
