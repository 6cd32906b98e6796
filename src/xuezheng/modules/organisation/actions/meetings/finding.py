"""The meeting or resolution that an act changes: found, the own unit's, locked, fresh."""

from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.keeping import locked
from xuezheng.modules.organisation.models import Meeting, Resolution
from xuezheng.modules.organisation.policies.reach import can_write
from xuezheng.modules.organisation.queries.lookup import get_meeting, get_resolution
from xuezheng.modules.organisation.refusals import IsNotYours, ResolutionIsAbsent


def meeting_to_change(post: ActingPost, meeting_id: UUID, *, version: int | None = None) -> Meeting:
    seen = get_meeting(post, meeting_id)
    if not can_write(post, seen):
        raise IsNotYours(seen.topic, seen.unit.name)
    meeting = locked(Meeting.objects.all(), meeting_id, version=version)
    meeting.unit, meeting.body = seen.unit, seen.body
    return meeting


def resolution_to_change(post: ActingPost, resolution_id: UUID, *, version: int) -> Resolution:
    """Resolutions share the lock of their meeting."""
    seen = get_resolution(post, resolution_id)
    meeting = meeting_to_change(post, seen.meeting_id)
    if not Resolution.objects.filter(id=resolution_id).exists():
        raise ResolutionIsAbsent
    resolution = locked(Resolution.objects.all(), resolution_id, version=version)
    resolution.meeting = meeting
    return resolution
