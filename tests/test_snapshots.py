"""What the command prints today, byte for byte: a real plan and two of invented places.

After a change that is meant, renew the files and read what `git diff tests/snapshots` shows, line by line:

    RENEW_SNAPSHOTS=1 pytest tests/test_snapshots.py
"""

import os
from pathlib import Path

import pytest

from command import environment, extract

TESTS = Path(__file__).parent
PLANS = (
    TESTS.parent / "data" / "raw" / "dalian-2024.txt",
    TESTS / "plans" / "categories-running-items.txt",
    TESTS / "plans" / "declared-counts.txt",
)
PRINTED = {
    "json": ("--format", "json"),
    "targets.csv": ("--format", "csv", "--records", "targets"),
    "items.csv": ("--format", "csv", "--records", "items"),
    "agencies.csv": ("--format", "csv", "--records", "agencies"),
    "notes.csv": ("--format", "csv", "--records", "notes"),
    "terminal.txt": ("--format", "table"),
}


@pytest.mark.parametrize("suffix", PRINTED)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_prints_what_it_printed(plan: Path, suffix: str) -> None:
    settings = environment(COLUMNS="120", PYTHONIOENCODING="utf-8", NO_COLOR="1")
    result = extract(plan, *PRINTED[suffix], env=settings)
    assert result.returncode == 0, result.stderr.decode()
    snapshot = TESTS / "snapshots" / f"{plan.stem}.{suffix}"
    if "RENEW_SNAPSHOTS" in os.environ:
        snapshot.write_bytes(result.stdout)
    assert result.stdout.decode() == snapshot.read_bytes().decode()


def test_no_snapshot_is_left_over() -> None:
    kept = {path.name for path in (TESTS / "snapshots").iterdir() if not path.name.startswith(".")}
    assert kept == {f"{plan.stem}.{suffix}" for plan in PLANS for suffix in PRINTED}
