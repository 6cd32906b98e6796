"""One document in every format reads to the same text; sizes are refused before anything is read."""

from hashlib import sha256

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.papers.sources.written import LINES, ofd, ofd_lines, page, pdf, squeezed, word
from xuezheng.engines.papers.fonts import missing_font_sentence
from xuezheng.engines.papers.sources import limits, read_source, refuse_size
from xuezheng.engines.papers.sources.refusing import FileIsTooLarge, SourceRefused

pytestmark = pytest.mark.unit
TEXT = "\n".join(LINES)
FORMATS = {
    "docx": word(),
    "html": page().encode(),
    "htm": page().encode("gb18030"),
    "txt": TEXT.encode(),
    "gb.txt": TEXT.encode("gb18030"),
    "ofd": ofd([ofd_lines()]),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_in_every_format(name: str) -> None:
    source = read_source(FORMATS[name], filename=f"要点.{name}")
    assert squeezed(source.text) == squeezed(TEXT)
    assert source.text.split("\n") == list(LINES)
    assert source.sha256 == sha256(FORMATS[name]).hexdigest()


@pytest.mark.skipif(bool(missing_font_sentence()), reason="no font with Chinese characters here")
def test_the_same_document_as_pdf() -> None:
    assert squeezed(read_source(pdf(LINES), filename="要点.pdf").text) == squeezed(TEXT)


def test_reading_twice_gives_the_same() -> None:
    assert read_source(FORMATS["docx"], filename="a") == read_source(FORMATS["docx"], filename="a")


def test_a_file_beyond_the_limit_is_refused_by_its_size_alone() -> None:
    refuse_size(limits().file_bytes, filename="a.pdf")
    with pytest.raises(FileIsTooLarge) as caught:
        refuse_size(200 * 1024 * 1024, filename="要点.pdf")
    assert str(caught.value) == (
        "“要点.pdf” is 200 MB large; a document of at most 50 MB is read. Leave out large pictures."
    )
    assert (caught.value.status, caught.value.field) == (413, "file")
    with pytest.raises(FileIsTooLarge):
        read_source(bytes(limits().file_bytes + 1), filename="a.txt")


def test_a_text_beyond_the_limit() -> None:
    most = limits().characters
    assert len(read_source(b"a" * most, filename="a.txt").text) == most
    with pytest.raises(FileIsTooLarge) as caught:
        read_source(b"a" * (most + 1), filename="a.txt")
    assert str(caught.value) == (
        "“a.txt” holds 2000001 characters; at most 2000000 are read. Send the part that is the document."
    )


def test_refusals_and_remarks_in_chinese() -> None:
    with translation.override("zh-hans"):
        with pytest.raises(SourceRefused) as caught:
            read_source(b"", filename="要点.docx")
        assert str(caught.value) == "“要点.docx”是空文件，请选择含有公文内容的文件。"
        assert [str(remark) for remark in read_source(FORMATS["html"], filename="a").remarks] == [
            "只读取了网页的正文，未读取正文以外的内容。"
        ]


def outcome(content: bytes, *, filename: str) -> str:
    """The refusal's sentence, or a sentence of ours where something was read; any other exception fails the test."""
    try:
        found = read_source(content, filename=filename)
    except SourceRefused as refusal:
        return str(refusal)
    return f"“{filename}” was read." if found.text.strip() else "nothing"


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["a.docx", "a.html", "a.txt", "a.pdf"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    assert name in outcome(content, filename=name)


@settings(max_examples=60)
@given(st.sampled_from(["docx", "ofd"]), st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_damaged_archives_are_read_or_refused(name: str, place: int, noise: bytes) -> None:
    content = bytearray(FORMATS[name])
    place %= len(content)
    content[place : place + len(noise)] = noise
    assert "“a”" in outcome(bytes(content), filename="a")
