"""Older Word and WPS documents (.doc, .wps, .rtf): turned into .docx by LibreOffice, a program of its own, and read so."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from xuezheng.engines.papers.sources.limits import limits
from xuezheng.engines.papers.sources.refusing import ConversionFailed, ProgramIsMissing, refuse_size
from xuezheng.engines.papers.sources.texts import Read, Remark, gettext_noop
from xuezheng.engines.papers.sources.word import read_word

PROGRAMS = ("soffice", "libreoffice")
WRITER = "libswlo.so"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""A profile for one conversion: no macro runs, and no picture is fetched from elsewhere."""


def converter() -> str:
    """The program of a LibreOffice that has Writer, empty where there is none.

    Distributions pack Writer by itself, and a LibreOffice without it ends as if all were well and writes nothing.
    """
    return next((found for name in PROGRAMS if (found := shutil.which(name)) and _has_writer(Path(found))), "")


def _has_writer(program: Path) -> bool:
    """Told where LibreOffice's own folder is seen; a script that starts it from elsewhere is believed."""
    folder = program.resolve().parent
    return (folder / WRITER).exists() or not (folder / "soffice.bin").exists()


def read_older_word(content: bytes, *, filename: str) -> Read:
    program = converter()
    if not program:
        raise ProgramIsMissing(
            _(
                "“%(name)s” is in the older Word format, which is read with LibreOffice; it is not installed on this server."
                " Save the document as .docx and send that, or have LibreOffice installed (on Debian and Ubuntu:"
                " apt install libreoffice-writer)."
            )
            % {"name": filename},
            field="file",
        )
    read = read_word(_converted(content, program=program, filename=filename), filename=filename, kind="doc")
    remark = Remark(message=gettext_noop("Converted from the older Word format by LibreOffice."))
    return Read(lines=read.lines, kind=read.kind, pages=read.pages, remarks=(remark, *read.remarks))


def _converted(content: bytes, *, program: str, filename: str) -> bytes:
    with TemporaryDirectory(prefix="xuezheng-word-") as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(PROFILE, encoding="utf-8")
        source = folder / "document.doc"
        source.write_bytes(content)
        written = folder / "out" / "document.docx"
        _run(program, source=source, folder=folder)
        if not written.exists():
            raise _failed(filename)
        refuse_size(written.stat().st_size, filename=filename)
        return written.read_bytes()


def _run(program: str, *, source: Path, folder: Path) -> None:
    """In a process group of its own, for the program starts others, which must not outlive the time they are given."""
    words = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own arguments; the document is a file with a name of ours
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
        start_new_session=True,
    )
    try:
        with suppress(subprocess.TimeoutExpired):  # what it has not written by then is found missing
            process.wait(limits().conversion_seconds)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failed(filename: str) -> ConversionFailed:
    return ConversionFailed(
        _("“%(name)s” could not be converted by LibreOffice: save it as .docx and send that.") % {"name": filename},
        field="file",
    )
