"""Dissolving a body; the seats that are held end with it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.bodies.finding import body_to_change
from xuezheng.modules.organisation.actions.bodies.seat_member import end_seats
from xuezheng.modules.organisation.events import BodyDissolved
from xuezheng.modules.organisation.keeping import changed, check_happened, fitting, note
from xuezheng.modules.organisation.models import Body


@transaction.atomic
def dissolve_body(
    *, post: ActingPost, body_id: UUID, version: int, dissolved_on: date, reason: str = "", at: datetime
) -> Body:
    """`dissolved_on` is the first day on which it is no more."""
    body = body_to_change(post, body_id, version=version)
    check_happened(dissolved_on, at=at, field="dissolved_on")
    if dissolved_on <= body.founded_on:
        raise Refusal(
            _("It was founded on %(founded)s; the day on which it is no more must be a later one.")
            % {"founded": body.founded_on.isoformat()},
            field="dissolved_on",
        )
    reason = fitting(reason, field="reason", most=300)
    changed(body, dissolved_on=dissolved_on)
    end_seats(body, dissolved_on)
    after = {"dissolved_on": dissolved_on, "reason": reason or None}
    note("dissolve_body", post=post, row=body, at=at, after=after)
    announce(
        BodyDissolved(unit_path=body.unit_path, body_id=str(body.id), dissolved_on=dissolved_on.isoformat()), at=at
    )
    return body
