"""A paper as a Word file."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from xuezheng.engines.papers.writing.official.paper import (
    Attachment,
    Block,
    Heading,
    Paper,
    PaperTable,
    Paragraph,
    Picture,
    Ranking,
)
from xuezheng.engines.papers.writing.official.phrases import attachment_label, counted
from xuezheng.engines.papers.writing.official.pictures import drawing_of, words_for
from xuezheng.engines.papers.writing.official.word.elements import element, properties_of, put
from xuezheng.engines.papers.writing.official.word.ends import (
    add_attachment_note,
    add_closing,
    add_head,
    add_signature,
    keep_together,
)
from xuezheng.engines.papers.writing.official.word.lines import add_empty, add_heading, add_text, add_title, add_words
from xuezheng.engines.papers.writing.official.word.package import packed
from xuezheng.engines.papers.writing.official.word.sheet import new_sheet
from xuezheng.engines.papers.writing.official.word.tables import add_table
from xuezheng.engines.papers.writing.standard import Standard, standard


def word_document(paper: Paper) -> bytes:
    layout = standard()
    document = new_sheet(layout)
    add_head(document, paper, layout)
    add_blocks(document, paper.blocks, layout)
    text_end = len(document.paragraphs) - 1
    add_attachment_note(document, paper.attachments, layout)
    add_signature(document, paper, layout)
    if paper.signature:
        keep_together(document, since=text_end)
    for place, attachment in enumerate(paper.attachments, start=1):
        label = attachment_label(place, of=len(paper.attachments))
        add_attachment(document, attachment, layout, label=label)
    add_closing(document, paper, layout)
    return packed(document, title=paper.title.replace("\n", ""), author=paper.signature, dated=paper.dated)


def add_attachment(document: Any, attachment: Attachment, layout: Standard, *, label: str) -> None:
    """On a new page: the label flush left, the title on the third line."""
    first = add_words(document, label, layout, role="heading")
    put(properties_of(first), element("pageBreakBefore"))
    add_empty(document, layout)
    add_title(document, attachment.title, layout)
    add_empty(document, layout)
    add_blocks(document, attachment.blocks, layout)


def add_blocks(document: Any, blocks: Sequence[Block], layout: Standard) -> None:
    for block, number in counted(blocks):
        match block:
            case Heading():
                add_heading(document, block.content, layout, number=number, level=block.level)
            case Paragraph():
                add_text(document, block.content, layout)
            case PaperTable():
                add_table(document, block, layout)
            case Ranking():
                add_table(document, block.as_table(), layout)
            case Picture():
                _add_picture(document, block, layout)


def _add_picture(document: Any, picture: Picture, layout: Standard) -> None:
    """In a line as high as itself: one of the grid's would show a strip of it."""
    drawing = drawing_of(picture.figure)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    properties = properties_of(paragraph)
    put(properties, element("spacing", before=0, after=0, line=240, lineRule="auto"))
    put(properties, element("snapToGrid", val=0))
    shape = paragraph.add_run().add_picture(BytesIO(drawing.png()), width=Mm(drawing.width_on(layout.page)))
    shape._inline.docPr.set("descr", words_for(picture))  # noqa: SLF001 - python-docx has no words for a picture's description
