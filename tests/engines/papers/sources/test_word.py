"""Word documents: what is printed is read, in the order it is printed."""

import io

import pytest
from docx import Document

from tests.engines.papers.sources.written import LINES, TABLE, archive, numbered, paragraph, saved, word, word_of_xml
from xuezheng.engines.papers.sources import SourceText, read_source
from xuezheng.engines.papers.sources.refusing import FileHasEntities, FileIsBroken, FileUnpacksTooLarge, NothingToRead

pytestmark = pytest.mark.unit


def read(body: str) -> SourceText:
    return read_source(word_of_xml(body), filename="a.docx")


def said(source: SourceText) -> list[str]:
    return [str(remark) for remark in source.remarks]


def run(text: str, *, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_paragraphs_then_table_by_rows() -> None:
    source = read_source(word(table=TABLE), filename="要点.docx")
    assert source.text.split("\n") == [*LINES, *("\t".join(row) for row in TABLE)]
    assert (source.kind, source.pages, source.remarks) == ("docx", None, ())


def test_tracked_changes_as_if_accepted() -> None:
    change = 'w:id="1" w:author="某" w:date="2031-01-01T00:00:00Z"'
    body = (
        f"<w:p>{run('达到')}<w:del {change}><w:r><w:delText>80%</w:delText></w:r></w:del>"
        f"<w:ins {change}>{run('90%')}</w:ins></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del {change}/></w:rPr></w:pPr>{run('前半')}</w:p><w:p>{run('后半')}</w:p>"
        f"<w:p><w:moveFrom {change}>{run('移走')}</w:moveFrom><w:moveTo {change}>{run('移来')}</w:moveTo></w:p>"
    )
    source = read(body)
    assert source.text == "达到90%\n前半后半\n移来"
    assert said(source) == ["Tracked deletions were left out and insertions kept, as if all were accepted: 3"]


def test_breaks_within_paragraphs_and_between_pages() -> None:
    body = (
        "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t><w:tab/><w:t>同行</w:t></w:r></w:p>"
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + paragraph("次页", properties="<w:pageBreakBefore/>")
        + paragraph("节末", properties="<w:sectPr/>")
        + paragraph("连续", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
        + paragraph("末段")
    )
    assert read(body).text.split("\n") == ["第一行", "第二行 同行", "\f", "次页", "节末", "\f", "连续", "末段"]


def test_a_box_is_read_once_after_its_paragraph() -> None:
    """Word writes a text box twice, for newer programs and for older ones."""
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    drawing = f"<w:drawing><wp:inline><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></wp:inline></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="示例省教育厅文件"/></v:shape></w:pict></w:r></w:p>'
    both = f"<mc:Choice Requires='wps'>{drawing}</mc:Choice><mc:Fallback>{older}</mc:Fallback>"
    source = read(
        f"{art}<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>"
    )
    assert source.text.strip().split("\n") == ["示例省教育厅文件", "正文", "框内文字"]
    assert source.remarks == ()


def test_what_is_no_text_is_counted() -> None:
    picture = (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    thing = '<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject Type="Embed"/></w:object>'
    sign = '<w:sym w:font="Wingdings" w:char="F0FE"/>'
    hidden = run("密", properties="<w:vanish/>")
    shown = run("明", properties='<w:vanish w:val="0"/>')
    source = read(f"<w:p><w:r>{picture}{thing}{sign}</w:r>{hidden}{shown}</w:p>")
    assert source.text == "明"
    assert said(source) == [
        "Pictures were left out; words in them were not read: 1",
        "Embedded objects were left out: 1",
        "Hidden text was left out, which is not printed either: 1",
        "Signs of symbol fonts were left out: 1",
    ]


def test_fields_links_controls_and_ruby_give_what_they_show() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3月</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f'<w:hyperlink w:anchor="x">{run("附件")}</w:hyperlink>'
    ruby = f"<w:r><w:ruby><w:rt>{run('xué')}</w:rt><w:rubyBase>{run('学')}</w:rubyBase></w:ruby></w:r>"
    inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{paragraph('整段')}</w:sdtContent></w:sdt>"
    assert read(f"<w:p>{field}{link}{ruby}{inline}</w:p>{block}").text == "3月附件学控件\n整段"


def test_a_table_for_layout_is_lines_and_rows_keep_empty_cells() -> None:
    document = Document()
    holder = document.add_table(rows=1, cols=2)
    holder.rows[0].cells[0].text = "示例省教育厅文件\n示教办〔2031〕1号"
    table = document.add_table(rows=2, cols=3)
    for place, text in enumerate(["任务", "", "处室"]):
        table.rows[0].cells[place].text = text
    table.rows[1].cells[0].text = "甲"
    table.rows[1].cells[0].add_paragraph("乙")
    table.rows[1].cells[2].text = "丙"
    source = read_source(saved(document), filename="a.docx")
    assert source.text.split("\n") == ["示例省教育厅文件", "示教办〔2031〕1号", "任务\t\t处室", "甲 乙\t\t丙"]


def test_merged_cells_keep_the_others_in_place() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row, words in enumerate((("类别", "处室", ""), ("基础", "科技处", "财务处"), ("", "装备处", "教师处"))):
        for column, text in enumerate(words):
            table.rows[row].cells[column].text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    source = read_source(saved(document), filename="a.docx")
    assert source.text.split("\n") == ["类别\t处室", "基础\t科技处\t财务处", "\t装备处\t教师处"]


def test_running_heads_are_named_and_page_numbers_are_not() -> None:
    document = Document()
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "示例省教育厅"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    source = read_source(saved(document), filename="a.docx")
    assert (source.text, said(source)) == ("正文。", ["Headers and footers were left out: “示例省教育厅”"])


def test_a_table_of_contents_is_left_out() -> None:
    document = Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、目标\t1", style=style)
    document.add_paragraph("一、目标")
    source = read_source(saved(document), filename="a.docx")
    assert (source.text, said(source)) == ("一、目标", ["Lines of the table of contents were left out: 1"])


def related(kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationships><Relationship Id="a" Type="{base}/{kind}" Target="{target}"/></Relationships>'


def test_footnotes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    note = '<w:footnote w:id="{0}">' + paragraph("注{0}") + "</w:footnote>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    marks = "".join(f'<w:p><w:r><w:t>句{n}</w:t><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in (2, 1))
    content = archive(
        {
            "_rels/.rels": related("officeDocument", "/word/main.xml"),
            "word/_rels/main.xml.rels": related("footnotes", "notes.xml"),
            "word/main.xml": f"<w:document {space}><w:body>{marks}</w:body></w:document>",
            "word/notes.xml": f"<w:footnotes {space}>{note.format(1)}{note.format(2)}</w:footnotes>",
            "[Content_Types].xml": "<Types/>",
        }
    )
    assert read_source(content, filename="a.docx").text == "句2\n句1\n[1] 注2\n[2] 注1"


def test_a_strict_document_is_read_alike() -> None:
    space = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    content = archive({"word/document.xml": f"<w:document {space}><w:body>{paragraph('严格')}</w:body></w:document>"})
    assert read_source(content, filename="a.docx").text == "严格"


def test_numbers_missing_from_a_document_cost_nothing() -> None:
    assert read(numbered("甲", number=99)).text == "甲"


@pytest.mark.parametrize(
    ("parts", "refusal", "sentence"),
    [
        (
            {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'},
            FileHasEntities,
            "“a.docx” declares XML entities, which no office program does; save it anew in Word or WPS and send that.",
        ),
        (
            {
                "word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode(
                    "utf-16"
                )
            },
            FileHasEntities,
            "“a.docx” declares XML entities, which no office program does; save it anew in Word or WPS and send that.",
        ),
        (
            {"word/document.xml": "<w:document"},
            FileIsBroken,
            "“a.docx” is a damaged Word file: open it in the program it came from, save it anew and send that.",
        ),
        (
            {"word/document.xml": "<document/>"},
            FileIsBroken,
            "“a.docx” is a damaged Word file: open it in the program it came from, save it anew and send that.",
        ),
        (
            {"word/document.xml": "<d><body><p>" + "<r>" * 400 + "</r>" * 400 + "</p></body></d>"},
            FileIsBroken,
            "“a.docx” is a damaged Word file: open it in the program it came from, save it anew and send that.",
        ),
        (
            {"word/document.xml": b"<d>" + b" " * 5_000_000 + b"</d>"},
            FileUnpacksTooLarge,
            "“a.docx” would grow beyond measure when unpacked and is not opened. Save the document anew and send that.",
        ),
        (
            {"word/document.xml": "<document><body><p/></body></document>"},
            NothingToRead,
            "“a.docx” holds no text. Send the document itself, or a scan of it as a PDF.",
        ),
    ],
)
def test_refusals(parts: dict[str, bytes | str], refusal: type[Exception], sentence: str) -> None:
    with pytest.raises(refusal) as caught:
        read_source(archive(parts), filename="a.docx")
    assert str(caught.value) == sentence


def test_a_file_cut_short_is_broken() -> None:
    with pytest.raises(FileIsBroken):
        read_source(io.BytesIO(word()).read()[:20_000], filename="a.docx")
