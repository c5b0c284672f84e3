"""What the tests of the comparison share: the two years of 云州市 (an invented place), small plans, targets by hand."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from livelihood_extract import extract, read
from livelihood_extract.records import Item, Plan, Span, Target

ROOT = Path(__file__).parent.parent
OLD, NEW = (ROOT / "data" / "raw" / f"yunzhou-{year}.txt" for year in (2023, 2024))
TRUTH = ROOT / "tests" / "truth" / "yunzhou-2023_yunzhou-2024.tsv"


def truth() -> dict[str, set[tuple[str, ...]]]:
    """The lines of the hand-made alignment, by kind."""
    lines: dict[str, set[tuple[str, ...]]] = {}
    with TRUTH.open(encoding="utf-8") as file:
        for kind, *cells in csv.reader(file, delimiter="\t"):
            lines.setdefault(kind, set()).add(tuple(cells))
    return lines


def both_years() -> tuple[Plan, Plan]:
    return extract(read(OLD)), extract(read(NEW))


def plan(year: int, *items: str) -> Plan:
    """A plan of 青禾县 (an invented place) with these items."""
    listed = "\n".join(f"{number}、{item}" for number, item in enumerate(items, 1))
    return extract(f"青禾县{year}年民生实事\n{listed}\n")


def target(text: str, **facts: Any) -> Target:
    """A target that says `text`; value and unit are read off it unless given."""
    digits = "".join(character for character in text if character.isdecimal() or character == ".")
    times = {"万": 10_000, "亿": 100_000_000}.get(text[len(digits) : len(digits) + 1], 1)
    known = {
        "id": "1.1.1", "text": text, "action": None, "indicator": "", "kind": "deliver", "bound": "eq",
        "value": Decimal(digits or 0) * times, "upper": None, "unit": text[len(digits) :].lstrip("万亿"),
        "unit_code": None, "dimension": "count", "per": (), "baseline": None, "deadline": None, "place": None,
        "part_of": None, "agencies": (), "where": "content", "sentence": text, "span": Span(0, len(text), 1, 1),
    }  # fmt: skip
    return Target(**(known | facts))


def item(title: str, content: str = "", targets: Iterable[Target] = (), number: int = 1) -> Item:
    return Item(f"1.{number}", number, f"{number}、", title, content or title, {}, (), tuple(targets), Span(0, 1, 1, 1))
