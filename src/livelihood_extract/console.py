"""Views for people: one plan in, lines for a terminal out. Programs are served by writers/.

三、养老服务项目  2 items
(五)  新增社区食堂                社区食堂 ≥ 12个            市民政局
"""

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from livelihood_extract.terminal import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from livelihood_extract.explain import Explained
    from livelihood_extract.records import Agency, Category, Item, Note, Plan, Target

__all__ = ["console_on", "plan_view", "print_explained", "print_plans", "print_view"]

WIDE = 96
"""Columns from which title, targets and agency stand side by side instead of one below the other."""
UNKNOWN_WIDTH = 120
"""Columns when the output is no terminal and COLUMNS is not set; rich would fold at 80."""
SIGNS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
SHOWN_NOTES = 5


def console_on(stream: TextIO) -> Console:
    """A rich console that prints text as it stands: no markup, no emoji codes, no guessed colours. Honours NO_COLOR."""
    known = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    width = None if known else UNKNOWN_WIDTH
    return Console(file=stream, markup=False, emoji=False, highlight=False, soft_wrap=False, width=width)


def print_plans(plans: "Iterable[Plan]", stream: TextIO | None = None) -> None:
    """Print the view of each plan to `stream` (standard output unless given), an empty line between two plans."""
    stream = stream or sys.stdout
    console = console_on(stream)
    for number, plan in enumerate(plans):
        stream.write("\n" * bool(number))
        print_view(plan_view(plan, console.width), console)


def print_view(view: "RenderableType", console: Console) -> None:
    """Print one view to the console's stream, without the blanks that rich fills its last column with."""
    with console.capture() as shown:
        console.print(view)
    console.file.write("".join(f"{line.rstrip(' ')}\n" for line in shown.get().splitlines()))


def plan_view(plan: "Plan", width: int) -> "RenderableType":
    """Title and counts, per category its items with targets and lead agency, then the notes; for `width` columns."""
    blocks: list[RenderableType] = [_heading(plan)]
    column = max((Text(plain(item.label)).cell_len for item in plan.items), default=0)
    for category in plan.categories:
        blocks += _category(category, width, min(column, 12))
    return Group(*blocks, *_notes(plan.notes))


ROLE_STYLES = {
    "target": "bold green",
    "repeated": "green",
    "baseline": "magenta",
    "date": "cyan",
    "heading": "blue",
    "declared count": "bold blue",
    "ordinal": "yellow",
    "name": "yellow",
    "condition": "red",
    "duration": "red",
    "list count": "dim",
    "agency name": "dim",
    "field": "cyan",
    "background": "dim",
}


def print_explained(text: str, explained: "Sequence[Explained]", stream: TextIO | None = None) -> None:
    """Print a text with each numeral in the colour of its role and the role behind it, words aside; then the counts."""
    console = console_on(stream or sys.stdout)
    shown, position = Text(), 0
    for numeral in explained:
        if numeral.role == "word":
            continue
        style = ROLE_STYLES[numeral.role]
        shown.append(_lines(text[position : numeral.span.start]))
        shown.append(plain(numeral.text), style=style).append(f"[{numeral.role}]", style="dim")
        position = numeral.span.end
    console.print(shown.append(_lines(text[position:])))
    counts = Counter(numeral.role for numeral in explained)
    console.print(Text(" · ".join(f"{role} {count}" for role, count in counts.most_common()), style="bold"))


def _lines(text: str) -> str:
    return "\n".join(plain(line) for line in text.split("\n"))


def _heading(plan: "Plan") -> Text:
    title = plan.title or plan.source.name
    facts = [plan.document_number, plan.region, str(plan.year) if plan.year else None]
    counts = [
        _count(len(plan.items), "item"),
        _count(len(plan.targets), "target"),
        f"in {_count(len(plan.categories), 'category', 'categories')}",
    ]
    line = " · ".join(plain(fact) for fact in [*facts, " ".join(counts)] if fact)
    return Text(plain(title), style="bold").append(f"\n{line}", style="not bold dim")


def _category(category: "Category", width: int, column: int) -> "list[RenderableType]":
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=column, no_wrap=True)
    rows = _side_by_side(table, category.items) if width >= WIDE else _stacked(table, category.items)
    for label, cells in zip([item.label for item in category.items], rows, strict=True):
        table.add_row(Text(plain(label), style="dim"), *cells)
    if category.title is None and category.label is None:
        return [Text(), table]
    heading = Text(plain(f"{category.label or ''}{category.title or ''}"), style="bold cyan")
    return [Text(), heading.append(f"  {_count(len(category.items), 'item')}", style="not bold dim"), table]


def _side_by_side(table: Table, items: "Sequence[Item]") -> "list[list[RenderableType]]":
    for ratio in (5, 6, 4):
        table.add_column(ratio=ratio, overflow="fold")
    return [[Text(plain(item.title)), _targets(item.targets), _agency(item.agencies)] for item in items]


def _stacked(table: Table, items: "Sequence[Item]") -> "list[list[RenderableType]]":
    table.add_column(ratio=1, overflow="fold")
    return [[Group(*_stack(item))] for item in items]


def _stack(item: "Item") -> "list[RenderableType]":
    below = [text for text in (_targets(item.targets), _agency(item.agencies)) if text]
    return [Text(plain(item.title)), *(Padding(text, (0, 0, 0, 2)) for text in below)]


def _targets(targets: "Sequence[Target]") -> Text:
    return Text("\n").join(_target(target) for target in targets)


def _target(target: "Target") -> Text:
    text = Text(f"{plain(target.indicator)} ")
    text.append(f"{SIGNS[target.bound]}{plain(target.text)}", style="green")
    return text.append(f" ({plain(target.place)})" if target.place else "")


def _agency(agencies: "Sequence[Agency]") -> Text:
    """The lead agency, or the first that answers, and how many more there are."""
    if not agencies:
        return Text()
    first = next((agency for agency in agencies if agency.role == "lead"), agencies[0])
    others = len(agencies) - 1
    return Text(plain(first.name), style="yellow").append(f" +{others}" if others else "", style="dim")


def _notes(notes: "Sequence[Note]") -> list[Text]:
    odd = [note for note in notes if note.severity != "info"]
    lines = [plain(f"{note.code} line {note.span.line}: {note.message}") for note in odd[:SHOWN_NOTES]]
    rest = len(odd) - len(lines)
    return (
        [Text("\n".join(["", *lines, *([f"{rest} more notes"] if rest > 0 else [])]), style="magenta")] if odd else []
    )


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
