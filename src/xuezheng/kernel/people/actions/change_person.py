"""Correcting a person's record: name, phone, e-mail."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.actions.governing import person_to_change
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.events import PersonChanged
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.names import name_initials
from xuezheng.kernel.people.particulars import checked_particulars, veiled
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def change_person(
    *, post: ActingPost, person_id: UUID, version: int, name: str, phone: str, email: str, at: datetime
) -> Person:
    """Change what is different; nothing is written where nothing is. Lasting posts take the new name, ended ones keep theirs."""
    person = person_to_change(post=post, person_id=person_id, version=version, at=at)
    checked = checked_particulars(name=name, phone=phone, email=email)
    wanted = {"name": checked.name, "phone": checked.phone, "email": checked.email}
    changed = {field: value for field, value in wanted.items() if getattr(person, field) != value}
    if not changed:
        return person
    before = {field: getattr(person, field) for field in changed}
    for field, value in changed.items():
        setattr(person, field, value)
    person.initials = name_initials(person.name)[:60]
    person.version += 1
    person.save(update_fields=[*changed, "initials", "version"])
    if "name" in changed:
        with beyond_own_scope(post):
            Post.objects.filter(lasting(at), person=person).update(person_name=person.name)
    journal.record(
        post=post,
        at=at,
        act="people.change_person",
        object_kind="person",
        object_id=person.id,
        object_name=person.name,
        unit_path=person.unit_path,
        before=_told(before),
        after=_told(changed),
    )
    outbox.announce(PersonChanged(unit_path=person.unit_path, person_id=str(person.id)), at=at)
    return person


def _told(values: dict[str, str]) -> dict[str, str]:
    """Contacts are veiled: more people read the journal than may see them."""
    return {field: value if field == "name" else veiled(value) for field, value in values.items()}
