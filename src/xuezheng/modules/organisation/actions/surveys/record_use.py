"""Recording what came of a survey: a task, a rule document, or something else in words."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.surveys.finding import survey_to_change
from xuezheng.modules.organisation.keeping import check_happened, check_not_before, named, note
from xuezheng.modules.organisation.models import SurveyUse
from xuezheng.modules.organisation.queries.lookup import get_rule
from xuezheng.modules.plans import facade as plans


@transaction.atomic
def record_use(
    *,
    post: ActingPost,
    survey_id: UUID,
    words: str,
    used_on: date,
    rule_id: UUID | None = None,
    task_id: UUID | None = None,
    at: datetime,
) -> SurveyUse:
    """The task or rule is one that the post sees. Also after the survey is concluded: use mostly comes later."""
    survey = survey_to_change(post, survey_id)
    words = named(words, field="words", missing=_("Say what the survey was used for."), most=300)
    check_happened(used_on, at=at, field="used_on")
    check_not_before(used_on, survey.begins_on, field="used_on")
    rule = get_rule(post, rule_id) if rule_id else None
    task = plans.task_summary(post, task_id) if task_id else None
    use = SurveyUse.objects.create(
        survey=survey,
        unit_path=survey.unit_path,
        words=words,
        used_on=used_on,
        rule=rule,
        task_id=task.id if task else None,
    )
    after = {
        "use": words,
        "used_on": used_on,
        "rule": rule.title if rule else None,
        "task": f"{task.number}. {task.heading}" if task else None,
    }
    note("record_use", post=post, row=survey, at=at, after=after)
    return use
