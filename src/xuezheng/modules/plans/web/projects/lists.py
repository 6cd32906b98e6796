"""The list of projects under tasks."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.budgets import source_choices, source_name
from xuezheng.modules.plans.policies.projects import projects_visible_to
from xuezheng.modules.plans.queries.projects import overspent, with_spent

STATES = [
    ("open", pgettext_lazy("project", "open")),
    ("closed", pgettext_lazy("project", "closed")),
    ("over", _("spent more than it has")),
    ("late", _("past its end")),
]


def money(value: Any) -> str:
    """To the fen, and without fen where there are none."""
    return f"{value:,.2f}".removesuffix(".00")


def listed_projects(post: ActingPost) -> QuerySet[Any]:
    return with_spent(projects_visible_to(post)).select_related("task", "unit")


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "over":
        return overspent(rows)
    if state == "late":
        return rows.filter(closed_on=None, ends_on__lt=today(now()))
    return rows.filter(closed_on__isnull=state == "open")


def _spent(project: Any) -> str:
    text = money(project.spent)
    return format_html('<b class="red">{}</b>', text) if project.spent > project.amount else text


PROJECTS = ListPage[Any](
    code="projects",
    title=_("Projects"),
    intro=_("Projects under tasks: where the money comes from, how much it is, what was spent."),
    permission="plans.read",
    rows=listed_projects,
    columns=[
        Column(
            key="name",
            title=_("Project"),
            value=lambda project: project.name,
            sort="name",
            link=lambda project: reverse("project", args=[project.id]),
        ),
        Column(key="task", title=_("Task"), value=lambda project: str(project.task)),
        Column(key="unit", title=_("Unit"), value=lambda project: project.unit.name),
        Column(key="source", title=_("Source of money"), value=lambda project: source_name(project.budget_source)),
        Column(
            key="amount",
            title=_("Amount (yuan)"),
            value=lambda project: money(project.amount),
            export=lambda project: project.amount,
            sort="amount",
            numeric=True,
        ),
        Column(key="spent", title=_("Spent (yuan)"), value=_spent, export=lambda project: project.spent, numeric=True),
        Column(key="begins", title=_("Begins on"), value=lambda project: project.begins_on, sort="begins_on"),
        Column(key="ends", title=_("Ends on"), value=lambda project: project.ends_on, sort="ends_on"),
        Column(
            key="closed",
            title=pgettext_lazy("project", "Closed on"),
            value=lambda project: project.closed_on,
            shown=False,
        ),
    ],
    default_sort="-begins",
    filters=[
        Filter(
            key="q",
            title=_("Project"),
            kind="search",
            hint=_("Part of the name"),
            apply=lambda rows, text: rows.filter(name__contains=text),
        ),
        Filter(
            key="source",
            title=_("Source of money"),
            apply=lambda rows, code: rows.filter(budget_source=code),
            choices=lambda _post: source_choices(),
        ),
        Filter(key="state", title=_("State"), apply=_in_state, choices=lambda _post: STATES),
        Filter(
            key="year",
            title=_("Year"),
            hint=_("such as 2026"),
            apply=lambda rows, year: rows.filter(begins_on__year__lte=int(year), ends_on__year__gte=int(year)),
        ),
        Filter(
            key="task",
            title=_("Task number"),
            apply=lambda rows, number: rows.filter(task__number=number),
        ),
    ],
    links=[
        HeadLink(title=_("Totals"), address="project-totals"),
        HeadLink(title=_("Open a project"), address="open-project", permission="plans.report", primary=True),
    ],
    empty=_("No project matches. Clear the filters, or open a project under a task."),
)
