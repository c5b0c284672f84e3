"""Time and memory to read the plan from each format, against the text file: `python bench/readers.py` prints a table.

Every file is read in a fresh process: `first` counts from the import of the reader, `again` is the best of five more.
`memory` is the most the process held, or the process it started for a PDF or for LibreOffice.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = "dalian-2024"

MEASURE = """
import json, resource, sys
from time import perf_counter
from livelihood_extract.readers import read

def seconds():
    start = perf_counter()
    read(sys.argv[1])
    return perf_counter() - start

first = seconds()
again = min(seconds() for _ in range(5))
held = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"first": first, "again": again, "memory": max(held)}))
"""


def measured(path: Path) -> dict[str, float]:
    """Seconds of the first and of a later reading of `path`, and MiB held at most."""
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    text = ROOT / "data" / "raw" / f"{NAME}.txt"
    fixtures = ROOT / "tests" / "readers"
    suffixes = ["gb18030.txt", "utf-16.txt", "md", "html", "xlsx", "docx", "ofd", "pdf"]
    base = measured(text)
    print("| file | KB | first, ms | again, ms | times the text | memory, MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    for path in [text, *(fixtures / f"{NAME}.{suffix}" for suffix in suffixes)]:
        found = base if path == text else measured(path)
        ratio = found["again"] / base["again"]
        print(
            f"| {path.name} | {path.stat().st_size / 1000:.0f} | {found['first'] * 1000:.1f} "
            f"| {found['again'] * 1000:.2f} | {ratio:.0f} | {found['memory']:.0f} |"
        )


if __name__ == "__main__":
    main()
