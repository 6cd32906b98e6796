"""What a plan's home shows, as its address says: a unit, a period, a target. A link with them opens in its reader's own scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.calendar.facade import find_period
from xuezheng.kernel.pages import periods
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.achievement import Line, Standing
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.slots import HomeView, chosen_target
from xuezheng.modules.plans.web.tasks.choosing import asked_code


@dataclass(frozen=True, kw_only=True)
class Place:
    """The unit looked at, with the way to it from the plan's or the reader's own unit; `refusal` where another was asked for."""

    unit: Unit
    trail: Sequence[Unit]
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class Time:
    """Values of that day. `period` is what the address or the header chose, else empty."""

    on: date
    period: str = ""


def place_of(request: HttpRequest, post: ActingPost, plan: Plan) -> Place:
    """The unit asked for, else the plan's own where the post sees its figures, else the post's."""
    own = _own_place(post, plan)
    code = asked_code(request, "unit")
    if not code or code == own.code:
        return Place(unit=own, trail=[own])
    found = units_visible_to(post).filter(code=code, unit_path__startswith=own.unit_path).first()
    if found is None:
        return Place(unit=own, trail=[own], refusal=_refusal(own))
    between = [path for path in ancestors_of(found.unit_path) if path.startswith(own.unit_path)]
    trail = list(units_visible_to(post).filter(unit_path__in=between).order_by("unit_path"))
    return Place(unit=found, trail=trail)


def _own_place(post: ActingPost, plan: Plan) -> Unit:
    if post.covers(plan.unit_path):
        return plan.unit
    return Unit.objects.get(unit_path=post.scope_path)


def _refusal(own: Unit) -> str:
    return _("The link shows a unit that your post does not see, or that is none. You see %(unit)s instead.") % {
        "unit": own.name
    }


def time_of(request: HttpRequest, *, today: date) -> Time:
    """The address decides, then the header; a period that is not over is shown as of today."""
    asked = request.GET.get("period", "").strip() or str(request.session.get(periods.SESSION_KEY) or "")
    found = find_period(asked[:20]) if asked else None
    if found is None:
        return Time(on=today)
    return Time(on=min(found.last_day, today), period=found.code)


def chosen_line(request: HttpRequest, lines: Sequence[Line]) -> Line | None:
    """The target asked for; else the first that is short and measured, since there something is to be done."""
    asked = request.GET.get("target", "")
    measured = [line for line in lines if line.measured is not None]
    named = next((line for line in measured if str(line.target.id) == asked), None)
    short = next((line for line in measured if line.standing is Standing.SHORT), None)
    return named or short or next(iter(measured), None)


def view_address(plan_id: UUID, *, unit: str = "", period: str = "", target: UUID | None = None) -> str:
    chosen = {"unit": unit, "period": period, "target": str(target) if target else ""}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return reverse("plan", args=[plan_id]) + (f"?{query}" if query else "")


def view_of(plan: Plan, place: Place, time: Time, line: Line | None) -> HomeView:
    target = line.target.id if line else None
    return HomeView(
        plan_id=plan.id,
        plan_title=plan.title,
        unit_path=place.unit.unit_path,
        unit_name=place.unit.name,
        unit_code=place.unit.code,
        on=time.on,
        period=time.period,
        chosen=chosen_target(line),
        address_of=lambda code: view_address(plan.id, unit=code, period=time.period, target=target),
    )
