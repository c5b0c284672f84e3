"""Files of older or other word processors (.doc, .wps, .rtf, .odt): converted to DOCX by LibreOffice, read as DOCX.

LibreOffice runs without a window, under a profile made for the one file, in which macros and links are switched off.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from livelihood_extract.errors import LimitExceeded, UnreadableFile, UnsupportedFormat
from livelihood_extract.readers import docx
from livelihood_extract.readers.content import Content
from livelihood_extract.readers.limits import MAX_BYTES, MAX_SECONDS

__all__ = ["read"]

PROGRAM = "soffice"

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Text of a .doc, .wps, .rtf or .odt. Raises as `docx.read` does, and UnsupportedFormat without LibreOffice."""
    if shutil.which(PROGRAM) is None:
        raise UnsupportedFormat(name, "an old office format; install LibreOffice (soffice), or save it as .docx")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        converted = _converted(data, Path(folder), name)
        if converted is None:
            raise UnreadableFile(name, "damaged or protected: LibreOffice cannot read it; save it as .docx")
        return docx.read(converted, name, encoding)


def _converted(data: bytes, folder: Path, name: str) -> bytes | None:
    """The document as DOCX, or nothing when LibreOffice makes none."""
    source, target, profile = folder / "plan.in", folder / "plan.docx", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)]
    office = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        office.wait(MAX_SECONDS)
    except subprocess.TimeoutExpired:
        raise LimitExceeded(name, f"LibreOffice takes more than {MAX_SECONDS} seconds; save it as .docx") from None
    finally:
        _end(office)
    return target.read_bytes() if target.is_file() and target.stat().st_size <= MAX_BYTES else None


def _end(office: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice with the processes it started: its launcher alone would leave them running."""
    if office.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(office.pid, signal.SIGKILL)
        else:
            office.kill()
        office.wait()
