"""Keeping rows with their home: what belongs to a person lies at the path of the home unit as it is today.

Called where a person's home changes or a unit itself moves, bound to the whole tree. Ended posts stay where they were.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

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
from xuezheng.kernel.scope.following import astray, follow

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
    moved = list(
        astray(Person.objects.all(), old_path=old_path, bearer="home_unit__unit_path").values_list("id", flat=True)
    )
    follow(Person.objects.filter(id__in=moved), old_path=old_path, bearer="home_unit__unit_path")
    settle_at_home(moved)
    follow(Post.objects.filter(lasting(at)), old_path=old_path, bearer="unit__unit_path")
    return len(moved)
