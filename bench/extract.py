"""Measure `extract` on the real plan: speed, growth, worst cases, start-up and memory, as ratios of one run.

    python bench/extract.py                     all of it, a few minutes; prints the tables of bench/README.md
    python bench/extract.py speed start         two of its four parts: speed, growth, worst, start

Every figure is set against another one of the same run, on the same machine, the two in turns; where the project states
a bar, it is printed beside. Nothing here passes or fails: a busy machine shifts seconds, and ratios of processor time
least of all.
"""

import argparse
import compileall
import re
import resource
import statistics
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

import cn2an

import livelihood_extract
from livelihood_extract import extract

PLAN = Path(__file__).parents[1] / "data" / "raw" / "dalian-2024.txt"
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[万亿]?|[〇零一二两三四五六七八九十百千万亿]+")
"""The plain pass: find every run that may be a number, and nothing else."""

TIMES_PLAIN, TIMES_START, MEGABYTES = 25, 1.6, 60
"""The bars: at most so many times the plain pass, so many times the start of its libraries, so much memory."""

COMMAND = [str(Path(sys.executable).parent / "extract"), str(PLAN), "--format", "json"]
LIBRARIES = [sys.executable, "-c", "import typer, pydantic, regex"]
NOTHING = [sys.executable, "-c", ""]
MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""A process of its own, because a child that a large process starts is counted with that process's memory."""

