"""How some tasks stand, of whatever plans: for other modules that follow a task which they caused."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Task
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.queries.board import NOTHING, counts_by_task, milestones_of
from xuezheng.modules.plans.status import Counts, Status, task_status


def standings_of(post: ActingPost, task_ids: Iterable[UUID], *, day: date) -> list[tuple[Task, Counts, Status]]:
    """Those the post may see. Three queries for each plan they belong to, which is nearly always one."""
    tasks = list(tasks_visible_to(post).filter(id__in=list(task_ids)).select_related("plan").order_by("position"))
    found = []
    for plan in {task.plan for task in tasks}:
        counts, milestones = counts_by_task(post, plan.id, below=post.scope_path, day=day), milestones_of(plan)
        for task in (task for task in tasks if task.plan_id == plan.id):
            own = counts.get(task.id, NOTHING)
            status = task_status(own, milestones.get(task.id, ()), due_on=task.due_on, day=day)
            found.append((task, own, status))
    return found
