"""Many inputs in; one combined output, or one file per plan, and an exit code out. A failing file stops no other.

A job's inputs go through its engine (processes here, or a cluster); outcomes come back in the order of the inputs, and
go to standard output at once, or into a spool beside the output until all are there.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from livelihood_extract.batch import Outcome, lost, path_in, render, save
from livelihood_extract.cli.job import Job
from livelihood_extract.cli.outputs import ONE_TABLE, TABLE, check_file, check_folder, check_free, replace_file
from livelihood_extract.cli.progress import progress, summary
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import Input
from livelihood_extract.pieces import is_stream, joined, record_in
from livelihood_extract.spool import Spool
from livelihood_extract.terminal import say
from livelihood_extract.writers import Failure, Options, write

__all__ = ["run_job"]

FINE, NONE_READ, SOME_FAILED = 0, 3, 4


def run_job(job: Job) -> int:
    """Read all inputs and write what was asked for; 0, 3 when none could be read, 4 when some could not."""
    gc.enable()
    if job.resume and _is_complete(job):
        say(f"{job.output or job.folder}: complete, nothing to resume")
        return FINE
    failures = _destination(job)(job)
    if not job.quiet and (failures or job.manner != "failures"):
        summary(failures, len(job.inputs))
    if not failures:
        return FINE
    return NONE_READ if len(failures) == len(job.inputs) else SOME_FAILED


def to_file(job: Job) -> list[Failure]:
    """Gather the results beside the output, and write it when all are there; the failures."""
    assert job.output
    work = partial(render, how=job.how, format=job.format, options=job.options)
    with _spool(job, job.output.with_name(f"{job.output.name}.partial")) as spool:
        failures = _gather(job, work, [number for number in range(len(job.inputs)) if number not in spool], spool)
        if is_stream(job.format):
            replace_file(joined(spool.pieces(), failures, job.format, job.options), job.output)
        else:
            write(map(record_in, spool.pieces()), job.output, job.format, job.options)
        _write_errors(job, failures)
    return failures


def _destination(job: Job) -> Callable[[Job], list[Failure]]:
    if job.parts or job.address:
        from livelihood_extract.cli import remote

        return remote.to_parts if job.parts else remote.to_address
    if job.folder:
        return _to_folder
    return to_file if job.output else _to_stdout


def _to_stdout(job: Job) -> list[Failure]:
    """Print each result as soon as those before it are there."""
    work = partial(render, how=job.how, format=job.format, options=job.options)
    with progress(len(job.inputs), job.manner) as report:
        pieces = (report(outcome).piece for outcome in job.engine(work, job.inputs, _given_up(job)))
        if job.format == TABLE:
            from livelihood_extract.console import print_plans

            records = map(record_in, pieces)
            print_plans(record for record in records if not isinstance(record, Failure))
        else:
            sys.stdout.buffer.writelines(joined(pieces, report.failures, job.format, job.options))
    return report.failures


def _to_folder(job: Job) -> list[Failure]:
    """Let each process write the plans it has read; the spool only remembers which are done."""
    assert job.folder
    work = partial(save, how=job.how, format=job.format, options=job.options, folder=job.folder)
    with _spool(job, _memory(job.folder)) as spool:
        paths = [path_in(job.folder, item, job.format) for item in job.inputs]
        missing = [number for number, path in enumerate(paths) if number not in spool or not path.exists()]
        failures = _gather(job, work, missing, spool)
        _write_errors(job, failures)
    return failures


def _memory(folder: Path) -> Path:
    return folder / ".extract.partial"


def _is_complete(job: Job) -> bool:
    """Whether an earlier call has come to its end: its outputs are there, and nothing that it had left to do."""
    if job.folder:
        paths = [path_in(job.folder, item, job.format) for item in job.inputs]
        return not _memory(job.folder).exists() and all(path.exists() for path in paths)
    return bool(job.output and job.output.exists() and not job.output.with_name(f"{job.output.name}.partial").exists())


def _spool(job: Job, path: Path) -> Spool:
    """The spool of this job at `path`; what stands in the way of its output is an error before anything is read."""
    free = job.force or (job.resume and path.exists())
    if job.folder:
        check_folder(job.folder, job.format, job.inputs, force=free)
        job.folder.mkdir(exist_ok=True)
    elif job.output:
        if job.output.exists() and not (job.output.is_file() or job.output.is_dir()):
            raise UsageError(
                f"{job.output}: nothing can be gathered beside it; leave -o out to write to standard output"
            )
        check_file(job.output, job.format, job.inputs, force=free)
    if table := _errors_table(job):
        check_free(table, force=free)
    return Spool(path, job.signature(), job.inputs, resume=job.resume, force=job.force)


def _gather(job: Job, work: Callable[[Input], Outcome], missing: Sequence[int], spool: Spool) -> list[Failure]:
    """Fill the spool with the results of the inputs of these numbers; the failures."""
    try:
        with progress(len(missing), job.manner) as report:
            items = (job.inputs[number] for number in missing)
            for number, outcome in zip(missing, job.engine(work, items, _given_up(job)), strict=True):
                report(outcome)
                if not (job.folder and outcome.failure):  # its spool stays then, and --resume tries it again
                    spool.add(number, outcome.name, outcome.sha256, outcome.piece)
    except KeyboardInterrupt:
        hint = "" if job.address else "; the same call with --resume goes on from here"
        say(f"interrupted: {len(spool)} of {len(job.inputs)} done{hint}")
        raise
    return report.failures


def _given_up(job: Job) -> Callable[[Input], Outcome]:
    return partial(lost, format=job.format, options=job.options)


def _errors_table(job: Job) -> Path | None:
    """Where failures go when the output has no place for them in itself."""
    if job.folder:
        return job.folder / "errors.csv"
    return job.output.with_name(f"{job.output.stem}.errors.csv") if job.output and job.format in ONE_TABLE else None


def _write_errors(job: Job, failures: list[Failure]) -> None:
    """Write the table of errors, or remove that of the output which has just been replaced."""
    table = _errors_table(job)
    if table and failures:
        write(failures, table, "csv", Options(table="errors"))
    elif table:
        table.unlink(missing_ok=True)
