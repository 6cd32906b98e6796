"""Reading people and posts, within what the post may see."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.policies import can_view_person, persons_visible_to, posts_visible_to
from xuezheng.kernel.people.refusals import PersonIsAbsent, PostIsAbsent
from xuezheng.kernel.scope.acting import ActingPost


def lasting(at: datetime) -> Q:
    """Posts in force at that moment or still to come."""
    return Q(valid_to=None) | Q(valid_to__gt=at)


def get_person(post: ActingPost, *, person_id: UUID) -> Person:
    person = Person.objects.select_related("home_unit").filter(id=person_id).first()
    if person is None or not can_view_person(post, person):
        raise PersonIsAbsent
    return person


def get_post(post: ActingPost, *, post_id: UUID) -> Post:
    held = posts_visible_to(post).filter(id=post_id).first()
    if held is None:
        raise PostIsAbsent
    return held


def account_of(person: Person) -> Account | None:
    return Account.objects.filter(person=person).first()


def posts_of(post: ActingPost, *, person: Person) -> QuerySet[Post]:
    """All posts of a person of the own subtree, the newest first; also those at other units, for the home keeps the record."""
    return posts_visible_to(post).filter(person=person).order_by("-valid_from", "id")


def posts_held_anywhere(post: ActingPost, *, person_id: UUID, at: datetime) -> list[Post]:
    """For judging only, never for showing: what the person holds or will hold, at whatever unit."""
    with beyond_own_scope(post):
        return list(Post.objects.filter(lasting(at), person_id=person_id).order_by("valid_from", "id"))


def people_matching(post: ActingPost, *, text: str) -> QuerySet[Person]:
    """By name or its beginning, by pinyin initials, by number."""
    text = text.strip()
    if not text:
        return Person.objects.none()
    return persons_visible_to(post).filter(matching(text))


def matching(text: str) -> Q:
    found = Q(name__begins=text) | Q(number__begins=text.upper())
    return found | Q(initials__begins=text.lower()) if text.isascii() and text.isalpha() else found
