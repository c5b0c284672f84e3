"""Outcomes of a batch in, lines on standard error out: a bar on a terminal, plain lines when asked, or failures."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from livelihood_extract.batch import Outcome
from livelihood_extract.terminal import plain, say
from livelihood_extract.writers import Failure

__all__ = ["Manner", "Report", "progress", "summary"]

Manner = Literal["bar", "lines", "failures"]
SHOWN_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Report:
    """Shows each outcome it is called with, hands it on, and keeps the failures."""

    show: Callable[[Outcome], None]
    failures: list[Failure] = field(default_factory=list)

    def __call__(self, outcome: Outcome) -> Outcome:
        """Show `outcome` and give it back."""
        self.show(outcome)
        if outcome.failure:
            self.failures.append(outcome.failure)
        return outcome


@contextmanager
def progress(total: int, manner: Manner) -> Iterator[Report]:
    """Give a report for `total` outcomes; failures are shown at once in every manner."""
    if manner == "bar":
        with _bar(total) as show:
            yield Report(show)
    else:
        yield Report(_line if manner == "lines" else _failure)


def summary(failures: Sequence[Failure], total: int) -> None:
    """Say in the end what failed, each with its reason, and how much did not."""
    say(f"{total - len(failures)} of {total} read, {len(failures)} failed{':' if failures else ''}")
    for failure in failures[:SHOWN_FAILURES]:
        say(f"  {failure.message}")
    if len(failures) > SHOWN_FAILURES:
        say(f"  and {len(failures) - SHOWN_FAILURES} more")


def _failure(outcome: Outcome) -> None:
    if outcome.failure:
        say(outcome.failure.message)


def _line(outcome: Outcome) -> None:
    _failure(outcome)
    if not outcome.failure:
        say(f"{outcome.name}: {outcome.items} items, {outcome.targets} targets")


@contextmanager
def _bar(total: int) -> Iterator[Callable[[Outcome], None]]:
    """Files done, failed, rate and time left; the lines of failures stay above the bar."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from livelihood_extract.console import console_on

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed", markup=False),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    console = console_on(sys.stderr)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total, failed=0, rate="")

        def show(outcome: Outcome) -> None:
            if outcome.failure:
                console.print(f"extract: {plain(outcome.failure.message)}")
            failed = bar.tasks[0].fields["failed"] + bool(outcome.failure)
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, failed=failed, rate=f"{speed:.0f}/s" if speed else "")

        yield show
