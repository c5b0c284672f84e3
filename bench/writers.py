"""Time of each writer per 100,000 rows against pandas, DuckDB or the standard library writing the same, in one run.

    python bench/writers.py [ROWS]        prints a Markdown table; needs the extras `all`, pandas and duckdb

Ours starts from plans and makes the rows itself; the others start from the finished rows and make a pandas table of
them. All take turns, three times, and the fastest of each counts. Memory is the peak of a process that writes a tenth
of the rows and of one that writes them all.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from livelihood_extract import extract, read
from livelihood_extract.records import Plan
from livelihood_extract.writers import Options, write
from livelihood_extract.writers.columns import TABLES
from livelihood_extract.writers.tables import Row, rows

PLAN = Path(__file__).parent.parent / "data" / "raw" / "dalian-2024.txt"
FORMATS = ("json", "jsonl", "csv", "parquet", "sqlite", "xlsx", "datapackage")
ALL_TABLES = ("sqlite", "xlsx", "datapackage")
WRITTEN = ("targets", "items", "agencies", "notes")


def plans(count: int) -> Iterator[Plan]:
    """`count` plans, like the real one but of other files and years."""
    plan = extract(read(PLAN))
    for at in range(count):
        source = replace(plan.source, name=f"plan-{at}.txt", sha256=f"{at:064x}")
        yield replace(plan, source=source, year=2000 + at % 25)


def rows_of(plan: Plan, format: str) -> int:
    """How many rows a format writes for a plan; for JSON its targets."""
    return sum(1 for table in (WRITTEN if format in ALL_TABLES else WRITTEN[:1]) for _ in rows(table, plan))


def frames(data: dict[str, list[Row]]) -> dict[str, Any]:
    """A pandas table of each table's rows; Decimals become floats, which pandas is faster with."""
    import pandas as pd

    made = {table: pd.DataFrame(found, columns=list(TABLES[table])) for table, found in data.items()}
    for frame in made.values():
        for name in {"value", "upper", "baseline_value"} & set(frame.columns):
            frame[name] = frame[name].astype(float)
    return made


def rivals(format: str, count: int, folder: Path) -> dict[str, Callable[[], object]]:
    """Others that write the same, by name."""
    made = list(plans(count))
    if format == "json":
        return {"json.dump of asdict": lambda: dump_dicts(made, folder / "other.json")}
    tables = WRITTEN if format in ALL_TABLES else WRITTEN[:1]
    data = {table: [row for plan in made for row in rows(table, plan)] for table in tables}

    def duck(file: str, how: str) -> None:
        import duckdb

        database = duckdb.connect()
        database.register("targets", frames(data)["targets"])
        database.execute(f"COPY targets TO '{folder / file}' ({how})")

    def pandas(file: str, method: str, **options: object) -> None:
        getattr(frames(data)["targets"], method)(folder / file, **options)

    match format:
        case "jsonl":
            options = {"orient": "records", "lines": True, "force_ascii": False}
            return {"pandas": lambda: pandas("p.jsonl", "to_json", **options)}
        case "csv":
            return {
                "pandas": lambda: pandas("p.csv", "to_csv", index=False),
                "DuckDB": lambda: duck("d.csv", "FORMAT csv"),
            }
        case "parquet":
            return {
                "pandas": lambda: pandas("p.parquet", "to_parquet", compression="zstd"),
                "DuckDB": lambda: duck("d.parquet", "FORMAT parquet, COMPRESSION zstd"),
            }
        case "sqlite":
            return {"pandas": lambda: to_sqlite(frames(data), folder / "p.sqlite")}
        case "xlsx":
            return {"pandas": lambda: to_excel(frames(data), folder / "p.xlsx")}
    return {"pandas": lambda: [each.to_csv(folder / f"{name}.csv", index=False) for name, each in frames(data).items()]}


def dump_dicts(made: list[Plan], path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        json.dump({"plans": [asdict(plan) for plan in made]}, out, ensure_ascii=False, indent=2, default=float)


def to_sqlite(found: dict[str, Any], path: Path) -> None:
    import sqlite3

    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        for name, frame in found.items():
            frame.to_sql(name, database, index=False)
    database.close()


def to_excel(found: dict[str, Any], path: Path) -> None:
    import pandas as pd

    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        for name, frame in found.items():
            frame.to_excel(book, sheet_name=name, index=False)


def timed(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return perf_counter() - start


def ours(format: str, count: int, folder: Path) -> Callable[[], object]:
    made = list(plans(count))

    def job() -> None:
        target = folder / f"ours.{format}"
        if format == "sqlite":
            target.unlink(missing_ok=True)
        write(made, target, format, Options())

    return job


def peak(format: str, count: int) -> int:
    """Peak memory in kilobytes of a process that writes `count` plans which come one by one."""
    done = subprocess.run([sys.executable, __file__, "--peak", format, str(count)], capture_output=True, check=True)
    return int(done.stdout)


def print_peak(format: str, count: int) -> None:
    import resource

    with TemporaryDirectory() as folder:
        write(plans(count), Path(folder) / f"plans.{format}", format)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main(wanted: int) -> None:
    plan = next(plans(1))
    sizes = {format: rows_of(plan, format) for format in FORMATS}
    counts = {format: -(-wanted // size) for format, size in sizes.items()}
    # First, while this process is small: a child's peak starts from its parent's.
    memory = {format: [peak(format, at) / 1024 for at in (count // 10, count)] for format, count in counts.items()}
    print("| format | rows | s per 100,000 rows | against | ratio | memory at 1x and 10x, MB |")
    print("|---|---:|---:|---|---|---:|")
    for format in FORMATS:
        written = counts[format] * sizes[format]
        mine, *others = times(format, counts[format])
        against = ", ".join(f"{name} {time * 1e5 / written:.2f}" for name, time in others)
        ratios = ", ".join(f"{mine[1] / time:.2f}" for _, time in others)
        used = " / ".join(f"{each:.0f}" for each in memory[format])
        print(f"| {format} | {written:,} | {mine[1] * 1e5 / written:.2f} | {against} | {ratios} | {used} |", flush=True)


def times(format: str, count: int) -> list[tuple[str, float]]:
    """Our time and the others', each the fastest of three turns."""
    with TemporaryDirectory() as name:
        jobs = {"ours": ours(format, count, Path(name)), **rivals(format, count, Path(name))}
        turns = [[timed(job) for job in jobs.values()] for _ in range(3)]
        return [(name, min(found)) for name, found in zip(jobs, zip(*turns, strict=True), strict=True)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        print_peak(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
