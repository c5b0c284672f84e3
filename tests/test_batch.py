"""Many inputs at once: what is read, in which order, where it goes, and what happens when something goes wrong."""

import contextlib
import csv
import json
import os
import pty
import random
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from command import EXTRACT, PLAN, environment, extract, on_terminal, said, write_plans
from livelihood_extract.batch import Outcome, Reading
from livelihood_extract.cli.job import Job
from livelihood_extract.cli.many import run_job
from livelihood_extract.inputs import Input, find_inputs, told_apart
from livelihood_extract.workers import in_order
from livelihood_extract.writers import Options


def kindergartens(data: bytes) -> list[int]:
    """The number of kindergartens of each plan of a CSV of targets, in order: it tells the plans apart."""
    rows = csv.DictReader(data.decode().splitlines())
    return [int(row["value"]) for row in rows if row["unit"] == "所"]


# What is read


def names(*words: object, **options: object) -> list[str]:
    return [item.name for item in find_inputs(map(str, words), **options)]  # type: ignore[arg-type]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "2024/c.TXT", "2024/d.docx", "2024/photo.jpg", ".hidden/e.txt", "2023/x/f.md"):
        (tmp_path / "plans" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "plans" / name).write_text(PLAN, encoding="utf-8")
    return tmp_path / "plans"


def test_a_folder_gives_its_files_by_suffix_and_name(tree: Path) -> None:
    assert names(tree) == ["2023/x/f.md", "2024/c.TXT", "2024/d.docx", "a.txt", "b.txt"]


def test_words_keep_their_order_and_nothing_is_read_twice(tree: Path) -> None:
    assert names(tree / "b.txt", tree) == ["b.txt", "2023/x/f.md", "2024/c.TXT", "2024/d.docx", "a.txt"]


def test_patterns_that_the_shell_left_alone(tree: Path) -> None:
    assert names(tree / "*.txt") == ["a.txt", "b.txt"]
    assert names(tree / "**" / "*.[tm]*") == ["2023/x/f.md", "a.txt", "b.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    odd = tmp_path / "plan[1].txt"
    odd.write_text(PLAN, encoding="utf-8")
    assert names(odd) == ["plan[1].txt"]


def test_the_output_of_the_last_call_is_no_input(tree: Path) -> None:
    assert "2024/d.docx" not in names(tree, leave_out=[str(tree / "2024" / "d.docx")])
    assert names(tree, leave_out=[str(tree / "2024")]) == ["2023/x/f.md", "a.txt", "b.txt"]


def test_inputs_of_one_name_are_told_apart_by_their_path() -> None:
    inputs = [
        Input("/a/x/plan.txt", "plan.txt"),
        Input("/a/y/z/plan.txt", "plan.txt"),
        Input("y/other.txt", "other.txt"),
    ]
    assert [item.name for item in told_apart(inputs)] == ["x/plan.txt", "y/z/plan.txt", "other.txt"]


@pytest.mark.parametrize("by_pipe", [True, False])
def test_names_from_a_list(tmp_path: Path, by_pipe: bool) -> None:
    paths = write_plans(tmp_path / "plans", 3)
    listing = tmp_path / "list"
    listing.write_text(f"{paths[2]}\n\n{paths[0]}\r\n", encoding="utf-8")
    source, stdin = ("-", listing.read_bytes()) if by_pipe else (str(listing), b"")
    result = extract("--files-from", source, "--format", "csv", stdin=stdin)
    assert kindergartens(result.stdout) == [3, 1]


def test_an_empty_list_and_a_missing_list(tmp_path: Path) -> None:
    assert extract("--files-from", "-").returncode == 2
    assert extract("--files-from", tmp_path / "missing").returncode == 3


# One output, many processes


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "parquet", "sqlite"])
def test_order_and_bytes_do_not_depend_on_the_number_of_processes(tmp_path: Path, form: str) -> None:
    write_plans(tmp_path / "plans", 30)
    (tmp_path / "plans" / "云州-015.txt").write_text("no plan", encoding="utf-8")
    outputs = [tmp_path / f"{jobs}.{form}" for jobs in (1, 2, 5)]
    for jobs, output in zip((1, 2, 5), outputs, strict=True):
        assert extract(tmp_path / "plans", "-j", jobs, "-o", output).returncode == 4
    assert outputs[0].read_bytes() == outputs[1].read_bytes() == outputs[2].read_bytes()


