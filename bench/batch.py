"""Measure batches: rows per second, what a second process is worth, memory, a Dask cluster, and kills.

    python bench/batch.py                     10,000 plans, a few minutes; prints the table of docs/batches.md
    python bench/batch.py --plans 1000        quicker and rougher

The plans are made up: projects, figures and agencies of invented places, drawn by a seeded generator, so that every run
reads the same. Ratios compare figures of one run on one machine; they say more than the figures themselves.
"""

import argparse
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

EXTRACT = [sys.executable, "-m", "livelihood_extract"]
PLACES = ["云州市", "青禾县", "临川湾区", "望江区", "石桥镇", "白鹭洲新区"]
AGENCIES = ["市教育局", "市民政局", "市水务局", "市住房城乡建设局", "市卫生健康委", "市交通运输局", "各区县政府"]
PROJECTS = [
    ("新建公办幼儿园{n}所", "新建、改扩建公办幼儿园{n}所，新增学位{m}个，{month}月底前全部投入使用。"),
    ("改造老旧小区{n}个", "改造老旧小区{n}个，惠及居民{f}万户，加装电梯不少于{k}部。"),
    ("更新供水管网{m}公里", "更新老旧供水管网{m}公里，供水水质达标率由{a}%提高至{b}%以上。"),
    ("提高城乡低保标准", "城市低保标准由每人每月{m}元提高到{t}元，惠及困难群众约{f}万人。"),
    ("开展免费健康体检", "为{f}万名65岁以上老年人免费体检，家庭医生签约服务覆盖率达到{b}%。"),
    ("新增公共停车泊位", "新增公共停车泊位{t}个以上，其中{place}{m}个；新建充电桩{n}至{k}台。"),
    ("促进就业创业", "城镇新增就业{f}万人，培训{t}人次，城镇登记失业率控制在4.5%以内。"),
]
ROUNDS = 5
HEADINGS = "一二三四五六七八九十"


def plan(seed: int) -> str:
    """A plan of 2 to 6 categories with 2 to 6 projects each, 1,000 to 4,000 characters."""
    draw = random.Random(seed)
    lines, number = [f"{draw.choice(PLACES)}{draw.randint(2015, 2026)}年民生实事项目"], 0
    for heading in HEADINGS[: draw.randint(2, 6)]:
        lines.append(f"{heading}、{draw.choice(['教育', '养老', '城市更新', '就业', '交通'])}项目")
        for _ in range(draw.randint(2, 6)):
            number += 1
            title, content = draw.choice(PROJECTS)
            figures = {
                "n": draw.randint(2, 40),
                "k": draw.randint(41, 90),
                "m": draw.randint(50, 990),
                "t": draw.randint(1000, 9900),
                "f": draw.randint(11, 99) / 10,
                "a": draw.randint(70, 84),
                "b": draw.randint(850, 999) / 10,
                "month": draw.randint(6, 11),
                "place": draw.choice(PLACES),
            }
            agencies = draw.sample(AGENCIES, draw.randint(1, 4))
            lines += [f"{number}．{title.format(**figures)}", f"项目内容：{content.format(**figures)}"]
            lines.append(f"责任单位：{'、'.join(agencies)}")
    return "\n".join(lines) + "\n"


