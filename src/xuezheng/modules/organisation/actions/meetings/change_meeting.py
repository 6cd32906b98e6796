"""Changing what is recorded of a meeting."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.meetings.finding import meeting_to_change
from xuezheng.modules.organisation.actions.meetings.record_meeting import checked, told
from xuezheng.modules.organisation.keeping import changed, note
from xuezheng.modules.organisation.models import Meeting


@transaction.atomic
def change_meeting(
    *,
    post: ActingPost,
    meeting_id: UUID,
    version: int,
    kind: str,
    topic: str,
    held_on: date,
    body_id: UUID | None = None,
    place: str = "",
    attendees: str = "",
    summary: str = "",
    at: datetime,
) -> Meeting:
    meeting = meeting_to_change(post, meeting_id, version=version)
    values = checked(
        post,
        meeting.unit,
        kind=kind,
        topic=topic,
        held_on=held_on,
        body_id=body_id,
        place=place,
        attendees=attendees,
        summary=summary,
    )
    before = changed(meeting, **values)
    after = told({key: values[key] for key in before})
    note("change_meeting", post=post, row=meeting, at=at, before=told(before), after=after)
    return meeting
