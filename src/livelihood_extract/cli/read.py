"""`extract FILE...`: the main command. Reads plans and writes their records in the form that was asked for."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livelihood_extract.batch import Reading, plan_in, text_of, words
from livelihood_extract.cli import options as the
from livelihood_extract.cli.outputs import TABLE, check_file, check_options, chosen_format, goes_in_parts, replace_file
from livelihood_extract.cli.settings import own_lexicon
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import Input, find_inputs, names_in, told_apart
from livelihood_extract.locations import is_url
from livelihood_extract.writers import Options, write

if TYPE_CHECKING:
    from livelihood_extract.cli.progress import Manner

__all__ = ["run"]


def run(
    files: the.Files = None,
    files_from: the.FilesFrom = None,
    format: the.Format = None,
    records: the.Records = None,
    output: the.Output = None,
    folder: the.Folder = None,
    text: the.Text = None,
    force: the.Force = False,
    resume: the.Resume = False,
    indent: the.Compact = True,
    header: the.Header = "en",
    excel: the.Excel = False,
    ledger: the.Ledger = False,
    encoding: the.Encoding = None,
    year: the.Year = None,
    region: the.Region = None,
    whole: the.Whole = False,
    lexicon: the.Lexicon = None,
    jobs: the.Jobs = None,
    engine: the.Engine = "local",
    scheduler: the.Scheduler = None,
    part_size: the.PartSize = 500,
    verbose: the.Verbose = False,
    quiet: the.Quiet = False,
    version: the.Version = False,
) -> int:
    """Read livelihood plans (民生实事) and print what they promise: items, targets, agencies, each with its place.

    FILE is a plan in any readable form, a folder, a pattern such as "plans/*.txt", a URL, or - for standard input.
    """
    form = chosen_format(format, output, folder, records)
    how = Reading(encoding, year, region, whole, lexicon or own_lexicon())
    options = Options(records or "targets", 2 if indent else None, header, excel, ledger)  # type: ignore[arg-type]
    check_options(form, options)
    _check(how)
    if scheduler and engine == "local":
        raise UsageError("--scheduler is for the cluster; add --engine dask")
    inputs = _inputs(files or [], files_from, [str(path) for path in (output, folder, text) if path])
    place = _place(output, folder, form)
    if resume and not place.keys() & {"output", "folder"}:
        raise UsageError("--resume goes on with a file (-o) or a folder of files (-d) on this machine")
    if len(inputs) == 1 and engine == "local" and not resume and place.keys() <= {"output"}:
        return _one(inputs[0], how, form, options, place.get("output"), text, force=force)
    if text:
        raise UsageError(f"--text {text}: writes the text of a single input")
    from livelihood_extract.cli.engines import here, on_cluster
    from livelihood_extract.cli.job import Job
    from livelihood_extract.cli.many import run_job

    inputs = inputs if folder else told_apart(inputs)
    manner = _manner(verbose=verbose, quiet=quiet, printed=not place)
    runner = here(len(inputs), jobs)
    job = Job(inputs, how, form, options, runner, part_size, resume, force, manner, quiet, **place)
    return run_job(on_cluster(job, scheduler) if engine == "dask" else job)


def _check(how: Reading) -> None:
    """Raise UsageError for what concerns the call as a whole, before it fails for each input."""
    words(how.lexicon)
    if how.encoding:
        from livelihood_extract.readers.text import codec_of

        codec_of(how.encoding)


def _place(output: str | None, folder: str | None, form: str) -> dict[str, Any]:
    """Where the results go, by the field of the job that says so; empty for standard output."""
    if output and goes_in_parts(output, form):
        return {"parts": output}
    if output:
        return {"address": output} if is_url(output) else {"output": Path(output)}
    return {"folder": Path(folder)} if folder else {}


def _inputs(files: list[str], files_from: str | None, written: list[str]) -> list[Input]:
    inputs = find_inputs([*files, *(names_in(files_from) if files_from else [])], leave_out=written)
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
