"""Recording that a person has left service: every post ends, wherever it is held, and the account is closed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.people.actions.close_account import shut_account
from xuezheng.kernel.people.actions.end_post import close_post
from xuezheng.kernel.people.actions.governing import person_to_change
from xuezheng.kernel.people.beyond import beyond_own_scope
from xuezheng.kernel.people.events import PersonLeft
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.queries import lasting
from xuezheng.kernel.people.refusals import PeriodNotPossible, PersonHasLeft
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def record_leaving(*, post: ActingPost, person_id: UUID, version: int, left_on: date, at: datetime) -> Person:
    """The last day may lie in the past; posts end now. Somebody who still ranks above elsewhere is left to those above."""
    person = person_to_change(post=post, person_id=person_id, version=version, at=at, upon_oneself=False)
    if person.left_on is not None:
        raise PersonHasLeft(person)
    if left_on > today(at):
        raise PeriodNotPossible(_("Record the leaving on the day itself, or later."), field="left_on")
    person.left_on = left_on
    person.version += 1
    person.save(update_fields=["left_on", "version"])
    with beyond_own_scope(post) as reaching:
        for held in Post.objects.filter(lasting(at), person=person).select_for_update().order_by("id"):
            close_post(post=reaching, held=held, at=at)
    account = Account.objects.select_for_update().filter(person=person, is_active=True).first()
    if account is not None:
        shut_account(post=post, account=account, at=at)
    journal.record(
        post=post,
        at=at,
        act="people.record_leaving",
        object_kind="person",
        object_id=person.id,
        object_name=person.name,
        unit_path=person.unit_path,
        before={"left_on": None},
        after={"left_on": left_on.isoformat()},
    )
    outbox.announce(
        PersonLeft(unit_path=person.unit_path, person_id=str(person.id), left_on=left_on.isoformat()), at=at
    )
    return person
