"""Work and inputs go in, results come out in the order of the inputs, made by the workers of a Dask cluster.

The same function runs there as on one machine (workers.py): the package must be installed on the workers, and they must
reach the inputs. Dask runs what a dead worker held elsewhere, and gives up on a task that takes one worker after the
other with it. Then all it was seen with are suspects: they are tried one by one, so that only the guilty is lost.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from livelihood_extract.errors import ExtractError

__all__ = ["in_order"]

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Tasks per thread of the cluster that wait for their turn."""
PATIENCE = 30
"""Seconds to wait for the scheduler and its first worker."""


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    lost: Callable[[Item], Result],
    scheduler: str,
    chunk: int = 8,
) -> Iterator[Result]:
    """`work(item)` of each item, in order; `lost(item)` where workers died of it.

    `work`, items and results must pickle, and `work` must not raise. `chunk` items are one task: the scheduler takes
    about a millisecond for a task, as long as a small plan takes. Raises ExtractError when there is no scheduler at
    that address, it has no workers, or they cannot run the work.
    """
    with _connected(scheduler) as client:
        ahead = AHEAD * sum(client.nthreads().values())
        remaining = iter(items)
        held: deque[tuple[list[Item], Any]] = deque()
        while True:
            while len(held) < ahead and (task := list(islice(remaining, chunk))):
                held.append((task, client.submit(_run, work, task, pure=False)))
            if not held:
                return
            task, future = held.popleft()
            results = _results(future)
            yield from _one_by_one(client, work, task, lost, held) if results is None else results


def _run(work: Callable[[Item], Result], task: list[Item]) -> list[Result]:
    return [work(item) for item in task]


def _results(future: Any) -> list[Any] | None:
    """What a task gave; None when workers died of it or of what they held with it."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        results: list[Any] = future.result()
    except KilledWorker:
        return None
    except (CancelledError, OSError) as error:
        raise ExtractError(f"the scheduler is gone ({error}); start it again, and the call with --resume") from error
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        raise ExtractError(f"the workers cannot run it ({problem}); is the same version installed there?") from error
    return results


def _one_by_one(
    client: Any,
    work: Callable[[Item], Result],
    suspects: list[Item],
    lost: Callable[[Item], Result],
    held: "deque[tuple[list[Item], Any]]",
) -> Iterator[Result]:
    """Each suspect alone on the cluster: nobody else is there to blame, or to suffer."""
    for _, future in held:
        future.exception()  # waits until it has come to an end
    for item in suspects:
        results = _results(client.submit(_run, work, [item], pure=False))
        yield lost(item) if results is None else results[0]


def _connected(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise ExtractError("--engine dask needs distributed; run: pip install 'livelihood-extract[cluster]'") from error
    for name in ("distributed", "distributed.client"):  # what matters is said in our own words
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise ExtractError(f"{scheduler}: no Dask scheduler with workers there ({error})") from error
    return client
