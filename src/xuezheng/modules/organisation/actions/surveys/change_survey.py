"""Changing what a survey asks and until when; those who still owe an answer are told the new day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.surveys.finding import open_survey_to_change
from xuezheng.modules.organisation.actions.surveys.open_survey import checked
from xuezheng.modules.organisation.keeping import changed, note
from xuezheng.modules.organisation.models import Survey, SurveyPart
from xuezheng.modules.organisation.todos import ask_parts


@transaction.atomic
def change_survey(
    *,
    post: ActingPost,
    survey_id: UUID,
    version: int,
    question: str,
    begins_on: date,
    ends_on: date,
    purpose: str,
    conductor: str,
    at: datetime,
) -> Survey:
    survey = open_survey_to_change(post, survey_id, version=version)
    values = checked(question=question, begins_on=begins_on, ends_on=ends_on, purpose=purpose, conductor=conductor)
    before = changed(survey, **values)
    ask_parts(survey, SurveyPart.objects.filter(survey=survey, reported_at=None), at=at)
    note("change_survey", post=post, row=survey, at=at, before=before, after={key: values[key] for key in before})
    return survey
