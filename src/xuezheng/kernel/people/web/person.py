"""A person's page: the record, the account, the posts, and what the present post may do with them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xuezheng.kernel.clock import now
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.people.days import last_day
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.policies import (
    GRANTING,
    can_change_person,
    can_end_post,
    can_set_password,
    can_view_contact,
)
from xuezheng.kernel.people.queries import account_of, get_person, get_post, posts_held_anywhere, posts_of
from xuezheng.kernel.people.web.posts_list import state_of
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class ShownPost:
    held: Post
    last_day: object
    state: str
    lasting: bool
    governed: bool


@dataclass(frozen=True, kw_only=True)
class Powers:
    """What the buttons offer; each action decides again."""

    change: bool
    leave: bool
    set_password: bool
    grant: bool


@post_required("people.read")
def person_page(request: PostRequest, person_id: UUID) -> HttpResponse:
    post, at = request.post, now()
    person = get_person(post, person_id=person_id)
    account = account_of(person)
    context = {
        "person": person,
        "person_account": account,
        "contacts": can_view_contact(post, person),
        "person_posts": [shown_post(post, held, at=at) for held in posts_of(post, person=person)],
        "powers": powers_over(post, person, at=at),
    }
    return render(request, "people/person.html", context)


@post_required("people.read")
def post_page(request: PostRequest, post_id: UUID) -> HttpResponse:
    held = get_post(request.post, post_id=post_id)
    at_home = request.post.covers(held.home_path)
    context = {"shown": shown_post(request.post, held, at=now()), "at_home": at_home}
    return render(request, "people/post.html", context)


def shown_post(post: ActingPost, held: Post, *, at: datetime) -> ShownPost:
    lasting = held.valid_to is None or held.valid_to > at
    return ShownPost(
        held=held,
        last_day=last_day(held.valid_to),
        state=state_of(held),
        lasting=lasting,
        governed=lasting and can_end_post(post, held),
    )


def powers_over(post: ActingPost, person: Person, *, at: datetime) -> Powers:
    held = posts_held_anywhere(post, person_id=person.id, at=at)
    may_change = can_change_person(post, person, held)
    elsewhere = may_change and person.id != post.person_id and person.left_on is None
    return Powers(
        change=may_change,
        leave=elsewhere,
        set_password=elsewhere and can_set_password(post, person, held),
        grant=post.may(GRANTING) and person.left_on is None,
    )
