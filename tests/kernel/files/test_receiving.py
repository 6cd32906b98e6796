"""What is taken in: recognised by content, compared with the name, limited, and gone from the temporary place afterwards."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.files import samples
from xuezheng.kernel.files.receiving import LONGEST_NAME, clean_name, incoming, received
from xuezheng.kernel.files.refusals import (
    FileIsEmpty,
    FileTooLarge,
    MacrosNotKept,
    NameAndContentDiffer,
    TypeNotKept,
)
from xuezheng.kernel.refusals import Refusal

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("报告.PDF", samples.PDF, "application/pdf"),
        ("a.ofd", samples.OFD, "application/ofd"),
        ("a.docx", samples.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", samples.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.pptx", samples.PPTX, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("a.odt", samples.ODT, "application/vnd.oasis.opendocument.text"),
        ("a.doc", samples.compound("WordDocument"), "application/msword"),
        ("a.xls", samples.compound("Workbook"), "application/vnd.ms-excel"),
        ("a.ppt", samples.compound("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        ("a.csv", samples.GB, "text/plain"),
        ("a.txt", b"\xef\xbb\xbf" + samples.UTF, "text/plain"),
        ("a.png", samples.PNG, "image/png"),
        ("a.jpg", samples.JPEG, "image/jpeg"),
        ("a.zip", samples.PLAIN_ZIP, "application/zip"),
    ],
)
def test_each_kind_is_recognised(name: str, content: bytes, media_type: str) -> None:
    with received([content[:10], content[10:]], name=name) as file:
        found = (file.name, file.size, file.sha256, file.media_type, file.path.read_bytes())
    assert found == (name, len(content), hashlib.sha256(content).hexdigest(), media_type, content)
    assert not file.path.exists()


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.pdf", samples.PNG, NameAndContentDiffer),
        ("a.docx", samples.XLSX, NameAndContentDiffer),
        ("a.docx", samples.PLAIN_ZIP, NameAndContentDiffer),
        ("a.docx", b"PK\x03\x04 cut off", NameAndContentDiffer),
        ("a.docx", samples.DOCX_WITH_MACROS, MacrosNotKept),
        ("a.doc", samples.compound("WordDocument") + samples.compound("_VBA_PROJECT"), MacrosNotKept),
        ("a.txt", b"<!DOCTYPE html><script>alert(1)</script>", NameAndContentDiffer),
        ("a.csv", b"\n <svg onload=alert(1)>", NameAndContentDiffer),
        ("a.txt", b"MZ\x90\x00\x03", NameAndContentDiffer),
        ("a.txt", b"\x00\x01\x02", NameAndContentDiffer),
        ("a.html", b"<html>", TypeNotKept),
        ("a.svg", b"<svg/>", TypeNotKept),
        ("a.exe", b"MZ", TypeNotKept),
        ("noending", samples.PDF, TypeNotKept),
        ("a.pdf", b"", FileIsEmpty),
    ],
)
def test_what_is_refused(name: str, content: bytes, refusal: type[Refusal]) -> None:
    before = set(incoming().iterdir())
    with pytest.raises(refusal), received([content], name=name):
        raise AssertionError("it must not come so far")
    assert set(incoming().iterdir()) == before


def test_sentences_name_what_it_is() -> None:
    with (
        pytest.raises(NameAndContentDiffer, match=r"“a\.pdf” is named as PDF document but holds PNG image"),
        received([samples.PNG], name="a.pdf"),
    ):
        pass


def test_a_large_file_is_refused_before_it_is_read_to_its_end() -> None:
    given_chunks = []

    def endless() -> object:
        while True:
            given_chunks.append(1)
            yield b"a" * 1_000_000

    with pytest.raises(FileTooLarge), received(endless(), name="a.txt"):  # type: ignore[arg-type] # a generator
        pass
    assert len(given_chunks) == 21


@given(st.text(max_size=400))
def test_names_are_harmless(name: str) -> None:
    clean = clean_name(name)
    assert len(clean) <= LONGEST_NAME
    assert not set(clean) & set("/\\\x00\r\n\u202e")
    assert clean not in {".", ".."}
    assert clean_name(clean) == clean


def test_the_ending_of_a_long_name_stays() -> None:
    assert clean_name("C:\\报告\\" + "长" * 300 + ".pdf").endswith("长.pdf")
    assert clean_name("../../etc/x\u202efdp.exe") == "xfdp.exe"
