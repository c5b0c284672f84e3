"""Work and inputs go in, results come out in the order of the inputs, made by several processes on this machine.

When a process dies (killed, out of memory), another takes its place and tries again; an input of which the second dies,
too, is given up, alone. Inputs are handed out only so far ahead that the results which wait for their turn stay few,
however many inputs there are.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

__all__ = ["default_processes", "in_order"]

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2
"""Inputs a process holds: one at work and the next, so that it never waits for the main process."""
WINDOW = 64
"""Inputs per process between the result that is due next and the last one handed out."""
WORTH = 8
"""Inputs that are worth a process."""
PATIENCE = 10
"""Seconds a process may take to end what it is busy with before it is ended."""


def default_processes(inputs: int) -> int:
    """How many processes pay for so many inputs on this machine: starting one costs as much as reading a few plans."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(here, inputs // WORTH))


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result], processes: int
) -> Iterator[Result]:
    """`work(item)` of each item, in order; `lost(item)` where two processes died of it. One process means this one.

    `work`, items and results must pickle, and `work` must not raise.
    """
    if processes == 1:
        yield from map(work, items)
        return
    team = [_Worker(work) for _ in range(processes)]
    try:
        yield from _spread(team, iter(enumerate(items)), lost)
    finally:
        _dismiss(team)


@dataclass(slots=True)
class _Worker(Generic[Item, Result]):
    """One process, and the numbered items it holds; it is busy with the first of them."""

    work: Callable[[Item], Result]
    held: deque[tuple[int, Item]] = field(default_factory=deque)
    suspect: int | None = None
    """The item that a process was busy with when it died."""
    process: SpawnProcess = field(init=False)
    connection: "Connection[Any, Any]" = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start a process and hand it what the worker holds."""
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        with _no_interrupt():
            self.process.start()
        theirs.close()
        for _, item in self.held:
            self._send(item)

    def give(self, number: int, item: Item) -> None:
        """Hand over one more item."""
        self.held.append((number, item))
        self._send(item)

    def take(self, lost: Callable[[Item], Result]) -> dict[int, Result]:
        """The next result by its number; none when the process has died and another tries again, `lost` after that."""
        number, item = self.held[0]
        try:
            result = self.connection.recv()
        except (EOFError, OSError):
            if self.suspect != number:
                self.suspect = number
                self._restart()
                return {}
            self.held.popleft()
            self._restart()
            return {number: lost(item)}
        self.held.popleft()
        return {number: result}

    def _restart(self) -> None:
        self.connection.close()
        self.process.join()
        self.start()

    def _send(self, item: Item) -> None:
        # A process that has died meanwhile is noticed where its result is taken.
        with suppress(OSError):
            self.connection.send(item)


def _spread(
    team: list[_Worker[Item, Result]], tasks: Iterator[tuple[int, Item]], lost: Callable[[Item], Result]
) -> Iterator[Result]:
    due, given, early = 0, 0, dict[int, Result]()
    while True:
        room = due + WINDOW * len(team) - given
        given += _hand_out(team, islice(tasks, min(room, _free(team))))
        busy: dict[object, _Worker[Item, Result]] = {worker.connection: worker for worker in team if worker.held}
        if not busy:
            return
        for ready in wait([worker.connection for worker in busy.values()]):
            early |= busy[ready].take(lost)
        while due in early:
            yield early.pop(due)
            due += 1


def _free(team: list[_Worker[Item, Result]]) -> int:
    return sum(AHEAD - len(worker.held) for worker in team)


def _hand_out(team: list[_Worker[Item, Result]], tasks: Iterator[tuple[int, Item]]) -> int:
    """Give each task to the worker that holds least; how many there were."""
    count = 0
    for count, (number, item) in enumerate(tasks, 1):  # noqa: B007  (the count is the answer)
        min(team, key=lambda worker: len(worker.held)).give(number, item)
    return count


def _dismiss(team: list[_Worker[Item, Result]]) -> None:
    """End all processes: each first finishes what it is busy with, so that no file is left half-written."""
    for worker in team:
        worker.connection.close()
    for worker in team:
        worker.process.join(PATIENCE)
        worker.process.terminate()


def _serve(connection: "Connection[Any, Any]", work: Callable[[Any], Any]) -> None:
    """Life of a process: results for items until the main process closes the connection or dies."""
    with suppress(EOFError, OSError), _no_interrupt():
        while True:
            connection.send(work(connection.recv()))


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C reaches every process of the terminal; only the main one answers. Started processes inherit this."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
