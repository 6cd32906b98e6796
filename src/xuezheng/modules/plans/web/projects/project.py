"""The page of one project, its forms, and the totals of all."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, View, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rounding import percentage
from xuezheng.modules.plans.actions import projects as acts
from xuezheng.modules.plans.actions.projects.locking import get_project
from xuezheng.modules.plans.budgets import source_name
from xuezheng.modules.plans.models import Project, Spending
from xuezheng.modules.plans.policies.projects import can_carry_out
from xuezheng.modules.plans.queries.projects import spent_on, totals
from xuezheng.modules.plans.web.projects import forms as asked
from xuezheng.modules.plans.web.tasks.choosing import choice_of

BY: list[tuple[str, Promise]] = [
    ("task", gettext_lazy("By task")),
    ("unit", gettext_lazy("By unit")),
    ("source", gettext_lazy("By source of money")),
]


@post_required("plans.read")
def project_page(request: PostRequest, project_id: UUID) -> HttpResponse:
    project = get_project(request.post, project_id)
    spent = spent_on(project)
    context = {
        "project": project,
        "source": source_name(project.budget_source),
        "spendings": list(Spending.objects.filter(project=project).order_by("-spent_on", "-id")),
        "spent": spent,
        "left": project.amount - spent,
        "share": percentage(spent / project.amount, 1) if project.amount else 0,
        "may_change": project.closed_on is None and can_carry_out(request.post, project),
        "late": project.closed_on is None and project.ends_on < today(now()),
    }
    return render(request, "plans/projects/project.html", context)


@post_required("plans.report")
def open_project(request: PostRequest) -> HttpResponse:
    post, at = request.post, now()
    choice = choice_of(request, post, day=today(at))
    if choice is None:
        return render(request, "plans/projects/no_plan.html")

    def act(values: dict[str, Any]) -> str:
        project = acts.open_project(post=post, at=at, **values)
        return _("“%(project)s” is open.") % {"project": project.name}

    return answer_form(
        request,
        form=asked.NewProjectForm(choice.plan, request.POST or None, initial={"task_id": request.GET.get("task")}),
        act=act,
        title=_("Open a project"),
        about=choice.plan.title,
        back=reverse("projects"),
    )


def _changes(
    title: Callable[[], str],
    form_of: Callable[[PostRequest, Project], forms.Form],
    act: Callable[[PostRequest, Project, dict[str, Any]], str],
) -> View:
    """A view over one act on a project, which its unit alone may do."""

    @post_required("plans.report")
    def view(request: PostRequest, project_id: UUID) -> HttpResponse:
        project = get_project(request.post, project_id)
        return answer_form(
            request,
            form=form_of(request, project),
            act=lambda values: act(request, project, values),
            title=title(),
            about=project.name,
            back=reverse("project", args=[project.id]),
        )

    return view


def _change(request: PostRequest, project: Project, values: dict[str, Any]) -> str:
    acts.change_project(post=request.post, project_id=project.id, at=now(), **values)
    return _("The change is recorded.")


def _close(request: PostRequest, project: Project, values: dict[str, Any]) -> str:
    acts.close_project(post=request.post, project_id=project.id, at=now(), **values)
    return _("The project is closed.")


def _spend(request: PostRequest, project: Project, values: dict[str, Any]) -> str:
    acts.record_spending(post=request.post, project_id=project.id, at=now(), **values)
    return _("The spending is recorded.")


def _initial(project: Project) -> dict[str, Any]:
    names = ("version", "name", "budget_source", "amount", "begins_on", "ends_on")
    return {name: getattr(project, name) for name in names}


change_project = _changes(
    lambda: _("Change the project"),
    lambda request, project: asked.ChangeProjectForm(request.POST or None, initial=_initial(project)),
    _change,
)
close_project = _changes(
    lambda: _("Close the project"),
    lambda request, project: asked.CloseProjectForm(
        request.POST or None, initial={"version": project.version, "closed_on": today(now())}
    ),
    _close,
)
record_spending = _changes(
    lambda: _("Record a spending"),
    lambda request, _project: asked.SpendingForm(request.POST or None, initial={"spent_on": today(now())}),
    _spend,
)


@post_required("plans.report")
def withdraw_spending(request: PostRequest, project_id: UUID, spending_id: int) -> HttpResponse:
    project = get_project(request.post, project_id)
    spending = Spending.objects.filter(project=project, id=spending_id).first()
    if spending is None:
        raise NotFound(_("There is no such project within what your post may see."))

    def act(values: dict[str, Any]) -> str:
        acts.withdraw_spending(post=request.post, project_id=project.id, spending_id=spending_id, at=now(), **values)
        return _("The entry is taken back.")

    return answer_form(
        request,
        form=asked.WithdrawForm(request.POST or None),
        act=act,
        title=_("Take the entry back"),
        about=f"{spending.spent_on.isoformat()} · {spending.purpose}",
        back=reverse("project", args=[project.id]),
    )


@post_required("plans.read")
def project_totals(request: PostRequest) -> HttpResponse:
    choice = choice_of(request, request.post, day=today(now()))
    if choice is None:
        return render(request, "plans/no_plan.html", {"may_write": request.post.may("plans.write")})
    tables = [(title, totals(request.post, choice.plan, by=by)) for by, title in BY]
    return render(request, "plans/projects/totals.html", {"choice": choice, "tables": tables})
