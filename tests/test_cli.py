"""The command as a process: words and files in; standard output, standard error and an exit code out."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import EXTRACT, ITEMS, PLAN, TARGETS, environment, extract, said, write_plans
from livelihood_extract import __version__
from livelihood_extract.errors import UsageError
from livelihood_extract.locations import fetch


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "yunzhou.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def quantities(result: "subprocess.CompletedProcess[bytes]") -> list[str]:
    plans = json.loads(result.stdout)["plans"]
    return [t["text"] for p in plans for c in p["categories"] for i in c["items"] for t in i["targets"]]


def test_json_goes_into_a_pipe_unless_something_else_is_asked_for(plan: Path) -> None:
    result = extract(plan)
    assert (result.returncode, result.stderr) == (0, b"")
    assert quantities(result) == ["3所", "1200个", "25个", "19.5公里"]
    assert b"\\u" not in result.stdout


def test_words_may_stand_in_any_order(plan: Path) -> None:
    assert extract("--format", "json", plan).stdout == extract(plan, "--format", "json").stdout == extract(plan).stdout


def test_standard_input_is_read_as_a_file(plan: Path) -> None:
    result = extract("-", stdin=plan.read_bytes())
    assert quantities(result) == quantities(extract(plan))
    assert json.loads(result.stdout)["plans"][0]["source"]["name"] == "-"


def test_rows_of_each_table(plan: Path) -> None:
    rows = {
        table: list(csv.DictReader(io.StringIO(extract(plan, "--format", "csv", "--records", table).stdout.decode())))
        for table in ("targets", "items", "agencies")
    }
    assert [row["value"] for row in rows["targets"]] == ["3", "1200", "25", "19.5"]
    assert [row["title"] for row in rows["items"]] == ["新建公办幼儿园3所", "改造中小学食堂", "更新供水管网"]
    assert [row["role"] for row in rows["agencies"]] == ["lead", "support", "support", "responsible", "responsible"]


def test_json_lines_are_the_rows_of_the_targets(plan: Path) -> None:
    lines = [json.loads(line) for line in extract(plan, "--format", "jsonl").stdout.splitlines()]
    assert [(line["value"], line["unit"]) for line in lines] == [(3, "所"), (1200, "个"), (25, "个"), (19.5, "公里")]


def test_compact_json_is_one_line_with_the_same_content(plan: Path) -> None:
    result = extract(plan, "--compact")
    assert result.stdout.count(b"\n") == 1
    assert json.loads(result.stdout) == json.loads(extract(plan).stdout)


def test_what_the_user_knows_overrules_the_text(plan: Path) -> None:
    (read,) = json.loads(extract(plan, "--year", "2031", "--region", "青禾县").stdout)["plans"]
    assert (read["year"], read["region"]) == (2031, "青禾县")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--year", "20255"], "Invalid value for '--year': 20255 is not in the range"),
        (["--colour", "red"], "No such option"),
        (["--format", "docx"], "Invalid value for '--format'"),
    ],
)
def test_a_slip_of_the_hand_is_told_in_one_line_that_names_the_help(plan: Path, words: list[str], told: str) -> None:
    result = extract(plan, *words)
    assert (result.returncode, result.stdout) == (2, b"")
    (line,) = said(result)
    assert line.startswith(f"extract: {told}")
    assert line.endswith("(extract --help)")


def test_a_text_without_promises_says_what_is_left_to_try(tmp_path: Path) -> None:
    path = tmp_path / "about.txt"
    path.write_text("云州市位于青江之滨。\n", encoding="utf-8")
    nothing = "extract: about.txt: no numbered commitment in it; check that it is a plan"
    assert said(extract(path)) == [f"{nothing}, or try --whole"]
    assert said(extract(path, "--whole")) == [nothing]


def test_encoding_may_be_told(tmp_path: Path) -> None:
    path = tmp_path / "gb.txt"
    path.write_bytes(PLAN.encode("gb18030"))
    result = extract(path, "--encoding", "gb18030")
    assert quantities(result) == ["3所", "1200个", "25个", "19.5公里"]


def test_suffix_of_the_output_chooses_the_format(plan: Path, tmp_path: Path) -> None:
    for suffix in ("json", "jsonl", "csv"):
        result = extract(plan, "-o", tmp_path / f"out.{suffix}")
        assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
        assert (tmp_path / f"out.{suffix}").read_bytes() == extract(plan, "--format", suffix).stdout


def test_text_that_offsets_refer_to_can_be_kept(tmp_path: Path) -> None:
    source, text = tmp_path / "gb.txt", tmp_path / "text.txt"
    source.write_bytes(PLAN.encode("gb18030"))
    (read,) = json.loads(extract(source, "--text", text).stdout)["plans"]
    target = read["categories"][1]["items"][0]["targets"][0]
    assert text.read_text(encoding="utf-8")[target["span"]["start"] : target["span"]["end"]] == "19.5公里"


def test_two_runs_print_the_same_bytes(plan: Path) -> None:
    one, other = (extract(plan, env=environment(PYTHONHASHSEED=seed)) for seed in ("1", "2"))
    assert one.stdout == other.stdout


def test_help_names_options_commands_and_exit_codes() -> None:
    result = extract("--help")
    text = result.stdout.decode()
    assert result.returncode == 0
    assert text.startswith("Usage: extract [OPTIONS] [FILE...]")
    for word in ("--format", "--records", "--files-from", "schema", "Exit codes:", "130       interrupted"):
        assert word in text


def test_version() -> None:
    assert extract("--version").stdout.decode() == f"livelihood-extract {__version__}\n"


def test_schema_is_a_command_and_prints_json() -> None:
    schema = json.loads(extract("schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert {"Plan", "Item", "Target"} <= schema["$defs"].keys()


def test_a_file_called_like_a_command_is_read_by_its_path(plan: Path) -> None:
    (plan.parent / "schema").write_bytes(plan.read_bytes())
    assert quantities(extract("./schema", cwd=plan.parent)) == quantities(extract(plan))


def test_words_of_the_user_are_added(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[unit]]\nwords = ["孔"]\ndimension = "count"\nexamples = []\n', encoding="utf-8")
    plan.write_text(PLAN.replace("25个", "25孔"), encoding="utf-8")
    (read,) = json.loads(extract(plan, "--lexicon", own).stdout)["plans"]
    assert read["categories"][0]["items"][1]["targets"][0]["unit"] == "孔"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty file"),
        (b"\x00\x01\x02\xff" * 400, "binary"),
        ("云州市概况：山清水秀。".encode(), "no numbered commitment"),
        ("孔".encode() * 17_000_000, "larger than"),
    ],
    ids=["empty", "binary", "no item", "50 MB of one character"],
)
def test_a_bad_input_is_one_line_that_names_it(tmp_path: Path, content: bytes, problem: str) -> None:
    path, out = tmp_path / "bad.txt", tmp_path / "out.json"
    path.write_bytes(content)
    result = extract(path, "-o", out)
    (line,) = said(result)
    assert result.returncode == 3
    assert "bad.txt: " in line
    assert problem in line
    assert [each.name for each in tmp_path.iterdir()] == ["bad.txt"]


def test_a_blank_text_and_a_closed_standard_input(tmp_path: Path) -> None:
    blank = tmp_path / "blank.txt"
    blank.write_text(" \n\n", encoding="utf-8")
    assert said(extract(blank)) == [f"extract: {blank}: no text in it; nothing to read"]
    command = ["bash", "-c", '"$0" -m livelihood_extract - <&-', sys.executable]
    closed = subprocess.run(command, capture_output=True, check=False)
    assert (closed.returncode, closed.stdout) == (3, b"")
    assert said(closed) == ["extract: -: standard input is closed; name a file, or pipe one in"]


def test_an_address_names_the_library_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "fsspec.core", raising=False)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"s3://b/p: an address needs fsspec; run: pip install .*\[cluster\]"):
        fetch("s3://b/p", 1)


def test_a_missing_file_and_a_folder_without_plans(tmp_path: Path) -> None:
    for path, problem in ((tmp_path / "missing.txt", "no such file"), (tmp_path, "folder without plans")):
        result = extract(path)
        assert (result.returncode, result.stdout) == (3, b"")
        assert problem in said(result)[0]
        assert len(said(result)) == 1


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ([], "nothing to read"),
        (["{plan}", "--format", "xlsx"], "-o"),
        (["{plan}", "-o", "out.csv", "--format", "json"], "make them agree"),
        (["{plan}", "-o", "out.what"], "suffix"),
        (["{plan}", "-o", "out.json", "-d", "out"], "choose"),
        (["{plan}", "-d", "s3://bucket/out"], "folder on this machine"),
        (["{plan}", "--records", "items"], "--records"),
        (["{plan}", "--excel"], "use it with csv"),
        (["{plan}", "--ledger", "--format", "csv"], "use it with xlsx"),
        (["{plan}", "--header", "zh"], "--header zh means nothing to json"),
        (["{plan}", "--scheduler", "tcp://scheduler:8786"], "--engine dask"),
        (["{plan}", "--encoding", "klingon"], "klingon"),
        (["{plan}", "--lexicon", "missing.toml"], "missing.toml"),
        (["{plan}", "-o", "missing/out.json"], "no such folder"),
        (["{plan}", "-o", "."], "folder"),
        (["{plan}", "-o", "{plan}", "--format", "json", "--force"], "input"),
        (["{plan}", "-o", "{plan}", "--format", "datapackage"], "is an input too"),
        (["{plan}", "--nonsense"], "--nonsense"),
        (["{plan}", "--format", "yaml"], "yaml"),
    ],
)
def test_a_call_that_contradicts_itself(plan: Path, words: list[str], problem: str) -> None:
    before = plan.read_bytes()
    result = extract(*(word.format(plan=plan) for word in words), cwd=plan.parent)
    assert (result.returncode, result.stdout) == (2, b"")
    assert problem in said(result)[-1]
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
    assert plan.read_bytes() == before


def test_a_file_where_tables_want_a_folder(plan: Path, tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 2)
    (tmp_path / "notes.txt").write_text("precious")
    for words in ([plan], [tmp_path / "plans"]):
        result = extract(*words, "--format", "datapackage", "-o", tmp_path / "notes.txt", "--force")
        assert (result.returncode, said(result)) == (
            2,
            [f"extract: {tmp_path / 'notes.txt'}: is a file; datapackage takes a folder"],
        )
    assert (tmp_path / "notes.txt").read_text() == "precious"
    assert not list(tmp_path.glob("*.partial"))


@pytest.mark.parametrize("form", ["--indent", "--compact"])
def test_records_are_not_read_as_a_plan(plan: Path, tmp_path: Path, form: str) -> None:
    printed = tmp_path / "printed.json"
    printed.write_bytes(extract(plan, form).stdout)
    result = extract(printed)
    assert (result.returncode, result.stdout) == (3, b"")
    assert said(result) == [
        "extract: printed.json: records that extract has printed; extract diff and extract trend read them"
    ]


def test_one_plan_is_explained_at_a_time(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 2)
    result = extract("explain", tmp_path / "plans")
    assert (result.returncode, result.stdout) == (2, b"")
    assert said(result) == [f"extract: {tmp_path / 'plans'}: holds 2 plans; name one of them"]


def test_nothing_is_overwritten_unless_asked(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("precious")
    refused = extract(plan, "-o", out)
    assert refused.returncode == 2
    assert "--force" in said(refused)[0]
    assert out.read_text() == "precious"
    assert extract(plan, "-o", out, "--force").returncode == 0
    assert len(json.loads(out.read_bytes())["plans"]) == 1


def test_a_place_that_cannot_be_written(plan: Path) -> None:
    result = extract(plan, "-o", "/proc/out.json")  # not even root may
    assert result.returncode in {2, 3}
    assert len(said(result)) == 1
    assert "/proc" in said(result)[0]


def test_a_full_disk_is_an_error_without_traceback(plan: Path) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run([*EXTRACT, plan], stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 3
    assert said(result) == ["extract: the output cannot be written: No space left on device"]


def test_a_closed_pipe_ends_silently(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    items = (f"（{number}）新建幼儿园{number}所\n责任单位：市教育局\n" for number in range(1, 400))
    long.write_text("".join(items), encoding="utf-8")  # far more than a pipe holds
    for form in ("json", "table"):
        process = subprocess.Popen([*EXTRACT, long, "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
        process.stderr.close()


def test_closed_standard_streams_are_no_reason_to_fail(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = f"{' '.join(EXTRACT)} {plan} -o {out} >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 0
    assert len(json.loads(out.read_bytes())["plans"]) == 1


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_output_is_utf8_on_any_console(plan: Path, form: str) -> None:
    plan.write_text(PLAN.replace("19.5公里", "19.5㎡"), encoding="utf-8")
    usual = extract(plan, "--format", form, env=environment(PYTHONUTF8="1")).stdout
    odd = environment(PYTHONIOENCODING="gbk", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    result = extract(plan, "--format", form, env=odd)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout == usual
    assert "㎡" in result.stdout.decode("utf-8")


def test_names_of_files_cannot_steer_a_terminal(tmp_path: Path) -> None:
    name = "bad\x1b[31m\n.txt"
    result = extract(tmp_path / name)
    assert result.returncode == 3
    assert b"\x1b" not in result.stderr
    assert len(said(result)) == 1


def test_the_path_of_one_text_file_loads_nothing_heavy(plan: Path) -> None:
    result = extract(plan, env=environment(PYTHONPROFILEIMPORTTIME="1"))
    loaded = {line.rpartition("|")[2].strip() for line in said(result)}
    assert "livelihood_extract.pipeline" in loaded
    assert not loaded & {"rich", "pydantic", "multiprocessing", "tempfile", "sqlite3", "importlib.metadata"}


def test_items_and_targets_of_the_test_plan(plan: Path) -> None:
    (read,) = json.loads(extract(plan).stdout)["plans"]
    items = [item for category in read["categories"] for item in category["items"]]
    assert (len(items), sum(len(item["targets"]) for item in items)) == (ITEMS, TARGETS)
