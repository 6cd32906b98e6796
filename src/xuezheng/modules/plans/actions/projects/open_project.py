"""Opening a project under a task."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.locking import check_in_force
from xuezheng.modules.plans.actions.projects.locking import carrying_unit, check_period, named, note
from xuezheng.modules.plans.budgets import budget_sources
from xuezheng.modules.plans.events import ProjectOpened
from xuezheng.modules.plans.models import Project, Task
from xuezheng.modules.plans.policies.parts import tasks_visible_to

MOST = Decimal("99999999999999.99")


@transaction.atomic
def open_project(
    *,
    post: ActingPost,
    task_id: UUID,
    name: str,
    budget_source: str,
    amount: Decimal,
    begins_on: date,
    ends_on: date,
    at: datetime,
) -> Project:
    """A project of the post's own unit. The money is stated in yuan."""
    unit_id = carrying_unit(post)
    task = _task(post, task_id)
    values = checked(name=name, budget_source=budget_source, amount=amount, begins_on=begins_on, ends_on=ends_on)
    project = Project.objects.create(task=task, unit_id=unit_id, unit_path=post.unit_path, **values)
    note("open_project", post=post, row=project, at=at, after={**values, "task": str(task)})
    announce(
        ProjectOpened(unit_path=project.unit_path, project_id=str(project.id), task_id=str(task.id)),
        at=at,
    )
    return project


def _task(post: ActingPost, task_id: UUID) -> Task:
    task = tasks_visible_to(post).select_related("plan").filter(id=task_id).first()
    if task is None:
        raise NotFound(_("There is no such task within what your post may see."))
    check_in_force(task.plan)
    return task


def checked(
    *, name: str, budget_source: str, amount: Decimal, begins_on: date, ends_on: date
) -> dict[str, str | Decimal | date]:
    """What holds for a new project and for a changed one."""
    name = named(name, field="name", missing=_("The project has no name. Say what it is."))
    if budget_source not in budget_sources():
        raise Refusal(
            _("“%(source)s” is no source of money. Choose one of those listed.") % {"source": budget_source[:40]},
            field="budget_source",
        )
    if not amount.is_finite() or amount < 0 or amount > MOST:
        raise Refusal(_("The amount is in yuan, 0 or more."), field="amount")
    check_period(begins_on, ends_on)
    return {
        "name": name,
        "budget_source": budget_source,
        "amount": amount.quantize(Decimal("0.01")),
        "begins_on": begins_on,
        "ends_on": ends_on,
    }
