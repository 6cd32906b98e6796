"""Keeping rows with their home: what belongs to a person lies at the path of the home unit as it is today.

Called where a person's home changes or a unit itself moves, bound to the whole tree. Ended posts stay where they were.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Model, OuterRef, QuerySet, Subquery

from xuezheng.kernel.people.models import (
    Account,
    Authenticator,
    Passkey,
    Person,
    Post,
    RecoveryCode,
    Session,
)
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.units.models import Unit

M = TypeVar("M", bound=Model)
SIGN_IN = (Authenticator, Passkey, RecoveryCode, Session)


def settle_at_home(person_ids: Sequence[UUID]) -> None:
    """Set the path of everything these persons own to that of their record."""
    record = Person.objects.filter(id=OuterRef("person_id")).values("unit_path")[:1]
    Post.objects.filter(person_id__in=person_ids).update(home_path=Subquery(record))
    Account.objects.filter(person_id__in=person_ids).update(unit_path=Subquery(record))
    account = Account.objects.filter(id=OuterRef("account_id")).values("unit_path")[:1]
    for model in SIGN_IN:
        model.objects.filter(account__person_id__in=person_ids).update(unit_path=Subquery(account))


def follow_units(*, old_path: str, at: datetime) -> int:
    """After a unit left `old_path`: records and lasting posts of its subtree go to where their unit is today. Returns how many
    persons moved. Doing it twice changes nothing, whatever happened in between."""
    moved = list(_astray(Person.objects.all(), old_path, unit="home_unit").values_list("id", flat=True))
    place = Unit.objects.filter(id=OuterRef("home_unit_id")).values("unit_path")[:1]
    Person.objects.filter(id__in=moved).update(unit_path=Subquery(place))
    settle_at_home(moved)
    seat = Unit.objects.filter(id=OuterRef("unit_id")).values("unit_path")[:1]
    astray = _astray(Post.objects.filter(lasting(at)), old_path, unit="unit").values_list("id", flat=True)
    Post.objects.filter(id__in=list(astray)).update(unit_path=Subquery(seat))
    return len(moved)


def _astray(rows: "QuerySet[M]", old_path: str, *, unit: str) -> "QuerySet[M]":
    """Rows of the old subtree that lie elsewhere than their unit."""
    inside = rows.filter(unit_path__gte=old_path, unit_path__lt=old_path + "~")
    return inside.exclude(unit_path=F(f"{unit}__unit_path"))
