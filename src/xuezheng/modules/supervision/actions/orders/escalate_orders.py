"""Telling the units above which orders below them have no reply: the longer, the higher up, each step once."""

from datetime import datetime

from django.db import transaction

from xuezheng.engines.inbox.facade import check_platform_reminds
from xuezheng.kernel.clock import today
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.supervision.queries.overdue import unanswered_below
from xuezheng.modules.supervision.telling import tell_superiors


@transaction.atomic
def escalate_orders(*, post: ActingPost, at: datetime) -> int:
    """One message for each issuer, deadline and step of the catalogue. Returns how many were sent."""
    check_platform_reminds(post)
    found = unanswered_below(today(at))
    places = {item.superior_path for item in found}
    superiors = dict(Unit.objects.filter(unit_path__in=places, closed_on=None).values_list("unit_path", "id"))
    sent = tell_superiors([item for item in found if item.superior_path in superiors], superiors, at=at)
    if sent:
        record(
            post=post,
            at=at,
            act="supervision.escalate_orders",
            object_kind="supervision.reminders",
            object_id=today(at).isoformat(),
            object_name=today(at).isoformat(),
            unit_path=post.scope_path,
            after={"sent": sent},
        )
    return sent
