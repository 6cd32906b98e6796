"""What the module writes into the units' inboxes: topics, and the English sentences that readers get in their language."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import TodoDraft, close_todos, open_todos
from xuezheng.modules.plans.models import Assignment, Plan, Task
from xuezheng.modules.plans.places import assignment_path

REPORT = "plans.report"
ASSIGNMENT = "plans.assignment"
TASK_TO_DO = gettext_noop("Task %(number)s: %(heading)s")


def tell_of_tasks(rows: Iterable[Assignment], *, plan: Plan, task: Task, at: datetime) -> int:
    """A to-do for each unit, open until the assignment is accepted."""
    params = {"number": task.number, "heading": task.heading[:120]}
    return open_todos(
        (
            TodoDraft(
                topic=REPORT,
                subject_kind=ASSIGNMENT,
                subject_id=str(row.id),
                unit_path=row.unit_path,
                unit_id=row.unit_id,
                text=TASK_TO_DO,
                params=params,
                url=assignment_path(row.id),
                due_on=row.due_on,
                permission=REPORT,
                waiting_for=plan.unit.name,
            )
            for row in rows
        ),
        at=at,
    )


def nothing_more_to_do(assignment_ids: Iterable[object], *, at: datetime) -> int:
    return close_todos(topic=REPORT, subject_kind=ASSIGNMENT, subject_ids=assignment_ids, at=at)
