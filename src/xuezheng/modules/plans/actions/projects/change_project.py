"""Changing what a project is, and closing it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.projects.locking import note, project_to_change
from xuezheng.modules.plans.actions.projects.open_project import checked
from xuezheng.modules.plans.actions.projects.record_spending import check_open
from xuezheng.modules.plans.events import ProjectClosed
from xuezheng.modules.plans.models import Project
from xuezheng.modules.plans.queries.projects import spent_on


@transaction.atomic
def change_project(
    *,
    post: ActingPost,
    project_id: UUID,
    version: int,
    name: str,
    budget_source: str,
    amount: Decimal,
    begins_on: date,
    ends_on: date,
    at: datetime,
) -> Project:
    """An amount below what is spent already would hide the overspending."""
    project = project_to_change(post, project_id, version=version)
    check_open(project)
    values = checked(name=name, budget_source=budget_source, amount=amount, begins_on=begins_on, ends_on=ends_on)
    spent = spent_on(project)
    if amount < spent and amount < project.amount:
        raise Refusal(
            _("%(spent)s yuan are spent already; the amount cannot become less than that.")
            % {"spent": f"{spent:,.2f}"},
            field="amount",
        )
    before = {key: getattr(project, key) for key, value in values.items() if getattr(project, key) != value}
    for key, value in values.items():
        setattr(project, key, value)
    project.version += 1
    project.save(update_fields=[*values, "version"])
    note("change_project", post=post, row=project, at=at, before=before, after={key: values[key] for key in before})
    return project


@transaction.atomic
def close_project(*, post: ActingPost, project_id: UUID, version: int, closed_on: date, at: datetime) -> Project:
    """Nothing is spent on it any more."""
    project = project_to_change(post, project_id, version=version)
    if project.closed_on is not None:
        raise Conflict(_("The project was closed on %(day)s already.") % {"day": project.closed_on.isoformat()})
    if closed_on > today(at) or closed_on < project.begins_on:
        raise Refusal(
            _("A project is closed on a day from its beginning (%(begins)s) to today, not on %(day)s.")
            % {"begins": project.begins_on.isoformat(), "day": closed_on.isoformat()},
            field="closed_on",
        )
    project.closed_on, project.version = closed_on, project.version + 1
    project.save(update_fields=["closed_on", "version"])
    note("close_project", post=post, row=project, at=at, after={"closed_on": closed_on})
    announce(ProjectClosed(unit_path=project.unit_path, project_id=str(project.id)), at=at)
    return project
