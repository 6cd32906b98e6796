"""Which plan and which place a page of tasks is about: asked for in the address, else the plan in force and the own unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.policies.plans import plans_visible_to
from xuezheng.modules.plans.queries.achievement import plan_in_force

MOST_PLANS = 30


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the page shows, and what else could be chosen."""

    plan: Plan
    plans: Sequence[Plan]
    place: Unit
    trail: Sequence[Unit]
    """From the own unit down to the place."""

    @property
    def query(self) -> str:
        return f"plan={self.plan.id}&under={self.place.code}"


def choice_of(request: HttpRequest, post: ActingPost, *, day: date) -> Choice | None:
    """None where no plan reaches the post yet."""
    plans = plans_in_reach(post)
    plan = _plan(request.GET.get("plan", ""), plans, post, day=day)
    if plan is None:
        return None
    place = _place(asked_code(request, "under"), post)
    paths = [path for path in ancestors_of(place.unit_path) if path.startswith(post.scope_path)]
    trail = list(units_visible_to(post).filter(unit_path__in=paths).order_by("unit_path"))
    return Choice(plan=plan, plans=plans, place=place, trail=trail)


def asked_code(request: HttpRequest, name: str) -> str:
    """The code of a unit in the address, as far as it can be one."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:20]


def plans_in_reach(post: ActingPost) -> Sequence[Plan]:
    """Published ones of the own administration and of those above it, the newest first."""
    rows = plans_visible_to(post).filter(unit_path__in=ancestors_of(post.scope_path), published_at__isnull=False)
    return list(rows.select_related("unit").order_by("-year", "-unit_path", "-edition")[:MOST_PLANS])


def _plan(asked: str, plans: Sequence[Plan], post: ActingPost, *, day: date) -> Plan | None:
    if not asked:
        return plan_in_force(post, year=day.year)
    try:
        key = UUID(asked)
    except ValueError:
        key = None
    found = next((plan for plan in plans if plan.id == key), None)
    if found is None:
        raise NotFound(_("There is no such plan within what your post may see."))
    return found


def _place(code: str, post: ActingPost) -> Unit:
    within = units_visible_to(post).filter(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    found = within.filter(code=code) if code else within.filter(unit_path=post.scope_path)
    unit = found.first()
    if unit is None:
        raise NotFound(_("There is no such unit within what your post may see."))
    return unit
