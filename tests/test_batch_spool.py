"""Pieces joined are the output; a spool that was cut off anywhere gives back what was whole in it."""

import io
import pickle
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from command import PLAN
from livelihood_extract import extract
from livelihood_extract.errors import ExtractError, UsageError
from livelihood_extract.inputs import Input
from livelihood_extract.pieces import joined, piece, record_in
from livelihood_extract.spool import Spool
from livelihood_extract.writers import Failure, Options, Record, write

ONE, OTHER, FAILURE = extract(PLAN), extract(PLAN.replace("3所", "[]所")), Failure("云州.txt", "NoPlan", "云州.txt: []")
SEQUENCES: list[list[Record]] = [[], [ONE], [ONE, OTHER], [FAILURE], [ONE, FAILURE, OTHER], [FAILURE, ONE, FAILURE]]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
@pytest.mark.parametrize("table", ["targets", "notes", "errors"])
@pytest.mark.parametrize("records", SEQUENCES, ids=len)
def test_pieces_joined_are_what_the_writer_writes(form: str, table: str, records: list[Record]) -> None:
    for options in (Options(table), Options(table, indent=None, header="zh", excel=True)):
        whole = io.BytesIO()
        write(records, whole, form, options)
        failures = [record for record in records if isinstance(record, Failure)]
        pieces = [piece(record, form, options) for record in records]
        assert b"".join(joined(pieces, failures, form, options)) == whole.getvalue()


def test_pieces_of_other_formats_are_the_records_and_nothing_else_is_loaded() -> None:
    for record in (ONE, FAILURE):
        assert record_in(piece(record, "xlsx", Options())) == record
    with pytest.raises(pickle.UnpicklingError, match="no record"):
        record_in(pickle.dumps(Path("/etc/passwd")))


@pytest.fixture
def inputs(tmp_path: Path) -> list[Input]:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"plan {number}")
    return [Input(str(tmp_path / f"{number}.txt"), f"云{number}.txt") for number in range(3)]


def filled(path: Path, inputs: list[Input]) -> list[int]:
    """Make a spool that was interrupted after all inputs; where each entry ends."""
    ends = []
    with suppress(KeyboardInterrupt), Spool(path, "call", inputs, resume=False, force=False) as spool:
        for number, item in enumerate(inputs):
            content = sha256(Path(item.path).read_bytes()).hexdigest()
            spool.add(number, item.name, content, f"piece\n{number}{{".encode())
            ends.append(path.stat().st_size)
        raise KeyboardInterrupt
    return ends


def test_a_torn_end_is_cut_off_wherever_it_was_torn(tmp_path: Path, inputs: list[Input]) -> None:
    path = tmp_path / "out.partial"
    ends = filled(path, inputs)
    whole = path.read_bytes()
    first = len(b'{"signature": "call"}\n')
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        with suppress(KeyboardInterrupt), Spool(path, "call", inputs, resume=True, force=False) as spool:
            done = sum(end <= size for end in ends)
            assert [number in spool for number in range(3)] == [number < done for number in range(3)]
            assert list(spool.pieces()) == [f"piece\n{number}{{".encode() for number in range(done)]
            raise KeyboardInterrupt
        assert path.stat().st_size == [first, *ends][done]


def test_results_are_found_again_by_name_and_content(tmp_path: Path, inputs: list[Input]) -> None:
    path = tmp_path / "out.partial"
    filled(path, inputs)
    Path(inputs[1].path).write_text("changed")
    Path(inputs[2].path).unlink()
    other = [inputs[2], inputs[1], inputs[0], Input(inputs[0].path, "renamed.txt")]
    with suppress(KeyboardInterrupt), Spool(path, "call", other, resume=True, force=False) as spool:
        assert [number in spool for number in range(4)] == [False, False, True, False]
        assert list(spool.pieces()) == [b"piece\n0{"]
        raise KeyboardInterrupt


def test_a_spool_is_neither_lost_nor_mixed_up(tmp_path: Path, inputs: list[Input]) -> None:
    path = tmp_path / "out.partial"
    filled(path, inputs)
    with pytest.raises(UsageError, match="--resume goes on"):
        Spool(path, "call", inputs, resume=False, force=False)
    with pytest.raises(UsageError, match="other options"):
        Spool(path, "another call", inputs, resume=True, force=False)
    with Spool(path, "another call", inputs, resume=False, force=True) as spool:
        assert len(spool) == 0


def test_a_complete_spool_removes_itself(tmp_path: Path, inputs: list[Input]) -> None:
    path = tmp_path / "out.partial"
    with Spool(path, "call", inputs, resume=False, force=False) as spool:
        for number in range(3):
            spool.add(number, "name", "hash", b"")
    assert not path.exists()


@pytest.mark.parametrize(
    ("error", "done", "kept"), [(ExtractError, 0, False), (ExtractError, 1, True), (OSError, 0, True)]
)
def test_a_call_that_could_not_begin_leaves_no_spool(
    tmp_path: Path, inputs: list[Input], error: type[Exception], done: int, kept: bool
) -> None:
    path = tmp_path / "out.partial"
    with pytest.raises(error), Spool(path, "call", inputs, resume=False, force=False) as spool:  # noqa: PT012
        for number in range(done):
            spool.add(number, "name", "hash", b"")
        raise error
    assert path.exists() == kept
