"""Forms about posts: grant, extend, end."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.people.actions.end_post import end_post
from xuezheng.kernel.people.actions.extend_post import extend_post
from xuezheng.kernel.people.actions.grant_post import grant_post, grant_post_to_named
from xuezheng.kernel.people.days import end_of, last_day, start_of
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.policies import GRANTING
from xuezheng.kernel.people.queries import get_person, get_post
from xuezheng.kernel.people.web.answers import answer_form, done, sent
from xuezheng.kernel.people.web.forms import ExtendForm, GrantForm, GrantToNamedForm, VersionForm


@post_required(GRANTING)
def grant(request: PostRequest, person_id: UUID) -> HttpResponse:
    person = get_person(request.post, person_id=person_id)

    def act(data: dict[str, Any]) -> HttpResponse:
        held = grant_post(post=request.post, person_id=person_id, **_granted(data))
        return done(request, _granted_sentence(held), to=reverse("person", args=[person_id]))

    form = GrantForm(sent(request), post=request.post, initial={"unit": person.home_unit.code})
    return answer_form(
        request,
        form=form,
        act=act,
        title=_("Grant a post"),
        about=f"{person.name} · {person.number} · {person.home_unit.name}",
        cancel=reverse("person", args=[person_id]),
    )


@post_required(GRANTING)
def grant_to_named(request: PostRequest) -> HttpResponse:
    def act(data: dict[str, Any]) -> HttpResponse:
        held = grant_post_to_named(post=request.post, number=data["number"], name=data["name"], **_granted(data))
        return done(request, _granted_sentence(held), to=reverse("post", args=[held.id]))

    return answer_form(
        request,
        form=GrantToNamedForm(sent(request), post=request.post),
        act=act,
        title=_("Grant a post"),
        explained=_(
            "To a person of any unit. The home unit keeps the record and sees the post; you see the post and the name."
        ),
        cancel=reverse("posts"),
    )


@post_required(GRANTING)
def extend(request: PostRequest, post_id: UUID) -> HttpResponse:
    held = get_post(request.post, post_id=post_id)

    def act(data: dict[str, Any]) -> HttpResponse:
        extend_post(
            post=request.post, post_id=post_id, version=data["version"], valid_to=end_of(data["last_day"]), at=now()
        )
        return done(request, _("The end of the post is moved."), to=_page(held))

    initial = {"version": held.version, "last_day": last_day(held.valid_to)}
    return answer_form(
        request,
        form=ExtendForm(sent(request), initial=initial),
        act=act,
        title=_("Extend the post"),
        about=_about(held),
        cancel=_page(held),
    )


@post_required(GRANTING)
def end(request: PostRequest, post_id: UUID) -> HttpResponse:
    held = get_post(request.post, post_id=post_id)

    def act(data: dict[str, Any]) -> HttpResponse:
        end_post(post=request.post, post_id=post_id, version=data["version"], at=now())
        return done(request, _("The post is ended."), to=reverse("posts"))

    return answer_form(
        request,
        form=VersionForm(sent(request), initial={"version": held.version}),
        act=act,
        title=_("End the post"),
        about=_about(held),
        explained=_("It ends now. What was done under it stays recorded."),
        cancel=_page(held),
    )


def _granted(data: dict[str, Any]) -> dict[str, Any]:
    at = now()
    return {
        "unit_id": data["unit"].id,
        "role": data["role"],
        "valid_from": start_of(data["valid_from"], at=at),
        "valid_to": end_of(data["last_day"]),
        "at": at,
    }


def _granted_sentence(held: Post) -> str:
    return _("%(name)s is now %(role)s at %(unit)s.") % {
        "name": held.person_name,
        "role": held.role_name,
        "unit": held.unit_name,
    }


def _about(held: Post) -> str:
    return f"{held.person_name} · {held.role_name} · {held.unit_name}"


def _page(held: Post) -> str:
    return reverse("post", args=[held.id])
