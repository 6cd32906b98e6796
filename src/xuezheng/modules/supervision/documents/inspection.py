"""The report on a round of special supervision as a Word document."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH

from xuezheng.engines.papers.writing.tables import Head
from xuezheng.engines.papers.writing.word import (
    add_heading,
    add_line,
    add_table,
    add_text,
    add_title,
    as_bytes,
    new_document,
)
from xuezheng.modules.supervision.catalogues import words_of
from xuezheng.modules.supervision.models import Inspection, InspectionItem
from xuezheng.modules.supervision.queries.inspections import InspectedRow


def inspection_document(row: Inspection, items: Sequence[InspectionItem], rows: Sequence[InspectedRow]) -> bytes:
    document = new_document()
    add_title(document, _("Report on %(name)s") % {"name": row.name})
    dates = f"{row.begins_on.isoformat()} – {row.ends_on.isoformat()}"
    add_line(document, f"{row.unit.name}  {dates}", align=WD_ALIGN_PARAGRAPH.CENTER)
    if row.grounds:
        add_text(document, _("On the ground of %(grounds)s.") % {"grounds": row.grounds})
    add_heading(document, _("Conclusion"))
    add_text(document, row.conclusion or _("The round is still going on."))
    add_heading(document, _("Standards"))
    for item in items:
        add_text(document, f"{item.position}. {words_of(item)}" + (f"（{item.source}）" if item.source else ""))
    add_heading(document, _("Findings"))
    add_table(document, _heads(), _lines(rows))
    return as_bytes(document)


def _heads() -> list[Head]:
    return [
        Head(title=_("Unit"), width=18),
        Head(title=_("Standard"), width=10, numeric=True),
        Head(title=_("Verdict"), width=12),
        Head(title=_("What was seen"), width=34),
        Head(title=_("Demanded rectification"), width=26),
        Head(title=_("Order"), width=16),
    ]


def _lines(rows: Sequence[InspectedRow]) -> list[tuple[str, ...]]:
    return [
        (
            line.inspected.unit.name,
            str(finding.item.position),
            str(finding.get_verdict_display()),
            finding.evidence,
            finding.demand,
            finding.order.number if finding.order else "",
        )
        for line in rows
        for finding in line.findings
        if finding is not None
    ]
