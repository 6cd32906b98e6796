"""Closing the to-dos of a plan that is no longer in force; its assignments stay as they were."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.outbox.facade import Work, job
from xuezheng.modules.plans.models import Assignment
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.telling import nothing_more_to_do

PORTION = 10_000


@job(
    "plans.put_away_todos",
    title=_("Closing of to-dos"),
    permissions=frozenset({"plans.read", "plans.write", "units.read"}),
)
def put_away_todos(work: Work, *, plan_id: str) -> None:
    """In the order of the assignments' ids, so that a portion done again closes nothing twice and misses none."""
    last: UUID | None = None
    while True:
        work.stop_if_cancelled()
        with work.step() as post:
            rows = Assignment.objects.filter(plan=get_plan(post, UUID(plan_id)))
            rows = rows.filter(id__gt=last) if last else rows
            ids = list(rows.order_by("id").values_list("id", flat=True)[:PORTION])
            nothing_more_to_do(ids, at=now())
        if len(ids) < PORTION:
            return
        last = ids[-1]
