"""Which engine does the work of a job: processes on this machine, or the workers of a Dask cluster."""

import os
from functools import partial

from livelihood_extract.cli.job import Engine
from livelihood_extract.errors import UsageError
from livelihood_extract.inputs import STDIN
from livelihood_extract.locations import is_url

__all__ = ["anywhere", "cluster", "here"]


def here(inputs: int, jobs: int | None) -> Engine:
    """Processes on this machine: as many as asked for, else as pay for so many inputs."""
    from livelihood_extract.workers import default_processes, in_order

    return partial(in_order, processes=min(jobs, inputs) if jobs else default_processes(inputs))


def cluster(scheduler: str | None, *, in_parts: bool) -> Engine:
    """The cluster whose scheduler is at this address; a part is a task, but one plan is too little for a task."""
    from livelihood_extract.cluster import in_order

    if not scheduler:
        raise UsageError("--engine dask needs --scheduler ADDRESS; start one with: dask scheduler")
    return partial(in_order, scheduler=scheduler, chunk=1) if in_parts else partial(in_order, scheduler=scheduler)


def anywhere(path: str) -> str:
    """`path` as it holds in whatever folder a worker runs. Raises UsageError for standard input."""
    if path == STDIN:
        raise UsageError("- is the standard input of this machine; give the cluster a file that it can reach")
    tail = "/" if path.endswith("/") else ""
    return path if is_url(path) else os.path.abspath(path) + tail
