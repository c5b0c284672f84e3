"""Which engine does the work of a job: processes on this machine, or the workers of a Dask cluster."""

import os
from dataclasses import replace
from functools import partial

from livelihood_extract.cli.job import Engine, Job
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import STDIN
from livelihood_extract.locations import is_url

__all__ = ["here", "on_cluster"]


def here(inputs: int, jobs: int | None) -> Engine:
    """Processes on this machine: as many as asked for, else as pay for so many inputs."""
    from livelihood_extract.workers import default_processes, in_order

    return partial(in_order, processes=min(jobs, inputs) if jobs else default_processes(inputs))


def on_cluster(job: Job, scheduler: str | None) -> Job:
    """The job for the cluster whose scheduler is at this address, with paths that hold wherever a worker runs.

    A part is a task of its own, but one plan is too little for a task. Raises UsageError.
    """
    from livelihood_extract.cluster import in_order

    if not scheduler:
        raise UsageError("--engine dask needs --scheduler ADDRESS; start one with: dask scheduler")
    return replace(
        job,
        engine=partial(in_order, scheduler=scheduler, chunk=1 if job.parts else 8),
        inputs=[item._replace(path=_anywhere(item.path)) for item in job.inputs],
        how=replace(job.how, lexicon=job.how.lexicon and _anywhere(job.how.lexicon)),
        folder=job.folder and job.folder.absolute(),
        parts=job.parts and _anywhere(job.parts),
    )


def _anywhere(path: str) -> str:
    """`path` as it holds in whatever folder a worker runs. Raises UsageError for standard input."""
    if path == STDIN:
        raise UsageError("- is the standard input of this machine; give the cluster a file that it can reach")
    return path if is_url(path) else os.path.abspath(path)