def test_standard_output_is_what_a_file_would_hold(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 20)
    for form in ("json", "jsonl", "csv"):
        extract(tmp_path / "plans", "-o", tmp_path / f"out.{form}")
        assert extract(tmp_path / "plans", "--format", form, "-j", 2).stdout == (tmp_path / f"out.{form}").read_bytes()
    assert kindergartens((tmp_path / "out.csv").read_bytes()) == list(range(1, 21))


def test_every_plan_has_its_rows_in_every_format(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 10)
    for form in ("sqlite", "json"):
        assert extract(tmp_path / "plans", "-o", tmp_path / f"out.{form}").returncode == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        rows = database.execute("SELECT plan, value FROM targets WHERE unit = '所' ORDER BY plan").fetchall()
    assert rows == [(f"云州-{number:03}.txt", number + 1) for number in range(10)]
    plans = json.loads((tmp_path / "out.json").read_bytes())["plans"]
    assert [plan["source"]["name"] for plan in plans] == [name for name, _ in rows]


def test_a_table_for_people_of_several_plans(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 2)
    text = extract(tmp_path / "plans", "--format", "table", env=environment(COLUMNS="120")).stdout.decode()
    assert [line.split()[2] for line in text.splitlines() if line.startswith("（一）")] == ["公办幼儿园"] * 2
    assert text.count("云州市2024年民生实事项目") == 2


# One file per plan


def test_one_file_per_plan_keeps_the_folders(tree: Path, tmp_path: Path) -> None:
    (tree / "2024" / "d.docx").unlink()
    result = extract(tree, "-d", tmp_path / "out", "-j", 2)
    assert result.returncode == 0
    found = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert found == ["2023/x/f.json", "2024/c.json", "a.json", "b.json"]
    one = json.loads((tmp_path / "out" / "2024" / "c.json").read_bytes())
    assert [plan["source"]["name"] for plan in one["plans"]] == ["2024/c.TXT"]


