"""What the tests of people share: a person of a unit, what the journal and the outbox then say, and everything a post sees."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from tests.factories import AT, make_post
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.rows import person_row, post_row
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

LATER = AT + timedelta(days=30)
EARLIER = AT - timedelta(days=400)
_count = iter(range(1, 10_000))


def everywhere() -> AbstractContextManager[ActingPost]:
    return bound(system_post("test"))


def make_person(unit: Unit, *, name: str = "王芳", phone: str = "13800000000") -> Person:
    """A person without account or post."""
    with everywhere():
        person = person_row(number=f"T-{next(_count):05d}", name=name, home_unit=unit, phone=phone)
        person.save()
    return person


def hold(person: Person, unit: Unit, role: str) -> Post:
    """A further post of a person, in force at AT."""
    with everywhere():
        post = post_row(person=person, unit=unit, role=role, valid_from=EARLIER)
        post.save()
    return post


def holder(unit: Unit, role: str) -> Person:
    """A person with account and post at the unit, which is also home."""
    post = make_post(unit, role=role)
    with everywhere():
        return Person.objects.get(id=post.person_id)


def fresh(row: Any) -> Any:
    with everywhere():
        return type(row).objects.get(pk=row.pk)


def account_of(person: Person) -> Account:
    with everywhere():
        return Account.objects.get(person=person)


def posts_of(person: Person) -> list[Post]:
    with everywhere():
        return list(Post.objects.filter(person=person).order_by("valid_from", "id"))


def journaled() -> list[tuple[str, str, Any, Any]]:
    with everywhere():
        return list(Entry.objects.order_by("id").values_list("act", "unit_path", "before", "after"))


def announced() -> list[str]:
    """By name: events of one moment have no order."""
    with everywhere():
        return sorted(Event.objects.filter(name__startswith="people.").values_list("name", flat=True))


def person_behind(post: ActingPost) -> Person:
    assert post.person_id is not None
    with everywhere():
        return Person.objects.get(id=post.person_id)
