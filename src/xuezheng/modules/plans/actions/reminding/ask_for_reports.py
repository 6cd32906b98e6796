"""Asking for the monthly reports in the days in which they are due, and no longer after these."""

from datetime import datetime

from django.db import transaction

from xuezheng.engines.inbox.facade import check_platform_reminds, close_todos, note_reminders, open_todos
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans import months
from xuezheng.modules.plans.deadlines import deadlines
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.queries.reminders import reports_owed
from xuezheng.modules.plans.todos import MONTH, MONTHLY, month_key, monthly_todo


@transaction.atomic
def ask_for_reports(*, post: ActingPost, at: datetime) -> int:
    """One to-do for each unit and plan. It closes when all is reported, or when the time for it is over."""
    check_platform_reminds(post)
    day = today(at)
    month = months.preceding(months.month_of(day))
    due_on = deadlines().last_day_to_report(month)
    if day > due_on:
        keys = [month_key(plan_id, month) for plan_id in Plan.objects.filter(shared=True).values_list("id", flat=True)]
        close_todos(topic=MONTHLY, subject_kind=MONTH, subject_ids=keys, at=at)
        return 0
    asked = open_todos(
        [
            monthly_todo(
                plan_id=owed.plan_id,
                plan_title=owed.plan_title,
                unit_id=owed.unit_id,
                unit_path=owed.unit_path,
                month=month,
                tasks=owed.tasks,
                due_on=due_on,
            )
            for owed in reports_owed(month)
        ],
        at=at,
    )
    note_reminders("plans.ask_for_reports", post=post, at=at, sent=asked)
    return asked
