"""PDF documents: text by its places on the page; pages without text are scans and go to recognition."""

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuezheng.engines.papers.sources import scans
from xuezheng.engines.papers.sources.limits import limits
from xuezheng.engines.papers.sources.plain import is_garbled
from xuezheng.engines.papers.sources.refusing import (
    SourceRefused,
    broken,
    encrypted,
    too_large_unpacked,
    too_many_pages,
)
from xuezheng.engines.papers.sources.texts import PAGE_BREAK, Read, Remark, gettext_noop

FEWEST = 10
"""Characters below which a page with a picture is a scan, with perhaps a stamp or a page number in text."""
KIND = "PDF"
CHILD = "xuezheng.engines.papers.sources.pdf_child"


@dataclass(frozen=True, kw_only=True)
class Page:
    lines: tuple[str, ...]
    pictured: bool
    slanted: int

    @property
    def is_scan(self) -> bool:
        """Too few words beside a picture, or words in a font that does not say which characters it shows."""
        words = "".join("".join(self.lines).split())
        return (self.pictured and len(words) < FEWEST) or is_garbled(words)


def read_pdf(content: bytes, *, filename: str) -> Read:
    pages = _pages(content, filename=filename)
    lines = [page.lines for page in pages]
    scanned = [number for number, page in enumerate(pages) if page.is_scan]
    without_text = all(page.is_scan or not page.lines for page in pages)
    remarks = list(_slanted(pages))
    if scanned and (without_text or scans.is_installed()):
        scans.require(filename)
        if len(scanned) > limits().scanned_pages:
            raise too_many_pages(filename, pages=len(scanned), most=limits().scanned_pages)
        for number, picture in zip(scanned, _pictures(content, scanned, filename=filename), strict=True):
            lines[number] = tuple(scans.recognised_lines(picture))
        remarks.append(scans.remark(pages=len(scanned)))
    elif scanned:
        message = gettext_noop("Pages that are pictures without text were left out: %(pages)s")
        remarks.append(Remark(message=message, params={"pages": ", ".join(str(number + 1) for number in scanned)}))
    return Read(
        lines=tuple(line for page in lines for line in (*page, PAGE_BREAK)),
        kind="scan" if scanned and without_text else "pdf",
        pages=len(pages),
        remarks=tuple(remarks),
    )


def _slanted(pages: Sequence[Page]) -> Iterator[Remark]:
    if any(page.slanted for page in pages):
        yield Remark(message=gettext_noop("Writing across the page, such as a watermark, was left out."))


def _pages(content: bytes, *, filename: str) -> list[Page]:
    """A child that dies has met its limits, or a fault of PDFium's own: either way the file is not one to go on with."""
    child = subprocess.run(  # noqa: S603 - our own module and numbers; the file goes in by its standard input
        _words("text", limits().pages), input=content, capture_output=True, env=_environment(), check=False
    )
    if child.returncode:
        raise too_large_unpacked(filename)
    answer = json.loads(child.stdout)
    if fault := answer.get("fault", "" if answer.get("pages") else "broken"):
        raise _refusal(fault, count=answer.get("count", 0), filename=filename)
    return [
        Page(lines=tuple(page["lines"]), pictured=page["pictured"], slanted=page["slanted"]) for page in answer["pages"]
    ]


def _refusal(fault: str, *, count: int, filename: str) -> SourceRefused:
    if fault == "pages":
        return too_many_pages(filename, pages=count, most=limits().pages)
    return encrypted(filename) if fault == "locked" else broken(filename, kind=KIND)


def _pictures(content: bytes, numbers: list[int], *, filename: str) -> Iterator[scans.Picture]:
    """One page after the other, so that only one stands in memory."""
    child = subprocess.Popen(  # noqa: S603 - our own module and numbers, as above
        _words("render", limits().pixels, *numbers),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child, child.stdout:
        try:
            child.stdin.write(content)  # the child reads all of it before it writes anything
            child.stdin.close()
            for _number in numbers:
                width, height = struct.unpack("<II", child.stdout.read(8))
                yield scans.Picture(width=width, height=height, pixels=child.stdout.read(width * height * 3))
        except (BrokenPipeError, struct.error) as error:
            raise too_large_unpacked(filename) from error
        finally:
            child.kill()


def _words(command: str, *numbers: int) -> list[str]:
    kept = limits()
    numbered = (kept.pdf_memory_mb, kept.conversion_seconds, *numbers)
    return [sys.executable, "-m", CHILD, command, *(str(number) for number in numbered)]


def _environment() -> dict[str, str]:
    """The child finds the packages where its parent found them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
