"""Count what is found in each plan of a folder: `python bench/corpus.py FOLDER` prints the table of docs/accuracy.md.

Nothing is known here of what is right; the figures show at a glance what a change gains or loses in plans that nobody
has annotated: an item or a target fewer, a note more.
"""

import sys
from collections import Counter
from pathlib import Path

from livelihood_extract import extract, read


def row(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|")


def main(folder: Path) -> None:
    row("plan", "characters", "categories", "items", "agencies", "targets", "warnings", "codes of the warnings")
    row("---", *["---:"] * 6, "---")
    total: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt")):
        text = read(path)
        plan = extract(text)
        codes = Counter(note.code for note in plan.notes if note.severity != "info")
        found = {
            "characters": len(text.text),
            "categories": len(plan.categories),
            "items": len(plan.items),
            "agencies": sum(len(item.agencies) for item in plan.items),
            "targets": len(plan.targets),
            "warnings": codes.total(),
        }
        total.update(found)
        listed = ", ".join(f"{code} {count}" if count > 1 else code for code, count in sorted(codes.items()))
        row(path.stem, *(f"{count:,}" for count in found.values()), listed)
    row("all", *(f"{count:,}" for count in total.values()), "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
