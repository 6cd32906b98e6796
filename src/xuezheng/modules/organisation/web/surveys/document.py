"""What the units of a survey found, as a table for a document."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.clock import today
from xuezheng.modules.organisation.models import Survey, SurveyPart


def parts_table(survey: Survey, parts: Sequence[SurveyPart], *, day: date) -> DocumentTable:
    return DocumentTable(
        title=survey.question,
        subtitle=_("%(unit)s, as of %(day)s") % {"unit": survey.unit.name, "day": day.isoformat()},
        heads=[
            Head(title=_("Unit"), width=28),
            Head(title=_("Who looks into it"), width=18),
            Head(title=pgettext("survey", "Findings"), width=70),
            Head(title=_("Reported at"), width=14),
        ],
        rows=[
            (part.unit.name, part.contact, part.findings, today(part.reported_at) if part.reported_at else None)
            for part in parts
        ],
        note=survey.results,
    )
