"""docs/command.md and docs/batches.md show what a terminal shows: their commands run and print what they say."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from test_recipes import DOCS, Step, sections

PAGES = ("command.md", "batches.md")
SECTIONS = {
    f"{page}: {title}": steps
    for page in PAGES
    for title, steps in sections((DOCS / page).read_text(encoding="utf-8")).items()
}


def run(command: str, place: Path) -> str:
    """What the command prints on both streams, as on a terminal."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    unset = {"COLUMNS", "NO_COLOR"}
    environment = {key: value for key, value in os.environ.items() if key not in unset}
    environment |= {"PATH": path, "HOME": str(place), "LC_ALL": "C.UTF-8"}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(["bash", "-c", command], cwd=place, env=environment, text=True, check=False, **streams)  # type: ignore[call-overload]
    printed: str = done.stdout
    return printed


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_prints_what_it_shows(title: str, tmp_path: Path) -> None:
    steps: list[Step] = SECTIONS[title]
    if any("jq " in command for command, _ in steps) and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    shutil.copytree(DOCS / "example", tmp_path / "plans")
    for command, printed in steps:
        assert run(command, tmp_path) == printed, command
