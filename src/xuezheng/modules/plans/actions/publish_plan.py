"""Publishing a plan: everybody below may read it from now on, and its tasks are handed out in the background."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal, Refusals
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.carry_on import carry_on
from xuezheng.modules.plans.actions.hand_out_tasks import hand_out_tasks
from xuezheng.modules.plans.changing import draft_to_change, note, saved
from xuezheng.modules.plans.events import PlanPublished, PlanSuperseded
from xuezheng.modules.plans.models import Goal, Milestone, Paper, Plan, Responsibility, Section, Target, Task
from xuezheng.modules.plans.queries.publication import obstacles
from xuezheng.modules.plans.refusals import PlanIsNotPublished

PARTS = (Section, Goal, Task, Responsibility, Milestone, Target)


@transaction.atomic
def publish_plan(*, post: ActingPost, plan_id: UUID, version: int, at: datetime) -> Plan:
    """Refused with everything that is still to be decided. The edition before it is superseded in the same moment."""
    plan = draft_to_change(post, plan_id, version=version)
    found = obstacles(plan)
    if found:
        raise Refusals([Refusal(point.sentence) for point in found])
    former = _superseded(plan, at=at)
    saved(plan, published_at=at, shared=True)
    for part in PARTS:
        part._default_manager.filter(plan=plan).update(shared=True)  # noqa: SLF001 - Django's documented name for the manager of any model
    if plan.paper_id is not None:
        Paper.objects.filter(id=plan.paper_id).update(shared=True)
    note("publish_plan", post=post, plan=plan, at=at, after={"edition": plan.edition})
    announce(PlanPublished(unit_path=plan.unit_path, plan_id=str(plan.id), year=plan.year), at=at)
    if former is not None:
        carry_on(plan, former)
        note("supersede_plan", post=post, plan=former, at=at, after={"superseded_by": plan.id})
        announce(
            PlanSuperseded(unit_path=plan.unit_path, plan_id=str(former.id), by_plan_id=str(plan.id)),
            at=at,
        )
    plan.run_id = hand_out_tasks.queue(post=post, at=at, args={"plan_id": str(plan.id)}, subject=plan.title)
    plan.save(update_fields=["run_id"])
    return plan


def _superseded(plan: Plan, *, at: datetime) -> Plan | None:
    if plan.supersedes_id is None:
        return None
    former = Plan.objects.select_for_update(no_key=True).get(id=plan.supersedes_id)
    if former.state is not Plan.State.PUBLISHED:
        raise PlanIsNotPublished(former.title)
    saved(former, superseded_at=at)
    return former
