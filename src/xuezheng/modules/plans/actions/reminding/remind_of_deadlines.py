"""Reminding units of deadlines ahead: one message for all tasks due on a day, so many days before as the catalogue says."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import MessageDraft, check_platform_reminds, note_reminders, send_messages
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.places import own_tasks_path
from xuezheng.modules.plans.queries.reminders import DueTasks, tasks_due
from xuezheng.modules.plans.todos import REMINDER, REPORTERS

ONE = gettext_noop("Task %(number)s is due on %(day)s: %(heading)s")
SEVERAL = gettext_noop("%(tasks)d tasks of “%(plan)s” are due on %(day)s")


@transaction.atomic
def remind_of_deadlines(*, post: ActingPost, at: datetime) -> int:
    """Each reminder reaches a unit once. Returns how many went out."""
    check_platform_reminds(post)
    url = own_tasks_path()
    sent = send_messages([_draft(found, url) for found in tasks_due(today(at))], at=at)
    note_reminders("plans.remind_of_deadlines", post=post, at=at, sent=sent)
    return sent


def _draft(found: DueTasks, url: str) -> MessageDraft:
    params: dict[str, str | int] = {"day": found.due_on.isoformat()}
    if found.tasks == 1:
        params |= {"number": found.number, "heading": found.heading}
    else:
        params |= {"tasks": found.tasks, "plan": found.plan_title}
    return MessageDraft(
        topic=REMINDER,
        key=f"{found.plan_id}/{found.due_on.isoformat()}/{found.before}",
        unit_path=found.unit_path,
        unit_id=found.unit_id,
        text=ONE if found.tasks == 1 else SEVERAL,
        params=params,
        url=url,
        permission=REPORTERS,
    )
