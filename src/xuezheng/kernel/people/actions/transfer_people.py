"""Moving all people of a unit to another at once: what is needed before a unit is merged into it or closed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from xuezheng.kernel.people.actions.governing import refuse_closed, unit_within
from xuezheng.kernel.people.actions.transfer_records import Transfer, tell_of_transfer
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.homes import settle_at_home
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.policies import (
    can_change_person,
    can_end_post,
    can_grant_role,
    can_transfer_people,
    roles_grantable_by,
)
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.refusals import (
    MayNotTransferPeople,
    NobodyIsThere,
    NotUponOneself,
    PeopleRankAbove,
    RoleNotGrantable,
)
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.locks import locked_units
from xuezheng.kernel.units.models import Unit


class PostsThen(StrEnum):
    """What becomes of the posts held at the old unit, by whomever."""

    REGRANT = "regrant"
    """Each ends, and its role is granted at the new unit for the time it had left."""
    END = "end"


@dataclass(frozen=True, kw_only=True)
class PeopleMoved:
    """`posts_dropped` ended although they were to go on: their role does not exist at the new unit."""

    persons: int
    posts_ended: int
    posts_granted: int
    posts_dropped: int


@transaction.atomic
def transfer_people(
    *, post: ActingPost, from_unit_id: int, to_unit_id: int, posts: PostsThen, effective_on: date, at: datetime
) -> PeopleMoved:
    """Everybody at home there moves home, with account and sign-in; all posts held there end, guests' too. All or nothing.

    It is recorded on the day it takes effect or later, as a change of units is; posts end and begin at this moment.
    """
    source, target = _places(post, from_unit_id, to_unit_id)
    check_effective_on(effective_on, at=at, not_before=max(source.opened_on, target.opened_on))
    persons, held = _locked(post, source, at=at)
    _refuse_unless_governed(post, source, persons, held, at=at)
    granted, dropped = _granted(post, held, target, at=at) if posts is PostsThen.REGRANT else ([], 0)
    _end(held, at=at)
    Person.objects.filter(id__in=[person.id for person in persons]).update(
        home_unit=target, unit_path=target.unit_path, version=F("version") + 1
    )
    Post.objects.bulk_create(granted)
    with beyond_own_scope(post):
        settle_at_home([person.id for person in persons])
    transfer = Transfer(
        source=source, target=target, persons=persons, ended=held, granted=granted, effective_on=effective_on
    )
    tell_of_transfer(transfer, post=post, at=at)
    return PeopleMoved(persons=len(persons), posts_ended=len(held), posts_granted=len(granted), posts_dropped=dropped)


def _places(post: ActingPost, from_unit_id: int, to_unit_id: int) -> tuple[Unit, Unit]:
    """Both in the own subtree and locked; the old one may have closed already."""
    source = unit_within(post=post, unit_id=from_unit_id, field="from_unit")
    target = unit_within(post=post, unit_id=to_unit_id, field="to_unit")
    if not can_transfer_people(post, source, target):
        raise MayNotTransferPeople
    if source.id == target.id:
        raise Refusal(_("The people are at this unit already. Choose another one."), field="to_unit")
    by_id = {unit.id: unit for unit in locked_units([source.id, target.id])}
    refuse_closed(by_id[target.id], field="to_unit")
    return by_id[source.id], by_id[target.id]


def _locked(post: ActingPost, source: Unit, *, at: datetime) -> tuple[list[Person], list[Post]]:
    """Persons, then posts, as every other act locks them; both are read again after, since some may have gone elsewhere."""
    home = Person.objects.filter(home_unit=source, left_on=None)
    there = Post.objects.filter(lasting(at), unit=source)
    ids = {*home.values_list("id", flat=True), *there.values_list("person_id", flat=True)}
    with beyond_own_scope(post):
        list(Person.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id").values_list("id"))
    persons = list(home.filter(id__in=ids).order_by("name", "id"))
    held = list(there.select_for_update(of=("self",)).filter(person_id__in=ids).order_by("id"))
    if not persons and not held:
        raise NobodyIsThere(source)
    return persons, held


def _refuse_unless_governed(
    post: ActingPost, source: Unit, persons: Sequence[Person], held: Sequence[Post], *, at: datetime
) -> None:
    if post.person_id in {*(person.id for person in persons), *(one.person_id for one in held)}:
        raise NotUponOneself
    anywhere: dict[UUID, list[Post]] = defaultdict(list)
    with beyond_own_scope(post):
        for one in Post.objects.filter(lasting(at), person_id__in=[person.id for person in persons]):
            anywhere[one.person_id].append(one)
    above = [person.name for person in persons if not can_change_person(post, person, anywhere[person.id])]
    above += [one.person_name for one in held if not can_end_post(post, one)]
    if above:
        raise PeopleRankAbove(source, list(dict.fromkeys(above)))


def _granted(post: ActingPost, held: Sequence[Post], target: Unit, *, at: datetime) -> tuple[list[Post], int]:
    """The posts that go on at the new unit, unsaved; and how many cannot, since their role does not exist there."""
    fitting = [one for one in held if one.role in roles() and target.level in roles()[one.role].levels]
    for code in {one.role for one in fitting}:
        if not can_grant_role(post, target, roles()[code]):
            raise RoleNotGrantable(unit=target, granted=roles()[code], grantable=roles_grantable_by(post, target))
    kept = Post.objects.filter(lasting(at), unit=target, person_id__in=[one.person_id for one in fitting])
    going_on = [_going_on(one, target, granted_by=post.post_id, at=at) for one in fitting]
    return [new for new in going_on if not any(_is_held_in(old, new) for old in kept)], len(held) - len(fitting)


def _going_on(held: Post, target: Unit, *, granted_by: UUID | None, at: datetime) -> Post:
    """Written from the post, not from the person, whose record may be another unit's."""
    return Post(
        person_id=held.person_id,
        person_name=held.person_name,
        home_path=held.home_path,
        unit=target,
        unit_name=target.name,
        unit_path=target.unit_path,
        role=held.role,
        valid_from=max(held.valid_from, at),
        valid_to=held.valid_to,
        granted_by=granted_by,
    )


def _is_held_in(old: Post, new: Post) -> bool:
    """Somebody who holds the role at the new unit already, in that time, keeps that post."""
    same = (old.person_id, old.role) == (new.person_id, new.role)
    return (
        same
        and (old.valid_to is None or old.valid_to > new.valid_from)
        and (new.valid_to is None or old.valid_from < new.valid_to)
    )


def _end(held: Sequence[Post], *, at: datetime) -> None:
    """Posts yet to begin are withdrawn, as by hand."""
    begun = [one.id for one in held if one.valid_from < at]
    Post.objects.filter(id__in=begun).update(valid_to=at, version=F("version") + 1)
    Post.objects.filter(id__in=[one.id for one in held if one.valid_from >= at]).delete()
