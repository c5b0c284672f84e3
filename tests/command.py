"""The command driven as users drive it, as a process; and a plan of invented places (云州市, 青禾县) for it to read."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

EXTRACT = (sys.executable, "-m", "livelihood_extract")

PLAN = """云州市2024年民生实事项目
一、教育项目
（一）新建公办幼儿园3所
项目内容：新建公办幼儿园3所，新增学位1200个。
牵头单位：市教育局；配合单位：市财政局、青禾县政府
（二）改造中小学食堂
项目内容：改造中小学食堂不少于25个。
责任单位：市教育局
二、供水项目
（三）更新供水管网
项目内容：更新老旧供水管网19.5公里。
责任单位：市水务局
"""
ITEMS, TARGETS, AGENCIES = 3, 4, 5


def extract(*arguments: object, stdin: bytes = b"", **settings: object) -> "subprocess.CompletedProcess[bytes]":
    """Run the command to its end; `settings` are those of subprocess.run."""
    command = [*EXTRACT, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False, **settings)  # type: ignore[call-overload,no-any-return]


def said(result: "subprocess.CompletedProcess[bytes]") -> list[str]:
    """The lines on standard error."""
    return result.stderr.decode().splitlines()


def environment(**changes: str) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "COLUMNS"}} | changes


def write_plans(folder: Path, count: int) -> list[Path]:
    """`count` plans in `folder`, told apart by the number of kindergartens: plan 7 builds 8 of them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"云州-{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(PLAN.replace("3所", f"{number + 1}所"), encoding="utf-8")
    return paths


def on_terminal(*arguments: object, columns: int = 100, **changes: str) -> tuple[int, str]:
    """Exit code and everything that shows when the command runs on a real terminal of so many columns."""
    control, terminal = pty.openpty()
    settings = environment(COLUMNS=str(columns), TERM="xterm-256color", **changes)
    process = subprocess.Popen(
        [*EXTRACT, *map(str, arguments)], stdin=terminal, stdout=terminal, stderr=terminal, env=settings
    )
    os.close(terminal)
    shown = b""
    while select.select([control], [], [], 60)[0]:
        try:
            shown += os.read(control, 65536)
        except OSError:  # the other end is closed: the process has ended
            break
    os.close(control)
    return process.wait(60), shown.decode().replace("\r\n", "\n")
