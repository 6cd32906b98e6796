"""From a finding to an order: what is demanded becomes the demand of a supervision order."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.actions.inspections.locking import inspection_to_change
from xuezheng.modules.supervision.actions.orders.issue_order import About, write_order
from xuezheng.modules.supervision.actions.orders.locking import issuer_of
from xuezheng.modules.supervision.changing import saved
from xuezheng.modules.supervision.models import Finding, Order
from xuezheng.modules.supervision.queries.inspections import get_finding


@transaction.atomic
def order_rectification(*, post: ActingPost, finding_id: UUID, due_on: date, at: datetime, demand: str = "") -> Order:
    """`demand` where it says more than the finding did."""
    issuer = issuer_of(post)
    seen = get_finding(post, finding_id)
    inspection_to_change(post, seen.inspection_id)
    finding = Finding.objects.select_for_update(no_key=True).get(id=finding_id)
    if finding.order_id is not None:
        raise Conflict(_("An order is issued about this finding already."))
    if finding.verdict == Finding.Verdict.MET:
        raise Refusal(_("The standard is met; there is nothing to put right."))
    about = About(
        subject=Order.Subject.FINDING,
        subject_id=finding.id,
        title=seen.item.text,
        facts={
            "inspection": seen.inspection.name,
            "standard": seen.item.text,
            "verdict": finding.verdict,
            "evidence": finding.evidence,
            "as_of": finding.found_on.isoformat(),
        },
    )
    order = write_order(
        post=post,
        issuer=issuer,
        unit=seen.unit,
        about=about,
        demand=demand or finding.demand,
        statement="",
        due_on=due_on,
        at=at,
    )
    saved(finding, order=order)
    return order
