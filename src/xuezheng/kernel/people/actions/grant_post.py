"""Granting a post: a role at a unit, for a time, to a person of the own subtree or one named by number and name."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.actions.governing import open_unit
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.events import PostGranted
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.numbers import normal
from xuezheng.kernel.people.policies import can_grant_role, rank_of, roles_grantable_by
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.refusals import (
    NobodyByThatNumberAndName,
    NotUponOneself,
    PeriodNotPossible,
    PersonHasLeft,
    PersonIsAbsent,
    PostIsHeldAlready,
    RoleNotGrantable,
)
from xuezheng.kernel.people.roles import Role, roles
from xuezheng.kernel.people.rows import post_row
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit


@transaction.atomic
def grant_post(
    *,
    post: ActingPost,
    person_id: UUID,
    unit_id: int,
    role: str,
    at: datetime,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
) -> Post:
    """Grant a role to a person of the own subtree."""
    unit, granted = _grantable(post=post, unit_id=unit_id, role=role)
    person = Person.objects.select_for_update(of=("self",)).filter(id=person_id).first()
    if person is None or not post.covers(person.unit_path):
        raise PersonIsAbsent
    return _grant(
        post=post, person=person, unit=unit, granted=granted, valid_from=valid_from or at, valid_to=valid_to, at=at
    )


@transaction.atomic
def grant_post_to_named(
    *,
    post: ActingPost,
    number: str,
    name: str,
    unit_id: int,
    role: str,
    at: datetime,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
) -> Post:
    """Grant a role to a person of any unit, named by number and name together; nothing else of the record is opened."""
    unit, granted = _grantable(post=post, unit_id=unit_id, role=role)
    with beyond_own_scope(post):
        named = Person.objects.filter(number=normal(number), name=" ".join(name.split()), left_on=None)
        person = named.select_for_update(of=("self",)).first()
    if person is None:
        raise NobodyByThatNumberAndName
    return _grant(
        post=post, person=person, unit=unit, granted=granted, valid_from=valid_from or at, valid_to=valid_to, at=at
    )


def _grantable(*, post: ActingPost, unit_id: int, role: str) -> tuple[Unit, Role]:
    unit, granted = open_unit(post=post, unit_id=unit_id, field="unit"), roles().get(role)
    if granted is None or not can_grant_role(post, unit, granted):
        raise RoleNotGrantable(unit=unit, granted=granted, grantable=roles_grantable_by(post, unit))
    return unit, granted


def _grant(
    *,
    post: ActingPost,
    person: Person,
    unit: Unit,
    granted: Role,
    valid_from: datetime,
    valid_to: datetime | None,
    at: datetime,
) -> Post:
    """The person's row is locked, so two grants at once are seen one after the other."""
    if person.left_on is not None:
        raise PersonHasLeft(person)
    if person.id == post.person_id and granted.rank >= rank_of(post):
        raise NotUponOneself
    refuse_impossible_period(valid_from=valid_from, valid_to=valid_to, at=at)
    _refuse_overlap(person, unit, granted, valid_from=valid_from, valid_to=valid_to)
    row = post_row(
        person=person,
        unit=unit,
        role=granted.code,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by=post.post_id,
    )
    row.save(force_insert=True)
    journal.record(
        post=post,
        at=at,
        act="people.grant_post",
        object_kind="post",
        object_id=row.id,
        object_name=f"{row.person_name} · {granted.name_zh} · {unit.name}",
        unit_path=row.unit_path,
        after={
            "person": row.person_name,
            "unit": unit.name,
            "role": granted.code,
            "valid_from": valid_from.isoformat(),
            "valid_to": valid_to.isoformat() if valid_to else None,
        },
    )
    outbox.announce(
        PostGranted(
            unit_path=row.unit_path, post_id=str(row.id), person_id=str(person.id), unit_id=unit.id, role=granted.code
        ),
        at=at,
    )
    return row


def refuse_impossible_period(*, valid_from: datetime, valid_to: datetime | None, at: datetime) -> None:
    if valid_from < at:
        sentence = _("A post begins now or later; what was held before is no longer granted.")
        raise PeriodNotPossible(sentence, field="valid_from")
    if valid_to is not None and valid_to <= valid_from:
        raise PeriodNotPossible(_("The end lies after the beginning. Choose a later end."), field="valid_to")


def _refuse_overlap(
    person: Person, unit: Unit, granted: Role, *, valid_from: datetime, valid_to: datetime | None
) -> None:
    """Posts at the own units only are looked at: the unit is one of them."""
    same = Post.objects.filter(lasting(valid_from), person_id=person.id, unit=unit, role=granted.code)
    if same.filter(Q(valid_from__lt=valid_to) if valid_to else Q()).exists():
        raise PostIsHeldAlready(unit=unit, granted=granted)
