"""Audits: each code with texts in which it must be found, and texts in which it must not."""

from pathlib import Path

import pytest

from casebook import Case, entries, spelled
from livelihood_extract import extract
from livelihood_extract.checks import CODES

REAL = Path(__file__).parent.parent / "data" / "raw" / "dalian-2024.txt"


@pytest.mark.parametrize(("case", "text"), spelled("checks", "found"))
def test_found(case: Case, text: str) -> None:
    notes = [note for note in extract(text).notes if note.code == case["code"]]
    assert len(notes) == 1
    (note,) = notes
    assert [figure for figure in case["says"] if figure not in note.message] == []
    if "at" in case:
        assert text[note.span.start :].startswith(case["at"])


@pytest.mark.parametrize(("case", "text"), spelled("checks", "not_found"))
def test_not_found(case: Case, text: str) -> None:
    assert [note.message for note in extract(text).notes if note.code == case["code"]] == []


def test_every_code_is_found_somewhere_and_missed_somewhere() -> None:
    long = {"LE001", "LE003"}  # of long documents: test_passages.py
    assert {case["code"] for case in entries("checks", "found")} >= set(CODES) - long
    assert {case["code"] for case in entries("checks", "not_found")} >= set(CODES) - long


def test_the_real_plan_passes_its_own_sums() -> None:
    notes = extract(REAL.read_text(encoding="utf-8")).notes
    assert [note for note in notes if note.code.startswith("LE3")] == []
    assert {note.code for note in notes} <= set(CODES)


def test_a_figure_changed_in_the_real_plan_is_found() -> None:
    text = REAL.read_text(encoding="utf-8").replace("D级73户", "D级72户")
    (note,) = [note for note in extract(text).notes if note.code == "LE301"]
    assert all(figure in note.message for figure in ("143", "70", "72", "142"))


def test_notes_stand_in_the_order_of_the_text() -> None:
    text = "云州市2024年5件民生实事\n1.新建学校3所（市教育局。\n3.改造食堂( )个。\n3.修路7公里。\n"
    notes = extract(text).notes
    assert [note.span.start for note in notes] == sorted(note.span.start for note in notes)
    assert {"LE101", "LE102", "LE104", "LE401", "LE402"} <= {note.code for note in notes}
