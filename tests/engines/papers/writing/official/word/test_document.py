"""A Word file opened again and measured against the standard."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from tests.engines.papers.writing.official.papers import SENTENCE, a_paper, a_table, plain_paper
from xuezheng.engines.papers.writing.official import Paragraph, Picture, word_document
from xuezheng.engines.papers.writing.official.paper import PaperTable
from xuezheng.engines.papers.writing.tables import Head

pytestmark = pytest.mark.unit
TWIP = 635
"""English metric units of one, the least a Word file can say."""


@pytest.fixture(scope="module")
def document() -> Any:
    return Document(BytesIO(word_document(a_paper())))


def _lines(document: Any) -> dict[str, Any]:
    return {paragraph.text: paragraph for paragraph in document.paragraphs if paragraph.text}


def _face(paragraph: Any) -> tuple[str, float]:
    run = paragraph.runs[0]
    return run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def _of(paragraph: Any, tag: str) -> dict[str, str]:
    found = paragraph._p.pPr.find(qn(f"w:{tag}"))
    return {} if found is None else {name.rpartition("}")[2]: value for name, value in found.attrib.items()}


def _near(found: Length | None, wanted: Length) -> bool:
    return found is not None and abs(found - wanted) <= TWIP


def test_the_sheet_is_a4_with_the_margins_of_the_standard(document: Any) -> None:
    section = document.sections[0]

    sizes = [section.page_width, section.page_height]
    margins = [getattr(section, f"{side}_margin") for side in ("top", "bottom", "left", "right")]

    assert [_near(*pair) for pair in zip(sizes, [Mm(210), Mm(297)], strict=True)] == [True, True]
    assert [_near(*pair) for pair in zip(margins, [Mm(37), Mm(35), Mm(28), Mm(26)], strict=True)] == [True] * 4


def test_the_grid_has_22_lines_of_28_characters(document: Any) -> None:
    section = document.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    text = document.styles["Normal"].font.size.pt
    character = text + int(grid.get(qn("w:charSpace"))) / 4096
    line = int(grid.get(qn("w:linePitch"))) / 20
    wide = (section.page_width - section.left_margin - section.right_margin) / 12700
    high = (section.page_height - section.top_margin - section.bottom_margin) / 12700

    assert grid.get(qn("w:type")) == "linesAndChars"
    assert (int(high / line), int((wide + 0.1) / character)) == (22, 28)
    spacing = document.styles["Normal"].element.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")


def test_each_kind_of_line_has_its_face_and_size(document: Any) -> None:
    lines = _lines(document)

    assert {text: _face(lines[text]) for text in lines} | {} == {
        "平原省教育厅文件": ("方正小标宋简体", 54),
        "平教科〔2018〕123号": ("仿宋_GB2312", 16),
        "关于第三季度\n建设情况的通报": ("方正小标宋简体", 22),
        "各市教育局、各高等学校：": ("仿宋_GB2312", 16),
        SENTENCE: ("仿宋_GB2312", 16),
        "一、总体情况": ("黑体", 16),
        "（一）网络": ("楷体_GB2312", 16),
        "联网率为98.5%。": ("仿宋_GB2312", 16),
        "1.进展": ("仿宋_GB2312", 16),
        "（1）问题": ("仿宋_GB2312", 16),
        "学校数": ("黑体", 16),
        "注：年初数。": ("仿宋_GB2312", 12),
        "联网率排名": ("黑体", 16),
        "附件：1.\t数据表": ("仿宋_GB2312", 16),
        "2.\t数据口径": ("仿宋_GB2312", 16),
        "平原省教育厅": ("仿宋_GB2312", 16),
        "2018年10月8日": ("仿宋_GB2312", 16),
        "附件1": ("黑体", 16),
        "数据表": ("方正小标宋简体", 22),
        "附件2": ("黑体", 16),
        "数据口径": ("方正小标宋简体", 22),
        "抄送：省政府办公厅，教育部科技司。": ("仿宋_GB2312", 14),
        "平原省教育厅办公室\t2018年10月9日印发": ("仿宋_GB2312", 14),
    }


def test_text_and_headings_begin_two_characters_in_and_recipients_do_not(document: Any) -> None:
    lines = _lines(document)
    indents = {
        text: _of(lines[text], "ind").get("firstLineChars", "")
        for text in (SENTENCE, "一、总体情况", "（1）问题", "各市教育局、各高等学校：")
    }

    assert indents == {SENTENCE: "200", "一、总体情况": "200", "（1）问题": "200", "各市教育局、各高等学校：": ""}


def test_headings_are_known_to_the_outline(document: Any) -> None:
    levels = {text: _of(line, "outlineLvl").get("val") for text, line in _lines(document).items()}

    assert {text: level for text, level in levels.items() if level is not None} == {
        "一、总体情况": "0",
        "（一）网络": "1",
        "1.进展": "2",
        "（1）问题": "3",
    }


def test_page_numbers_stand_outside_between_dashes(document: Any) -> None:
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer is True
    for footer, align, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left"),
    ):
        (paragraph,) = footer.paragraphs
        codes = [node.text for node in paragraph._p.iter(qn("w:instrText"))]
        assert (paragraph.text, codes, paragraph.alignment) == ("—  —", ["PAGE"], align)
        assert _of(paragraph, "ind") == {f"{side}Chars": "100", side: "280"}
        faces = {(run.font.name, *_face(paragraph)) for run in paragraph.runs}
        assert faces == {("宋体", "宋体", 14.0)}


def test_the_dashes_of_the_number_are_7_mm_below_the_text(document: Any) -> None:
    """Half the line of 14 points is above the dashes."""
    section = document.sections[0]
    dashes = section.bottom_margin - section.footer_distance - Pt(14) // 2

    assert abs(dashes - Mm(7)) <= 2 * TWIP


def test_the_issuing_mark_is_red_35_mm_down_and_the_rule_is_4_mm_under_the_number(document: Any) -> None:
    lines = _lines(document)
    mark, number = lines["平原省教育厅文件"], lines["平教科〔2018〕123号"]
    (rule,) = number._p.pPr.find(qn("w:pBdr"))

    assert str(mark.runs[0].font.color.rgb) == "E60012"
    assert _of(mark, "spacing")["before"] == str(round(35 * 1440 / 25.4))
    assert (rule.tag, rule.get(qn("w:color")), rule.get(qn("w:sz"))) == (qn("w:bottom"), "E60012", "8")
    assert abs(int(rule.get(qn("w:space"))) - 4 * 72 / 25.4) < 0.5


def test_without_a_mark_there_is_no_red() -> None:
    data = Document(BytesIO(word_document(plain_paper(blocks=[Paragraph(content=SENTENCE)]))))

    assert [paragraph.text for paragraph in data.paragraphs] == ["标题", "", SENTENCE]
    assert b"E60012" not in data.element.xml.encode()


def test_each_attachment_begins_on_a_new_page_with_its_title_on_the_third_line(document: Any) -> None:
    paragraphs = document.paragraphs
    found = [place for place, paragraph in enumerate(paragraphs) if paragraph.text in {"附件1", "附件2"}]

    assert [paragraphs[place].paragraph_format.page_break_before for place in found] == [True, True]
    assert [[line.text for line in paragraphs[place : place + 3]] for place in found] == [
        ["附件1", "", "数据表"],
        ["附件2", "", "数据口径"],
    ]


def test_an_attachments_name_runs_on_under_itself(document: Any) -> None:
    lines = _lines(document)

    first, second = (_of(lines[text], "ind") for text in ("附件：1.\t数据表", "2.\t数据口径"))

    assert [(found["leftChars"], found["hangingChars"]) for found in (first, second)] == [
        ("600", "400"),
        ("600", "100"),
    ]


def test_signature_and_date_stand_at_the_right(document: Any) -> None:
    lines = _lines(document)
    places = {text: _of(lines[text], "ind")["rightChars"] for text in ("平原省教育厅", "2018年10月8日")}

    assert places == {"平原省教育厅": "450", "2018年10月8日": "200"}
    assert lines["平原省教育厅"].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_copies_stand_at_the_foot_between_rules_as_wide_as_the_text(document: Any) -> None:
    lines = _lines(document)
    copies, printed = lines["抄送：省政府办公厅，教育部科技司。"], lines["平原省教育厅办公室\t2018年10月9日印发"]
    rules = [
        {rule.tag.rpartition("}")[2]: rule.get(qn("w:sz")) for rule in line._p.pPr.find(qn("w:pBdr"))}
        for line in (copies, printed)
    ]

    assert rules == [{"top": "8"}, {"top": "6", "bottom": "8"}]
    assert _of(copies, "framePr") == _of(printed, "framePr")
    assert (_of(copies, "framePr")["yAlign"], _of(copies, "framePr")["w"]) == ("bottom", "8844")


def test_a_table_is_as_wide_as_the_text_its_head_repeated_its_rows_whole() -> None:
    wide = PaperTable(
        title="宽表",
        heads=[Head(title=f"第{n}列", width=7 + n) for n in range(13)],
        rows=[["averyveryverylongidentifierwithoutspaces"] * 13] * 3,
    )
    written: Any = Document(BytesIO(word_document(plain_paper(blocks=[wide, a_table()]))))

    for table in written.tables:
        whole = table._tbl.tblPr.find(qn("w:tblW"))
        cells = [cell.tcPr.find(qn("w:tcW")) for cell in table.rows[-1]._tr.tc_lst]
        assert (whole.get(qn("w:w")), whole.get(qn("w:type"))) == ("8844", "dxa")
        assert sum(int(cell.get(qn("w:w"))) for cell in cells) == 8844
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False, False]
        assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows] == [True] * 4


def test_a_picture_is_no_wider_than_the_text_and_says_what_it_shows(document: Any) -> None:
    (shape,) = document.inline_shapes
    alike = [block for block in a_paper().blocks if isinstance(block, Picture)]

    assert len(alike) == 1
    assert _near(shape.width, Mm(156))
    assert shape.height < shape.width
    assert shape._inline.docPr.get("descr") == "各市比例。截至季末"


def test_the_file_says_who_made_it_and_when(document: Any) -> None:
    said = document.core_properties

    assert (said.title, said.author, f"{said.created:%Y-%m-%d %H:%M}") == (
        "关于第三季度建设情况的通报",
        "平原省教育厅",
        "2018-10-08 00:00",
    )


def test_the_end_of_the_text_stays_with_the_signature() -> None:
    paper = replace(a_paper(blocks=[Paragraph(content="首段"), Paragraph(content="末段")]), attachments=[])
    document = Document(BytesIO(word_document(paper)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    end, signed = (
        texts.index("末段"),
        next(place for place, text in enumerate(texts) if text.startswith("2018年10月8日")),
    )
    kept = [bool(paragraph._p.findall(f"{qn('w:pPr')}/{qn('w:keepNext')}")) for paragraph in document.paragraphs]
    assert kept[end:signed] == [True] * (signed - end)
    assert not kept[texts.index("首段")]
    assert not kept[signed]
