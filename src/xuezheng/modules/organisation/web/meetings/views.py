"""The page of one meeting, the forms of meetings, and those of their resolutions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.organisation.actions import meetings as acts
from xuezheng.modules.organisation.attachments import MEETING
from xuezheng.modules.organisation.policies.reach import can_write
from xuezheng.modules.organisation.queries.lookup import get_meeting, get_resolution
from xuezheng.modules.organisation.queries.meetings import followed_resolutions
from xuezheng.modules.organisation.web.answers import answer_button, answer_form, stated_version
from xuezheng.modules.organisation.web.meetings import forms as asked
from xuezheng.modules.plans.facade import plans_of


@post_required("organisation.read")
def meeting_page(request: PostRequest, meeting_id: UUID) -> HttpResponse:
    post, meeting, day = request.post, get_meeting(request.post, meeting_id), today(now())
    own = can_write(post, meeting)
    context = {
        "meeting": meeting,
        "called": meeting.held_on > day,
        "resolutions": followed_resolutions(post, meeting, day=day),
        "may_change": own,
        "may_hand_out": own and post.may("plans.write"),
        "files": shown_attachments(post, object_kind=MEETING, object_id=str(meeting.id)),
    }
    return render(request, "organisation/meeting.html", context)


@post_required("organisation.change")
def record_meeting(request: PostRequest) -> HttpResponse:
    first = {"held_on": today(now()), "body_id": request.GET.get("body", "")}

    def act(values: dict[str, Any]) -> tuple[str, str]:
        meeting = acts.record_meeting(post=request.post, at=now(), **values)
        return _("The meeting is recorded. Add what it resolved, and the minutes."), _page(meeting.id)

    return answer_form(
        request,
        form=asked.MeetingForm(request.post, request.POST or None, initial=first),
        act=act,
        title=_("Record a meeting"),
        cancel=reverse("meetings"),
    )


@post_required("organisation.change")
def change_meeting(request: PostRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_meeting(request.post, meeting_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.change_meeting(post=request.post, meeting_id=meeting.id, at=now(), **values)
        return _("The change is recorded."), _page(meeting.id)

    names = ("version", "topic", "kind", "held_on", "body_id", "place", "attendees", "summary")
    first = {name: getattr(meeting, name) for name in names}
    return answer_form(
        request,
        form=asked.ChangeMeetingForm(request.post, request.POST or None, chosen=meeting.body, initial=first),
        act=act,
        title=_("Change the meeting"),
        about=meeting.topic,
        cancel=_page(meeting.id),
    )


@post_required("organisation.change")
def record_resolution(request: PostRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_meeting(request.post, meeting_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.record_resolution(post=request.post, meeting_id=meeting.id, at=now(), **values)
        return _("The resolution is recorded."), _page(meeting.id)

    return answer_form(
        request,
        form=asked.ResolutionForm(request.POST or None),
        act=act,
        title=_("Add a resolution"),
        about=meeting.topic,
        cancel=_page(meeting.id),
    )


@post_required("organisation.change")
def change_resolution(request: PostRequest, resolution_id: UUID) -> HttpResponse:
    resolution = get_resolution(request.post, resolution_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.change_resolution(post=request.post, resolution_id=resolution.id, at=now(), **values)
        return _("The change is recorded."), _page(resolution.meeting_id)

    first = {"version": resolution.version, "text": resolution.text}
    return answer_form(
        request,
        form=asked.ChangeResolutionForm(request.POST or None, initial=first),
        act=act,
        title=_("Change the resolution"),
        about=resolution.meeting.topic,
        cancel=_page(resolution.meeting_id),
    )


@require_POST
@post_required("organisation.change")
def remove_resolution(request: PostRequest, resolution_id: UUID) -> HttpResponse:
    resolution = get_resolution(request.post, resolution_id)

    def act() -> str:
        acts.remove_resolution(
            post=request.post, resolution_id=resolution.id, version=stated_version(request), at=now()
        )
        return _("The resolution is taken out.")

    return answer_button(request, act=act, back=_page(resolution.meeting_id))


@post_required("plans.write")
def turn_into_task(request: PostRequest, resolution_id: UUID) -> HttpResponse:
    """A task of the unit's own published work points; the units named have it to do at once."""
    post, resolution = request.post, get_resolution(request.post, resolution_id)
    plans = plans_of(post, unit_path=resolution.unit_path)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        supporting = [values.pop("support_1"), values.pop("support_2")]
        acts.turn_into_task(
            post=post,
            resolution_id=resolution.id,
            plan_id=values.pop("plan_id"),
            lead_unit_ids=[values.pop("lead").id],
            support_unit_ids=[unit.id for unit in supporting if unit],
            at=now(),
            **values,
        )
        return _("The resolution is a task now, and handed out."), _page(resolution.meeting_id)

    first = {"version": resolution.version, "heading": resolution.text[:300]}
    return answer_form(
        request,
        form=asked.TaskForm(plans, request.POST or None, initial=first),
        act=act,
        title=_("Make it a task"),
        about=resolution.text,
        explained=_("A task of your published work points. The units named have it to do at once."),
        cancel=_page(resolution.meeting_id),
    )


def _page(meeting_id: UUID) -> str:
    return reverse("meeting", args=[meeting_id])
