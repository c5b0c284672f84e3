"""`extract FILE...`: the main command. Reads plans and writes their records in the form that was asked for."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from click import Choice
from typer import Argument, Exit, Option, get_app_dir

from livelihood_extract import __version__
from livelihood_extract.batch import Reading, plan_in, text_of, words
from livelihood_extract.cli.outputs import TABLE, check_file, chosen_format, replace_file
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import Input, find_inputs, names_in, told_apart
from livelihood_extract.writers import WRITERS, Options, write
from livelihood_extract.writers.columns import TABLES

if TYPE_CHECKING:
    from livelihood_extract.cli.progress import Manner

__all__ = ["run"]


def _version(asked: bool) -> None:
    if asked:
        print(f"livelihood-extract {__version__}")
        raise Exit


def run(
    files: Annotated[list[str] | None, Argument(metavar="FILE...")] = None,
    files_from: Annotated[
        str | None, Option(metavar="LIST", help="Read the names in LIST too, one a line; - is stdin.")
    ] = None,
    format: Annotated[
        str | None,
        Option(click_type=Choice([*WRITERS, TABLE]), help="Default: by suffix of -o; table on a terminal, else json."),
    ] = None,
    records: Annotated[
        str | None, Option(click_type=Choice(list(TABLES)), help="Table of csv, jsonl, parquet; default targets.")
    ] = None,
    output: Annotated[
        Path | None, Option("-o", "--output", metavar="FILE", help="Write all to FILE, whole or not at all.")
    ] = None,
    folder: Annotated[
        Path | None, Option("-d", "--dir", metavar="DIR", help="Write one file per plan into DIR.")
    ] = None,
    force: Annotated[bool, Option("--force", help="Replace what stands in the way of the output.")] = False,
    resume: Annotated[bool, Option("--resume", help="Go on from an interrupted call.")] = False,
    jobs: Annotated[
        int | None, Option("-j", "--jobs", metavar="N", min=1, help="Processes; default: by files and machine.")
    ] = None,
    encoding: Annotated[str | None, Option(metavar="NAME", help="Encoding of the text; default: found out.")] = None,
    year: Annotated[int | None, Option(metavar="YEAR", help="Year of the plan; default: as it says.")] = None,
    region: Annotated[str | None, Option(metavar="NAME", help="Place of the plan; default: as it says.")] = None,
    whole: Annotated[bool, Option("--whole", help="Read all of a report, not only its list of projects.")] = False,
    lexicon: Annotated[str | None, Option(metavar="FILE", help="More words: units, labels, agencies.")] = None,
    text: Annotated[Path | None, Option(metavar="FILE", help="Write the text that offsets refer to, too.")] = None,
    indent: Annotated[bool, Option("--indent/--compact", help="JSON over many lines, or on one.")] = True,
    header: Annotated[str, Option(click_type=Choice(["en", "zh"]), help="Language of column names.")] = "en",
    excel: Annotated[bool, Option("--excel", help="CSV that a spreadsheet opens as it is.")] = False,
    ledger: Annotated[bool, Option("--ledger", help="XLSX with progress columns and a sheet per lead agency.")] = False,
    verbose: Annotated[bool, Option("-v", "--verbose", help="A line on standard error for each file.")] = False,
    quiet: Annotated[bool, Option("-q", "--quiet", help="Nothing on standard error but errors.")] = False,
    version: Annotated[bool, Option("--version", is_eager=True, callback=_version, help="Print the version.")] = False,
) -> int:
    """Read livelihood plans (民生实事) and print what they promise: items, targets, agencies, each with its place.

    FILE is a plan in any readable form, a folder, a pattern such as "plans/*.txt", or - for standard input.
    """
    if output and folder:
        raise UsageError("-o writes one file and -d one per plan; choose")
    form = chosen_format(format, output, folder, records)
    how = Reading(encoding, year, region, whole, lexicon or _own_lexicon())
    options = Options(records or "targets", 2 if indent else None, header, excel, ledger)  # type: ignore[arg-type]
    inputs = _inputs(files or [], files_from, [path for path in (output, folder, text) if path])
    if len(inputs) == 1 and not folder:
        return _one(inputs[0], how, form, options, output, text, force=force)
    if text:
        raise UsageError(f"--text {text}: writes the text of one input, and there are {len(inputs)}")
    words(how.lexicon)  # a mistake in it concerns the call, not each input
    from livelihood_extract.cli.many import Batch, run_batch
    from livelihood_extract.workers import default_processes, in_order

    manner = _manner(verbose=verbose, quiet=quiet, printed=not (output or folder))
    return run_batch(
        Batch(
            inputs if folder else told_apart(inputs),
            how,
            form,
            options,
            engine=partial(in_order, processes=jobs or default_processes(len(inputs))),
            output=output,
            folder=folder,
            resume=resume,
            force=force,
            manner=manner,
            quiet=quiet,
        )
    )


def _own_lexicon() -> str | None:
    """The words the user always wants, when there are any: lexicon.toml in the folder for settings of the system."""
    path = Path(get_app_dir("livelihood-extract"), "lexicon.toml")
    return str(path) if path.is_file() else None


def _inputs(files: list[str], files_from: str | None, written: list[Path]) -> list[Input]:
    words = [*files, *(names_in(files_from) if files_from else [])]
    inputs = find_inputs(words, leave_out=[str(path) for path in written])
    if not inputs:
        raise UsageError("nothing to read; name a FILE, a folder, or - for standard input (extract --help)")
    return inputs


def _manner(*, verbose: bool, quiet: bool, printed: bool) -> "Manner":
    """How progress shows: a bar where a person looks on and nothing else is printed there."""
    if verbose:
        return "lines"
    watched = sys.stderr.isatty() and not (printed and sys.stdout.isatty())
    return "bar" if watched and not quiet else "failures"


def _one(
    item: Input, how: Reading, form: str, options: Options, output: Path | None, text_file: Path | None, *, force: bool
) -> int:
    """Read one input; what is wrong with it ends the command."""
    for path in filter(None, (output, text_file)):
        check_file(path, form if path == output else "json", [item], force=force)
    text = text_of(item, how)
    if text_file:
        replace_file([text.text.encode("utf-8", "surrogatepass")], text_file)
    plan = plan_in(text, how)
    if form == TABLE:
        from livelihood_extract.console import print_plans

        print_plans([plan])
    else:
        write([plan], output or sys.stdout.buffer, form, options)
    return 0
