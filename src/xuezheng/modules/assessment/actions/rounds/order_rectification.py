"""From what reviewers demanded to a supervision order, which has its own way: reply with evidence, acceptance or return."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.changing import note, round_to_change
from xuezheng.modules.assessment.policies.rounds import item_results_visible_to
from xuezheng.modules.supervision import facade as supervision
from xuezheng.modules.supervision.facade import OrderSummary


@transaction.atomic
def order_rectification(
    *, post: ActingPost, result_id: UUID, due_on: date, at: datetime, demand: str = ""
) -> OrderSummary:
    """`demand` where it says more than the reviewers did. One order an item, once the round is concluded."""
    rows = item_results_visible_to(post).select_related("assessed__unit", "assessed__round", "item")
    result = rows.filter(id=result_id).first()
    if result is None:
        raise NotFound(_("There is no such finding within what your post may see."))
    row = round_to_change(post, result.assessed.round_id)
    if row.concluded_at is None:
        raise Conflict(_("“%(title)s” is not concluded yet.") % {"title": row.title})
    if supervision.orders_about(post, result.id, as_of=row.review_due_on):
        raise Conflict(_("An order is issued about this finding already."))
    order = supervision.order_rectification(
        post=post,
        unit_id=result.assessed.unit_id,
        finding_id=result.id,
        title=f"{row.title}：{result.item.title_zh}"[:300],
        facts={"inspection": row.title, "standard": result.item.title_zh, "evidence": result.remarks},
        demand=demand or result.demand,
        due_on=due_on,
        at=at,
    )
    note("order_rectification", post=post, row=result.assessed, at=at, after={"order": order.number, "due_on": due_on})
    return order
