"""A PDF opened again and measured against the standard."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.papers.writing.official.papers import SENTENCE, a_paper, a_table, plain_paper
from xuezheng.engines.papers.writing.official import PaperTable, Paragraph, pdf_document
from xuezheng.engines.papers.writing.tables import Head

pytestmark = pytest.mark.unit
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 260 * MM, 35 * MM
"""The text's edges in points from the left and from below."""


@dataclass(frozen=True, kw_only=True)
class Sign:
    text: str
    left: float
    bottom: float
    right: float
    top: float


def _pages(data: bytes) -> list[list[Sign]]:
    with pypdfium2.PdfDocument(data) as document:
        return [_signs(document[place]) for place in range(len(document))]


def _signs(page: pypdfium2.PdfPage) -> list[Sign]:
    words = page.get_textpage()
    found = []
    for place in range(words.count_chars()):
        text = words.get_text_range(place, 1)
        if text.strip():
            left, bottom, right, top = words.get_charbox(place)
            found.append(Sign(text=text, left=left, bottom=bottom, right=right, top=top))
    return found


def _text(signs: list[Sign]) -> str:
    return "".join(sign.text for sign in signs)


def test_a_full_page_has_22_lines_of_28_characters_within_the_margins() -> None:
    data = pdf_document(plain_paper(blocks=[Paragraph(content="国" * 2000)])).data

    signs = [sign for sign in _pages(data)[1] if sign.text == "国"]
    lines = sorted({round(sign.bottom, 1) for sign in signs}, reverse=True)
    steps = {round(above - below, 1) for above, below in pairwise(lines)}

    assert (len(signs), len(lines)) == (22 * 28, 22)
    assert steps <= {28.9, 29.0, 29.1}
    assert (min(sign.left for sign in signs) - LEFT) / MM == pytest.approx(0.6, abs=0.6)
    assert (RIGHT - max(sign.right for sign in signs)) / MM == pytest.approx(0.6, abs=0.6)
    assert (TOP - max(sign.top for sign in signs)) / MM == pytest.approx(0.6, abs=0.6)
    assert min(sign.bottom for sign in signs) > BOTTOM


def test_the_sheet_is_a4_and_paragraphs_begin_two_characters_in() -> None:
    data = pdf_document(plain_paper(blocks=[Paragraph(content="国" * 60)])).data

    with pypdfium2.PdfDocument(data) as document:
        size = tuple(round(length / MM) for length in document[0].get_size())
    body = [sign for sign in _pages(data)[0] if sign.text == "国"]

    assert size == (210, 297)
    assert body[0].left - body[26].left == pytest.approx(2 * 156 * MM / 28, abs=0.2)


def test_page_numbers_stand_outside_7_mm_below_the_text() -> None:
    pages = _pages(pdf_document(plain_paper(blocks=[Paragraph(content="国" * 1300)])).data)
    numbers = [[sign for sign in page if sign.top < BOTTOM] for page in pages]

    assert [_text(signs) for signs in numbers] == ["—1—", "—2—", "—3—"]
    assert [signs[-1].right for signs in numbers[::2]] == [pytest.approx(RIGHT - 14, abs=2)] * 2
    assert numbers[1][0].left == pytest.approx(LEFT + 14, abs=2)
    dashes = [(sign.top + sign.bottom) / 2 for signs in numbers for sign in signs if sign.text == "—"]
    assert [round((BOTTOM - dash) / MM, 1) for dash in dashes] == [pytest.approx(7, abs=0.5)] * 6


def test_the_first_page_has_mark_number_title_recipients_and_text() -> None:
    first = _pages(pdf_document(a_paper()).data)[0]
    text = _text(first)
    begun = [text.index(words) for words in ("平原省教育厅文件", "平教科〔2018〕123号", "关于第三季度", "各市教育局")]

    assert begun == sorted(begun)
    assert SENTENCE in text
    assert (TOP - max(sign.top for sign in first)) / MM == pytest.approx(36, abs=1.5)


def test_attachments_begin_on_new_pages_and_copies_stand_at_the_last_foot() -> None:
    pages = _pages(pdf_document(a_paper()).data)
    texts = [_text(signs) for signs in pages]

    assert [text[:6] for text in texts[-2:]] == ["附件1数据表", "附件2数据口"]
    printed = texts[-1].index("平原省教育厅办公室")
    assert pages[-1][printed].bottom - BOTTOM == pytest.approx(8, abs=6)


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    texts = [_text(signs) for signs in _pages(pdf_document(plain_paper(blocks=[a_table(rows=70)])).data)]

    assert len(texts) == 3
    assert [text.count("单位学校数") for text in texts] == [1, 1, 1]


def test_no_word_of_a_table_runs_off_the_page() -> None:
    table = PaperTable(
        title="宽表",
        heads=[Head(title=f"第{n}列", width=10) for n in range(12)],
        rows=[["averyveryverylongidentifierwithoutspaces", *["1234567890.12"] * 11]],
    )

    (page,) = _pages(pdf_document(plain_paper(blocks=[table])).data)

    assert min(sign.left for sign in page) >= LEFT
    assert max(sign.right for sign in page) <= RIGHT
    words = ["标题", table.title, *(head.title for head in table.heads), *table.rows[0], "—1—"]
    assert Counter(_text(page).replace("\u200b", "")) == Counter("".join(str(word) for word in words))


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    words = '#read("/etc/passwd") *粗* $x$ @甲 <乙> \\ [丙] _丁_ // 戊'

    (page,) = _pages(pdf_document(plain_paper(blocks=[Paragraph(content=words)])).data)

    assert words.replace(" ", "") in _text(page)


@given(text=st.text(alphabet=st.characters(codec="gb2312"), max_size=60))
@settings(max_examples=30, deadline=None)
def test_any_text_of_the_national_character_set_is_printed(text: str) -> None:
    assert pdf_document(plain_paper(blocks=[Paragraph(content=text)])).data.startswith(b"%PDF-")


def test_the_file_is_dated_as_the_document() -> None:
    with pypdfium2.PdfDocument(pdf_document(a_paper()).data) as document:
        said = document.get_metadata_dict()

    assert (said["Title"], said["Author"], said["CreationDate"][:10]) == (
        "关于第三季度\n建设情况的通报",
        "平原省教育厅",
        f"D:{date(2018, 10, 8):%Y%m%d}",
    )


@pytest.mark.parametrize("lines", range(15, 23))
def test_the_signature_never_stands_on_a_page_without_text(lines: int) -> None:
    paper = replace(
        plain_paper(blocks=[*[Paragraph(content="国")] * lines, Paragraph(content="完" * 40)]),
        signature="平原省教育厅",
        dated=date(2018, 10, 8),
    )
    texts = [_text(signs) for signs in _pages(pdf_document(paper).data)]
    signed = next(text for text in texts if "平原省教育厅" in text)
    assert "2018年10月8日" in signed
    assert "完" in signed
