"""Unsaved rows with all that belongs in them: for the actions, for imports and for loading thousands by bulk_create."""

from datetime import datetime
from uuid import UUID

from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.names import name_initials
from xuezheng.kernel.units.models import Unit


def person_row(
    *, number: str, name: str, home_unit: Unit, phone: str = "", email: str = "", synthetic: bool = False
) -> Person:
    return Person(
        number=number,
        name=name,
        initials=name_initials(name)[:60],
        home_unit=home_unit,
        unit_path=home_unit.unit_path,
        phone=phone,
        email=email,
        synthetic=synthetic,
    )


def account_row(
    *, person: Person, username: str, encoded_password: str, must_change_password: bool = True, synthetic: bool = False
) -> Account:
    """`encoded_password` is a hash; one hash may serve many demonstration accounts."""
    return Account(
        person=person,
        username=username,
        password=encoded_password,
        must_change_password=must_change_password,
        unit_path=person.unit_path,
        synthetic=synthetic,
    )


def post_row(
    *,
    person: Person,
    unit: Unit,
    role: str,
    valid_from: datetime,
    valid_to: datetime | None = None,
    granted_by: UUID | None = None,
) -> Post:
    return Post(
        person=person,
        person_name=person.name,
        home_path=person.unit_path,
        unit=unit,
        unit_name=unit.name,
        unit_path=unit.unit_path,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by=granted_by,
    )
