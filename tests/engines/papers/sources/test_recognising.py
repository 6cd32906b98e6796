"""Kinds are told by content: no name makes a program a document or a document a table."""

import pytest

from tests.engines.papers.sources.written import LINES, archive, bare_pdf, ofd, ofd_lines, page, word
from xuezheng.engines.papers.sources.recognising import COMPOUND, Form, recognise
from xuezheng.engines.papers.sources.refusing import FileIsBroken, FileIsEmpty, FileIsEncrypted, FileIsNoDocument

pytestmark = pytest.mark.unit
ACCEPTED = "a .docx, .pdf, .ofd, .html or .txt file"


def compound(stream: str) -> bytes:
    return COMPOUND + bytes(504) + stream.encode("utf-16-le") + bytes(70)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (word(), Form.DOCX),
        (ofd([ofd_lines()]), Form.OFD),
        (bare_pdf(b""), Form.PDF),
        (b"\n\n" + bare_pdf(b""), Form.PDF),
        (page().encode(), Form.HTML),
        (page().encode("utf-16"), Form.HTML),
        (b"\xef\xbb\xbf <!-- x --><HTML lang=zh>", Form.HTML),
        ("\n".join(LINES).encode(), Form.TXT),
        ("\n".join(LINES).encode("gb18030"), Form.TXT),
        (compound("WordDocument"), Form.DOC),
        (rb"{\rtf1\ansi x}", Form.DOC),
        (b"\x89PNG\r\n\x1a\n" + bytes(8) + b"x", Form.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(8) + b"x", Form.IMAGE),
        (b"II*\0" + bytes(8) + b"x", Form.IMAGE),
    ],
)
def test_by_content_under_a_wrong_name(content: bytes, form: Form) -> None:
    assert recognise(content, filename="报表.xlsx") is form


def test_a_name_decides_only_for_fragments_of_markup() -> None:
    fragment = "<p>一、目标</p>".encode()
    assert recognise(fragment, filename="a.html") is Form.HTML
    assert recognise(fragment, filename="a.txt") is Form.TXT


@pytest.mark.parametrize(
    ("content", "refusal", "sentence"),
    [
        (b"", FileIsEmpty, "“x” is empty: choose the file that holds the document."),
        (b"\0\0 \r\n", FileIsEmpty, "“x” is empty: choose the file that holds the document."),
        (
            compound("EncryptedPackage"),
            FileIsEncrypted,
            "“x” is encrypted or needs a password: remove the protection and send it again.",
        ),
        (
            archive({"xl/workbook.xml": "<a/>"}),
            FileIsNoDocument,
            f"“x” is a spreadsheet, not a document: save the text in it as {ACCEPTED} and send that.",
        ),
        (
            compound("Workbook"),
            FileIsNoDocument,
            f"“x” is a spreadsheet, not a document: save the text in it as {ACCEPTED} and send that.",
        ),
        (
            archive({"ppt/presentation.xml": "<a/>"}),
            FileIsNoDocument,
            f"“x” is a presentation, not a document: save the text in it as {ACCEPTED} and send that.",
        ),
        (
            compound("PowerPoint Document"),
            FileIsNoDocument,
            f"“x” is a presentation, not a document: save the text in it as {ACCEPTED} and send that.",
        ),
        (
            archive({"mimetype": "application/vnd.oasis.opendocument.text"}),
            FileIsNoDocument,
            f"“x” is an OpenDocument file, not a document: save the text in it as {ACCEPTED} and send that.",
        ),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
            FileIsNoDocument,
            f"“x” is a saved web archive, not a document: save the text in it as {ACCEPTED} and send that.",
        ),
        (
            b'<?xml version="1.0"?><plan/>',
            FileIsNoDocument,
            f"“x” is bare XML, not a document: save the text in it as {ACCEPTED} and send that.",
        ),
        (
            archive({"a.docx": word()}),
            FileIsNoDocument,
            f"“x” is an archive of files: unpack it and send the document in it, {ACCEPTED}.",
        ),
        (
            b"PK\x03\x04 cut short",
            FileIsBroken,
            "“x” is a damaged zip file: open it in the program it came from, save it anew and send that.",
        ),
        (b"MZ\x90\0" + bytes(60) + b"x", FileIsNoDocument, f"“x” is no document that can be read: send {ACCEPTED}."),
        (b"\x7fELF" + bytes(60) + b"x", FileIsNoDocument, f"“x” is no document that can be read: send {ACCEPTED}."),
        (b"#!/bin/sh\nls\n", FileIsNoDocument, f"“x” is no document that can be read: send {ACCEPTED}."),
        (
            b"Rar!\x1a\x07\x00" + bytes(60) + b"x",
            FileIsNoDocument,
            f"“x” is no document that can be read: send {ACCEPTED}.",
        ),
        (compound("SomethingElse"), FileIsNoDocument, f"“x” is no document that can be read: send {ACCEPTED}."),
    ],
)
def test_refusals(content: bytes, refusal: type[Exception], sentence: str) -> None:
    with pytest.raises(refusal) as caught:
        recognise(content, filename="x")
    assert str(caught.value) == sentence
