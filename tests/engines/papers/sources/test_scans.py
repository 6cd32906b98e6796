"""Pictures of documents: read where the extra is installed, else refused with the way to have it."""

import pytest
import vl_convert

from tests.engines.papers.sources.written import LINES, picture_of, squeezed
from xuezheng.engines.papers.fonts import missing_font_sentence
from xuezheng.engines.papers.sources import read_source
from xuezheng.engines.papers.sources.refusing import FileIsBroken, FileIsTooLarge, ProgramIsMissing
from xuezheng.engines.papers.sources.scans import is_installed, refuse_pixels

pytestmark = pytest.mark.unit
extra = pytest.mark.skipif(not is_installed(), reason="text recognition is an extra, not installed here")


@pytest.mark.skipif(is_installed(), reason="text recognition is installed here")
def test_without_the_extra_it_is_named() -> None:
    with pytest.raises(ProgramIsMissing) as caught:
        read_source(bytes(vl_convert.svg_to_png(picture_of())), filename="照片.png")
    assert str(caught.value) == (
        "“照片.png” is a picture of a document, and text recognition is not installed on this server. Send the document"
        " itself as .docx or .pdf, or have the extra installed: python -m pip install --require-hashes --no-deps -r"
        " requirements/ocr.txt"
    )
    assert (caught.value.status, caught.value.code) == (415, "source-refused")


@extra
@pytest.mark.skipif(bool(missing_font_sentence()), reason="no font with Chinese characters here")
def test_a_picture_is_recognised_line_by_line() -> None:
    source = read_source(bytes(vl_convert.svg_to_png(picture_of(), scale=2)), filename="照片.png")
    assert (source.kind, source.pages, len(source.text.split("\n"))) == ("image", 1, len(LINES))
    assert squeezed(source.text.split("\n")[4]) == squeezed(LINES[4])


@extra
def test_a_damaged_picture() -> None:
    with pytest.raises(FileIsBroken):
        read_source(bytes(vl_convert.svg_to_png(picture_of()))[:3000], filename="照片.png")


def test_pixels_have_a_limit() -> None:
    refuse_pixels(8_000, 10_000, filename="a.png")
    with pytest.raises(FileIsTooLarge) as caught:
        refuse_pixels(8_001, 10_000, filename="a.png")
    assert (
        str(caught.value) == "“a.png” has too many pixels; at most 80 million are read. Scan it at 300 dots per inch."
    )
