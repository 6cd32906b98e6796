"""Word documents after GB/T 9704-2012: its typefaces by name with the substitutes a machine without them takes, its sizes.

Titles in 小标宋 of size 2 (22 pt), headings in 黑体 and text in 仿宋 of size 3 (16 pt); tables may be smaller.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

from xuezheng.engines.papers.writing.standard import standard
from xuezheng.engines.papers.writing.tables import DocumentTable, Head, as_text

_STANDARD = standard()
TITLE_FACE, HEADING_FACE, TEXT_FACE, LATIN_FACE = (
    _STANDARD.faces[role].word for role in ("title", "heading", "text", "latin")
)
SUBSTITUTES = {face.word: face.instead for role, face in _STANDARD.faces.items() if role != "page_number"}
TITLE_SIZE, TEXT_SIZE, TABLE_SIZE = _STANDARD.sizes["title"], _STANDARD.sizes["text"], 11
MARGINS = {side: getattr(_STANDARD.page, side) for side in ("top", "bottom", "left", "right")}
"""Millimetres of the standard's page."""


def table_document(table: DocumentTable) -> bytes:
    """A title and one table over the whole width, its head repeated on every page."""
    document = new_document(landscape=True)
    add_title(document, table.title)
    add_line(document, table.subtitle, size=12, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_table(document, table.heads, [[as_text(value) for value in row] for row in table.rows])
    if table.note:
        add_line(document, table.note, size=12)
    return as_bytes(document)


def new_document(*, landscape: bool = False) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    for side, millimetres in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(millimetres if not landscape else min(millimetres, 28)))
    name_substitutes(document)
    return document


def add_title(document: Any, text: str) -> None:
    add_line(document, text, face=TITLE_FACE, size=TITLE_SIZE, align=WD_ALIGN_PARAGRAPH.CENTER)


def add_heading(document: Any, text: str) -> None:
    add_line(document, text, face=HEADING_FACE, size=TEXT_SIZE)


def add_text(document: Any, text: str) -> None:
    """Paragraphs of the text, each with the indent of two characters."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        paragraph = add_line(document, line, size=TEXT_SIZE)
        paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT_SIZE)


def add_line(document: Any, text: str, *, face: str = TEXT_FACE, size: float = TEXT_SIZE, align: Any = None) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    set_face(paragraph.add_run(text), face, size)
    return paragraph


def add_table(document: Any, heads: Sequence[Head], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _fill(cell, head.title, face=HEADING_FACE, centred=True)
    repeat_head(table.rows[0])
    for row in rows:
        for cell, head, text in zip(table.add_row().cells, heads, row, strict=True):
            _fill(cell, text, face=TEXT_FACE, right=head.numeric)
    _set_widths(document, table, heads)


def as_bytes(document: Any) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _fill(cell: Any, text: str, *, face: str, centred: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    set_face(paragraph.add_run(text), face, TABLE_SIZE)


def set_face(run: Any, face: str, size: float) -> None:
    """Chinese letters in the face, Latin letters and digits in the standard's Latin one."""
    run.font.size, run.font.name = Pt(size), LATIN_FACE
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)  # noqa: SLF001 - python-docx has no other way to the East Asian face


def repeat_head(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no other way to a repeated head


def _set_widths(document: Any, table: Any, heads: Sequence[Head]) -> None:
    """Shares of the page's width; Word wants them on every cell."""
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    whole = sum(head.width for head in heads)
    for column, head in zip(table.columns, heads, strict=True):
        width = int(room * head.width / whole)
        column.width = width
        for cell in column.cells:
            cell.width = width


def name_substitutes(document: Any) -> None:
    """The font table tells which face to take where the standard's own is not installed."""
    names = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in SUBSTITUTES.items()
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            text = part.blob.decode("utf-8")
            part._blob = text.replace("</w:fonts>", f"{names}</w:fonts>").encode()  # noqa: SLF001 - python-docx keeps this part as bytes only
