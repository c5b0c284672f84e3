"""A comparison as Markdown: a title, the sentence, and a table per category."""

from collections.abc import Iterator

from livelihood_extract.compare.changes import Comparison
from livelihood_extract.compare.views.lines import Line, sections, sentence
from livelihood_extract.terminal import plain

__all__ = ["markdown_text"]


def markdown_text(comparison: Comparison, *, unchanged: bool) -> str:
    """The page; `unchanged` shows items and targets that stay the same, too."""
    years = [str(side.year or side.name) for side in (comparison.old, comparison.new)]
    place = comparison.new.region or comparison.old.region or ""
    title = " ".join(filter(None, [place, years[0], "→", years[1]]))
    blocks = [f"# {_safe(title)}", _safe(sentence(comparison))]
    blocks += [f"> {_safe(note)}" for note in comparison.notes]
    for section in sections(comparison, unchanged=unchanged):
        head = [f"| | | {_safe(years[0])} | {_safe(years[1])} | | lines |", "|---|---|---|---|---|---|"]
        blocks += [f"## {_safe(section.title)}", "\n".join([*head, *map(_row, section.lines)])]
    return "\n\n".join(blocks) + "\n"


def _row(line: Line) -> str:
    return f"| {' | '.join(_cells(line))} |"


def _cells(line: Line) -> Iterator[str]:
    strong = "**" if line.level == 0 else ""
    yield _safe(line.sign)
    yield f"{strong}{_safe(line.text)}{strong}"
    yield from map(_safe, (line.old, line.new, line.extent, line.place))


def _safe(text: str) -> str:
    r"""Text in which nothing means anything to Markdown: | and * and < are written \| \* \<."""
    text = plain(text)
    return "".join(f"\\{character}" if character in "\\`*_[]<>|#" else character for character in text)