def test_one_file_per_plan_in_other_formats(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 2)
    assert extract(tmp_path / "plans", "-d", tmp_path / "out", "--format", "csv", "--records", "items").returncode == 0
    rows = (tmp_path / "out" / "云州-001.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 4
    assert "新建公办幼儿园2所" in rows[1]


def test_two_plans_of_one_name_do_not_go_into_one_folder(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text(PLAN, encoding="utf-8")
    result = extract(tree / "a.txt", tmp_path / "more" / "a.txt", "-d", tmp_path / "out")
    assert result.returncode == 2
    assert "would both become" in said(result)[0]
    assert not (tmp_path / "out").exists()


def test_files_in_the_way_are_not_overwritten(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 3)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "云州-001.json").write_text("precious")
    result = extract(tmp_path / "plans", "-d", tmp_path / "out")
    assert result.returncode == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["云州-001.json"]
    assert extract(tmp_path / "plans", "-d", tmp_path / "out", "--force").returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == 3


def test_a_file_where_a_folder_is_expected(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 2)
    result = extract(tmp_path / "plans", "-d", tmp_path / "plans" / "云州-000.txt")
    assert result.returncode == 2
    assert "-d takes a folder" in said(result)[0]


# Failures


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Five plans, two of which cannot be read."""
    paths = write_plans(tmp_path / "plans", 5)
    paths[1].write_bytes(b"")
    paths[3].write_text("云州市概况", encoding="utf-8")
    return tmp_path / "plans"


def test_a_failing_file_is_reported_and_does_not_stop_the_rest(mixed: Path, tmp_path: Path) -> None:
    result = extract(mixed, "-o", tmp_path / "out.csv", "-j", 2)
    assert result.returncode == 4
    assert kindergartens((tmp_path / "out.csv").read_bytes()) == [1, 3, 5]
    lines = said(result)
    assert [line.split(": ")[1] for line in lines[:2]] == ["云州-001.txt", "云州-003.txt"]
    assert lines[2] == "extract: 3 of 5 read, 2 failed:"
    assert len(lines) == 5


def test_failures_go_into_a_table(mixed: Path, tmp_path: Path) -> None:
    extract(mixed, "-o", tmp_path / "out.csv")
    with (tmp_path / "out.errors.csv").open(encoding="utf-8") as file:
        assert [(row["plan"], row["error"]) for row in csv.DictReader(file)] == [
            ("云州-001.txt", "UnreadableFile"),
            ("云州-003.txt", "NoPlan"),
        ]
    extract(mixed, "-o", tmp_path / "out.json")
    errors = json.loads((tmp_path / "out.json").read_bytes())["errors"]
    assert [error["plan"] for error in errors] == ["云州-001.txt", "云州-003.txt"]
    extract(mixed, "-o", tmp_path / "out.sqlite")
    with contextlib.closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM errors").fetchone() == (2,)


def test_a_folder_without_plans_and_a_pattern_that_matches_nothing_fail_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_plans(tmp_path / "plans", 2)
    result = extract(tmp_path / "empty", tmp_path / "no*.txt", tmp_path / "plans", "--format", "csv", "-q")
    assert (result.returncode, kindergartens(result.stdout)) == (4, [1, 2])
    assert ["empty" in said(result)[0], "no*.txt" in said(result)[1], len(said(result))] == [True, True, 2]


def test_the_errors_alone_can_be_asked_for(mixed: Path) -> None:
    rows = extract(mixed, "--format", "csv", "--records", "errors").stdout.decode().splitlines()
    assert [row.split(",")[0] for row in rows] == ["plan", "云州-001.txt", "云州-003.txt"]


def test_exit_code_when_nothing_could_be_read(tmp_path: Path) -> None:
    assert extract(tmp_path / "no.txt", tmp_path / "none.txt").returncode == 3


def test_quiet_and_verbose(mixed: Path, tmp_path: Path) -> None:
    quiet = extract(mixed, "-o", tmp_path / "q.csv", "-q")
    assert [line.split(": ")[1] for line in said(quiet)] == ["云州-001.txt", "云州-003.txt"]
    verbose = extract(mixed, "-o", tmp_path / "v.csv", "-v")
    assert said(verbose)[0] == "extract: 云州-000.txt: 3 items, 4 targets"
    assert len(said(verbose)) == 5 + 1 + 2


def test_progress_on_a_terminal(mixed: Path, tmp_path: Path) -> None:
    code, shown = on_terminal(mixed, "-o", tmp_path / "out.csv")
    assert code == 4
    assert "5/5" in shown
    assert "2 failed" in shown
    assert re.search(r"云州-001\.txt: empty file", shown)
    quiet_code, quiet = on_terminal(mixed, "-o", tmp_path / "quiet.csv", "-q")
    assert (quiet_code, "5/5" in quiet) == (4, False)


def test_a_mistake_in_the_lexicon_stops_the_call_before_anything_is_read(mixed: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[unit]]\nword = ["孔"]\n', encoding="utf-8")
    result = extract(mixed, "--lexicon", own, "-o", tmp_path / "out.csv")
    assert result.returncode == 2
    assert len(said(result)) == 1
    assert not (tmp_path / "out.csv").exists()


# Processes that die


def outcome(number: int) -> Outcome:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(str(number))


def lost(number: int) -> Outcome:
    return Outcome(f"lost {number}")


def interrupted_once(number: int) -> Outcome:
    """Dies of number 7, the first time only."""
    flag = Path(os.environ["DIED"])
    if number == 7 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(str(number))


def test_a_process_that_is_killed_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIED", str(tmp_path / "died"))
    assert [each.name for each in in_order(interrupted_once, range(30), lost, 2)] == [str(n) for n in range(30)]
    assert (tmp_path / "died").exists()


def test_an_input_that_kills_every_process_is_given_up_alone() -> None:
    found = [each.name for each in in_order(outcome, range(40), lost, 3)]
    assert found == [f"lost {number}" if number == 7 else str(number) for number in range(40)]


def test_inputs_are_taken_only_as_far_ahead_as_needed() -> None:
    taken = 0

    def count() -> "range":
        return range(10_000)

    def inputs() -> "object":
        nonlocal taken
        for taken in count():
            yield taken + 100

    results = in_order(outcome, inputs(), lost, 2)  # type: ignore[arg-type]
    next(results)
    assert taken < 200
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["csv", "json", "sqlite"])
def test_an_input_that_is_given_up_stands_among_the_errors(tmp_path: Path, form: str) -> None:
    write_plans(tmp_path / "plans", 4)

    def engine(
        work: Callable[[Input], object], items: Iterable[Input], lost: Callable[[Input], object]
    ) -> Iterator[object]:
        return (lost(item) if item.name == "云州-002.txt" else work(item) for item in items)

    inputs, out = find_inputs([str(tmp_path / "plans")]), tmp_path / f"out.{form}"
    assert run_job(Job(inputs, Reading(), form, Options("errors"), engine, output=out)) == 4
    if form == "sqlite":
        with contextlib.closing(sqlite3.connect(out)) as database:
            found = database.execute("SELECT plan, error FROM errors").fetchall()
    elif form == "json":
        found = [(error["plan"], error["error"]) for error in json.loads(out.read_bytes())["errors"]]
    else:
        found = [(row["plan"], row["error"]) for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())]
    assert found == [("云州-002.txt", "Lost")]


# Interrupted and resumed


def started(folder: Path, *arguments: object) -> "subprocess.Popen[bytes]":
    """A batch in a process group of its own, as a shell starts one."""
    command = [*EXTRACT, str(folder), *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)


def wait_until_it_grows(path: Path, size: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        if path.exists() and path.stat().st_size > size:
            return
        time.sleep(0.002)
    raise AssertionError("the batch ended before it could be interrupted")


def group_is_gone(process: "subprocess.Popen[bytes]") -> bool:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def many(tmp_path: Path) -> Path:
    write_plans(tmp_path / "plans", 600)
    return tmp_path / "plans"


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_stops_cleanly_and_resume_gives_the_undisturbed_result(many: Path, tmp_path: Path, jobs: int) -> None:
    out = tmp_path / "out.csv"
    process = started(many, "-o", out, "-j", jobs)
    wait_until_it_grows(tmp_path / "out.csv.partial", 50_000, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the group hears it
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert re.fullmatch(
        r"extract: interrupted: \d+ of 600 done; the same call with --resume goes on from here\n", stderr.decode()
    )
    assert group_is_gone(process)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv.partial", "plans"]

    refused = extract(many, "-o", out, "-j", jobs)
    assert (refused.returncode, "--resume" in said(refused)[0]) == (2, True)

    resumed = extract(many, "-o", out, "-j", jobs, "--resume")
    assert (resumed.returncode, resumed.stderr) == (0, b"")
    assert kindergartens(out.read_bytes()) == list(range(1, 601))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "plans"]


def test_resume_reads_only_what_is_missing_or_has_changed(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    process = started(many, "-o", out, "-j", 1)
    wait_until_it_grows(tmp_path / "out.csv.partial", 50_000, process)
    process.send_signal(signal.SIGTERM)
    _, stderr = process.communicate(timeout=30)
    done = int(re.search(rb"(\d+) of 600", stderr)[1])  # type: ignore[index]
    (many / "云州-000.txt").write_text(PLAN.replace("3所", "777所"), encoding="utf-8")
    resumed = extract(many, "-o", out, "--resume", "-v")
    assert len(said(resumed)) == 600 - done + 1 + 1
    assert kindergartens(out.read_bytes()) == [777, *range(2, 601)]


def test_resume_does_not_mix_results_of_different_calls(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    process = started(many, "-o", out)
    wait_until_it_grows(tmp_path / "out.csv.partial", 20_000, process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    other = extract(many, "-o", out, "--resume", "--records", "items")
    assert other.returncode == 2
    assert "other options" in said(other)[0]
    assert extract(many, "-o", out, "--force").returncode == 0


def test_resume_of_one_file_per_plan(many: Path, tmp_path: Path) -> None:
    process = started(many, "-d", tmp_path / "out", "-j", 2)
    wait_until_it_grows(tmp_path / "out" / ".extract.partial", 5_000, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    finished = list((tmp_path / "out").glob("*.json"))
    assert 0 < len(finished) < 600
    assert all(len(json.loads(path.read_bytes())["plans"]) == 1 for path in finished)
    assert extract(many, "-d", tmp_path / "out", "--resume").returncode == 0
    assert extract(many, "-d", tmp_path / "fresh").returncode == 0
    for path in (tmp_path / "fresh").iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


def test_a_complete_output_has_nothing_to_resume(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 3)
    assert extract(tmp_path / "plans", "-o", tmp_path / "out.csv").returncode == 0
    again = extract(tmp_path / "plans", "-o", tmp_path / "out.csv", "--resume")
    assert (again.returncode, "nothing to resume" in said(again)[0]) == (0, True)


def test_no_process_outlives_a_killed_batch(many: Path, tmp_path: Path) -> None:
    process = started(many, "-o", tmp_path / "out.csv", "-j", 2)
    wait_until_it_grows(tmp_path / "out.csv.partial", 20_000, process)
    process.kill()
    process.communicate(timeout=30)
    assert group_is_gone(process)


def test_twenty_kills_at_random_moments_leave_the_undisturbed_result(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 100)
    extract(tmp_path / "plans", "-o", tmp_path / "undisturbed.csv")
    expected, out = (tmp_path / "undisturbed.csv").read_bytes(), tmp_path / "out.csv"
    draw, kills = random.Random(20), 0
    while kills < 20:
        process = started(tmp_path / "plans", "-o", out, "-j", 2, "--resume")
        try:
            process.communicate(timeout=draw.uniform(0.05, 0.6))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
        if out.exists() and process.returncode == 0:  # it came to its end before it was killed
            assert out.read_bytes() == expected
            out.unlink()
    extract(tmp_path / "plans", "-o", out, "--resume")
    assert out.read_bytes() == expected


def test_a_database_of_another_program_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 2)
    with contextlib.closing(sqlite3.connect(tmp_path / "other.sqlite")) as database:
        database.execute("CREATE TABLE accounts (name TEXT)")
    before = (tmp_path / "other.sqlite").read_bytes()
    result = extract(tmp_path / "plans", "-o", tmp_path / "other.sqlite", "--force", "-v")
    assert result.returncode == 3
    assert len(said(result)) == 1
    assert "another program" in said(result)[0]
    assert (tmp_path / "other.sqlite").read_bytes() == before
    assert not (tmp_path / "other.sqlite.partial").exists()


def test_a_database_is_added_to(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 4)
    extract(tmp_path / "plans" / "*-00[01].txt", "-o", tmp_path / "plans.sqlite")
    extract(tmp_path / "plans", "-o", tmp_path / "plans.sqlite")
    with contextlib.closing(sqlite3.connect(tmp_path / "plans.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM plans").fetchone() == (4,)


@pytest.mark.parametrize("words", [[], ["-o", "memory://out.csv"], ["-o", "out/", "--format", "parquet"]])
def test_there_is_nothing_to_resume_without_a_file_here(tmp_path: Path, words: list[str]) -> None:
    write_plans(tmp_path / "plans", 2)
    result = extract("plans", "--resume", *words, cwd=tmp_path)
    assert (result.returncode, "--resume" in said(result)[0]) == (2, True)


def test_a_full_disk_stops_with_one_line_and_can_be_resumed(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 120)
    call = f"{' '.join(EXTRACT)} {tmp_path}/plans -o {tmp_path}/out.csv"
    full = subprocess.run(["bash", "-c", f"ulimit -f 40; {call}"], capture_output=True, check=False)
    assert full.returncode == 3
    (line,) = said(full)
    assert "out.csv.partial: cannot be written" in line
    assert not (tmp_path / "out.csv").exists()
    assert extract(tmp_path / "plans", "-o", tmp_path / "out.csv", "--resume").returncode == 0
    assert kindergartens((tmp_path / "out.csv").read_bytes()) == list(range(1, 121))


def test_a_table_of_errors_belongs_to_its_output(mixed: Path, tmp_path: Path) -> None:
    table = tmp_path / "out.errors.csv"
    table.write_text("precious")
    assert extract(mixed, "-o", tmp_path / "out.csv").returncode == 2
    assert extract(mixed, "-o", tmp_path / "out.csv", "--force").returncode == 4
    assert table.read_text(encoding="utf-8").startswith("plan,error,message\n")
    for path in (mixed / "云州-001.txt", mixed / "云州-003.txt"):
        path.write_text(PLAN, encoding="utf-8")
    assert extract(mixed, "-o", tmp_path / "out.csv", "--force").returncode == 0
    assert not table.exists()


def test_failed_inputs_are_tried_again_when_each_plan_has_its_file(mixed: Path, tmp_path: Path) -> None:
    assert extract(mixed, "-d", tmp_path / "out").returncode == 4
    (mixed / "云州-001.txt").write_text(PLAN, encoding="utf-8")
    again = extract(mixed, "-d", tmp_path / "out", "--resume", "-v")
    assert again.returncode == 4
    assert said(again)[:2] == [
        "extract: 云州-001.txt: 3 items, 4 targets",
        "extract: 云州-003.txt: no numbered commitment in it; check that it is a plan, or try --whole",
    ]
    (mixed / "云州-003.txt").unlink()
    assert extract(mixed, "-d", tmp_path / "out", "--resume").returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"云州-{n:03}.json" for n in (0, 1, 2, 4)]


def test_ctrl_c_typed_on_a_terminal(many: Path, tmp_path: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:  # the new process, whose terminal this is
        os.execv(EXTRACT[0], [*EXTRACT, str(many), "-o", str(tmp_path / "out.csv"), "-j", "2"])
    spool, shown = tmp_path / "out.csv.partial", b""
    while not (spool.exists() and spool.stat().st_size > 50_000):
        time.sleep(0.002)
    os.write(terminal, b"\x03")
    with contextlib.suppress(OSError):  # the terminal goes with the last process that holds it
        while part := os.read(terminal, 65536):
            shown += part
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    assert b"interrupted: " in shown
    assert b"Traceback" not in shown


def test_an_unknown_encoding_concerns_the_call(mixed: Path, tmp_path: Path) -> None:
    result = extract(mixed, "--encoding", "klingon", "-o", tmp_path / "out.csv")
    assert (result.returncode, len(said(result))) == (2, 1)
    assert "klingon" in said(result)[0]


def test_a_device_is_no_output_of_a_batch(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 2)
    result = extract(tmp_path / "plans", "-o", "/dev/null", "--format", "csv", "--force")
    assert (result.returncode, "standard output" in said(result)[0]) == (2, True)
    assert Path("/dev/null").is_char_device()
    assert extract(tmp_path / "plans" / "云州-000.txt", "-o", "/dev/null", "--format", "csv").returncode == 0
