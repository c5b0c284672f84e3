"""Old office formats through LibreOffice, here played by a small program, and what is said without it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from livelihood_extract.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers import office, read, read_bytes

FIXTURES = Path(__file__).parent / "readers"
RTF = rb"{\rtf1\ansi \u19968?\u12289?plan}"

STAND_IN = """#!{python}
import shutil, sys, time
folder = sys.argv[sys.argv.index("--outdir") + 1]
{action}
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a program called soffice is looked for, and nothing else is."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "soffice"


def write(program: Path, action: str) -> None:
    program.write_text(STAND_IN.format(python=sys.executable, action=action), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_without_libreoffice_the_message_says_so(program: Path) -> None:
    with pytest.raises(UnsupportedFormat, match=r"dalian-2024\.doc: an old office format; install LibreOffice"):
        read(FIXTURES / "dalian-2024.doc")


posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")


@posix
def test_what_libreoffice_writes_is_read_as_docx(program: Path) -> None:
    write(program, f"shutil.copy({str(FIXTURES / 'dalian-2024.docx')!r}, folder + '/plan.docx')")
    found = read(FIXTURES / "dalian-2024.doc")
    assert found.text.startswith("一、城市安居项目\n(一)启动首批配售型保障性住房建设\n")
    assert found.source.media_type == "application/msword"


@posix
def test_macros_and_links_are_off_and_the_name_of_the_file_is_not_used(program: Path) -> None:
    log = program.parent / "log"
    action = "from urllib.parse import urlsplit\n"
    action += "profile = urlsplit(sys.argv[1].partition('=')[2]).path + '/user/registrymodifications.xcu'\n"
    action += f"open({str(log)!r}, 'w').write(repr(sys.argv) + open(profile).read())"
    write(program, action)
    with pytest.raises(UnreadableFile, match="LibreOffice cannot read it"):
        read_bytes(RTF, "--infilter=x.rtf")
    said = log.read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in said
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true' in said
    assert "infilter" not in said


@posix
def test_libreoffice_that_hangs_is_ended(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(program, "time.sleep(60)")
    monkeypatch.setattr(office, "MAX_SECONDS", 0.2)
    with pytest.raises(LimitExceeded, match="LibreOffice takes more than"):
        read_bytes(RTF, "plan.rtf")


@pytest.mark.parametrize(
    ("suffix", "library", "extra"),
    [
        ("html", "lxml", "html"),
        ("docx", "lxml", "docx"),
        ("ofd", "lxml", "ofd"),
        ("xlsx", "python_calamine", "xlsx"),
        ("pdf", "pdfminer", "pdf"),
        ("md", "markdown_it", "markdown"),
    ],
)
def test_what_an_extra_brings_is_named_when_it_is_missing(suffix: str, library: str, extra: str) -> None:
    path = str(FIXTURES / f"dalian-2024.{suffix}")
    program = f"import sys; sys.modules[{library!r}] = None; from livelihood_extract import read; read({path!r})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert f"needs {library}; run: pip install 'livelihood-extract[{extra}]'" in done.stderr.splitlines()[-1]
