"""What a file holds, told from its content; its name decides only between texts that content cannot tell apart."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath

import filetype
from django.utils.translation import gettext as _

from xuezheng.engines.papers.sources.archives import UNREADABLE
from xuezheng.engines.papers.sources.refusing import FileIsEmpty, FileIsNoDocument, accepted, broken, encrypted

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06")
SAMPLE = 4096
TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
MARKUP = re.compile(
    r"\A\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
FRAGMENT = re.compile(r"<(p|div|table|br|span|meta|h[1-6])\b[^>]*>", re.IGNORECASE)
PAGE_NAMES = {".html", ".htm", ".shtml", ".xhtml"}


class Form(StrEnum):
    """How a file is read."""

    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    OFD = "ofd"
    HTML = "html"
    TXT = "txt"
    IMAGE = "image"


IMAGES = {"image/png", "image/jpeg", "image/tiff", "image/bmp", "image/webp", "image/gif"}


def recognise(content: bytes, *, filename: str) -> Form:
    if not content.strip(b"\0 \t\r\n"):
        raise FileIsEmpty(
            _("“%(name)s” is empty: choose the file that holds the document.") % {"name": filename}, field="file"
        )
    if content.startswith(COMPOUND):
        return _compound(content, filename=filename)
    if content.startswith(ZIPPED):
        return _zipped(content, filename=filename)
    if b"%PDF-" in content[:1024]:
        return Form.PDF
    if content.lstrip()[:5] == rb"{\rtf":
        return Form.DOC
    return _by_signature(content, filename=filename) or _textual(content, filename=filename)


def _by_signature(content: bytes, *, filename: str) -> Form | None:
    if content.startswith(TEXT_MARKS):
        return None
    found = filetype.guess(content[:8192])
    mime = str(found.mime) if found is not None else ""
    if mime in IMAGES:
        return Form.IMAGE
    if mime or content.startswith(PROGRAMS):
        raise _no_document(filename)
    return None


def _textual(content: bytes, *, filename: str) -> Form:
    """Whether it is text at all, its reader finds out; here only markup is told from plain writing."""
    head = content[:SAMPLE].replace(b"\0", b"").decode("utf-8", "ignore").lstrip("\ufeff")
    if re.match(r"(MIME-Version|From|Content-Type):", head):
        raise _other(filename, what=_("a saved web archive"))
    if MARKUP.match(head) or (_extension(filename) in PAGE_NAMES and FRAGMENT.search(head)):
        return Form.HTML
    if head.lstrip().startswith("<?xml"):
        raise _other(filename, what=_("bare XML"))
    return Form.TXT


def _extension(filename: str) -> str:
    return PurePath(filename).suffix.lower()


def _compound(content: bytes, *, filename: str) -> Form:
    """The older Microsoft formats name their streams in UTF-16 in a directory that may lie anywhere in the file."""

    def has(stream: str) -> bool:
        return content.find(stream.encode("utf-16-le") + b"\0\0") >= 0

    if has("EncryptedPackage"):
        raise encrypted(filename)
    if has("WordDocument"):
        return Form.DOC
    if has("Workbook") or has("Book"):
        raise _other(filename, what=_("a spreadsheet"))
    if has("PowerPoint Document"):
        raise _other(filename, what=_("a presentation"))
    raise _no_document(filename)


PARTS = {"word/document.xml": Form.DOCX, "OFD.xml": Form.OFD}


def _zipped(content: bytes, *, filename: str) -> Form:
    """Only the list of parts is read, and the short part that names an open document."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lstrip("/") for name in archive.namelist()}
            stated = _stated(archive)
    except UNREADABLE as error:
        raise broken(filename, kind="zip") from error
    form = next((form for part, form in PARTS.items() if part in names), None)
    if form is None and "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        form = Form.DOCX
    if form is None:
        raise _other_zip(names, stated, filename=filename)
    return form


def _stated(archive: zipfile.ZipFile) -> str:
    if "mimetype" not in archive.namelist() or archive.getinfo("mimetype").file_size > 100:
        return ""
    return archive.read("mimetype").decode("ascii", "replace")


def _other_zip(names: set[str], stated: str, *, filename: str) -> FileIsNoDocument:
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "spreadsheet" in stated:
        return _other(filename, what=_("a spreadsheet"))
    if "ppt/presentation.xml" in names or "presentation" in stated:
        return _other(filename, what=_("a presentation"))
    if "opendocument" in stated:
        return _other(filename, what=_("an OpenDocument file"))
    return FileIsNoDocument(
        _("“%(name)s” is an archive of files: unpack it and send the document in it, %(accepted)s.")
        % {"name": filename, "accepted": accepted()},
        field="file",
    )


def _other(filename: str, *, what: str) -> FileIsNoDocument:
    return FileIsNoDocument(
        _("“%(name)s” is %(what)s, not a document: save the text in it as %(accepted)s and send that.")
        % {"name": filename, "what": what, "accepted": accepted()},
        field="file",
    )


def _no_document(filename: str) -> FileIsNoDocument:
    return FileIsNoDocument(
        _("“%(name)s” is no document that can be read: send %(accepted)s.")
        % {"name": filename, "accepted": accepted()},
        field="file",
    )
