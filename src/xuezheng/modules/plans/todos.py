"""What units are told to do about tasks: the texts of their to-dos and messages, in one place so that all acts say the same.

A unit has one to-do for each task until it submits, and one a month for the reports on all tasks of a plan.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import MessageDraft, TodoDraft, close_todos, open_todos, send_messages
from xuezheng.modules.plans import telling
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.places import assignment_path, own_tasks_path

MONTHLY, DECIDED, REMINDER, ESCALATION = "plans.monthly", "plans.decided", "plans.reminder", "plans.escalation"
MONTH = "plans.month"
REPORTERS, READERS = "plans.report", "plans.read"
RETURNED = gettext_noop("Returned, task %(number)s: %(heading)s. %(reason)s")
REOPENED = gettext_noop("Opened again, task %(number)s: %(heading)s. %(reason)s")
ACCEPTED = gettext_noop("Accepted, task %(number)s: %(heading)s")


def open_task_todos(
    rows: Iterable[Assignment], *, at: datetime, text: str = telling.TASK_TO_DO, reason: str = ""
) -> int:
    """For assignments with their task and plan at hand. One that is open already takes the new text and deadline."""
    return open_todos([_todo(row, text=text, reason=reason) for row in rows], at=at)


def close_task_todos(rows: Iterable[Assignment], *, at: datetime) -> int:
    return telling.nothing_more_to_do([row.id for row in rows], at=at)


def monthly_todo(
    *, plan_id: UUID, plan_title: str, unit_id: int, unit_path: str, month: str, tasks: int, due_on: date
) -> TodoDraft:
    return TodoDraft(
        topic=MONTHLY,
        subject_kind=MONTH,
        subject_id=month_key(plan_id, month),
        unit_path=unit_path,
        unit_id=unit_id,
        text=gettext_noop("Report the progress of %(month)s on %(tasks)d tasks of “%(plan)s”"),
        params={"month": month, "tasks": tasks, "plan": plan_title},
        url=own_tasks_path(),
        due_on=due_on,
        permission=REPORTERS,
    )


def close_monthly_todo(*, plan_id: UUID, month: str, unit_path: str, at: datetime) -> int:
    return close_todos(
        topic=MONTHLY, subject_kind=MONTH, subject_ids=[month_key(plan_id, month)], at=at, unit_path=unit_path
    )


def tell_decision(rows: Iterable[Assignment], *, at: datetime, text: str, reason: str = "") -> int:
    """A message to each unit about what was decided on its submission."""
    return send_messages(
        [
            MessageDraft(
                topic=DECIDED,
                key=f"{row.id}/{at.isoformat()}",
                unit_path=row.unit_path,
                unit_id=row.unit_id,
                text=text,
                params=_params(row, reason),
                url=assignment_path(row.id),
                permission=REPORTERS,
            )
            for row in rows
        ],
        at=at,
    )


def _todo(row: Assignment, *, text: str, reason: str) -> TodoDraft:
    return TodoDraft(
        topic=telling.REPORT,
        subject_kind=telling.ASSIGNMENT,
        subject_id=str(row.id),
        unit_path=row.unit_path,
        unit_id=row.unit_id,
        text=text,
        params=_params(row, reason),
        url=assignment_path(row.id),
        due_on=row.due_on,
        permission=REPORTERS,
        waiting_for=row.plan.unit.name,
    )


def _params(row: Assignment, reason: str) -> dict[str, str | int]:
    params: dict[str, str | int] = {"number": row.task.number, "heading": row.task.heading}
    return {**params, "reason": reason[:200]} if reason else params


def month_key(plan_id: UUID, month: str) -> str:
    return f"{plan_id}/{month}"
