"""An implementation plan as a Word document: its words, the drawn road map, the table of its steps."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from xuezheng.engines.papers.charts import Figure
from xuezheng.engines.papers.writing.tables import Head, as_text
from xuezheng.engines.papers.writing.word import (
    add_heading,
    add_line,
    add_table,
    add_text,
    add_title,
    as_bytes,
    new_document,
)
from xuezheng.modules.plans.models import ImplementationPlan, RoadStep

WIDTH = 150
"""Millimetres of the drawing: within the margins of the page."""


def implementation_document(
    row: ImplementationPlan, steps: Sequence[RoadStep], *, drawn: Figure | None, day: date
) -> bytes:
    document = new_document()
    add_title(document, row.title)
    told = [row.unit.name, as_text(row.issued_on) or as_text(day)]
    add_line(document, "  ".join(told), align=WD_ALIGN_PARAGRAPH.CENTER)
    add_text(document, row.summary)
    if drawn is not None:
        add_heading(document, _("Road map"))
        document.add_picture(BytesIO(drawn.png()), width=Mm(WIDTH))
    add_heading(document, _("Steps"))
    heads = [
        Head(title=_("Step"), width=34),
        Head(title=_("Task"), width=24),
        Head(title=_("Begins on"), width=13),
        Head(title=_("Ends on"), width=13),
        Head(title=_("Done on"), width=13),
    ]
    add_table(document, heads, [[as_text(value) for value in _line(step)] for step in steps])
    return as_bytes(document)


def _line(step: RoadStep) -> tuple[str, str, date, date, date | None]:
    return step.title, str(step.task) if step.task else "", step.begins_on, step.ends_on, step.done_on
