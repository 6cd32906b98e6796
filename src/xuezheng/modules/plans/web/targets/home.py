"""The home of a plan: how its targets stand, how its work stands, what is expected of the reader."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.engines.papers.writing.downloads import table_response
from xuezheng.kernel import clock
from xuezheng.kernel.pages.todos import page_of_all, toned_todos
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.achievement import Line
from xuezheng.modules.plans.documents.core_targets import targets_table
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.policies.plans import can_change_plan
from xuezheng.modules.plans.queries.achievement import figures_of, freshness_of, get_plan, lines_of, plan_in_force
from xuezheng.modules.plans.slots import filled
from xuezheng.modules.plans.web.targets.viewing import (
    Place,
    Time,
    chosen_line,
    place_of,
    time_of,
    view_address,
    view_of,
)

FORMS = ("xlsx", "docx")
MOST_LINES = 8
"""Targets before the fold, so that what waits for the reader stands on the first screens."""
MOST_TODOS = 8
"""The most urgent; the rest stand on the page of all."""


@post_required("plans.read")
def achievement(request: PostRequest) -> HttpResponse:
    """The plan that is in force for the post; where there is none, what to do about it."""
    plan = plan_in_force(request.post, year=clock.today(clock.now()).year)
    if plan is not None:
        return HttpResponseRedirect(reverse("plan", args=[plan.id]))
    return render(request, "plans/no_plan.html", {"may_write": request.post.may("plans.write")})


@post_required("plans.read")
def plan_home(request: PostRequest, plan_id: UUID) -> HttpResponse:
    post, at = request.post, clock.now()
    plan = get_plan(post, plan_id)
    today = clock.today(at)
    place, time = place_of(request, post, plan), time_of(request, today=today)
    lines = lines_of(post, plan, today=today, unit_path=place.unit.unit_path, on=time.on)
    if request.GET.get("format") in FORMS:
        return _file(request, plan, place, time, lines)
    chosen = chosen_line(request, lines)
    rows = _rows(plan, place, time, lines)
    view = view_of(plan, place, time, chosen)
    context = {
        "plan": plan,
        "lines": rows[:MOST_LINES],
        "more_lines": rows[MOST_LINES:],
        "more_open": any(line is chosen for line, _address in rows[MOST_LINES:]),
        "chosen": chosen,
        "place": place,
        "way_down": [(unit, _address(plan, unit, time, chosen)) for unit in place.trail],
        "freshness": freshness_of(lines),
        "exports": [(form, f"{_shared_at(plan, place, time)}format={form}") for form in FORMS],
        "share": _shared(plan, place, time, chosen),
        "head_slots": filled(post, view, place="head"),
        "aside_slots": filled(post, view, place="aside"),
        "figures": figures_of(post, plan, lines, today=today, below=place.unit.unit_path),
        "todos": toned_todos(post, at=at)[:MOST_TODOS],
        "page_of_all": page_of_all(),
        "may_change": can_change_plan(post, plan),
        "own": post.scope_path == plan.unit_path,
        "tab": "plan",
    }
    return render(request, "plans/home.html", context)


def _rows(plan: Plan, place: Place, time: Time, lines: Sequence[Line]) -> list[tuple[Line, str]]:
    """Each line with the address that chooses it; what has no value has nothing to look at but its own page, and comes last."""
    ordered = sorted(lines, key=lambda line: line.measured is None)
    return [
        (line, view_address(plan.id, unit=place.unit.code, period=time.period, target=line.target.id))
        if line.measured
        else (line, "")
        for line in ordered
    ]


def _address(plan: Plan, unit: Unit, time: Time, chosen: Line | None) -> str:
    target = chosen.target.id if chosen else None
    return view_address(plan.id, unit=unit.code, period=time.period, target=target)


def _file(request: PostRequest, plan: Plan, place: Place, time: Time, lines: Sequence[Line]) -> HttpResponse:
    named = {"plan": plan.title, "unit": place.unit.name, "day": time.on.isoformat()}
    subtitle = _("%(plan)s · %(unit)s, as of %(day)s") % named
    table = targets_table(lines, title=_("Core targets"), subtitle=subtitle)
    return table_response(request, table, code="core-targets", form=request.GET["format"])


def _shared_at(plan: Plan, place: Place, time: Time) -> str:
    return view_address(plan.id, unit=place.unit.code, period=time.period) + "&"


def _shared(plan: Plan, place: Place, time: Time, chosen: Line | None) -> str:
    """The period is written out, so that the link shows tomorrow what it shows today."""
    measured = chosen.measured if chosen else None
    return _address(
        plan, place.unit, Time(on=time.on, period=time.period or (measured.period if measured else "")), chosen
    )


def is_living(plan: Plan) -> bool:
    """Whether anything about it can still be changed."""
    return plan.state in {Plan.State.DRAFT, Plan.State.PUBLISHED}
