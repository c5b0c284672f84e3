"""Many inputs in; one combined output, or one file per plan, and an exit code out. A failing file stops no other.

inputs -> engine (processes here, or a cluster) -> outcomes in the order of the inputs -> stdout, spool or folder
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from livelihood_extract import __version__
from livelihood_extract.batch import Outcome, Reading, lost, path_in, render, save
from livelihood_extract.cli.outputs import ONE_TABLE, TABLE, check_file, check_folder, replace_file
from livelihood_extract.cli.progress import Manner, progress, summary
from livelihood_extract.inputs import Input
from livelihood_extract.pieces import is_stream, joined, record_in
from livelihood_extract.spool import Spool
from livelihood_extract.terminal import say
from livelihood_extract.writers import Failure, Options, write

__all__ = ["Batch", "Engine", "run_batch"]

Engine = Callable[[Callable[[Input], Outcome], Iterable[Input], Callable[[Input], Outcome]], Iterator[Outcome]]
"""Work, inputs, and what to say of an input that a process died of; gives the outcomes in the order of the inputs."""

FINE, NONE_READ, SOME_FAILED = 0, 3, 4


@dataclass(frozen=True, slots=True)
class Batch:
    """One call over many inputs: what to read and how, what to write, and where (neither means standard output)."""

    inputs: list[Input]
    how: Reading
    format: str
    options: Options
    engine: Engine
    output: Path | None = None
    folder: Path | None = None
    resume: bool = False
    force: bool = False
    manner: Manner = "failures"
    quiet: bool = False

    def signature(self) -> str:
        """Hash of all that decides the bytes of a result besides the content of its input."""
        words = Path(self.how.lexicon).read_bytes().hex() if self.how.lexicon else None
        facts = [__version__, asdict(self.how), self.format, asdict(self.options), words]
        return sha256(json.dumps(facts).encode()).hexdigest()


def run_batch(batch: Batch) -> int:
    """Read all inputs and write what was asked for; 0, 3 when none could be read, 4 when some could not."""
    if batch.resume and _is_complete(batch):
        say(f"{batch.output or batch.folder}: complete, nothing to resume")
        return FINE
    failures: list[Failure] = []
    if batch.folder:
        _to_folder(batch, batch.folder, failures)
    elif batch.output:
        _to_file(batch, batch.output, failures)
    else:
        _to_stdout(batch, failures)
    if not batch.quiet and (failures or batch.manner != "failures"):
        summary(failures, len(batch.inputs))
    if not failures:
        return FINE
    return NONE_READ if len(failures) == len(batch.inputs) else SOME_FAILED


def _is_complete(batch: Batch) -> bool:
    """Whether an earlier call has come to its end: its outputs are there and its spool is not."""
    if batch.folder:
        paths = [path_in(batch.folder, item, batch.format) for item in batch.inputs]
    else:
        paths = [batch.output] if batch.output else []
    return bool(paths) and all(path.exists() for path in paths) and not _spool_path(batch).exists()


def _spool_path(batch: Batch) -> Path:
    if batch.folder:
        return batch.folder / ".extract.partial"
    assert batch.output
    return batch.output.with_name(f"{batch.output.name}.partial")


def _spool(batch: Batch) -> Spool:
    """The spool of this call; what stands in its way is an error before anything is read."""
    path = _spool_path(batch)
    going_on = batch.resume and path.exists()
    if batch.folder:
        check_folder(batch.folder, batch.format, batch.inputs, force=batch.force or going_on)
        batch.folder.mkdir(exist_ok=True)
    elif batch.output:
        check_file(batch.output, batch.format, batch.inputs, force=batch.force or going_on)
    return Spool(path, batch.signature(), batch.inputs, resume=batch.resume, force=batch.force)


def _to_stdout(batch: Batch, failures: list[Failure]) -> None:
    """Print each result as soon as those before it are there."""
    work = partial(render, how=batch.how, format=batch.format, options=batch.options)
    pieces = (outcome.piece for _, outcome in _outcomes(batch, work, range(len(batch.inputs)), failures))
    if batch.format == TABLE:
        from livelihood_extract.console import print_plans

        records = map(record_in, pieces)
        print_plans(record for record in records if not isinstance(record, Failure))
    else:
        for part in joined(pieces, failures, batch.format, batch.options):
            sys.stdout.buffer.write(part)


def _to_file(batch: Batch, output: Path, failures: list[Failure]) -> None:
    """Gather the results beside `output`, and write it when all are there."""
    work = partial(render, how=batch.how, format=batch.format, options=batch.options)
    with _spool(batch) as spool:
        _gather(batch, work, [n for n in range(len(batch.inputs)) if n not in spool], spool, failures)
        if is_stream(batch.format):
            replace_file(joined(spool.pieces(), failures, batch.format, batch.options), output)
        else:
            write(map(record_in, spool.pieces()), output, batch.format, batch.options)
        if batch.format in ONE_TABLE:
            _write_errors(failures, output.with_name(f"{output.stem}.errors.csv"))


def _to_folder(batch: Batch, folder: Path, failures: list[Failure]) -> None:
    """Let each process write the plans it has read; the spool only remembers which are done."""
    work = partial(save, how=batch.how, format=batch.format, options=batch.options, folder=folder)
    with _spool(batch) as spool:
        paths = [path_in(folder, item, batch.format) for item in batch.inputs]
        missing = [number for number, path in enumerate(paths) if number not in spool or not path.exists()]
        _gather(batch, work, missing, spool, failures)
        _write_errors(failures, folder / "errors.csv")


def _gather(
    batch: Batch, work: Callable[[Input], Outcome], missing: list[int], spool: Spool, failures: list[Failure]
) -> None:
    try:
        for number, outcome in _outcomes(batch, work, missing, failures):
            if batch.folder and outcome.failure:
                continue  # the spool stays, so that --resume can try it again
            spool.add(number, outcome.name, outcome.sha256, outcome.piece)
    except KeyboardInterrupt:
        say(f"interrupted: {len(spool)} of {len(batch.inputs)} done; the same call with --resume goes on from here")
        raise


def _outcomes(
    batch: Batch, work: Callable[[Input], Outcome], numbers: Iterable[int], failures: list[Failure]
) -> Iterator[tuple[int, Outcome]]:
    """Number and outcome of each of these inputs, in order, reported as they come."""
    numbers = list(numbers)
    with progress(len(numbers), batch.manner) as tell:
        items = (batch.inputs[number] for number in numbers)
        for number, outcome in zip(numbers, batch.engine(work, items, lost), strict=True):
            tell(outcome)
            if outcome.failure:
                failures.append(outcome.failure)
            yield number, outcome


def _write_errors(failures: list[Failure], path: Path) -> None:
    """The table `errors` beside an output that has no place for it in itself."""
    if failures:
        write(failures, path, "csv", Options(table="errors"))
