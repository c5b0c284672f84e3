"""Time of comparing two plans beside that of extracting them, and a baseline to score the comparison against.

    python bench/compare.py                     two plans of 300 items each: seconds to extract, to compare
    python bench/compare.py baseline OLD NEW    what difflib says of masked titles, in the JSON of `extract diff`

The baseline pairs items first come first served by the likeness of their titles, numbers masked, and inside a pair the
first targets of the same unit. It shows what the words alone give.
"""

import json
import random
import re
import sys
import time
from difflib import SequenceMatcher
from pathlib import Path

from livelihood_extract import diff, extract, read
from livelihood_extract.records import Item, Plan, Target

RAW = Path(__file__).parent.parent / "data" / "raw"
DISTRICTS = [f"{name}区" for name in ["望江", "石桥", "白鹭", "青禾", "临川", "云岭", "松溪", "沙湾"]]
LIKE = 0.6


def plan(year: int, count: int) -> str:
    """A plan of so many items: those of data/raw for one invented district after another, other figures each year."""
    rng = random.Random(year)
    items = [item for path in sorted(RAW.glob("*.txt")) for item in extract(read(path)).items]
    named = [(f"{district}{item.title}", item) for district in DISTRICTS for item in items]
    lines = [f"青禾县{year}年民生实事"]
    for number, (title, item) in enumerate(rng.sample(named[: count + count // 5], count), 1):
        agencies = "、".join(agency.name for agency in item.agencies)
        text = f"{number}、{title}\n项目内容：{item.content}\n责任单位：{agencies}"
        lines.append(re.sub(r"(?<=[^\d.])[1-9]\d(?=\d)", lambda _: str(rng.randrange(10, 99)), text))
    return "\n".join(lines) + "\n"


def timed(count: int) -> None:
    texts = [plan(2023, count), plan(2024, count)]
    diff(*map(extract, ("1、新建公厕3座。", "1、新建公厕5座。")))  # imports modules and compiles patterns
    begin = time.perf_counter()
    old, new = map(extract, texts)
    extracted = time.perf_counter()
    found = diff(old, new)
    compared = time.perf_counter()
    kept = found.summary["old_items"] - found.summary["dropped"]
    print(f"{len(old.items)} x {len(new.items)} items of {sum(map(len, texts)) // 2 // count} characters:")
    print(f"extract both {extracted - begin:.2f} s, compare {compared - extracted:.2f} s, kept {kept}")


def masked(title: str) -> str:
    return re.sub(r"[\d.]+[万亿]?\w?|\W", "", title)


def first_come(old: Plan, new: Plan) -> dict[str, Item]:
    """By id of an old item the new one of the likest title that is still free."""
    free = {item.id: item for item in new.items}
    found = {}
    for item in old.items:
        likeness = {
            key: SequenceMatcher(None, masked(item.title), masked(each.title)).ratio() for key, each in free.items()
        }
        best = max(likeness, key=lambda key: likeness[key], default=None)
        if best is not None and likeness[best] >= LIKE:
            found[item.id] = free.pop(best)
    return found


def targets(old: Item, new: Item) -> list[dict[str, object]]:
    """Each old target with the first free new one of the same unit."""
    free, found = list(new.targets), []
    for target in old.targets:
        other = next((each for each in free if each.unit == target.unit), None)
        if other:
            free.remove(other)
            change = "up" if other.value > target.value else "down" if other.value < target.value else "same"
            found.append({"change": change, "old": said(old, target), "new": said(new, other)})
    return found


def said(item: Item, target: Target) -> dict[str, object]:
    return {"item": item.number, "text": target.text}


def baseline(old: Plan, new: Plan) -> list[dict[str, object]]:
    found = first_come(old, new)
    carried = {item.id for item in found.values()}
    entries: list[dict[str, object]] = []
    for item in old.items:
        other = found.get(item.id)
        changes = targets(item, other) if other else []
        entries.append({"old": [number(item)], "new": [number(other)] if other else [], "targets": changes})
    entries += [{"old": [], "new": [number(item)], "targets": []} for item in new.items if item.id not in carried]
    return entries


def number(item: Item) -> dict[str, int]:
    return {"number": item.number}


if __name__ == "__main__":
    if sys.argv[1:2] == ["baseline"]:
        plans = [extract(read(path)) for path in sys.argv[2:4]]
        print(json.dumps({"items": baseline(*plans)}, ensure_ascii=False))
    else:
        timed(300)
