"""Concluding a survey with its results; who has not reported need not any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.surveys.finding import open_survey_to_change
from xuezheng.modules.organisation.events import SurveyConcluded
from xuezheng.modules.organisation.keeping import LONGEST, changed, check_not_before, fitting, note
from xuezheng.modules.organisation.models import Survey, SurveyPart
from xuezheng.modules.organisation.refusals import WordsAreMissing
from xuezheng.modules.organisation.todos import close_parts


@transaction.atomic
def conclude_survey(*, post: ActingPost, survey_id: UUID, version: int, results: str, at: datetime) -> Survey:
    """The report itself is attached as a file."""
    survey = open_survey_to_change(post, survey_id, version=version)
    if not results.strip():
        raise WordsAreMissing("results", _("Say what the survey resulted in, in a few sentences."))
    check_not_before(today(at), survey.begins_on, field="results")
    changed(survey, results=fitting(results, field="results", most=LONGEST), concluded_on=today(at))
    close_parts(SurveyPart.objects.filter(survey=survey, reported_at=None), at=at)
    note("conclude_survey", post=post, row=survey, at=at, after={"results": survey.results[:500]})
    announce(SurveyConcluded(unit_path=survey.unit_path, survey_id=str(survey.id)), at=at)
    return survey