def write_plans(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(plan(number), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Cost:
    seconds: float
    memory: float
    """Peak of the main process in MB."""


def measured(*arguments: object) -> Cost:
    """What a call costs."""
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen([*EXTRACT, *map(str, arguments)])
    while process.poll() is None:
        peak = max(peak, peak_memory(process.pid))
        time.sleep(0.02)
    if process.returncode:
        raise SystemExit(f"extract {arguments} ended with {process.returncode}")
    return Cost(time.perf_counter() - start, peak / 1000)


def alternately(plans: Path, place: Path) -> tuple[float, float]:
    """Least seconds with one process and with two, measured in turns: what else the machine does falls on both."""
    calls = [(plans, "-o", place / "turn.csv", "-q", "--force", "-j", jobs) for jobs in (1, 2)]
    turns = [[measured(*call).seconds for call in calls] for _ in range(ROUNDS)]
    return min(one for one, _ in turns), min(two for _, two in turns)


def peak_memory(pid: int) -> int:
    """Peak resident memory of a process in kB so far; 0 when it has just ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) if found else 0


@contextmanager
def cluster(place: Path, workers: int) -> Iterator[str]:
    """Address of a scheduler on this machine with so many worker processes."""
    from distributed import Client

    file = str(place / "scheduler.json")
    dask, quiet = [sys.executable, "-m", "dask"], {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file]
    worker = [
        *dask,
        "worker",
        "--nworkers",
        str(workers),
        "--nthreads",
        "1",
        "--no-dashboard",
        "--scheduler-file",
        file,
    ]
    with (
        subprocess.Popen(scheduler, **quiet) as one,
        subprocess.Popen([*worker, "--local-directory", place], **quiet) as other,
    ):
        try:
            with Client(scheduler_file=file, timeout=60) as client:
                client.wait_for_workers(workers, timeout=60)
                address = client.scheduler.address
            yield address
        finally:
            other.terminate()
            one.terminate()


def kills(plans: Path, place: Path, expected: bytes, times: int) -> tuple[int, int]:
    """Kill a batch `times` times at random and resume it; how often it came to its end, and how often it was equal."""
    draw, out, killed, finished, equal = random.Random(5), place / "killed.csv", 0, 0, 0
    while killed < times or out.with_name("killed.csv.partial").exists():
        process = subprocess.Popen([*EXTRACT, plans, "-o", out, "-j", "2", "-q", "--resume"])
        try:
            process.wait(draw.uniform(0.05, 2.5) if killed < times else 600)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
            continue
        finished += 1
        equal += out.read_bytes() == expected
        out.unlink()
    return finished, equal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--without-cluster", action="store_true")
    options = parser.parse_args()
    count = options.plans
    with TemporaryDirectory() as folder:
        place = Path(folder)
        plans, few = write_plans(place / "plans", count), write_plans(place / "few", count // 10)
        size = sum(path.stat().st_size for path in plans.iterdir()) / 1e6
        two = measured(plans, "-o", place / "two.csv", "-j", 2, "-q")
        less = measured(few, "-o", place / "few.csv", "-j", 2, "-q")
        expected = (place / "two.csv").read_bytes()
        rows = expected.count(b"\n") - 1
        print(f"| {count:,} plans, {size:.1f} MB, {rows:,} rows of targets to CSV | | |\n| --- | ---: | ---: |")
        print(f"| two processes | {two.seconds:.1f} s | {rows / two.seconds:,.0f} rows/s |")
        single, double = alternately(few, place)
        print(f"| {count // 10:,} plans, one process and two | {single:.1f} s | {double:.1f} s |")
        print(f"| gain of the second process | {single / double:.2f} times | best of {ROUNDS} rounds |")
        print(f"| peak memory of the main process, {count // 10:,} plans | {less.memory:.1f} MB | |")
        print(f"| the same, {count:,} plans | {two.memory:.1f} MB | {two.memory / less.memory:.2f} times |", flush=True)
        if not options.without_cluster:
            with cluster(place, 2) as address:
                dask = measured(plans, "-o", place / "dask.csv", "-q", "--engine", "dask", "--scheduler", address)
            assert expected == (place / "dask.csv").read_bytes()
            print(
                f"| Dask, two workers | {dask.seconds:.1f} s | {dask.seconds / two.seconds:.2f} times two processes |"
            )
        whole = (place / "few.csv").read_bytes()
        finished, equal = kills(few, place, whole, 20)
        print(f"| 20 kills at random moments, resumed | {finished} outputs | {equal} equal byte for byte |")


if __name__ == "__main__":
    main()
