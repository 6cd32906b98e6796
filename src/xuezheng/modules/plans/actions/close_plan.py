"""Closing a plan when its year is over."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.put_away_todos import put_away_todos
from xuezheng.modules.plans.changing import note, plan_in_force, saved
from xuezheng.modules.plans.events import PlanClosed
from xuezheng.modules.plans.models import Plan
from xuezheng.modules.plans.refusals import YearIsNotOver


@transaction.atomic
def close_plan(*, post: ActingPost, plan_id: UUID, version: int, reason: str, at: datetime) -> Plan:
    """Assignments stay as they were, done or not: what was late stays late in the record."""
    plan = plan_in_force(post, plan_id, version=version)
    if today(at) <= date(plan.year, 12, 31):
        raise YearIsNotOver(plan.year)
    if not reason.strip():
        raise Refusal(_("Say in a sentence why the work points are closed."), field="reason")
    saved(plan, closed_at=at)
    note("close_plan", post=post, plan=plan, at=at, after={"reason": reason.strip()[:300]})
    put_away_todos.queue(post=post, at=at, args={"plan_id": str(plan.id)}, subject=plan.title)
    announce(PlanClosed(unit_path=plan.unit_path, plan_id=str(plan.id)), at=at)
    return plan
