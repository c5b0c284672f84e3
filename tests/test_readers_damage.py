"""Files that were damaged on the way: read, or refused in one line, but never a crash."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from livelihood_extract.errors import InputError
from livelihood_extract.readers import read_bytes
from livelihood_extract.readers.furniture import without_furniture
from livelihood_extract.readers.page import Line, Page

FIXTURES = Path(__file__).parent / "readers"
ODD_NUMBERS = [b'"-1"', b'"99999999999"', b'""', b'"x"', b'"0"', b'"nan"', b'"1e308"', '"三"'.encode()]


def scratched(data: bytes, dice: random.Random) -> bytes:
    """Up to five bytes changed, stretches lost or repeated, or the end cut off."""
    damaged = bytearray(data)
    for _ in range(dice.randrange(1, 6)):
        at, length, kind = dice.randrange(len(damaged)), dice.randrange(1, 100), dice.randrange(4)
        if kind == 0:
            damaged[at] = dice.randrange(256)
        elif kind == 1:
            del damaged[at : at + length]
        elif kind == 2:
            damaged[at:at] = damaged[: dice.randrange(len(damaged))][-length:]
        else:
            damaged = damaged[: max(at, 20)]
    return bytes(damaged)


def odd_numbers(member: bytes, dice: random.Random) -> bytes:
    """Some numbers of an XML part exchanged for what nobody expects there."""
    return re.sub(rb'"[-\d.]+"', lambda number: dice.choice(ODD_NUMBERS) if dice.random() < 0.05 else number[0], member)


def inside(data: bytes, dice: random.Random, change: Callable[[bytes, random.Random], bytes]) -> bytes:
    """The archive again, sound, with one member changed."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    chosen = dice.choice([name for name in archive.namelist() if archive.getinfo(name).file_size])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        for name in archive.namelist():
            member = archive.read(name)
            copy.writestr(name, change(member, dice) if name == chosen else member)
    return buffer.getvalue()


def is_read_or_refused(data: bytes, suffix: str) -> bool:
    """Anything but an InputError of one line that begins with the file's name is a crash or no help."""
    try:
        message = f"plan.{suffix}: {len(read_bytes(data, f'plan.{suffix}').text)}"
    except InputError as error:
        message = str(error)
    return message.startswith(f"plan.{suffix}: ") and "\n" not in message


@pytest.mark.parametrize(
    ("suffix", "times"),
    [
        ("docx", 60),
        ("xlsx", 60),
        ("ofd", 60),
        ("html", 60),
        ("md", 30),
        ("gb18030.txt", 60),
        ("utf-16.txt", 60),
        ("pdf", 6),
    ],
)
def test_scratched_files(suffix: str, times: int) -> None:
    data = (FIXTURES / f"dalian-2024.{suffix}").read_bytes()
    for seed in range(times):
        assert is_read_or_refused(scratched(data, random.Random(seed)), suffix.rpartition(".")[2])


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "ofd"])
@pytest.mark.parametrize("change", [scratched, odd_numbers])
def test_sound_archives_with_a_broken_part(suffix: str, change: Callable[[bytes, random.Random], bytes]) -> None:
    data = (FIXTURES / f"dalian-2024.{suffix}").read_bytes()
    for seed in range(30):
        assert is_read_or_refused(inside(data, random.Random(seed), change), suffix)


MANY = 100_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.txt", "<!-- -->" * 500 + "甲"),
        ("plan.html", "<p>甲" + "\n" * MANY + "a"),
        ("plan.html", "<table><tr><td>甲" + "&#32;" * MANY + "乙<td>丙</table>"),
        ("plan.html", "<pre>甲" + " " * MANY + "\n乙</pre>"),
        ("plan.html", "<ol>" + "<li>甲" * 20_000),
        ("plan.md", "|甲" + " " * MANY + "|乙|\n|-|-|\n"),
        ("plan.md", "[" * 20_000),
    ],
)
def test_time_stays_in_proportion_on_worst_cases(name: str, text: str) -> None:
    start = perf_counter()
    read_bytes(text.encode(), name)
    assert perf_counter() - start < 5  # the quadratic ways this once took were a hundred times slower


def test_a_line_of_blanks_on_a_page_is_judged_in_one_pass() -> None:
    line = Line(1, "1" + " " * MANY + "甲", 0, 100, 10, 10)
    assert without_furniture([[line]], [Page(100, 100, [], [])]) == [line]
