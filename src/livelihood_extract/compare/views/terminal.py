"""A comparison on a terminal: the sentence, then per category the items and below each what changed."""

import sys
from typing import TYPE_CHECKING, TextIO

from rich.console import Group
from rich.table import Table
from rich.text import Text

from livelihood_extract.compare.views.lines import Line, Section, sections, sentence
from livelihood_extract.console import console_on, print_view
from livelihood_extract.terminal import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

    from livelihood_extract.compare.changes import Comparison

__all__ = ["print_comparison"]

STYLES = {"new": "green", "dropped": "red", "moved": "cyan", "split": "cyan", "merged": "cyan", "kept": "dim"}
VERDICT_WIDTH = 8


def print_comparison(comparison: "Comparison", *, unchanged: bool, stream: TextIO | None = None) -> None:
    """Print the view to `stream` (standard output unless given)."""
    console = console_on(stream or sys.stdout)
    print_view(Text(plain(sentence(comparison)), style="bold"), console)
    for section in sections(comparison, unchanged=unchanged):
        print_view(_section(section), console)


def _section(section: Section) -> "RenderableType":
    blocks: list[RenderableType] = [Text(), Text(plain(section.title), style="bold cyan")]
    details: list[Line] = []
    for line in section.lines:
        if line.level == 0:
            blocks += [*_table(details), _heading(line)]
            details = []
        else:
            details.append(line)
    return Group(*blocks, *_table(details))


def _heading(line: Line) -> Table:
    row = Table.grid(padding=(0, 1, 0, 0), expand=True)
    row.add_column(width=VERDICT_WIDTH)
    row.add_column(ratio=1, overflow="fold")
    row.add_column(justify="right", no_wrap=True)
    style = STYLES[line.sign]
    row.add_row(Text(line.sign, style=style), Text(plain(line.text)), Text(line.place, style="dim"))
    return row


def _table(lines: list[Line]) -> list[Table]:
    """The changes inside one item: sign, indicator, old and new value, extent, both line numbers."""
    if not lines:
        return []
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(width=VERDICT_WIDTH, justify="right")
    table.add_column(ratio=5, overflow="fold")
    for _ in range(2):
        table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    table.add_column(justify="right", no_wrap=True, min_width=11)
    for line in lines:
        style = {True: "green", False: "red", None: ""}[line.better]
        cells = [Text(plain(each), style=style) for each in (line.sign, line.text, line.old, line.new, line.extent)]
        table.add_row(*cells, Text(line.place, style="dim"))
    return [table]
