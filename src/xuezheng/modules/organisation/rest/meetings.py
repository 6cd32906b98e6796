"""Endpoints of meetings and their resolutions."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.organisation.actions import meetings as acts
from xuezheng.modules.organisation.models import Meeting, Resolution
from xuezheng.modules.organisation.policies.meetings import meetings_visible_to, resolutions_visible_to
from xuezheng.modules.organisation.policies.reach import CHANGE, READ
from xuezheng.modules.organisation.queries.lookup import get_meeting, get_resolution
from xuezheng.modules.organisation.rest import router
from xuezheng.modules.organisation.rest.schemas import (
    MeetingIn,
    MeetingOut,
    ResolutionIn,
    ResolutionOut,
    ResolutionTaskIn,
)

MEETING, RESOLUTION = "/meetings/{uuid:meeting_id}", "/resolutions/{uuid:resolution_id}"


@router.lists("/meetings", item=MeetingOut, permission=READ, order="-held_on")
def list_meetings(request: ApiRequest) -> QuerySet[Meeting]:
    """Meetings of the own unit and those below."""
    return meetings_visible_to(request.post)


@router.reads(MEETING, returns=MeetingOut, permission=READ)
def read_meeting(request: ApiRequest, meeting_id: UUID) -> Meeting:
    """One meeting."""
    return get_meeting(request.post, meeting_id)


@router.creates(
    "/meetings",
    returns=MeetingOut,
    permission=CHANGE,
    location=lambda meeting: f"/api/v1/organisation/meetings/{meeting.id}",
)
def record_meeting(request: ApiRequest, meeting: MeetingIn) -> Meeting:
    """Record a meeting of the own unit. A day ahead says that it is called."""
    values = meeting.model_dump(exclude={"body"})
    return acts.record_meeting(post=request.post, body_id=meeting.body, at=request.at, **values)


@router.changes(MEETING, returns=MeetingOut, permission=CHANGE)
def change_meeting(request: ApiRequest, meeting_id: UUID, meeting: MeetingIn) -> Meeting:
    """Change what is recorded of a meeting."""
    values = meeting.model_dump(exclude={"body"})
    return acts.change_meeting(
        post=request.post,
        meeting_id=meeting_id,
        version=request.version,
        body_id=meeting.body,
        at=request.at,
        **values,
    )


@router.lists(f"{MEETING}/resolutions", item=ResolutionOut, permission=READ, order="position")
def list_resolutions(request: ApiRequest, meeting_id: UUID) -> QuerySet[Resolution]:
    """What a meeting resolved, in the order of the minutes."""
    return resolutions_visible_to(request.post).filter(meeting=get_meeting(request.post, meeting_id))


@router.reads(RESOLUTION, returns=ResolutionOut, permission=READ)
def read_resolution(request: ApiRequest, resolution_id: UUID) -> Resolution:
    """One resolution."""
    return get_resolution(request.post, resolution_id)


@router.creates(f"{MEETING}/resolutions", returns=ResolutionOut, permission=CHANGE)
def record_resolution(request: ApiRequest, meeting_id: UUID, resolution: ResolutionIn) -> Resolution:
    """Record what a meeting resolved."""
    return acts.record_resolution(post=request.post, meeting_id=meeting_id, text=resolution.text, at=request.at)


@router.changes(RESOLUTION, returns=ResolutionOut, permission=CHANGE)
def change_resolution(request: ApiRequest, resolution_id: UUID, resolution: ResolutionIn) -> Resolution:
    """Reword a resolution."""
    return acts.change_resolution(
        post=request.post,
        resolution_id=resolution_id,
        version=request.version,
        text=resolution.text,
        at=request.at,
    )


@router.removes(RESOLUTION, permission=CHANGE, versioned=True)
def remove_resolution(request: ApiRequest, resolution_id: UUID) -> None:
    """Take a resolution out that became no task."""
    acts.remove_resolution(post=request.post, resolution_id=resolution_id, version=request.version, at=request.at)


@router.acts(f"{RESOLUTION}/task", returns=ResolutionOut, permission="plans.write", versioned=True)
def turn_into_task(request: ApiRequest, resolution_id: UUID, task: ResolutionTaskIn) -> Resolution:
    """Make a task of the unit's published work points out of a resolution."""
    return acts.turn_into_task(
        post=request.post,
        resolution_id=resolution_id,
        version=request.version,
        plan_id=task.plan,
        heading=task.heading,
        lead_unit_ids=_ids(request.post, task.leads),
        support_unit_ids=_ids(request.post, task.supports),
        due_on=task.due_on,
        at=request.at,
    )


def _ids(post: ActingPost, codes: list[str]) -> list[int]:
    return [get_unit(post, code=code).id for code in codes]
