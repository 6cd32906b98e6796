"""Who sits in a body: a seat is taken on a day and ends on a day; what was, stays readable."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.bodies.finding import body_to_change
from xuezheng.modules.organisation.events import MembersChanged
from xuezheng.modules.organisation.keeping import (
    check_choice,
    check_happened,
    check_not_before,
    fitting,
    named,
    note,
    person_of,
)
from xuezheng.modules.organisation.models import Body, BodyMember
from xuezheng.modules.organisation.queries.lookup import get_member

CHAIR = BodyMember.Role.CHAIR


@transaction.atomic
def seat_member(
    *,
    post: ActingPost,
    body_id: UUID,
    role: str,
    name: str = "",
    duty: str = "",
    person_number: str = "",
    valid_from: date,
    at: datetime,
) -> BodyMember:
    """Somebody registered by number, or anybody by name. There is one chair at a time."""
    body = body_to_change(post, body_id)
    person = person_of(post, person_number)
    check_choice(
        role,
        BodyMember.Role.values,
        field="role",
        sentence=_("Choose chair, deputy chair, member or head of the office."),
    )
    name = named(person.name if person else name, field="name", missing=_("Write who takes the seat."), most=60)
    duty = fitting(duty, field="duty", most=120)
    check_happened(valid_from, at=at, field="valid_from")
    check_not_before(valid_from, body.founded_on, field="valid_from")
    _check_free(body, role, name, valid_from)
    member = BodyMember.objects.create(
        body=body, unit_path=body.unit_path, role=role, person=person, name=name, duty=duty, valid_from=valid_from
    )
    after = {"name": name, "role": role, "duty": duty, "valid_from": valid_from}
    note("seat_member", post=post, row=body, at=at, after=after)
    announce(MembersChanged(unit_path=body.unit_path, body_id=str(body.id)), at=at)
    return member


@transaction.atomic
def end_seat(*, post: ActingPost, member_id: UUID, valid_to: date, at: datetime) -> BodyMember:
    """`valid_to` is the first day without the seat. Ending it on the day it began says that it never was."""
    seen = get_member(post, member_id)
    body = body_to_change(post, seen.body_id)
    member = BodyMember.objects.select_for_update(no_key=True).get(id=member_id)
    if member.valid_to is not None:
        raise Conflict(
            _("%(name)s has not held this seat since %(day)s.")
            % {"name": member.name, "day": member.valid_to.isoformat()}
        )
    check_happened(valid_to, at=at, field="valid_to")
    check_not_before(valid_to, member.valid_from, field="valid_to")
    if valid_to == member.valid_from:
        member.delete()
    else:
        member.valid_to = valid_to
        member.save(update_fields=["valid_to"])
    before = {"name": member.name, "role": member.role, "valid_from": member.valid_from}
    note("end_seat", post=post, row=body, at=at, before=before, after={"valid_to": valid_to})
    announce(MembersChanged(unit_path=body.unit_path, body_id=str(body.id)), at=at)
    return member


def end_seats(body: Body, day: date) -> None:
    """All seats end with a body. Those that would begin on that day or later never come to be."""
    seats = BodyMember.objects.filter(body=body)
    seats.filter(valid_from__gte=day).delete()
    seats.filter(Q(valid_to=None) | Q(valid_to__gt=day)).update(valid_to=day)


def _check_free(body: Body, role: str, name: str, day: date) -> None:
    held = BodyMember.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), body=body)
    if held.filter(name=name, role=role).exists():
        raise Conflict(_("%(name)s holds this seat already.") % {"name": name}, field="name")
    chair = held.filter(role=CHAIR).first() if role == CHAIR else None
    if chair is not None:
        raise Refusal(
            _("%(chair)s has been in the chair since %(day)s. End that seat first.")
            % {"chair": chair.name, "day": chair.valid_from.isoformat()},
            field="role",
        )
