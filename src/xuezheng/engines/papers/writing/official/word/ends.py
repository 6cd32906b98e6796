"""What stands before and after the text of a Word document: issuing mark, number, recipients; attachments, signature, copies."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import RGBColor

from xuezheng.engines.papers.writing.official.paper import Attachment, Paper
from xuezheng.engines.papers.writing.official.phrases import (
    attachment_lines,
    copies_line,
    printed_words,
    recipients_line,
    red_head_size,
    signature_lines,
)
from xuezheng.engines.papers.writing.official.word.elements import (
    borders,
    element,
    properties_of,
    put,
    rule,
    twips_of_mm,
    twips_of_points,
)
from xuezheng.engines.papers.writing.official.word.lines import add_empty, add_title, add_words, indent
from xuezheng.engines.papers.writing.standard import POINTS_PER_MM, Standard


def add_head(document: Any, paper: Paper, layout: Standard) -> None:
    if paper.red_head:
        _add_mark(document, paper.red_head, layout)
        add_empty(document, layout, lines=2)
        _add_ruled_number(document, paper.number, layout)
        add_empty(document, layout, lines=2)
    add_title(document, paper.title, layout)
    if paper.number and not paper.red_head:
        add_words(document, paper.number, layout, align=WD_ALIGN_PARAGRAPH.CENTER)
    add_empty(document, layout)
    if paper.recipients:
        add_words(document, recipients_line(paper.recipients), layout)


def _add_mark(document: Any, text: str, layout: Standard) -> None:
    size = red_head_size(text, layout)
    paragraph = add_words(document, text, layout, role="title", size=size, align=WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.runs[0].font.color.rgb = RGBColor.from_string(layout.red_head["colour"])
    above = twips_of_mm(layout.red_head["below_text_top"])
    properties = properties_of(paragraph)
    put(properties, element("spacing", before=above, after=0, line=twips_of_points(size), lineRule="exact"))
    put(properties, element("snapToGrid", val=0))


def _add_ruled_number(document: Any, number: str, layout: Standard) -> None:
    red = layout.red_head
    paragraph = add_words(document, number, layout, align=WD_ALIGN_PARAGRAPH.CENTER)
    below = rule(points=red["rule_points"], colour=red["colour"], space=red["rule_below"] * POINTS_PER_MM)
    put(properties_of(paragraph), borders(bottom=below))


def add_attachment_note(document: Any, attachments: Sequence[Attachment], layout: Standard) -> None:
    """A name that runs on stands under its own beginning."""
    if not attachments:
        return
    add_empty(document, layout)
    for line in attachment_lines(attachments):
        tab = "\t" if line.number else ""
        paragraph = add_words(document, f"{line.lead}{line.number}{tab}{line.title}", layout)
        hanging = (3 if line.lead else 0) + (1 if line.number else 0)
        indent(paragraph, layout, left=6 if line.number else 5, hanging=hanging)


def add_signature(document: Any, paper: Paper, layout: Standard) -> None:
    lines = signature_lines(paper, layout)
    if lines:
        add_empty(document, layout, lines=3 if paper.sealed else 1)
    for text, right in lines:
        indent(add_words(document, text, layout, align=WD_ALIGN_PARAGRAPH.RIGHT), layout, right=right)


def keep_together(document: Any, *, since: int) -> None:
    """The end of the text on one page with the signature, which must not stand on a page of its own."""
    for paragraph in document.paragraphs[since:-1]:
        put(properties_of(paragraph), element("keepNext"))


def add_closing(document: Any, paper: Paper, layout: Standard) -> None:
    """In a frame at the foot of the text's last page."""
    copies, (printed_by, printed_on) = copies_line(paper), printed_words(paper)
    texts = [copies] if copies else []
    texts += [f"{printed_by}\t{printed_on}"] if printed_by or printed_on else []
    outer, inner = rule(points=layout.closing["outer_points"]), rule(points=layout.closing["inner_points"])
    for place, text in enumerate(texts):
        paragraph = add_words(document, text, layout, size=layout.sizes["closing"])
        last = place == len(texts) - 1
        _frame(paragraph, layout)
        sides = {"top": inner if place else outer} | ({"bottom": outer} if last else {})
        put(properties_of(paragraph), borders(**sides))
        _set_closing_line(paragraph, layout, printed=text != copies)


def _frame(paragraph: Any, layout: Standard) -> None:
    width = twips_of_mm(layout.page.text_width)
    put(
        properties_of(paragraph),
        element(
            "framePr",
            w=width,
            hSpace=0,
            wrap="notBeside",
            vAnchor="margin",
            hAnchor="margin",
            xAlign="left",
            yAlign="bottom",
        ),
    )


def _set_closing_line(paragraph: Any, layout: Standard, *, printed: bool) -> None:
    aside, size = layout.closing["aside"], layout.sizes["closing"]
    left, right = twips_of_points(aside * size), twips_of_points(aside * size)
    hanging = {} if printed else {"hanging": twips_of_points(3 * size)}
    named = {"left": left + int(hanging.get("hanging", 0)), "right": right, **hanging}
    properties = properties_of(paragraph)
    put(properties, element("ind", **named))
    put(properties, element("jc", val="left"))
    tabs = element("tabs")
    tabs.append(element("tab", val="right", pos=twips_of_mm(layout.page.text_width) - right))
    put(properties, tabs)
