"""Plain text: every encoding a plan comes in, and every way a file can refuse to be one."""

import io
import subprocess
import sys
import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest

from livelihood_extract.errors import LimitExceeded, UnknownEncoding, UnreadableFile, UnsupportedFormat, UsageError
from livelihood_extract.readers import SourceText, read, read_bytes
from livelihood_extract.readers.limits import MAX_BYTES, MAX_CHARACTERS

PLAN = Path(__file__).parents[1] / "data" / "raw" / "dalian-2024.txt"
TEXT = PLAN.read_text(encoding="utf-8")
SHORT = "一、云州市新建公办幼儿园20所,增加学位2500个。\n责任单位:市教育局。\n"
TRADITIONAL = "一、雲州市新建公辦幼稚園20所，增加學額2500個。\n負責部門：教育局、社會福利署。\n"


def test_plan_is_read_with_its_source_facts() -> None:
    source = read(PLAN).source
    assert (source.name, source.media_type, source.encoding) == ("dalian-2024.txt", "text/plain", "utf-8")
    assert source.sha256 == sha256(PLAN.read_bytes()).hexdigest()
    assert source.characters == 8745


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("text", [SHORT, TEXT], ids=["short", "plan"])
def test_encoding_is_found_and_named(text: str, written: str, named: str) -> None:
    data = text.encode(written)
    found = read_bytes(data, "plan.txt")
    assert (found.text, found.source.encoding) == (text, named)
    assert data.decode(found.source.encoding) == text


def test_traditional_characters_in_big5() -> None:
    found = read_bytes(TRADITIONAL.encode("big5hkscs"), "plan.txt")
    assert (found.text, found.source.encoding) == (TRADITIONAL, "big5hkscs")


def test_gb18030_beyond_gbk() -> None:
    text = SHORT + "㐂𠮷村通公路3.5公里。\n"
    found = read_bytes(text.encode("gb18030"), "plan.txt")
    assert (found.text, found.source.encoding) == (text, "gb18030")


@pytest.mark.parametrize("written", ["gb18030", "utf-16-le", "utf-16-be"])
def test_any_forty_characters_of_the_plan_betray_their_encoding(written: str) -> None:
    for start in range(0, len(TEXT) - 40, 397):
        window = TEXT[start : start + 40]
        assert read_bytes(window.encode(written), "window.txt").text == window


@pytest.mark.parametrize("written", ["gb18030", "utf-16-le", "utf-16-be"])
def test_text_without_a_sign_of_ascii(written: str) -> None:
    text = "云州市新建公办幼儿园二十所增加学位二千五百个由市教育局负责"
    assert read_bytes(text.encode(written), "plan.txt").text == text


@pytest.mark.parametrize("written", ["gb18030", "utf-8", "utf-16-le"])
def test_a_broken_text_is_refused_rather_than_taken_for_another_encoding(written: str) -> None:
    broken = TEXT.encode(written)[:5001] + b"\xff\xff\xff" + TEXT.encode(written)[5001:]
    try:
        found = read_bytes(broken, "plan.txt").text
    except (UnknownEncoding, UnreadableFile):
        found = TEXT
    assert found[:2000] == TEXT[:2000]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_byte_order_mark_is_no_text(encoding: str) -> None:
    assert read_bytes(("\ufeff" + SHORT).encode(encoding), "plan.txt").text == SHORT
    assert read_bytes(("\ufeff" + SHORT).encode(encoding), "plan.txt", encoding=encoding).text == SHORT


def test_stated_encoding_wins() -> None:
    ambiguous = "鐢熸椿".encode("gbk")  # also valid UTF-8 for another word
    assert read_bytes(ambiguous, "plan.txt").text == "生活"
    assert read_bytes(ambiguous, "plan.txt", encoding="gb2312") == SourceText(
        "鐢熸椿", read_bytes(ambiguous, "plan.txt", encoding="gb18030").source
    )


def test_line_ends_stay_as_they_are() -> None:
    assert read_bytes(b"1\r\n2\r3\n", "plan.txt").text == "1\r\n2\r3\n"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SHORT.encode("gbk"))))
    found = read("-")
    assert (found.text, found.source.name, found.source.encoding) == (SHORT, "-", "gb18030")


def test_name_carries_no_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(SHORT, encoding="utf-8")
    assert read(tmp_path / "plan.txt").source.name == "plan.txt"


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere\.txt: no such file"):
        read(tmp_path / "nowhere.txt")
    with pytest.raises(UnreadableFile, match="a folder"):
        read(tmp_path)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read("plan\0.txt")


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", UnreadableFile, "empty file"),
        (bytes(range(256)) * 20, UnreadableFile, "a binary file"),
        (b"\x7fELF\2\1\1" + bytes(200), UnreadableFile, "a binary file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UnsupportedFormat, "a picture.*ocrmypdf --language chi_sim"),
        (b"\x93\xfa\xff\xfe\xfd plan \xff\xff", UnknownEncoding, "in no known encoding .as UTF-8 it breaks at byte 0"),
    ],
    ids=["empty", "bytes", "program", "picture", "unknown"],
)
def test_files_that_are_no_text(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=f"^plan.txt: {says}"):
        read_bytes(data, "plan.txt")


def test_stated_encoding_that_does_not_fit() -> None:
    with pytest.raises(UnknownEncoding, match="not utf-8: byte 2 does not fit"):
        read_bytes(SHORT.encode("gbk"), "plan.txt", encoding="utf-8")
    for name in ("klingon", "base64", "rot13"):
        with pytest.raises(UsageError, match=f"unknown encoding '{name}'"):
            read_bytes(SHORT.encode(), "plan.txt", encoding=name)


def test_limits() -> None:
    with pytest.raises(LimitExceeded, match="larger than 32 MiB"):
        read_bytes(bytes(MAX_BYTES + 1), "plan.txt")
    with pytest.raises(LimitExceeded, match="more than 4,000,000 characters"):
        read_bytes(b"1" * (MAX_CHARACTERS + 1), "plan.txt")
    assert read_bytes(b"1" * MAX_CHARACTERS, "plan.txt").source.characters == MAX_CHARACTERS


def test_fifty_megabytes_of_one_character_are_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes("一".encode() * 16_700_000)
    tracemalloc.start()
    try:
        with pytest.raises(LimitExceeded, match=r"long\.txt: larger than 32 MiB"):
            read(tmp_path / "long.txt")
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


COMMAND = """
import sys
from livelihood_extract.cli import run
run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""


def test_plain_text_imports_no_extra() -> None:
    command = [sys.executable, "-c", COMMAND, str(PLAN), "--format", "json", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("{")
    extras = {"lxml", "python_calamine", "pdfminer", "pypdf", "markdown_it", "charset_normalizer", "zipfile"}
    loaded = done.stderr.split()
    assert "livelihood_extract" in loaded
    assert extras.isdisjoint(loaded)
