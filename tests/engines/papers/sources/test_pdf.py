"""PDF: printed lines by pages; what is locked, damaged, endless or a picture is told from each other."""

import zlib

import pytest

from tests.engines.papers.sources.written import LINES, LOCKED, bare_pdf, bound, pdf, scanned, squeezed
from xuezheng.engines.papers.fonts import missing_font_sentence
from xuezheng.engines.papers.sources import read_source
from xuezheng.engines.papers.sources.refusing import (
    FileHasTooManyPages,
    FileIsBroken,
    FileIsEncrypted,
    FileUnpacksTooLarge,
    NothingToRead,
    ProgramIsMissing,
)
from xuezheng.engines.papers.sources.scans import is_installed

pytestmark = pytest.mark.unit
chinese = pytest.mark.skipif(bool(missing_font_sentence()), reason="no font with Chinese characters here")
WORDS = b"BT /F 12 Tf 72 720 Td (Plan of the year) Tj 0 -20 Td (Second line of it) Tj ET"
UPWARD = b"BT /F 12 Tf 0 1 -1 0 100 72 Tm (Turned with its page) Tj ET"
SLANTED = b"BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET"


@chinese
def test_lines_and_pages_of_a_chinese_document() -> None:
    source = read_source(pdf(LINES[:5], LINES[5:]), filename="要点.pdf")
    assert source.text.split("\n") == [*LINES[:5], "\f", *LINES[5:]]
    assert (source.kind, source.pages, source.remarks) == ("pdf", 2, ())


def test_latin_lines_keep_their_words_apart() -> None:
    assert read_source(bare_pdf(WORDS), filename="a.pdf").text == "Plan of the year\nSecond line of it"


def test_columns_of_a_row_are_apart() -> None:
    row = b"BT /F 12 Tf 72 720 Td (Task) Tj 200 0 Td (Office) Tj -200 -20 Td (Network) Tj 200 0 Td (Two) Tj ET"
    assert read_source(bare_pdf(row), filename="a.pdf").text == "Task  Office\nNetwork  Two"


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    assert read_source(bare_pdf(UPWARD, rotation=90), filename="a.pdf").text == "Turned with its page"
    assert read_source(bare_pdf(WORDS, rotation=180), filename="a.pdf").text == "\n".join(
        word[::-1] for word in ("Second line of it", "Plan of the year")
    )


def test_a_watermark_is_left_out() -> None:
    source = read_source(bare_pdf(WORDS + SLANTED), filename="a.pdf")
    assert source.text == "Plan of the year\nSecond line of it"
    assert [str(remark) for remark in source.remarks] == ["Writing across the page, such as a watermark, was left out."]


@pytest.mark.parametrize(
    ("content", "refusal", "sentence"),
    [
        (
            bare_pdf(WORDS, trailer=LOCKED),
            FileIsEncrypted,
            "“a.pdf” is encrypted or needs a password: remove the protection and send it again.",
        ),
        (
            bare_pdf(WORDS)[:200],
            FileIsBroken,
            "“a.pdf” is a damaged PDF file: open it in the program it came from, save it anew and send that.",
        ),
        (
            b"%PDF-1.7\nand nothing more",
            FileIsBroken,
            "“a.pdf” is a damaged PDF file: open it in the program it came from, save it anew and send that.",
        ),
        (
            bare_pdf(WORDS, pages=501),
            FileHasTooManyPages,
            "“a.pdf” has 501 pages; at most 500 are read. Send the part that holds the document.",
        ),
        (bare_pdf(b""), NothingToRead, "“a.pdf” holds no text. Send the document itself, or a scan of it as a PDF."),
        (
            bare_pdf(
                zlib.compress(zlib.compress(bytes(1) * 1_500_000_000, 1), 9), filters="[/FlateDecode/FlateDecode]"
            ),
            FileUnpacksTooLarge,
            "“a.pdf” would grow beyond measure when unpacked and is not opened. Save the document anew and send that.",
        ),
    ],
)
def test_refusals(content: bytes, refusal: type[Exception], sentence: str) -> None:
    with pytest.raises(refusal) as caught:
        read_source(content, filename="a.pdf")
    assert str(caught.value) == sentence


@chinese
def test_a_scan_is_recognised_or_the_extra_named() -> None:
    """Where text recognition is installed it reads; elsewhere the sentence says how to have it."""
    content = scanned(pdf(LINES))
    if is_installed():
        source = read_source(content, filename="扫描.pdf")
        assert (source.kind, source.pages) == ("scan", 1)
        assert squeezed(LINES[4]) in squeezed(source.text)
    else:
        with pytest.raises(ProgramIsMissing) as caught:
            read_source(content, filename="扫描.pdf")
        assert str(caught.value) == (
            "“扫描.pdf” is a picture of a document, and text recognition is not installed on this server. Send the document"
            " itself as .docx or .pdf, or have the extra installed: python -m pip install --require-hashes --no-deps -r"
            " requirements/ocr.txt"
        )


@chinese
def test_a_scanned_page_among_others_is_named_where_it_cannot_be_read() -> None:
    source = read_source(bound(pdf(LINES[:5]), scanned(pdf(LINES[5:]))), filename="a.pdf")
    assert (source.kind, source.pages, source.text.split("\n")[:5]) == ("pdf", 2, list(LINES[:5]))
    if is_installed():
        expected = "Read from pictures by text recognition, which errs; compare with the paper. Pages: 1"
    else:
        expected = "Pages that are pictures without text were left out: 2"
    assert [str(remark) for remark in source.remarks] == [expected]
