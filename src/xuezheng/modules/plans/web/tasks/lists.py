"""The list of a plan's assignments: which unit has which task, and how it stands."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.lists import list_view
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans import months
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task
from xuezheng.modules.plans.policies.assignments import acceptable_by, assignments_visible_to
from xuezheng.modules.plans.queries.reporting import without_report
from xuezheng.modules.plans.queries.standing import standing
from xuezheng.modules.plans.status import Status
from xuezheng.modules.plans.web.tasks.chips import status_on, status_tag
from xuezheng.modules.plans.web.tasks.choosing import Choice, choice_of

NARROWED = [
    ("unreported", _("has not reported this month")),
    ("returned", _("was returned")),
    ("decide", _("waits for my decision")),
]


@post_required("plans.read")
def assignments(request: PostRequest) -> HttpResponseBase:
    """One plan at a time, so that a list never runs over the rows of all years."""
    day = today(now())
    choice = choice_of(request, request.post, day=day)
    if choice is None:
        return render(request, "plans/no_plan.html", {"may_write": request.post.may("plans.write")})
    return list_view(assignments_page(choice, day=day))(request)


def assignments_page(choice: Choice, *, day: date) -> ListPage[Assignment]:
    plan = choice.plan
    return ListPage[Assignment](
        code="assignments",
        title=_("Tasks of units"),
        intro=plan.title,
        permission="plans.read",
        rows=lambda post: _rows(post, plan),
        columns=_columns(day),
        default_sort="place",
        filters=_filters(choice, day=day),
        empty=_("No task of a unit matches. Clear the filters, or look at another plan."),
        template="plans/tasks/assignments.html",
        context=lambda _post: {"choice": choice},
    )


def _rows(post: ActingPost, plan: Plan) -> QuerySet[Assignment]:
    return assignments_visible_to(post).filter(plan=plan).select_related("task", "unit", "unit__parent")


def _columns(day: date) -> list[Column[Assignment]]:
    return [
        Column(
            key="place",
            title=_("Unit"),
            value=lambda row: row.unit.name,
            sort="unit_path",
            link=lambda row: reverse("assignment", args=[row.id]),
        ),
        Column(key="above", title=_("Unit above"), value=lambda row: row.unit.parent.name if row.unit.parent else ""),
        Column(key="task", title=_("Task"), value=lambda row: str(row.task)),
        Column(key="role", title=pgettext_lazy("task", "Role"), value=lambda row: row.get_role_display()),
        Column(key="due", title=_("Until"), value=lambda row: row.due_on, sort="due_on"),
        Column(
            key="status",
            title=_("State"),
            value=lambda row: status_tag(status_on(row, day)),
            export=lambda row: status_on(row, day).label,
        ),
        Column(key="reported", title=_("Last reported"), value=lambda row: row.reported_at),
        Column(key="submitted", title=_("Submitted"), value=lambda row: row.submitted_at, shown=False),
        Column(key="accepted", title=_("Accepted"), value=lambda row: row.accepted_at, shown=False),
        Column(key="reason", title=_("Reason of the return"), value=lambda row: row.return_reason, shown=False),
        Column(key="code", title=_("Unit code"), value=lambda row: row.unit.code, shown=False),
    ]


def _filters(choice: Choice, *, day: date) -> list[Filter[Assignment]]:
    plan = choice.plan
    return [
        Filter(
            key="plan",
            title=_("Plan"),
            apply=lambda rows, value: rows.filter(plan=UUID(value)),
            choices=lambda _post: [(str(found.id), str(found)) for found in choice.plans],
        ),
        Filter(
            key="task",
            title=_("Task"),
            apply=lambda rows, value: rows.filter(task=UUID(value)),
            choices=lambda _post: [
                (str(task.id), f"{task.number}. {task.heading[:30]}")
                for task in Task.objects.filter(plan=plan).order_by("position")
            ],
        ),
        Filter(
            key="status",
            title=_("State"),
            apply=lambda rows, value: rows.filter(standing(Status(value), day=day)),
            choices=lambda _post: Status.choices,
        ),
        Filter(
            key="narrowed",
            title=_("Only what"),
            apply=lambda rows, value: _narrowed(rows, value, day=day),
            choices=lambda _post: NARROWED,
        ),
        Filter(
            key="role",
            title=pgettext_lazy("task", "Role"),
            apply=lambda rows, value: rows.filter(role=value),
            choices=lambda _post: Responsibility.Role.choices,
        ),
        Filter(key="under", title=_("At or below"), kind="unit", apply=_under),
    ]


def _narrowed(rows: QuerySet[Assignment], value: str, *, day: date) -> QuerySet[Assignment]:
    if value == "unreported":
        return without_report(rows, month=months.month_of(day))
    if value == "returned":
        return rows.filter(returned_at__isnull=False, submitted_at=None, accepted_at=None)
    return rows.filter(id__in=acceptable_by(acting_post()).values("id"))


def _under(rows: QuerySet[Assignment], code: str) -> QuerySet[Assignment]:
    path = units_visible_to(acting_post()).filter(code=code[:20]).values_list("unit_path", flat=True).first()
    return rows.filter(unit_path__gte=path, unit_path__lt=f"{path}~") if path else rows.none()
