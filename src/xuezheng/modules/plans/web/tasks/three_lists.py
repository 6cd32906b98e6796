"""The three lists of any unit for any period, linked to each other, with Excel and Word out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.engines.papers.writing.tables import DocumentTable
from xuezheng.kernel.calendar.facade import Period, PeriodIsNotReadable, parse_period
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages import periods
from xuezheng.kernel.pages.periods import PeriodChoice
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.context import chosen_period
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.documents.three_lists import duty_table, project_table, task_table
from xuezheng.modules.plans.models import Task
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.queries.lists import Asked, duty_list, project_list, task_list
from xuezheng.modules.plans.web.tasks.chips import status_tag
from xuezheng.modules.plans.web.tasks.choosing import asked_code
from xuezheng.modules.plans.web.tasks.forms import ListForm

KINDS: dict[str, Promise] = {
    "tasks": gettext_lazy("Task list"),
    "projects": gettext_lazy("Project list"),
    "duties": gettext_lazy("Duty list"),
}
FORMS = ("xlsx", "docx")
ON_PAGE = 400
"""Lines shown in the page; the files hold all."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One list: its lines for the page, and the table for a file."""

    lines: list[Any]
    table: Callable[[], DocumentTable]


@post_required("plans.read")
def lists_home(_request: PostRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("three-list", args=["tasks"]))


@post_required("plans.read")
def list_page(request: PostRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise NotFound(_("There is no such list. There are the task list, the project list and the duty list."))
    post, day = request.post, today(now())
    unit, period, task = _unit(request), _period(request), _task(request)
    asked = Asked(unit=unit, begins=period.first_day, ends=period.last_day, task_id=task.id if task else None)
    found = _listed(post, kind, asked, subtitle=_subtitle(period, day), day=day)
    if request.GET.get("format") in FORMS:
        return table_response(request, found.table(), code=f"{kind}-list", form=request.GET["format"])
    context = {
        "kind": kind,
        "title": KINDS[kind],
        "unit": unit,
        "period": period,
        "form": _form(unit, period, day=day),
        "task": task,
        "lines": found.lines[:ON_PAGE],
        "number": len(found.lines),
        "more": len(found.lines) > ON_PAGE,
        "kinds": [(code, title, _address(code, unit, period, task)) for code, title in KINDS.items()],
        "query": _query(unit, period, None),
        "own_query": _query(unit, period, task),
    }
    return render(request, "plans/tasks/three_lists.html", context)


def _listed(post: ActingPost, kind: str, asked: Asked, *, subtitle: str, day: date) -> Listed:
    named = {"unit": asked.unit.name, "subtitle": subtitle}
    if kind == "tasks":
        tasks = task_list(post, asked, day=day)
        return Listed(
            lines=[(item, status_tag(item.status)) for item in tasks], table=lambda: task_table(tasks, **named)
        )
    if kind == "projects":
        projects = project_list(post, asked)
        return Listed(lines=projects, table=lambda: project_table(projects, **named))
    duties = duty_list(post, asked, day=day)
    return Listed(lines=[(item, status_tag(item.status)) for item in duties], table=lambda: duty_table(duties, **named))


def _subtitle(period: Period, day: date) -> str:
    return _("%(period)s, as of %(day)s") % {"period": period.title, "day": day.isoformat()}


def _form(unit: Unit, period: Period, *, day: date) -> ListForm:
    known = periods.source()
    groups = known.groups(today=day) if known else []
    return ListForm(groups=groups, chosen=PeriodChoice(code=period.code, title=period.title), code=unit.code)


def _unit(request: PostRequest) -> Unit:
    post, code = request.post, asked_code(request, "unit")
    within = units_visible_to(post).filter(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    found = within.filter(code=code).first() if code else within.filter(unit_path=post.scope_path).first()
    if found is None:
        raise NotFound(_("There is no such unit within what your post may see."))
    return found


def _period(request: PostRequest) -> Period:
    """The year of the period chosen in the header, unless one is asked for: lists are yearly first."""
    code = request.GET.get("period", "").strip()
    try:
        if code:
            return parse_period(code)
        chosen = chosen_period(request)
        return parse_period(chosen.code[:4] if chosen else f"{today(now()).year}")
    except PeriodIsNotReadable as unreadable:
        raise NotFound(unreadable.sentence) from unreadable


def _task(request: PostRequest) -> Task | None:
    text = request.GET.get("task", "").strip()
    if not text:
        return None
    try:
        found = tasks_visible_to(request.post).filter(id=UUID(text)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("There is no such task within what your post may see."))
    return found


def _query(unit: Unit, period: Period, task: Task | None) -> str:
    values = {"unit": unit.code, "period": period.code}
    return urlencode({**values, "task": str(task.id)} if task else values)


def _address(kind: str, unit: Unit, period: Period, task: Task | None) -> str:
    return f"{reverse('three-list', args=[kind])}?{_query(unit, period, task)}"
