"""A unit that takes part reports what it found."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.surveys.finding import check_open
from xuezheng.modules.organisation.events import SurveyReported
from xuezheng.modules.organisation.keeping import LONGEST, changed, fitting, locked, note
from xuezheng.modules.organisation.models import SurveyPart
from xuezheng.modules.organisation.policies.reach import can_write
from xuezheng.modules.organisation.queries.lookup import get_part
from xuezheng.modules.organisation.refusals import IsNotYours, WordsAreMissing
from xuezheng.modules.organisation.todos import close_parts


@transaction.atomic
def report_findings(
    *, post: ActingPost, part_id: UUID, version: int, findings: str, contact: str = "", at: datetime
) -> SurveyPart:
    """May be said again, better, until the survey is concluded. Late is late, and still welcome."""
    seen = get_part(post, part_id)
    if not can_write(post, seen):
        raise IsNotYours(seen.survey.question, seen.unit.name)
    check_open(seen.survey)
    part = locked(SurveyPart.objects.all(), part_id, version=version)
    part.survey, part.unit = seen.survey, seen.unit
    if not findings.strip():
        raise WordsAreMissing("findings", _("Say what was found, in a few sentences."))
    values = {
        "findings": fitting(findings, field="findings", most=LONGEST),
        "contact": fitting(contact, field="contact", most=120),
        "reported_at": at,
    }
    changed(part, **values)
    close_parts([part], at=at)
    after = {"question": seen.survey.question, "findings": part.findings[:500]}
    note("report_findings", post=post, row=part, at=at, after=after)
    announce(SurveyReported(unit_path=part.unit_path, survey_id=str(part.survey_id), part_id=str(part.id)), at=at)
    return part
