"""A real scheduler and several worker processes on this machine: the same rows as here, whatever happens to them."""

import contextlib
import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from command import EXTRACT, PLAN, extract, said, write_plans

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")

from distributed import Client

from livelihood_extract import cli
from livelihood_extract.batch import Reading
from livelihood_extract.cli.job import Job
from livelihood_extract.cli.remote import to_parts
from livelihood_extract.cluster import in_order
from livelihood_extract.inputs import find_inputs
from livelihood_extract.parts import Part
from livelihood_extract.writers import Options

# typer below 0.26 uses names that the newest click deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:'click.utils:DeprecationWarning")

HERE = Path(__file__).parent
WORKERS = 3


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a scheduler with three worker processes, each guarded by a nanny that starts it again."""
    place = tmp_path_factory.mktemp("cluster")
    settings = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])}
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": settings, "cwd": place}
    where = ["--scheduler-file", str(place / "scheduler.json")]
    with contextlib.ExitStack() as stack:

        def start(*words: str) -> None:
            process = stack.enter_context(subprocess.Popen([*dask, *words, *where, "--no-dashboard"], **quiet))  # type: ignore[call-overload]
            stack.callback(process.terminate)

        start("scheduler", "--host", "127.0.0.1", "--port", "0")
        start("worker", "--nworkers", str(WORKERS), "--nthreads", "1", "--local-directory", str(place))
        with Client(scheduler_file=str(place / "scheduler.json"), timeout=30, set_as_default=False) as client:
            client.wait_for_workers(WORKERS, timeout=60)
            address: str = client.scheduler.address
        yield address


def on_cluster(scheduler: str, *arguments: object) -> "subprocess.CompletedProcess[bytes]":
    return extract(*arguments, "--engine", "dask", "--scheduler", scheduler)


def kindergartens(path: Path) -> list[int]:
    with path.open(encoding="utf-8") as file:
        return [int(row["value"]) for row in csv.DictReader(file) if row["unit"] == "所"]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "sqlite"])
def test_the_same_bytes_as_the_local_engine(scheduler: str, tmp_path: Path, form: str) -> None:
    write_plans(tmp_path / "plans", 40)
    (tmp_path / "plans" / "云州-017.txt").write_bytes(b"")
    assert on_cluster(scheduler, tmp_path / "plans", "-o", tmp_path / f"there.{form}").returncode == 4
    assert extract(tmp_path / "plans", "-o", tmp_path / f"here.{form}").returncode == 4
    assert (tmp_path / f"there.{form}").read_bytes() == (tmp_path / f"here.{form}").read_bytes()


def test_one_file_per_plan_and_relative_paths(scheduler: str, tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 5)
    words = ["plans", "-d", "out", "--engine", "dask", "--scheduler", scheduler]
    assert extract(*words, cwd=tmp_path).returncode == 0
    assert extract("plans", "-d", "here", cwd=tmp_path).returncode == 0
    for path in (tmp_path / "here").iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


def test_parquet_in_parts_holds_the_rows_of_one_file(scheduler: str, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_plans(tmp_path / "plans", 25)
    (tmp_path / "plans" / "云州-003.txt").write_bytes(b"")
    result = on_cluster(
        scheduler, tmp_path / "plans", "-o", f"{tmp_path}/parts/", "--format", "parquet", "--part-size", 10
    )
    assert result.returncode == 4
    names = sorted(path.name for path in (tmp_path / "parts").iterdir())
    assert names == ["_errors.csv", "part-00000.parquet", "part-00001.parquet", "part-00002.parquet"]
    extract(tmp_path / "plans", "-o", tmp_path / "one.parquet")
    assert pq.read_table(tmp_path / "parts").equals(pq.read_table(tmp_path / "one.parquet"))


def test_parts_without_a_cluster_and_of_a_shorter_output(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_plans(tmp_path / "plans", 25)
    words = ["-o", f"{tmp_path}/parts/", "--format", "parquet", "--part-size", 10]
    assert extract(tmp_path / "plans", *words, "-j", 2).returncode == 0
    assert extract(tmp_path / "plans", *words).returncode == 2
    for path in sorted((tmp_path / "plans").iterdir())[8:]:
        path.unlink()
    assert extract(tmp_path / "plans", *words, "--force").returncode == 0
    assert [path.name for path in (tmp_path / "parts").iterdir()] == ["part-00000.parquet"]
    assert pq.read_table(tmp_path / "parts").num_rows == 8 * 4


def test_a_part_whose_process_died_is_written_input_by_input(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_plans(tmp_path / "plans", 9)

    def engine(work: Callable[..., object], items: Iterable[object], lost: Callable[..., object]) -> Iterator[object]:
        """Loses the second part, and the input of the first plan in it."""
        for item in items:
            dies = item.number == 1 if isinstance(item, Part) else item.name == "云州-003.txt"  # type: ignore[attr-defined]
            yield lost(item) if dies else work(item)

    inputs, parts = find_inputs([str(tmp_path / "plans")]), f"{tmp_path}/parts/"
    job = Job(inputs, Reading(), "parquet", Options(), engine, part_size=3, parts=parts)
    (failure,) = to_parts(job)
    assert (failure.plan, failure.error) == ("云州-003.txt", "Lost")
    (tmp_path / "plans" / "云州-003.txt").unlink()
    extract(tmp_path / "plans", "-o", tmp_path / "one.parquet")
    assert pq.read_table(parts).equals(pq.read_table(tmp_path / "one.parquet"))
    assert [path.name for path in Path(parts).iterdir() if path.suffix == ".csv"] == ["_errors.csv"]
    assert to_parts(replace(job, inputs=inputs[:3], force=True)) == []
    assert [path.name for path in Path(parts).iterdir()] == ["part-00000.parquet"]


def test_a_killed_worker_costs_nothing_but_time(scheduler: str, tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 400)
    command = [*EXTRACT, str(tmp_path / "plans"), "-o", str(tmp_path / "out.csv"), "--engine", "dask"]
    with Client(scheduler, timeout=30, set_as_default=False) as client:
        workers = client.run(os.getpid)
        process = subprocess.Popen([*command, "--scheduler", scheduler], stderr=subprocess.PIPE)
        spool = tmp_path / "out.csv.partial"
        while process.poll() is None and not (spool.exists() and spool.stat().st_size > 20_000):
            time.sleep(0.005)
        assert process.poll() is None, "the batch ended before a worker could be killed"
        for pid in list(workers.values())[:2]:
            os.kill(pid, signal.SIGKILL)
        _, stderr = process.communicate(timeout=120)
    assert (process.returncode, stderr) == (0, b"")
    assert kindergartens(tmp_path / "out.csv") == list(range(1, 401))


def poisoned(number: int) -> str:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return str(number)


def lost(number: int) -> str:
    return f"lost {number}"


def test_a_poisoned_input_fails_alone(scheduler: str) -> None:
    from test_cluster import lost as lost_there
    from test_cluster import poisoned as poisoned_there  # by the name under which the workers find it

    found = list(in_order(poisoned_there, range(60), lost_there, scheduler, chunk=8))
    assert found == [f"lost {number}" if number == 13 else str(number) for number in range(60)]


def test_there_is_no_scheduler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_plans(tmp_path / "plans", 2)
    monkeypatch.setattr("livelihood_extract.cluster.PATIENCE", 1)
    code = cli.run([str(tmp_path / "plans"), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"])
    assert code == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "tcp://127.0.0.1:9: no Dask scheduler" in line


def test_a_cluster_needs_an_address_and_files_it_can_reach(tmp_path: Path, scheduler: str) -> None:
    write_plans(tmp_path / "plans", 2)
    without = extract(tmp_path / "plans", "--engine", "dask")
    assert (without.returncode, "--scheduler" in said(without)[0]) == (2, True)
    stdin = extract("-", "--engine", "dask", "--scheduler", scheduler, stdin=PLAN.encode())
    assert (stdin.returncode, "standard input" in said(stdin)[0]) == (2, True)


# Addresses


def test_addresses_are_read_and_written_by_workers(scheduler: str, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_plans(tmp_path / "plans", 7)
    url = f"file://{tmp_path}"
    words = [f"{url}/plans/*.txt", "-o", f"{url}/out/", "--format", "parquet", "--part-size", 4]
    assert on_cluster(scheduler, *words).returncode == 0
    extract(tmp_path / "plans", "-o", tmp_path / "one.parquet")
    assert pq.read_table(tmp_path / "out").equals(pq.read_table(tmp_path / "one.parquet"))


@pytest.fixture
def store() -> Iterator[object]:
    """A file system in the memory of this process, with five plans in two folders."""
    import fsspec

    memory = fsspec.filesystem("memory")
    for number in range(5):
        memory.pipe(
            f"/bucket/plans/{2020 + number % 2}/云州-{number}.txt", PLAN.replace("3所", f"{number + 1}所").encode()
        )
    memory.pipe("/bucket/plans/photo.jpg", b"\xff\xd8\xff")
    yield memory
    memory.rm("/bucket", recursive=True)


def test_a_folder_of_any_file_system(store: object, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["memory://bucket/plans", "--format", "csv", "-j", "1"]) == 0
    rows = list(csv.DictReader(capfdbinary.readouterr().out.decode().splitlines()))
    assert [(row["plan"], row["value"]) for row in rows if row["unit"] == "所"] == [
        ("2020/云州-0.txt", "1"),
        ("2020/云州-2.txt", "3"),
        ("2020/云州-4.txt", "5"),
        ("2021/云州-1.txt", "2"),
        ("2021/云州-3.txt", "4"),
    ]


def test_an_output_of_any_file_system_is_whole_and_not_overwritten(store: object) -> None:
    words = ["memory://bucket/plans/2021", "-o", "memory://bucket/out/all.csv", "-j", "1"]
    assert cli.run(words) == 0
    written = store.cat("/bucket/out/all.csv").decode()  # type: ignore[attr-defined]
    assert [row["value"] for row in csv.DictReader(written.splitlines()) if row["unit"] == "所"] == ["2", "4"]
    assert cli.run(words) == 2
    assert cli.run([*words, "--force"]) == 0


def test_addresses_that_give_nothing(store: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["memory://bucket/nothing.txt"]) == 3
    assert cli.run(["nonsense://bucket/plan.txt"]) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert "memory://bucket/nothing.txt: cannot be read" in first
    assert "nonsense" in second
