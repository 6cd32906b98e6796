"""Going on with handing tasks out after the work failed or was stopped."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.hand_out_tasks import hand_out_tasks
from xuezheng.modules.plans.changing import note, plan_in_force, saved
from xuezheng.modules.plans.models import Plan


@transaction.atomic
def resume_handing_out(*, post: ActingPost, plan_id: UUID, version: int, at: datetime) -> Plan:
    """Units that have their tasks are passed over, so this is safe at any time."""
    plan = plan_in_force(post, plan_id, version=version)
    run_id = hand_out_tasks.queue(post=post, at=at, args={"plan_id": str(plan.id)}, subject=plan.title)
    saved(plan, run_id=run_id)
    note("resume_handing_out", post=post, plan=plan, at=at)
    return plan
