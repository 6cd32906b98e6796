"""The three lists of any unit for any period, linked to each other, with Excel and Word out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
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
from xuezheng.kernel.pages.keyset import Order, window
from xuezheng.kernel.pages.periods import PeriodChoice
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.context import chosen_period
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.documents.three_lists import duty_table, project_table, task_table
from xuezheng.modules.plans.models import Task
from xuezheng.modules.plans.policies.parts import tasks_visible_to
from xuezheng.modules.plans.queries.lists import Asked, duty_items, duty_list, duty_rows, project_list, task_list
from xuezheng.modules.plans.web.tasks.chips import status_tag
from xuezheng.modules.plans.web.tasks.choosing import asked_code
from xuezheng.modules.plans.web.tasks.forms import ListForm

KINDS: dict[str, Promise] = {
    "tasks": gettext_lazy("Task list"),
    "projects": gettext_lazy("Project list"),
    "duties": gettext_lazy("Duty list"),
}
FORMS = ("xlsx", "docx")
ON_PAGE = 50
PLACE = Order(field="place")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One list: the lines of the page and the cursors of its neighbours, how many there are, and the table for a file."""

    lines: Sequence[Any]
    number: int
    table: Callable[[], DocumentTable]
    after: str = ""
    before: str = ""


@post_required("plans.read")
def lists_home(_request: PostRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("three-list", args=["tasks"]))


@post_required("plans.read")
def list_page(request: PostRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise NotFound(_("There is no such list. There are the task list, the project list and the duty list."))
    day = today(now())
    unit, period, task = _unit(request), _period(request), _task(request)
    asked = Asked(unit=unit, begins=period.first_day, ends=period.last_day, task_id=task.id if task else None)
    found = _listed(request, kind, asked, subtitle=_subtitle(period, day), day=day)
    if request.GET.get("format") in FORMS:
        return table_response(request, found.table(), code=f"{kind}-list", form=request.GET["format"])
    context = {
        "kind": kind,
        "title": KINDS[kind],
        "unit": unit,
        "period_title": period.title,
        "form": _form(unit, period, day=day),
        "task": task,
        "found": found,
        "lines": found.lines,
        "kinds": [(code, title, _address(code, unit, period, task)) for code, title in KINDS.items()],
        "query": _query(unit, period, None),
        "own_query": _query(unit, period, task),
    }
    return render(request, "plans/tasks/three_lists.html", context)


def _listed(request: PostRequest, kind: str, asked: Asked, *, subtitle: str, day: date) -> Listed:
    post, named = request.post, {"unit": asked.unit.name, "subtitle": subtitle}
    if kind == "tasks":
        tasks = task_list(post, asked, day=day)
        lines = [(item, status_tag(item.status)) for item in tasks]
        return Listed(lines=lines, number=len(tasks), table=lambda: task_table(tasks, **named))
    if kind == "projects":
        projects = project_list(post, asked)
        return _paged(request, projects, lines=list, table=lambda: project_table(list(projects), **named))
    return _paged(
        request,
        duty_rows(post, asked),
        lines=lambda rows: [(item, status_tag(item.status)) for item in duty_items(rows, day=day)],
        table=lambda: duty_table(duty_list(post, asked, day=day), **named),
    )


def _paged(
    request: PostRequest,
    rows: QuerySet[Any],
    *,
    lines: Callable[[Sequence[Any]], Sequence[Any]],
    table: Callable[[], DocumentTable],
) -> Listed:
    cursors = {name: request.GET.get(name, "")[:400] for name in ("after", "before")}
    shown = window(rows, PLACE, **cursors, size=ON_PAGE)
    return Listed(lines=lines(shown.rows), number=rows.count(), table=table, after=shown.after, before=shown.before)


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
