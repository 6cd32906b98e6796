"""Telling the units above what is overdue below them: the longer, the higher up, each step once."""

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from xuezheng.engines.inbox.facade import MessageDraft, check_platform_reminds, note_reminders, send_messages
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.queries.reminders import OverdueBelow, overdue_below
from xuezheng.modules.plans.todos import ESCALATION, READERS

TEXT = gettext_noop("%(units)d units are overdue (days: %(days)d or more) with task %(number)s: %(heading)s")
ONE = gettext_noop("One unit is overdue (days: %(days)d or more) with task %(number)s: %(heading)s")


@transaction.atomic
def escalate_overdue(*, post: ActingPost, at: datetime) -> int:
    """One message for each task, deadline and step of the catalogue. Returns how many units above are told something new."""
    check_platform_reminds(post)
    found = overdue_below(today(at))
    places = {item.superior_path for item in found}
    superiors = dict(Unit.objects.filter(unit_path__in=places, closed_on=None).values_list("unit_path", "id"))
    drafts = [
        _draft(item, superiors[item.superior_path], reverse("assignments"))
        for item in found
        if item.superior_path in superiors
    ]
    sent = send_messages(drafts, at=at)
    note_reminders("plans.escalate_overdue", post=post, at=at, sent=sent)
    return sent


def _draft(item: OverdueBelow, unit_id: int, address: str) -> MessageDraft:
    params: dict[str, str | int] = {"days": item.step.days, "number": item.number, "heading": item.heading}
    asked = {"plan": str(item.plan_id), "task": str(item.task_id), "status": "overdue"}
    return MessageDraft(
        topic=ESCALATION,
        key=f"{item.task_id}/{item.due_on.isoformat()}/{item.step.days}",
        unit_path=item.superior_path,
        unit_id=unit_id,
        text=ONE if item.units == 1 else TEXT,
        params=params if item.units == 1 else {**params, "units": item.units},
        url=f"{address}?{urlencode(asked)}",
        permission=READERS,
    )
