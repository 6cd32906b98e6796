"""Opening a survey on a question; the units that take part get it as a to-do."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.surveys.involve_unit import involve
from xuezheng.modules.organisation.events import SurveyOpened
from xuezheng.modules.organisation.keeping import fitting, named, note, writing_unit
from xuezheng.modules.organisation.models import Survey


@transaction.atomic
def open_survey(
    *,
    post: ActingPost,
    question: str,
    begins_on: date,
    ends_on: date,
    purpose: str = "",
    conductor: str = "",
    unit_ids: Sequence[int] = (),
    at: datetime,
) -> Survey:
    """Without units it is one that the office carries out alone."""
    unit = writing_unit(post)
    values = checked(question=question, begins_on=begins_on, ends_on=ends_on, purpose=purpose, conductor=conductor)
    survey = Survey.objects.create(unit=unit, unit_path=unit.unit_path, **values)
    for unit_id in dict.fromkeys(unit_ids):
        involve(post, survey, unit_id, contact="", at=at)
    note("open_survey", post=post, row=survey, at=at, after={**values, "units": len(set(unit_ids))})
    announce(SurveyOpened(unit_path=survey.unit_path, survey_id=str(survey.id)), at=at)
    return survey


def checked(*, question: str, begins_on: date, ends_on: date, purpose: str, conductor: str) -> dict[str, Any]:
    """What holds for a new survey and for a changed one."""
    question = named(question, field="question", missing=_("Say what the survey is to find out."))
    if ends_on < begins_on:
        raise Refusal(
            _("It ends on %(ends)s, before it begins on %(begins)s.")
            % {"ends": ends_on.isoformat(), "begins": begins_on.isoformat()},
            field="ends_on",
        )
    return {
        "question": question,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "purpose": fitting(purpose, field="purpose"),
        "conductor": fitting(conductor, field="conductor", most=200),
    }
