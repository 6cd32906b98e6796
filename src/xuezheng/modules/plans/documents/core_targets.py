"""The core targets of a plan at a unit as a table for a document."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.modules.plans.achievement import Line


def targets_table(lines: Sequence[Line], *, title: str, subtitle: str) -> DocumentTable:
    return DocumentTable(
        title=title,
        subtitle=subtitle,
        heads=[
            Head(title=_("Target"), width=34),
            Head(title=_("Now"), width=12, numeric=True),
            Head(title=_("Asked"), width=12, numeric=True),
            Head(title=_("Until"), width=12),
            Head(title=_("Gap"), width=20),
            Head(title=_("Outlook"), width=34),
            Head(title=_("Source"), width=34),
        ],
        rows=[
            (line.target.phrase, line.value, line.asked, line.deadline, line.gap, _joined(line.notes), line.source)
            for line in lines
        ],
    )


def _joined(notes: Sequence[str]) -> str:
    return "; ".join(notes)
