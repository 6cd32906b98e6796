"""Tables of a Word document: as wide as the text and no wider, rows whole, the head on every page."""

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import _Cell

from xuezheng.engines.papers.writing.official.paper import PaperTable, legible, text_of
from xuezheng.engines.papers.writing.official.word.elements import (
    element,
    properties_of,
    put,
    twips_of_mm,
    twips_of_points,
)
from xuezheng.engines.papers.writing.official.word.lines import add_words, indent
from xuezheng.engines.papers.writing.standard import Standard
from xuezheng.engines.papers.writing.word import repeat_head, set_face


def add_table(document: Any, found: PaperTable, layout: Standard) -> None:
    if found.title:
        caption = add_words(document, found.title, layout, role="heading", align=WD_ALIGN_PARAGRAPH.CENTER)
        put(properties_of(caption), element("keepNext"))
    table = document.add_table(rows=len(found.rows) + 1, cols=len(found.heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    widths = column_widths(found, layout)
    _set_table_width(table, widths)
    texts = [[head.title for head in found.heads], *([text_of(cell) for cell in row] for row in found.rows)]
    for place, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
        row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001 - python-docx has no words for it
        for cell, text, head, width in zip(row._tr.tc_lst, cells, found.heads, widths, strict=True):  # noqa: SLF001 - row.cells takes time that grows with the square of the rows
            align = WD_ALIGN_PARAGRAPH.RIGHT if head.numeric else WD_ALIGN_PARAGRAPH.LEFT
            _fill(
                _Cell(cell, table),
                text,
                layout,
                role="text" if place else "heading",
                align=align if place else WD_ALIGN_PARAGRAPH.CENTER,
                width=width,
            )
    repeat_head(table.rows[0])
    if found.note:
        _add_note(document, found.note, layout)


def column_widths(found: PaperTable, layout: Standard) -> list[int]:
    """In twips; together exactly the width of the text."""
    room = twips_of_mm(layout.page.text_width)
    whole = sum(head.width for head in found.heads)
    widths = [room * head.width // whole for head in found.heads]
    return [*widths[:-1], room - sum(widths[:-1])]


def _set_table_width(table: Any, widths: list[int]) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no words for a table's whole width
    for other in properties.findall(qn("w:tblW")):
        properties.remove(other)
    whole = element("tblW", w=sum(widths), type="dxa")
    properties.insert_element_before(whole, "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:tblLayout")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)


def _fill(cell: Any, text: str, layout: Standard, *, role: str, align: Any, width: int) -> None:
    cell.width = Twips(width)
    cell._tc.tcPr.append(element("vAlign", val="center"))  # noqa: SLF001 - one element less to look for in every cell
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    _space(paragraph, layout)
    set_face(paragraph.add_run(legible(text)), layout.faces[role].word, layout.sizes["table"])


def _add_note(document: Any, text: str, layout: Standard) -> None:
    paragraph = add_words(document, text, layout, size=layout.sizes["table"])
    _space(paragraph, layout)
    indent(paragraph, layout, firstLine=0)


def _space(paragraph: Any, layout: Standard) -> None:
    properties = properties_of(paragraph)
    line = twips_of_points(layout.sizes["table_line"])
    put(properties, element("spacing", before=0, after=0, line=line, lineRule="exact"))
    put(properties, element("snapToGrid", val=0))
