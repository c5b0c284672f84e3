"""`extract FILE...`: the main command. Reads plans and writes their records in the form that was asked for."""

import sys
from pathlib import Path
from typing import Annotated

from click import Choice
from typer import Argument, Exit, Option

from livelihood_extract import __version__
from livelihood_extract.batch import Reading, plan_in, text_of
from livelihood_extract.cli.outputs import TABLE, check_free, chosen_format
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import Input, find_inputs
from livelihood_extract.writers import WRITERS, Options, write
from livelihood_extract.writers.columns import TABLES

__all__ = ["run"]


def _version(asked: bool) -> None:
    if asked:
        print(f"livelihood-extract {__version__}")
        raise Exit


def run(
    files: Annotated[list[str] | None, Argument(metavar="FILE...")] = None,
    format: Annotated[
        str | None,
        Option(click_type=Choice([*WRITERS, TABLE]), help="Default: by suffix of -o; table on a terminal, else json."),
    ] = None,
    records: Annotated[
        str | None, Option(click_type=Choice(list(TABLES)), help="Table of csv, jsonl, parquet; default targets.")
    ] = None,
    output: Annotated[
        Path | None, Option("-o", "--output", metavar="FILE", help="Write to FILE, complete or not at all.")
    ] = None,
    force: Annotated[bool, Option("--force", help="Replace files that exist.")] = False,
    encoding: Annotated[str | None, Option(metavar="NAME", help="Encoding of the text; default: found out.")] = None,
    year: Annotated[int | None, Option(metavar="YEAR", help="Year of the plan; default: as it says.")] = None,
    region: Annotated[str | None, Option(metavar="NAME", help="Place of the plan; default: as it says.")] = None,
    whole: Annotated[bool, Option("--whole", help="Read all of a report, not only its list of projects.")] = False,
    lexicon: Annotated[str | None, Option(metavar="FILE", help="More words: units, labels, agencies.")] = None,
    indent: Annotated[bool, Option("--indent/--compact", help="JSON over many lines, or on one.")] = True,
    quiet: Annotated[bool, Option("-q", "--quiet", help="Nothing on standard error but errors.")] = False,
    version: Annotated[bool, Option("--version", is_eager=True, callback=_version, help="Print the version.")] = False,
) -> int:
    """Read livelihood plans (民生实事) and print what they promise: items, targets, agencies, each with its place.

    FILE is a plan in any readable form, a folder, a pattern such as "plans/*.txt", or - for standard input.
    """
    form = chosen_format(format, output, records)
    options = Options(table=records or "targets", indent=2 if indent else None)
    inputs = find_inputs(files or [], leave_out=[str(output)] if output else [])
    if not inputs:
        raise UsageError("nothing to read; name a FILE, a folder, or - for standard input")
    if output:
        check_free(output, force=force)
    return _one(inputs[0], Reading(encoding, year, region, whole, lexicon), form, output, options)


def _one(item: Input, how: Reading, form: str, output: Path | None, options: Options) -> int:
    """Read one input; what is wrong with it ends the command."""
    plan = plan_in(text_of(item, how), how)
    if form == TABLE:
        from livelihood_extract.console import print_plans

        print_plans([plan])
    else:
        write([plan], output or sys.stdout.buffer, form, options)
    return 0
