"""The page of one body, and the forms over what can be done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.files.facade import shown_attachments
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.modules.organisation.actions import bodies as acts
from xuezheng.modules.organisation.attachments import BODY
from xuezheng.modules.organisation.catalogue import body_kinds, kind_name
from xuezheng.modules.organisation.policies.meetings import meetings_visible_to
from xuezheng.modules.organisation.policies.reach import can_keep
from xuezheng.modules.organisation.queries.bodies import seats_of
from xuezheng.modules.organisation.queries.lookup import get_body, get_member
from xuezheng.modules.organisation.web.answers import answer_form
from xuezheng.modules.organisation.web.bodies import forms as asked
from xuezheng.modules.organisation.web.choosing import asked_unit

MOST_MEETINGS = 20


@post_required("organisation.read")
def body_page(request: PostRequest, body_id: UUID) -> HttpResponse:
    post, body = request.post, get_body(request.post, body_id)
    sitting, former = seats_of(post, body, day=today(now()))
    context = {
        "body": body,
        "kind": kind_name(body.kind),
        "sitting": sitting,
        "former": former,
        "meetings": meetings_visible_to(post).filter(body=body).order_by("-held_on")[:MOST_MEETINGS],
        "may_change": body.dissolved_on is None and can_keep(post, body),
        "files": shown_attachments(post, object_kind=BODY, object_id=str(body.id)),
    }
    return render(request, "organisation/body.html", context)


@post_required("organisation.change")
def found_body(request: PostRequest) -> HttpResponse:
    post = request.post

    def act(values: dict[str, Any]) -> tuple[str, str]:
        unit = values.pop("unit")
        body = acts.found_body(post=post, unit_id=unit.id, at=now(), **values)
        return _("“%(body)s” is recorded. Add who sits in it.") % {"body": body.name}, _page(body.id)

    return answer_form(
        request,
        form=asked.NewBodyForm(request.POST or None, initial=_first(request)),
        act=act,
        title=_("Record a body"),
        explained=_(
            "A leading group, a coordination body or an office of digitalisation, of your unit or of one below."
        ),
        cancel=reverse("bodies"),
    )


@post_required("organisation.change")
def change_body(request: PostRequest, body_id: UUID) -> HttpResponse:
    body = get_body(request.post, body_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.change_body(post=request.post, body_id=body.id, at=now(), **values)
        return _("The change is recorded."), _page(body.id)

    first = {name: getattr(body, name) for name in ("version", "name", "founded_on", "doc_number", "duties")}
    return answer_form(
        request,
        form=asked.ChangeBodyForm(request.POST or None, initial=first),
        act=act,
        title=_("Change the body"),
        about=body.name,
        cancel=_page(body.id),
    )


@post_required("organisation.change")
def dissolve_body(request: PostRequest, body_id: UUID) -> HttpResponse:
    body = get_body(request.post, body_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.dissolve_body(post=request.post, body_id=body.id, at=now(), **values)
        return _("“%(body)s” is dissolved.") % {"body": body.name}, _page(body.id)

    return answer_form(
        request,
        form=asked.DissolveForm(request.POST or None, initial={"version": body.version, "dissolved_on": today(now())}),
        act=act,
        title=_("Dissolve the body"),
        about=body.name,
        explained=_("All seats that are held end on that day. Body and members stay readable."),
        cancel=_page(body.id),
    )


@post_required("organisation.change")
def seat_member(request: PostRequest, body_id: UUID) -> HttpResponse:
    body = get_body(request.post, body_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        member = acts.seat_member(post=request.post, body_id=body.id, at=now(), **values)
        return _("%(name)s sits in it now.") % {"name": member.name}, _page(body.id)

    return answer_form(
        request,
        form=asked.SeatForm(request.POST or None, initial={"valid_from": today(now()), "role": "member"}),
        act=act,
        title=_("Add a member"),
        about=body.name,
        cancel=_page(body.id),
    )


@post_required("organisation.change")
def end_seat(request: PostRequest, member_id: UUID) -> HttpResponse:
    member = get_member(request.post, member_id)

    def act(values: dict[str, Any]) -> tuple[str, str]:
        acts.end_seat(post=request.post, member_id=member.id, at=now(), **values)
        return _("The seat of %(name)s has ended.") % {"name": member.name}, _page(member.body_id)

    return answer_form(
        request,
        form=asked.EndSeatForm(request.POST or None, initial={"valid_to": today(now())}),
        act=act,
        title=_("End the seat"),
        about=f"{member.name} · {member.body.name}",
        cancel=_page(member.body_id),
    )


def _first(request: PostRequest) -> dict[str, Any]:
    """What is asked for in the address, else the own unit; the name as it is usual there."""
    unit = asked_unit(request.post, request.GET.get("unit", ""))
    kind = body_kinds().get(request.GET.get("kind", ""))
    if unit is None:
        return {}
    fitting = kind or next((item for item in body_kinds().values() if unit.kind in item.units), None)
    if fitting is None:
        return {"unit": unit.code}
    return {"unit": unit.code, "kind": fitting.code, "name": f"{unit.name}{fitting.full_names['zh']}"}


def _page(body_id: UUID) -> str:
    return reverse("body", args=[body_id])
