"""Spaced tables: rows whose cells nothing but blanks divide, as they are copied from a page.

Receives the folded text and returns it with a tab in place of the first of such blanks; same length.

    序号 项目 目标 备  注 / 1 新建公厕 51座 完工   ->   序号⇥项目⇥目标⇥备  注 / 1⇥新建公厕⇥51座⇥完工
"""

import re

from livelihood_extract.expressions import expression
from livelihood_extract.lexicon import Label, Words
from livelihood_extract.text import HAN

__all__ = ["tabbed"]

_HEADER = expression(r"^ *序号 .*$", flags=re.MULTILINE)
_GAP = expression("(?<=[^ ]) +(?=[^ ])")
_APART = expression(rf"(?<!{HAN}){HAN} +{HAN}(?!{HAN})")
"""A word of two characters set apart to fill its cell: 备  注, 王  忠."""
_FEWEST = 4
"""Cells of a header, two of them labels; other lines of words are no table."""


def tabbed(folded: str, labels: Words[Label]) -> str:
    """`folded` with tabs between the cells of a spaced table, if it holds one."""
    header = next((m for m in _HEADER.finditer(folded) if _is_header(m[0], labels)), None)
    if header is None:
        return folded
    lines = folded[header.start() :].split("\n")
    return folded[: header.start()] + "\n".join(map(_tabbed, lines))


def _is_header(line: str, labels: Words[Label]) -> bool:
    cells = _tabbed(line.strip()).replace(" ", "").split("\t")
    return len(cells) >= _FEWEST and sum(cell in labels for cell in cells) > 1


def _tabbed(line: str) -> str:
    """A line with a tab in each gap between cells; one with a single gap is no row."""
    apart = {at for m in _APART.finditer(line) for at in range(*m.span())}
    gaps = [m.start() for m in _GAP.finditer(line) if m.start() not in apart]
    if len(gaps) < 2 or "|" in line or "\t" in line:
        return line
    signs = list(line)
    for at in gaps:
        signs[at] = "\t"
    return "".join(signs)