SIZES = 5_000, 20_000, 100_000
PATIENCE = 1.0
"""A worst case that takes longer than so many seconds is not tried at the next size."""
NUMERALS = "一二三四五六七八九"
RUNS: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "1234567890" * (size // 10),
    "one Chinese numeral": lambda size: "一" * size,
    "Chinese numerals": lambda size: "三千五百二十一万" * (size // 8),
    "pairs of brackets": lambda size: "（）" * (size // 2),
    "nested brackets": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "（": lambda size: "（" * size,
    "、": lambda size: "、" * size,
    "责任单位：": lambda size: "责任单位：" * (size // 5),
    "责任单位：, a line each": lambda size: "责任单位：\n" * (size // 6),
    "headings 一、": lambda size: "".join(f"{NUMERALS[n % 9]}、城市项目\n" for n in range(size // 7)),
    "headings 1.": lambda size: "".join(f"{n % 900 + 1}.改造\n" for n in range(size // 7)),
    "headings （一）1. in turns": lambda size: "（一）项目\n1.改造管网\n" * (size // 13),
    "headings on one line": lambda size: "一、" * (size // 2),
    "quantities": lambda size: "改造10所、" * (size // 6),
    "parts of one total": lambda size: "其中甲区2所、" * (size // 7),
    "agencies": lambda size: "责任单位：" + "市教育局、" * (size // 5),
    "line breaks": lambda size: "\n" * size,
    "blanks": lambda size: " " * size,
}


def best(*tasks: Callable[[], object], rounds: int = 15) -> list[float]:
    """The least seconds of processor time of each task; they take turns."""
    seconds = [float("inf")] * len(tasks)
    for _ in range(rounds):
        for number, task in enumerate(tasks):
            begin = process_time()
            task()
            seconds[number] = min(seconds[number], process_time() - begin)
    return seconds


def row(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def verdict(value: float, bar: float) -> str:
    return "met" if value <= bar else "missed"


def speed() -> None:
    text = PLAN.read_text(encoding="utf-8")
    tasks = (lambda: extract(text), lambda: NUMBER.findall(text), lambda: cn2an.transform(text, "cn2an"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cn2an tells of every word that it takes for a broken numeral
        ours, plain, theirs = best(*tasks)
    print(f"\n{PLAN.name}, {len(text):,} characters\n")
    row("", "milliseconds", "extract takes", "bar", "")
    row("---", "---:", "---:", "---:", "---")
    row("extract", f"{ours * 1e3:.1f}", "", "", "")
    row(
        "a plain pass for numbers",
        f"{plain * 1e3:.2f}",
        f"{ours / plain:.0f} times",
        f"{TIMES_PLAIN} times",
        verdict(ours / plain, TIMES_PLAIN),
    )
    row(
        "cn2an.transform",
        f"{theirs * 1e3:.1f}",
        f"{ours / theirs:.2f} times",
        "less than 1",
        verdict(ours / theirs, 1),
    )


def growth() -> None:
    text = PLAN.read_text(encoding="utf-8")
    print("\nThe plan pasted together with itself\n")
    row("plans", "characters", "milliseconds", "µs a character", "times that of one plan")
    row("---:", "---:", "---:", "---:", "---:")
    one = 0.0
    for times in (1, 2, 4, 8, 16, 32, 64):
        long = text * times
        (seconds,) = best(lambda long=long: extract(long, whole=True), rounds=max(2, 40 // times))
        each = seconds / len(long)
        one = one or each
        row(times, f"{len(long):,}", f"{seconds * 1e3:.0f}", f"{each * 1e6:.2f}", f"{each / one:.2f}")


def worst() -> None:
    extract(PLAN.read_text(encoding="utf-8"))  # imports modules and compiles patterns
    print("\nRuns of one thing, alone and inside an item; µs a character (constant: linear)\n")
    row("run of", "inside", *(f"{size // 1000}k" for size in SIZES), "last / first")
    row("---", "---", *["---:"] * len(SIZES), "---:")
    for name, run in RUNS.items():
        for where, opening in (("", ""), ("an item", "一、改造项目\n1.改造管网")):
            taken = _taken(run, opening)
            each = [seconds / size * 1e6 for seconds, size in zip(taken, SIZES, strict=False)]
            cells = [f"{figure:.2f}" for figure in each] + ["-"] * (len(SIZES) - len(each))
            row(name, where, *cells, f"{each[-1] / each[0]:.1f}" if len(each) > 1 else "")


def _taken(run: Callable[[int], str], opening: str) -> list[float]:
    """Seconds at each size, as far as patience goes; each text is read once, because values of numerals are kept."""
    taken: list[float] = []
    for size in SIZES:
        text = (opening + run(size))[:size]
        taken += best(lambda text=text: extract(text), rounds=1)
        if taken[-1] > PATIENCE:
            break
    return taken


def start(rounds: int) -> None:
    print(f"\nA process from start to end, medians of {rounds} runs in turns; peak memory\n")
    # An installed package is compiled; a source tree may not be, where Python was told to write no bytecode.
    compileall.compile_dir(str(Path(livelihood_extract.__file__).parent), quiet=1)
    commands = {"extract PLAN --format json": COMMAND, "import typer, pydantic, regex": LIBRARIES, "nothing": NOTHING}
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            taken[name].append(_taken_by(command))
    medians = {name: Taken(*map(statistics.median, zip(*each[1:], strict=True))) for name, each in taken.items()}
    memory = {name: _memory(command) for name, command in commands.items()}
    row("process", "milliseconds", "of the processor", "MB")
    row("---", "---:", "---:", "---:")
    for name, (seconds, processor) in medians.items():
        row(name, f"{seconds * 1e3:.0f}", f"{processor * 1e3:.0f}", f"{memory[name]:.0f}")
    ours, libraries, _ = medians.values()
    ratio, mega = ours.seconds / libraries.seconds, next(iter(memory.values()))
    print(f"\ntime    {ratio:.2f} times the start of its libraries; bar {TIMES_START}: {verdict(ratio, TIMES_START)}")
    print(f"        {ours.processor / libraries.processor:.2f} times, in processor time")
    print(f"memory  {mega:.0f} MB; bar {MEGABYTES} MB: {verdict(mega, MEGABYTES)}")


class Taken(NamedTuple):
    seconds: float
    processor: float


def _taken_by(command: list[str]) -> Taken:
    begin = perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(perf_counter() - begin, processor)


def _memory(command: list[str]) -> float:
    """Peak of a command in MB."""
    done = subprocess.run([sys.executable, "-c", MEMORY, *command], capture_output=True, text=True, check=True)
    return int(done.stdout) * 1024 / 1e6


def main() -> None:
    parts: dict[str, Callable[[], None]] = {"speed": speed, "growth": growth, "worst": worst}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", help="speed, growth, worst, start; all of them by default")
    parser.add_argument("--rounds", type=int, default=21, help="runs of each process in `start`")
    asked = parser.parse_args()
    parts["start"] = lambda: start(asked.rounds)
    if unknown := [name for name in asked.part if name not in parts]:
        parser.error(f"no such part: {', '.join(unknown)}")
    for name in asked.part or parts:
        parts[name]()


if __name__ == "__main__":
    main()
