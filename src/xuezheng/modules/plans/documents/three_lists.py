"""The three lists as tables for a document."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xuezheng.engines.papers.writing.tables import DocumentTable, Head
from xuezheng.kernel.clock import today
from xuezheng.modules.plans.budgets import source_name
from xuezheng.modules.plans.queries.lists import DutyItem, TaskItem


def task_table(items: Sequence[TaskItem], *, unit: str, subtitle: str) -> DocumentTable:
    return DocumentTable(
        title=_("Task list of %(unit)s") % {"unit": unit},
        subtitle=subtitle,
        heads=[
            Head(title=_("No."), width=7),
            Head(title=_("Task"), width=34),
            Head(title=_("Leads"), width=20),
            Head(title=_("Supports"), width=26),
            Head(title=_("Milestones"), width=26),
            Head(title=_("Until"), width=12),
            Head(title=_("Units"), width=8, numeric=True),
            Head(title=_("Accepted"), width=9, numeric=True),
            Head(title=_("Overdue"), width=9, numeric=True),
            Head(title=_("State"), width=12),
            Head(title=_("Work points"), width=24),
        ],
        rows=[
            (
                item.task.number,
                item.task.heading,
                item.leads,
                item.supports,
                item.milestones,
                item.task.due_on,
                item.counts.total,
                item.counts.done,
                item.counts.overdue,
                item.status.label,
                item.task.plan.title,
            )
            for item in items
        ],
    )


def project_table(projects: Sequence[Any], *, unit: str, subtitle: str) -> DocumentTable:
    return DocumentTable(
        title=_("Project list of %(unit)s") % {"unit": unit},
        subtitle=subtitle,
        heads=[
            Head(title=_("Task"), width=28),
            Head(title=_("Project"), width=30),
            Head(title=_("Unit"), width=22),
            Head(title=_("Source of money"), width=20),
            Head(title=_("Amount (yuan)"), width=16, numeric=True),
            Head(title=_("Spent (yuan)"), width=16, numeric=True),
            Head(title=_("Begins on"), width=12),
            Head(title=_("Ends on"), width=12),
            Head(title=pgettext("project", "Closed on"), width=12),
            Head(title=_("Work points"), width=24),
        ],
        rows=[
            (
                str(project.task),
                project.name,
                project.unit.name,
                source_name(project.budget_source),
                project.amount,
                project.spent,
                project.begins_on,
                project.ends_on,
                project.closed_on,
                project.task.plan.title,
            )
            for project in projects
        ],
    )


def duty_table(items: Sequence[DutyItem], *, unit: str, subtitle: str) -> DocumentTable:
    return DocumentTable(
        title=_("Duty list of %(unit)s") % {"unit": unit},
        subtitle=subtitle,
        heads=[
            Head(title=_("Unit"), width=24),
            Head(title=_("Task"), width=36),
            Head(title=pgettext("task", "Role"), width=10),
            Head(title=_("Until"), width=12),
            Head(title=_("Submitted"), width=12),
            Head(title=_("Accepted"), width=12),
            Head(title=_("State"), width=14),
            Head(title=_("Reason of the return"), width=30),
            Head(title=_("Work points"), width=24),
        ],
        rows=[
            (
                item.row.unit.name,
                str(item.row.task),
                item.row.get_role_display(),
                item.row.due_on,
                today(item.row.submitted_at) if item.row.submitted_at else None,
                today(item.row.accepted_at) if item.row.accepted_at else None,
                item.status.label,
                item.row.return_reason,
                item.row.task.plan.title,
            )
            for item in items
        ],
    )
