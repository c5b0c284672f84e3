"""`extract diff OLD NEW`: what changed from one year's plan to the next."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from click import Choice
from typer import Argument, Option

from livelihood_extract.batch import Reading, words
from livelihood_extract.cli import options
from livelihood_extract.cli.outputs import TABLE
from livelihood_extract.cli.pages import check_free, form_of, put
from livelihood_extract.cli.plans import named_years, one_plan, warn
from livelihood_extract.errors import UsageError

if TYPE_CHECKING:
    from livelihood_extract.compare import Comparison, Pins

__all__ = ["FORMATS", "run"]

FORMATS = {TABLE: "", "json": ".json", "csv": ".csv", "markdown": ".md"}
"""Formats of a comparison, and the suffix of a file that asks for each."""
FINE, CHANGED = 0, 1


Form = Annotated[
    str | None,
    Option(click_type=Choice(list(FORMATS)), help="Default: by suffix of -o; table on a terminal, else json."),
]
Only = Annotated[str, Option(metavar="CHANGE,...", help="Only these changes: dropped,down ... (docs/years.md).")]
FailOn = Annotated[str, Option(metavar="CHANGE,...", help="End with 1 when one of these changes is there.")]
Unchanged = Annotated[bool, Option("--unchanged", help="Show what stays the same, too (JSON always does).")]
PinFile = Annotated[Path | None, Option(metavar="FILE", help="CSV of pairs that are, or are not, one commitment.")]
Review = Annotated[Path | None, Option(metavar="FILE", help="Write doubtful pairs, to be edited for --pins.")]
ExitCode = Annotated[bool, Option("--exit-code", help="End with 1 when anything changed.")]
Years = Annotated[str | None, Option(metavar="OLD,NEW", help="Years of the plans; default: as they say.")]


def run(
    old: Annotated[str, Argument(metavar="OLD")],
    new: Annotated[str, Argument(metavar="NEW")],
    format: Form = None,
    output: options.Page = None,
    only: Only = "",
    unchanged: Unchanged = False,
    pins: PinFile = None,
    review: Review = None,
    force: options.Force = False,
    exit_code: ExitCode = False,
    fail_on: FailOn = "",
    encoding: options.Encoding = None,
    years: Years = None,
    region: options.Region = None,
    whole: options.Whole = False,
    lexicon: options.Lexicon = None,
) -> int:
    """Say what became of each commitment of OLD in NEW, what is new, and what was raised or cut.

    OLD and NEW are plans in any readable form, JSON that extract printed earlier, or - for standard input.
    """
    from livelihood_extract.compare import diff
    from livelihood_extract.compare.select import entry_words, is_unchanged

    form, shown, failing = form_of(format, output, FORMATS), _changes(only, "--only"), _changes(fail_on, "--fail-on")
    for path in (output, review):
        check_free(path, (old, new), force=force)
    decided = _pins(pins)
    first, second = (
        one_plan(word, Reading(encoding, year, region, whole, lexicon))
        for word, year in zip((old, new), named_years(years, 2), strict=True)
    )
    found = diff(first, second, pins=decided, lexicon=words(lexicon))
    warn(found.notes)
    if review:
        _review(found, review)
    _write(found, form, output, shown, unchanged=unchanged)
    changed = exit_code and not all(is_unchanged(entry) for entry in found.items)
    failed = any(entry_words(entry) & failing for entry in found.items)
    return CHANGED if changed or failed else FINE


def _changes(text: str, option: str) -> frozenset[str]:
    from livelihood_extract.compare.select import WORDS

    asked = frozenset(word.strip() for word in text.split(",") if word.strip())
    if unknown := sorted(asked - set(WORDS)):
        raise UsageError(f"{option} {unknown[0]}: no such change; choose from {', '.join(WORDS)}")
    return asked


def _pins(path: Path | None) -> "Pins":
    from livelihood_extract.compare import Pins, read_pins

    if path is None:
        return Pins()
    try:
        return read_pins(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not in UTF-8 ({error}); save it in that encoding") from error


def _review(found: "Comparison", path: Path) -> None:
    from livelihood_extract.compare.doubts import doubts
    from livelihood_extract.compare.pins import review

    put(review(doubts(found)), path)


def _write(found: "Comparison", form: str, output: Path | None, only: frozenset[str], *, unchanged: bool) -> None:
    from livelihood_extract.compare.select import narrowed

    shown = narrowed(found, only)
    if form == "json":
        from livelihood_extract.compare.views.json import json_text

        put(json_text(shown), output)
    elif form == "csv":
        from livelihood_extract.compare.views.csv import csv_text

        put(csv_text(shown, only=only, unchanged=unchanged), output)
    elif form == "markdown":
        from livelihood_extract.compare.views.markdown import markdown_text

        put(markdown_text(shown, unchanged=unchanged), output)
    else:
        from livelihood_extract.compare.views.terminal import print_comparison

        print_comparison(shown, unchanged=unchanged)
