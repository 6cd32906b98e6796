"""What a file holds, told from its content alone; its name is compared with that afterwards."""

import mmap
import zipfile
from pathlib import Path

import filetype

ZIP = "application/zip"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
MACROS = "application/x-macro-enabled"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_PARTS = {
    "word/document.xml": OFFICE + "wordprocessingml.document",
    "xl/workbook.xml": OFFICE + "spreadsheetml.sheet",
    "ppt/presentation.xml": OFFICE + "presentationml.presentation",
    "OFD.xml": "application/ofd",
}
COMPOUND_PARTS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
SAMPLE = 1024 * 1024
MARKUP = ("<!doctype", "<html", "<svg", "<?xml", "<script", "<head", "<body")
KEPT_CONTROLS = frozenset("\t\r\n\f")


def media_type_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    if head.startswith(COMPOUND):
        return _compound(path)
    found = filetype.guess(head[:8192])
    mime = str(found.mime) if found is not None else ""
    if head.startswith(b"PK\x03\x04") or mime == ZIP:
        return _zipped(path)
    return mime or (TEXT if _is_text(head, whole=len(head) < SAMPLE) else UNKNOWN)


def _zipped(path: Path) -> str:
    """Only the list of parts is read, and the short part that names an open document; nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return MACROS
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return _open_document(archive.read("mimetype").decode("ascii", "replace"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return UNKNOWN
    return next((mime for part, mime in OFFICE_PARTS.items() if part in names), ZIP)


def _open_document(stated: str) -> str:
    return stated if stated.startswith(OPEN_DOCUMENT) and stated.isprintable() else ZIP


def _compound(path: Path) -> str:
    """The older formats name their parts in UTF-16 in a directory that may lie anywhere in the file."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("_VBA_PROJECT".encode("utf-16-le")) >= 0:
            return MACROS
        for part, mime in COMPOUND_PARTS.items():
            if content.find(part.encode("utf-16-le") + b"\x00\x00") >= 0:
                return mime
    return UNKNOWN


def _is_text(head: bytes, *, whole: bool) -> bool:
    """Chinese offices still write GB 18030 where others write UTF-8. Markup is no text: a browser would run it."""
    text = _decoded(head if whole else head[:-4])
    if text is None:
        return False
    plain = all(character.isprintable() or character in KEPT_CONTROLS or character == "\ufeff" for character in text)
    return plain and not text.lstrip("\ufeff \t\r\n").lower().startswith(MARKUP)


def _decoded(head: bytes) -> str | None:
    for ending in range(4):
        for encoding in ("utf-8", "gb18030"):
            try:
                return head[: len(head) - ending].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None
