"""What a meeting resolved: recorded, reworded, taken out again while nothing came of it yet."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.meetings.finding import meeting_to_change, resolution_to_change
from xuezheng.modules.organisation.keeping import changed, check_happened, named, note
from xuezheng.modules.organisation.models import Resolution

LONGEST = 500


@transaction.atomic
def record_resolution(*, post: ActingPost, meeting_id: UUID, text: str, at: datetime) -> Resolution:
    """A meeting that is only called has resolved nothing yet."""
    meeting = meeting_to_change(post, meeting_id)
    check_happened(meeting.held_on, at=at, field="text")
    text = _checked(text)
    last = Resolution.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    resolution = Resolution.objects.create(meeting=meeting, unit_path=meeting.unit_path, position=last + 1, text=text)
    note("record_resolution", post=post, row=meeting, at=at, after={"resolution": text})
    return resolution


@transaction.atomic
def change_resolution(*, post: ActingPost, resolution_id: UUID, version: int, text: str, at: datetime) -> Resolution:
    resolution = resolution_to_change(post, resolution_id, version=version)
    before = changed(resolution, text=_checked(text))
    after = {"resolution": resolution.text}
    note(
        "change_resolution",
        post=post,
        row=resolution.meeting,
        at=at,
        before={"resolution": before.get("text")},
        after=after,
    )
    return resolution


@transaction.atomic
def remove_resolution(*, post: ActingPost, resolution_id: UUID, version: int, at: datetime) -> None:
    """Only what was written by mistake: a resolution that became a task stays."""
    resolution = resolution_to_change(post, resolution_id, version=version)
    if resolution.task_id is not None:
        raise Conflict(_("This resolution became a task and stays. Close the task instead."))
    resolution.delete()
    note("remove_resolution", post=post, row=resolution.meeting, at=at, before={"resolution": resolution.text})


def _checked(text: str) -> str:
    return named(text, field="text", missing=_("Say what was resolved."), most=LONGEST)
