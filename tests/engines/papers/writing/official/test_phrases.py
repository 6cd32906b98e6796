"""The set phrases around the text."""

from dataclasses import replace
from datetime import date

import pytest

from tests.engines.papers.writing.official.papers import a_paper, plain_paper
from xuezheng.engines.papers.writing.official import Attachment, Heading, Paragraph
from xuezheng.engines.papers.writing.official.phrases import (
    SignaturePlace,
    attachment_label,
    attachment_lines,
    copies_line,
    counted,
    heading_number,
    printed_words,
    recipients_line,
    red_head_size,
    signature_place,
    width_of,
    written_date,
)
from xuezheng.engines.papers.writing.standard import standard

pytestmark = pytest.mark.unit


def test_a_higher_heading_begins_the_lower_count_anew() -> None:
    levels = [1, 2, 2, 3, 4, 4, 1, 2, 3]
    blocks = [Heading(level=level, content="某事") for level in levels]

    numbers = [number for _block, number in counted([*blocks, Paragraph(content="正文")])]

    assert numbers == ["一、", "（一）", "（二）", "1.", "（1）", "（2）", "二、", "（一）", "1.", ""]


def test_the_eleventh_heading() -> None:
    assert heading_number(1, 11) == "十一、"


def test_a_date_has_no_leading_zeros() -> None:
    assert written_date(date(2018, 3, 5)) == "2018年3月5日"


def test_recipients_and_copies_bear_their_own_punctuation() -> None:
    assert recipients_line(["各市教育局：", "各高等学校"]) == "各市教育局、各高等学校："
    assert copies_line(a_paper()) == "抄送：省政府办公厅，教育部科技司。"
    assert printed_words(a_paper()) == ("平原省教育厅办公室", "2018年10月9日印发")
    assert (copies_line(plain_paper(blocks=[])), printed_words(plain_paper(blocks=[]))) == ("", ("", ""))


def test_attachments_are_counted_only_where_there_are_several() -> None:
    one, two = Attachment(title="名单。", blocks=[]), Attachment(title="说明", blocks=[])

    assert [(line.lead, line.number, line.title) for line in attachment_lines([one])] == [("附件：", "", "名单")]
    assert [(line.lead, line.number, line.title) for line in attachment_lines([one, two])] == [
        ("附件：", "1.", "名单"),
        ("", "2.", "说明"),
    ]
    assert (attachment_label(1, of=1), attachment_label(2, of=2)) == ("附件", "附件2")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("平原省教育厅", SignaturePlace(signature=5, date=2)),
        ("平原省教育厅科技与信息化处", SignaturePlace(signature=2, date=6)),
    ],
    ids=["the date is longer", "the name is longer"],
)
def test_without_a_seal_the_date_begins_two_characters_after_the_name(name: str, place: SignaturePlace) -> None:
    paper = replace(a_paper(), signature=name, dated=date(2018, 10, 12))

    assert width_of("2018年10月12日") == 7
    assert signature_place(paper, unsealed=2, sealed=4) == place


def test_with_a_seal_the_name_stands_centred_over_the_date() -> None:
    paper = replace(a_paper(), sealed=True, dated=date(2018, 10, 12))

    assert signature_place(paper, unsealed=2, sealed=4) == SignaturePlace(signature=4.5, date=4)


def test_the_issuing_mark_is_made_smaller_until_it_fits_one_line() -> None:
    assert red_head_size("平原省教育厅文件", standard()) == 54
    assert red_head_size("平原省教育厅、平原省财政厅、平原省人力资源厅文件", standard()) == 18
