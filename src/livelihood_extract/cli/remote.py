"""Jobs whose output is divided into parts, or lies on another machine, in; their failures out."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from livelihood_extract.batch import lost, render
from livelihood_extract.cli.job import Job
from livelihood_extract.cli.many import to_file
from livelihood_extract.cli.progress import Report, progress
from livelihood_extract.errors import UsageError
from livelihood_extract.locations import names, put, remove
from livelihood_extract.parts import FORMAT, Part, divided, is_part, lost_part, save_part, write_into
from livelihood_extract.pieces import record_in
from livelihood_extract.writers import Failure, Options

__all__ = ["to_address", "to_parts"]

ERRORS = "_errors.csv"
"""A name that starts with _ is left aside by readers of a folder of Parquet."""


def to_address(job: Job) -> list[Failure]:
    """Make the file here and copy it there when it is complete."""
    assert job.address
    folder, _, name = job.address.rpartition("/")
    if name in names(folder) and not job.force:
        raise UsageError(f"{job.address}: exists already; --force replaces it")
    with TemporaryDirectory() as place:
        failures = to_file(replace(job, output=Path(place, name)))
        for file in sorted(Path(place).iterdir()):
            put(file, f"{folder}/{file.name}")
    return failures


def to_parts(job: Job) -> list[Failure]:
    """Let each process read and write whole parts; the inputs of a part that a process died of are tried one by one."""
    assert job.parts
    if names(job.parts) and not job.force:
        raise UsageError(f"{job.parts}: the folder is not empty; --force replaces the parts in it")
    parts = divided(job.inputs, job.part_size)
    work = partial(save_part, how=job.how, options=job.options, folder=job.parts)
    with progress(len(job.inputs), job.manner) as report:
        left = []
        for part, outcomes in zip(parts, job.engine(work, parts, lost_part), strict=True):
            if outcomes is None:
                left.append(part)
            for outcome in outcomes or ():
                report(outcome)
        for part in left:
            _write_alone(job, job.parts, part, report)
    if report.failures:
        write_into(job.parts, ERRORS, report.failures, "csv", Options(table="errors"))
    _remove_others(job.parts, {*(part.name for part in parts), *([ERRORS] if report.failures else [])})
    return report.failures


def _write_alone(job: Job, folder: str, part: Part, report: Report) -> None:
    work = partial(render, how=job.how, format=FORMAT, options=job.options)
    given_up = partial(lost, format=FORMAT, options=job.options)
    outcomes = [report(outcome) for outcome in job.engine(work, part.inputs, given_up)]
    write_into(folder, part.name, (record_in(outcome.piece) for outcome in outcomes), FORMAT, job.options)


def _remove_others(folder: str, written: set[str]) -> None:
    """Remove what is left of an earlier output: --force replaces it as a whole."""
    for name in sorted({name for name in names(folder) if is_part(name) or name == ERRORS} - written):
        remove(f"{folder.rstrip('/')}/{name}")
