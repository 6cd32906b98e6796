"""The way into every action on a person or post: the row is found, locked, as expected, and within the post's power."""

from datetime import datetime
from uuid import UUID

from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.policies import (
    GRANTING,
    can_change_person,
    can_end_post,
    can_set_password,
    can_view_post,
)
from xuezheng.kernel.people.queries import posts_held_anywhere
from xuezheng.kernel.people.refusals import (
    MayNotKeepPeople,
    NotUponOneself,
    PersonHoldsPostsBeyond,
    PersonIsAbsent,
    PersonRanksAbove,
    PostHasEnded,
    PostIsAbsent,
    RecordHasChanged,
    RoleNotGrantable,
    UnitIsAbsent,
    UnitIsClosed,
)
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.locks import hold_structure, locked_units
from xuezheng.kernel.units.models import Unit


def person_to_change(
    *, post: ActingPost, person_id: UUID, version: int, at: datetime, upon_oneself: bool = True
) -> Person:
    person = _locked_person(post=post, person_id=person_id)
    if not upon_oneself and person.id == post.person_id:
        raise NotUponOneself
    if not can_change_person(post, person, posts_held_anywhere(post, person_id=person.id, at=at)):
        raise PersonRanksAbove(person)
    if person.version != version:
        raise RecordHasChanged
    return person


def person_with_account(*, post: ActingPost, person_id: UUID, at: datetime) -> tuple[Person, Account | None]:
    """For what gives, takes or restores the way in: stricter, since an account opens all posts of its person."""
    person = _locked_person(post=post, person_id=person_id)
    if person.id == post.person_id:
        raise NotUponOneself
    held = posts_held_anywhere(post, person_id=person.id, at=at)
    if not can_change_person(post, person, held):
        raise PersonRanksAbove(person)
    if not can_set_password(post, person, held):
        raise PersonHoldsPostsBeyond(person)
    return person, Account.objects.select_for_update().filter(person=person).first()


def post_to_govern(*, post: ActingPost, post_id: UUID, version: int, at: datetime) -> Post:
    """Locks in one order everywhere: the unit (for posts that grant), the person, the post."""
    seen = Post.objects.filter(id=post_id).first()
    if seen is None or not can_view_post(post, seen):
        raise PostIsAbsent
    if grants_posts(seen.role):
        Unit.objects.select_for_update(of=("self",), no_key=True).filter(id=seen.unit_id).first()
    lock_person(post=post, person_id=seen.person_id)
    held = Post.objects.select_for_update(of=("self",)).select_related("unit").filter(id=post_id).first()
    if held is None:
        raise PostIsAbsent
    if not can_end_post(post, held):
        raise RoleNotGrantable(unit=held.unit, granted=roles().get(held.role), grantable=[])
    if held.version != version:
        raise RecordHasChanged
    if held.valid_to is not None and held.valid_to <= at:
        raise PostHasEnded(held.valid_to)
    return held


def open_unit(*, post: ActingPost, unit_id: int, field: str) -> Unit:
    """A unit of the own subtree that people and posts can be placed at. It neither moves nor closes meanwhile: who closes it
    waits, then finds somebody there."""
    unit_within(post=post, unit_id=unit_id, field=field)
    (unit,) = locked_units([unit_id])
    refuse_closed(unit, field=field)
    return unit


def unit_within(*, post: ActingPost, unit_id: int, field: str) -> Unit:
    hold_structure()
    unit = Unit.objects.filter(id=unit_id).first()
    if unit is None or not post.covers(unit.unit_path):
        raise UnitIsAbsent(field=field)
    return unit


def refuse_closed(unit: Unit, *, field: str) -> None:
    if unit.closed_on is not None:
        raise UnitIsClosed(unit, field=field)


def lock_person(*, post: ActingPost, person_id: UUID) -> None:
    """Whatever unit keeps the record: changes of one person's posts follow one another."""
    with beyond_own_scope(post):
        Person.objects.select_for_update(of=("self",)).filter(id=person_id).first()


def grants_posts(code: str) -> bool:
    return code in roles() and GRANTING in roles()[code].permissions


def _locked_person(*, post: ActingPost, person_id: UUID) -> Person:
    if not post.may("people.change"):
        raise MayNotKeepPeople
    # Locked without a join: the home may change while we wait, and a joined row would then be found no more.
    person = Person.objects.select_for_update().filter(id=person_id).first()
    if person is None or not post.covers(person.unit_path):
        raise PersonIsAbsent
    return person
