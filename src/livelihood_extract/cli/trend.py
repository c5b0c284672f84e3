"""`extract trend PLAN...`: commitments followed over the plans of many years."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from click import Choice
from typer import Argument, Option

from livelihood_extract.batch import Reading, words
from livelihood_extract.cli import options
from livelihood_extract.cli.outputs import TABLE
from livelihood_extract.cli.pages import check_free, form_of, put
from livelihood_extract.cli.plans import named_years, plans_at, warn
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import find_inputs

if TYPE_CHECKING:
    from livelihood_extract.compare.trend import Trends
    from livelihood_extract.records import Plan

__all__ = ["FORMATS", "run"]

FORMATS = {TABLE: "", "json": ".json", "csv": ".csv"}

Form = Annotated[
    str | None,
    Option(click_type=Choice(list(FORMATS)), help="Default: by suffix of -o; table on a terminal, else json."),
]
Years = Annotated[str | None, Option(metavar="YEAR,...", help="Years of the plans; default: as they say.")]


def run(
    files: Annotated[list[str], Argument(metavar="PLAN...")],
    format: Form = None,
    output: options.Page = None,
    force: options.Force = False,
    encoding: options.Encoding = None,
    years: Years = None,
    region: options.Region = None,
    whole: options.Whole = False,
    lexicon: options.Lexicon = None,
) -> int:
    """Follow each commitment over the plans of several years: its quantity, gaps and returns.

    PLAN is a plan in any readable form, JSON that extract printed earlier, a folder, or - for standard input.
    """
    from livelihood_extract.compare.trend import trends

    form = form_of(format, output, FORMATS)
    check_free(output, files, force=force)
    paths = [each.path for each in find_inputs(files)]
    plans = [
        plan
        for path, year in zip(paths, named_years(years, len(paths)), strict=True)
        for plan in plans_at(path, Reading(encoding, year, region, whole, lexicon))
    ]
    _check(plans)
    _write(trends(plans, lexicon=words(lexicon)), form, output)
    return 0


def _write(found: "Trends", form: str, output: Path | None) -> None:
    if form == "json":
        from livelihood_extract.compare.views.json import json_text

        put(json_text(found), output)
    elif form == "csv":
        from livelihood_extract.compare.views.trend import csv_text

        put(csv_text(found), output)
    else:
        from livelihood_extract.compare.views.trend import print_trends

        print_trends(found)


def _check(plans: "list[Plan]") -> None:
    """Raise UsageError for plans that cannot be put in the order of years; warn of different places."""
    unknown = [plan.source.name for plan in plans if plan.year is None]
    if unknown:
        raise UsageError(f"{unknown[0]}: no year found; name the years of all files with --years")
    year, times = Counter(plan.year for plan in plans).most_common(1)[0]
    if times > 1:
        names = " and ".join(plan.source.name for plan in plans if plan.year == year)
        raise UsageError(f"{names} are all of {year}; take one plan per year, or correct them with --years")
    if len(plans) < 2:
        raise UsageError("a trend needs the plans of two years or more")
    places = sorted({plan.region for plan in plans if plan.region})
    if any(place not in max(places, key=len) for place in places):
        warn([f"the plans are of different places: {', '.join(places)}"])
