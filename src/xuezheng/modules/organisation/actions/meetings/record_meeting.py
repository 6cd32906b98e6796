"""Recording a meeting on a topic, held or called."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.events import MeetingRecorded
from xuezheng.modules.organisation.keeping import (
    check_choice,
    check_not_before,
    fitting,
    named,
    note,
    writing_unit,
)
from xuezheng.modules.organisation.models import Body, Meeting
from xuezheng.modules.organisation.queries.lookup import get_body


@transaction.atomic
def record_meeting(
    *,
    post: ActingPost,
    kind: str,
    topic: str,
    held_on: date,
    body_id: UUID | None = None,
    place: str = "",
    attendees: str = "",
    summary: str = "",
    at: datetime,
) -> Meeting:
    """A day ahead says that the meeting is called. Minutes are attached as files."""
    unit = writing_unit(post)
    values = checked(
        post,
        unit,
        kind=kind,
        topic=topic,
        held_on=held_on,
        body_id=body_id,
        place=place,
        attendees=attendees,
        summary=summary,
    )
    meeting = Meeting.objects.create(unit=unit, unit_path=unit.unit_path, **values)
    note("record_meeting", post=post, row=meeting, at=at, after=told(values))
    announce(
        MeetingRecorded(unit_path=meeting.unit_path, meeting_id=str(meeting.id), held_on=held_on.isoformat()), at=at
    )
    return meeting


def checked(
    post: ActingPost,
    unit: Unit,
    *,
    kind: str,
    topic: str,
    held_on: date,
    body_id: UUID | None,
    place: str,
    attendees: str,
    summary: str,
) -> dict[str, Any]:
    """What holds for a new meeting and for a changed one."""
    check_choice(
        kind,
        Meeting.Kind.values,
        field="kind",
        sentence=_("Choose whether it is a topic meeting or a promotion meeting."),
    )
    check_not_before(held_on, unit.opened_on, field="held_on")
    return {
        "kind": kind,
        "topic": named(topic, field="topic", missing=_("Say what the meeting is about.")),
        "held_on": held_on,
        "body": _body(post, unit, body_id, held_on),
        "place": fitting(place, field="place", most=120),
        "attendees": fitting(attendees, field="attendees", most=4000),
        "summary": fitting(summary, field="summary"),
    }


def told(values: dict[str, Any]) -> dict[str, Any]:
    """For the journal: the body by its name; who was there stands in the record, not in the journal."""
    left_out = {"attendees", "body"}
    body = values.get("body")
    named_body = {"body": body.name} if isinstance(body, Body) else {}
    return {**{key: value for key, value in values.items() if key not in left_out}, **named_body}


def _body(post: ActingPost, unit: Unit, body_id: UUID | None, day: date) -> Body | None:
    if body_id is None:
        return None
    body = get_body(post, body_id)
    if body.unit_path != unit.unit_path:
        raise Refusal(
            _("“%(body)s” is a body of %(other)s. Choose one of %(unit)s.")
            % {"body": body.name, "other": body.unit.name, "unit": unit.name},
            field="body_id",
        )
    if body.founded_on > day or (body.dissolved_on is not None and body.dissolved_on <= day):
        raise Refusal(
            _("“%(body)s” was not in being on %(day)s.") % {"body": body.name, "day": day.isoformat()},
            field="body_id",
        )
    return body
