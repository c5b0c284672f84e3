"""`extract diff` and `extract trend` as processes, on two years of 云州市 (an invented place)."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from command import environment, extract, on_terminal, said
from compared import NEW, OLD

SENTENCE = "云州市: of 18 commitments of 2023, 2024 kept 15 (raised 9, cut 4) and dropped 3; 3 are new."


def json_of(*arguments: object) -> dict:
    return json.loads(extract("diff", OLD, NEW, *arguments).stdout)


def rows(*arguments: object) -> list[dict[str, str]]:
    result = extract("diff", OLD, NEW, "--format", "csv", *arguments)
    assert result.returncode == 0
    return list(csv.DictReader(io.StringIO(result.stdout.decode())))


def view(*arguments: object) -> str:
    """What people see, 120 columns wide and without colours."""
    return extract(*arguments, "--format", "table", env=environment(COLUMNS="120")).stdout.decode()


def test_json_has_the_fixed_shape() -> None:
    found = json_of()
    assert list(found) == ["schema_version", "generator", "old", "new", "summary", "items"]
    assert (found["old"]["name"], found["old"]["region"], found["old"]["year"]) == ("yunzhou-2023.txt", "云州市", 2023)
    fixed = {"change", "old", "new", "score", "method", "retitled", "agencies", "targets"}
    assert all(set(entry) == fixed | {"runner_up"} for entry in found["items"])
    benefit = next(e for e in found["items"] if e["old"] and e["old"][0]["number"] == 5)
    target = benefit["targets"][0]
    assert (target["change"], target["difference"], target["percent"], target["better"]) == ("up", 40, 5, True)
    assert (target["old"]["item"], target["old"]["text"], target["old"]["value"]) == (5, "800元", 800)
    assert benefit["agencies"] == {"added": [], "removed": [], "lead": None}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert extract("diff", OLD, NEW).stdout == extract("diff", OLD, NEW).stdout


def test_inputs_are_plans_or_json_printed_earlier(tmp_path: Path) -> None:
    printed = tmp_path / "2023.json"
    printed.write_bytes(extract(OLD).stdout)
    plain = extract("diff", OLD, NEW).stdout
    assert extract("diff", printed, NEW).stdout == plain
    assert extract("diff", "-", NEW, stdin=printed.read_bytes()).stdout == plain


def test_csv_has_a_row_per_change() -> None:
    changes = rows()
    assert {row["change"] for row in changes} >= {
        "up",
        "down",
        "moved",
        "split",
        "merged",
        "added",
        "dropped",
        "agencies",
    }
    assert not any(
        row["change"] in ("same", "kept") and not row["bound"] and row["subject"] == "target" for row in changes
    )
    fee = next(row for row in changes if row["indicator"] == "城市低保标准")
    assert (fee["old_text"], fee["new_value"], fee["percent"], fee["old_line"]) == ("800元", "10080", "5", "10")
    assert len(rows("--unchanged")) > len(changes)


def test_only_shows_what_was_asked_for() -> None:
    assert {row["change"] for row in rows("--only", "down,dropped")} == {"down", "dropped"}
    assert [e["old"][0]["number"] for e in json_of("--only", "dropped")["items"]] == [3, 9, 18]
    assert json_of("--only", "dropped")["summary"] == json_of()["summary"]


def test_markdown_escapes_what_plans_say(tmp_path: Path) -> None:
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.write_text("青禾县2023年民生实事\n1、建设*智慧|菜市场*3个。\n", encoding="utf-8")
    new.write_text("青禾县2024年民生实事\n1、建设*智慧|菜市场*5个。\n", encoding="utf-8")
    page = extract("diff", old, new, "--format", "markdown").stdout.decode()
    assert page.startswith("# 青禾县 2023 → 2024\n\n青禾县: of 1 commitment of 2023, 2024 kept 1 (raised 1, cut 0)")
    row = next(line for line in page.splitlines() if "3个" in line)
    assert "\\*智慧\\|菜市场\\*" in row
    assert "3个 | 5个 | +66.7% | L2 → L2 |" in row


def test_a_terminal_gets_the_sentence_and_both_lines() -> None:
    code, coloured = on_terminal("diff", OLD, NEW, columns=120)
    shown = view("diff", OLD, NEW)
    assert code == 0
    assert SENTENCE in coloured
    assert shown.splitlines()[0] == SENTENCE
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "▼ 城镇新增就业 3.2万人 3万人 -6.3% L9 → L9" in lines
    assert any(line.startswith("dropped 3、为120所农村学校配备校医室") and line.endswith("L6 → ·") for line in lines)
    assert not any("电梯" in line for line in lines)  # 50部 in both years


def test_unchanged_items_show_when_asked_for() -> None:
    assert "电梯" in view("diff", OLD, NEW, "--unchanged")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((OLD, NEW), 0),
        ((OLD, NEW, "--exit-code"), 1),
        ((OLD, OLD, "--exit-code"), 0),
        ((OLD, NEW, "--fail-on", "dropped,down"), 1),
        ((OLD, OLD, "--fail-on", "dropped,down"), 0),
        ((OLD, NEW, "--fail-on", "incomparable"), 1),
    ],
)
def test_exit_codes(arguments: tuple[object, ...], code: int) -> None:
    assert extract("diff", *arguments).returncode == code


def test_pins_and_review_feed_each_other(tmp_path: Path) -> None:
    pins, doubtful = tmp_path / "pins.csv", tmp_path / "doubtful.csv"
    pins.write_text("\ufeffold,new,same\n3.9,3.10,yes\n", encoding="utf-8")
    found = json_of("--pins", pins, "--review", doubtful)
    assert [e["method"] for e in found["items"] if e["old"] and e["old"][0]["number"] == 9] == ["pinned"]
    assert doubtful.read_text(encoding="utf-8").splitlines()[0] == "old,new,same,score,old_title,new_title"
    assert json_of("--pins", doubtful)["summary"] == json_of()["summary"]


def test_a_file_is_written_whole_and_not_replaced_by_surprise(tmp_path: Path) -> None:
    page = tmp_path / "changes.md"
    assert extract("diff", OLD, NEW, "-o", page).returncode == 0
    assert SENTENCE in page.read_text(encoding="utf-8").replace("\\", "")
    again = extract("diff", OLD, NEW, "-o", page)
    assert (again.returncode, said(again)) == (2, [f"extract: {page}: exists already; --force replaces it"])
    assert extract("diff", OLD, NEW, "-o", page, "--force").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("absent.txt", NEW), 3, "absent.txt: no such file"),
        ((".", NEW), 2, ".: a folder, and one plan is compared with one"),
        ((OLD, NEW, "--only", "worse"), 2, "--only worse: no such change"),
        ((OLD, NEW, "--years", "2023"), 2, "--years 2023: name 2 years"),
        ((OLD, NEW, "-o", "changes.docx"), 2, "the suffix names no form"),
        ((OLD, NEW, "--pins", "absent.csv"), 2, "absent.csv: cannot be read: No such file"),
    ],
)
def test_bad_calls_say_what_to_do(tmp_path: Path, arguments: tuple[object, ...], code: int, message: str) -> None:
    result = extract("diff", *arguments, cwd=tmp_path)
    assert result.returncode == code
    assert len(said(result)) == 1
    assert message in said(result)[0]
    assert result.stdout == b""


def test_another_schema_version_is_an_error(tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"schema_version": "0.9", "plans": []}', encoding="utf-8")
    result = extract("diff", other, NEW)
    assert result.returncode == 3
    assert said(result)[0].startswith(f"extract: {other}: schema_version 0.9 is not 1.0")


def test_odd_pairs_are_said_on_standard_error(tmp_path: Path) -> None:
    elsewhere, undated = tmp_path / "elsewhere.txt", tmp_path / "undated.txt"
    text = NEW.read_text(encoding="utf-8")
    elsewhere.write_text(text.replace("云州市", "青禾县"), encoding="utf-8")
    undated.write_text(text.replace("2024年", ""), encoding="utf-8")
    assert said(extract("diff", OLD, elsewhere)) == ["extract: the plans are of different places: 云州市 and 青禾县"]
    assert said(extract("diff", OLD, undated)) == ["extract: undated.txt: no year found; name it with --years"]
    assert said(extract("diff", OLD, undated, "--years", "2023,2024")) == []
    assert said(extract("diff", OLD, OLD)) == ["extract: yunzhou-2023.txt and yunzhou-2023.txt are the same file"]


@pytest.fixture
def three_years(tmp_path: Path) -> list[Path]:
    """2022 to 2024 of 青禾县 (an invented place): one commitment each year, one that pauses, one that ends, one new."""
    texts = {
        2022: "1、新建公厕12座。\n2、举办月末音乐会32场。\n3、发放急救包5万个。\n",
        2023: "1、新建公厕9座。\n2、改造老旧管网40公里。\n",
        2024: "1、改造老旧管网50公里。\n2、举办月末音乐会24场。\n3、新建公厕18座。\n",
    }
    paths = []
    for year, items in texts.items():
        paths.append(tmp_path / f"{year}.txt")
        paths[-1].write_text(f"青禾县{year}年民生实事\n{items}", encoding="utf-8")
    return paths


def test_a_trend_has_a_row_per_commitment_and_year(three_years: list[Path]) -> None:
    newest_first = reversed(three_years)
    table = csv.DictReader(io.StringIO(extract("trend", *newest_first, "--format", "csv").stdout.decode()))
    found = [(row["commitment"], row["year"], row["state"], row["text"], row["percent"]) for row in table]
    assert found == [
        ("1", "2022", "first", "12座", ""),
        ("1", "2023", "kept", "9座", "-25"),
        ("1", "2024", "kept", "18座", "100"),
        ("2", "2022", "first", "32场", ""),
        ("2", "2023", "gap", "", ""),
        ("2", "2024", "returned", "24场", "-25"),
        ("3", "2022", "first", "5万个", ""),
        ("3", "2023", "ended", "", ""),
        ("4", "2023", "first", "40公里", ""),
        ("4", "2024", "kept", "50公里", "25"),
    ]


def test_a_trend_on_a_terminal_is_a_line_with_a_curve(three_years: list[Path]) -> None:
    shown = view("trend", *three_years)
    first, *lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert first == "4 commitments in 3 plans, 1 of them in all."
    assert lines == [
        "▅▄█ 新建公厕18座 12座 → 18座 +50% 2022-2024",
        "█·▆ 举办月末音乐会24场 32场 → 24场 -25% 2022-2024 without 2023",
        "█ 发放急救包5万个 5万个 2022",
        "▆█ 改造老旧管网50公里 40公里 → 50公里 +25% 2023-2024",
    ]


def test_a_trend_reads_a_folder_and_gives_json(three_years: list[Path]) -> None:
    found = json.loads(extract("trend", three_years[0].parent, "--format", "json").stdout)
    assert [plan["year"] for plan in found["plans"]] == [2022, 2023, 2024]
    toilets = found["commitments"][0]
    assert [point["level"] for point in toilets["points"]] == [12, 9, 18]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("青禾县2023年", "青禾县"), "2023.txt: no year found; name the years of all files with --years"),
        (("青禾县2023年", "青禾县2022年"), "2022.txt and 2023.txt are all of 2022"),
    ],
)
def test_a_trend_needs_one_plan_a_year(three_years: list[Path], change: tuple[str, str], message: str) -> None:
    text = three_years[1].read_text(encoding="utf-8")
    three_years[1].write_text(text.replace(*change), encoding="utf-8")
    result = extract("trend", *three_years)
    assert result.returncode == 2
    assert message in said(result)[0]
    assert extract("trend", *three_years, "--years", "2022,2023,2024").returncode == 0


def test_a_trend_needs_two_plans(tmp_path: Path) -> None:
    only = shutil.copy(OLD, tmp_path)
    assert said(extract("trend", only)) == ["extract: a trend needs the plans of two years or more"]


def test_no_line_of_a_view_ends_in_blanks(three_years: list[Path]) -> None:
    for words in (("diff", OLD, NEW), ("trend", *three_years)):
        lines = extract(*words, "--format", "table").stdout.decode().splitlines()
        assert len(lines) >= 5
        assert [line for line in lines if line != line.rstrip()] == []
