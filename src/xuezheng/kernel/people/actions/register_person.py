"""Registering a person: once, under one number for life."""

from datetime import datetime

from django.db import IntegrityError, transaction

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.actions.governing import open_unit
from xuezheng.kernel.people.events import PersonRegistered
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.numbers import may_be_given, next_numbers, normal
from xuezheng.kernel.people.particulars import checked_particulars, veiled
from xuezheng.kernel.people.policies import can_view_person
from xuezheng.kernel.people.refusals import MayNotKeepPeople, NumberIsTaken, NumberNotUsable
from xuezheng.kernel.people.rows import person_row
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def register_person(
    *,
    post: ActingPost,
    name: str,
    home_unit_id: int,
    number: str = "",
    phone: str = "",
    email: str = "",
    at: datetime,
) -> Person:
    """Take a person into the register of a unit. Without a number one is given."""
    if not post.may("people.change"):
        raise MayNotKeepPeople
    home = open_unit(post=post, unit_id=home_unit_id, field="home_unit")
    checked = checked_particulars(name=name, phone=phone, email=email)
    number = usable_number(post=post, number=number) or next_numbers(1)[0]
    person = person_row(number=number, name=checked.name, home_unit=home, phone=checked.phone, email=checked.email)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise NumberNotUsable(number) from error
    journal.record(
        post=post,
        at=at,
        act="people.register_person",
        object_kind="person",
        object_id=person.id,
        object_name=person.name,
        unit_path=person.unit_path,
        after={
            "number": number,
            "name": person.name,
            "home_unit": home.name,
            "phone": veiled(person.phone),
            "email": veiled(person.email),
        },
    )
    outbox.announce(PersonRegistered(unit_path=person.unit_path, person_id=str(person.id)), at=at)
    return person


def usable_number(*, post: ActingPost, number: str) -> str:
    """The given number as it is stored, or ''. Whose it is already is said only to those who may see the person."""
    number = normal(number)
    if not number:
        return ""
    known = Person.objects.select_related("home_unit").filter(number=number).first()
    if known is not None and can_view_person(post, known):
        raise NumberIsTaken(known)
    if known is not None or not may_be_given(number):
        raise NumberNotUsable(number)
    return number
