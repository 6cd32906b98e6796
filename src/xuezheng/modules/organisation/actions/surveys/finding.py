"""The survey that an act changes: found, the own unit's, locked, fresh."""

from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.keeping import locked
from xuezheng.modules.organisation.models import Survey
from xuezheng.modules.organisation.policies.reach import can_write
from xuezheng.modules.organisation.queries.lookup import get_survey
from xuezheng.modules.organisation.refusals import IsNotYours


def survey_to_change(post: ActingPost, survey_id: UUID, *, version: int | None = None) -> Survey:
    seen = get_survey(post, survey_id)
    if not can_write(post, seen):
        raise IsNotYours(seen.question, seen.unit.name)
    survey = locked(Survey.objects.all(), survey_id, version=version)
    survey.unit = seen.unit
    return survey


def open_survey_to_change(post: ActingPost, survey_id: UUID, *, version: int | None = None) -> Survey:
    survey = survey_to_change(post, survey_id, version=version)
    check_open(survey)
    return survey


def check_open(survey: Survey) -> None:
    if survey.concluded_on is not None:
        raise Conflict(
            _("The survey was concluded on %(day)s; it stays as it was.") % {"day": survey.concluded_on.isoformat()}
        )
