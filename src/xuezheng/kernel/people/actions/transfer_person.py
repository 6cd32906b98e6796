"""Moving a person's home to another unit: the record, the account and what it signs in with go along."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.actions.end_post import close_post
from xuezheng.kernel.people.actions.governing import open_unit, person_to_change
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.events import PersonTransferred
from xuezheng.kernel.people.homes import settle_at_home
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.refusals import PersonHasLeft
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def transfer_person(
    *, post: ActingPost, person_id: UUID, version: int, to_unit_id: int, keep_posts: bool = False, at: datetime
) -> Person:
    """Both homes lie in the own subtree: across its border the unit above transfers. Posts at the old home end unless kept."""
    target = open_unit(post=post, unit_id=to_unit_id, field="to_unit")
    person = person_to_change(post=post, person_id=person_id, version=version, at=at, upon_oneself=False)
    if person.left_on is not None:
        raise PersonHasLeft(person)
    if person.home_unit_id == target.id:
        raise Conflict(_("%(person)s is at %(unit)s already.") % {"person": person.name, "unit": target.name})
    old = person.home_unit
    if not keep_posts:
        ending = Post.objects.filter(lasting(at), person=person, unit=old).select_for_update().order_by("id")
        for held in ending:
            close_post(post=post, held=held, at=at)
    person.home_unit, person.unit_path = target, target.unit_path
    person.version += 1
    person.save(update_fields=["home_unit", "unit_path", "version"])
    with beyond_own_scope(post):
        settle_at_home([person.id])
    for path in dict.fromkeys((old.unit_path, target.unit_path)):
        journal.record(
            post=post,
            at=at,
            act="people.transfer_person",
            object_kind="person",
            object_id=person.id,
            object_name=person.name,
            unit_path=path,
            before={"home_unit": old.name},
            after={"home_unit": target.name, "posts_kept": keep_posts},
        )
    outbox.announce(
        PersonTransferred(unit_path=target.unit_path, person_id=str(person.id), from_path=old.unit_path), at=at
    )
    return person
