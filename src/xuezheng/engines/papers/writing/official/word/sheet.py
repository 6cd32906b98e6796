"""The sheet of a Word document: paper, margins, the grid of lines and characters, and page numbers outside on either side."""

from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from xuezheng.engines.papers.writing.official.word.elements import (
    element,
    properties_of,
    put,
    twips_of_mm,
    twips_of_points,
)
from xuezheng.engines.papers.writing.standard import POINTS_PER_MM, Standard
from xuezheng.engines.papers.writing.word import name_substitutes

GRID_UNIT = 4096
"""The grid counts what it adds to a character in 4096ths of a point."""


def new_sheet(layout: Standard) -> Any:
    document = Document()
    document._body.clear_content()  # noqa: SLF001 - the template's own empty paragraph would be a line of the page
    _set_paper(document.sections[0], layout)
    _set_text(document.styles["Normal"], layout)
    _number_pages(document, layout)
    name_substitutes(document)
    return document


def _set_paper(section: Any, layout: Standard) -> None:
    page = layout.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(getattr(page, side)))
    section.header_distance = Mm(15)
    section.footer_distance = Twips(_footer_distance(layout))
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx does not know the grid
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(line_twips(layout)))
    grid.set(qn("w:charSpace"), str(round((page.character_points - layout.sizes["text"]) * GRID_UNIT)))


def line_twips(layout: Standard) -> int:
    """Rounded down, so that all lines of the grid find room."""
    return int(layout.page.line_points * 20)


def _footer_distance(layout: Standard) -> int:
    """The dashes beside the number stand in the middle of its line, and they are what the standard measures."""
    half_line = layout.sizes["page_number"] / 2 / POINTS_PER_MM
    return twips_of_mm(layout.page.bottom - layout.page_number["below_text"] - half_line)


def _set_text(style: Any, layout: Standard) -> None:
    """Of every paragraph that says nothing else. Spaces between Chinese and Latin would push the text off its grid."""
    style.font.size, style.font.name = Pt(layout.sizes["text"]), layout.faces["latin"].word
    style.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), layout.faces["text"].word)
    properties = style.element.get_or_add_pPr()
    put(properties, element("spacing", before=0, after=0, line=line_twips(layout), lineRule="exact"))
    put(properties, element("autoSpaceDE", val=0))
    put(properties, element("autoSpaceDN", val=0))
    put(properties, element("widowControl", val=0))
    put(properties, element("jc", val="both"))


def _number_pages(document: Any, layout: Standard) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left"),
    ):
        footer.is_linked_to_previous = False
        _fill(footer.paragraphs[0], layout, align=align, side=side)


def _fill(paragraph: Any, layout: Standard, *, align: Any, side: str) -> None:
    size = layout.sizes["page_number"]
    paragraph.style, paragraph.alignment = "Normal", align
    properties = properties_of(paragraph)
    aside = layout.page_number["aside"]
    put(properties, element("ind", **{f"{side}Chars": round(aside * 100), side: twips_of_points(aside * size)}))
    put(properties, element("spacing", before=0, after=0, line=twips_of_points(size), lineRule="exact"))
    put(properties, element("snapToGrid", val=0))
    for part in ("— ", "begin", "PAGE", "end", " —"):
        run = paragraph.add_run()
        run.font.size, run.font.name = Pt(size), layout.faces["page_number"].word
        run._element.rPr.rFonts.set(qn("w:eastAsia"), layout.faces["page_number"].word)  # noqa: SLF001 - no other way to the East Asian face
        _put_part(run, part)


def _put_part(run: Any, part: str) -> None:
    if part in {"begin", "end"}:
        run._element.append(element("fldChar", fldCharType=part))  # noqa: SLF001 - python-docx has no fields
    elif part == "PAGE":
        instruction = element("instrText")
        instruction.text = part
        run._element.append(instruction)  # noqa: SLF001 - python-docx has no fields
    else:
        run.text = part
