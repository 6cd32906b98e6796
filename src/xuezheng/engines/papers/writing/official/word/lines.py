"""Lines of text in a Word document: titles, headings, paragraphs, with the indents the standard counts in characters."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH

from xuezheng.engines.papers.writing.official.paper import Content, legible, text_of
from xuezheng.engines.papers.writing.official.phrases import HEADING_ROLES
from xuezheng.engines.papers.writing.official.word.elements import element, properties_of, put, twips_of_points
from xuezheng.engines.papers.writing.standard import Standard
from xuezheng.engines.papers.writing.word import set_face


def add_words(
    document: Any, text: str, layout: Standard, *, role: str = "text", size: float = 0, align: Any = None
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    for place, line in enumerate(legible(text).split("\n")):
        run = paragraph.add_run(line)
        set_face(run, layout.faces[role].word, size or layout.sizes["text"])
        if place < text.count("\n"):
            run.add_break()
    return paragraph


def add_empty(document: Any, layout: Standard, *, lines: int = 1) -> None:
    for _ in range(lines):
        add_words(document, "", layout)


def add_title(document: Any, text: str, layout: Standard) -> Any:
    paragraph = add_words(
        document, text, layout, role="title", size=layout.sizes["title"], align=WD_ALIGN_PARAGRAPH.CENTER
    )
    put(properties_of(paragraph), element("keepNext"))
    return paragraph


def add_text(document: Any, content: Content, layout: Standard) -> Any:
    paragraph = add_words(document, text_of(content), layout)
    indent(paragraph, layout, firstLine=2)
    return paragraph


def add_heading(document: Any, content: Content, layout: Standard, *, number: str, level: int) -> Any:
    paragraph = add_words(document, f"{number}{text_of(content)}", layout, role=HEADING_ROLES[level - 1])
    properties = properties_of(paragraph)
    put(properties, element("keepNext"))
    put(properties, element("outlineLvl", val=level - 1))
    indent(paragraph, layout, firstLine=2)
    return paragraph


def indent(paragraph: Any, layout: Standard, **sides: float) -> None:
    """In characters; twips beside them for programs that do not know the unit."""
    named: dict[str, object] = {}
    for side, characters in sides.items():
        named[f"{side}Chars"] = round(characters * 100)
        named[side] = twips_of_points(characters * layout.page.character_points)
    put(properties_of(paragraph), element("ind", **named))
