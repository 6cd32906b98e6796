"""Taking in a whole table of people: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.journal import facade as journal
from xuezheng.kernel.outbox import facade as outbox
from xuezheng.kernel.pages.tables import Table
from xuezheng.kernel.people.actions.governing import refuse_closed
from xuezheng.kernel.people.events import AccountOpened, PersonRegistered, PostGranted
from xuezheng.kernel.people.importing.checking import check_people
from xuezheng.kernel.people.importing.drafts import PeopleDraft, PersonDraft, PostDraft
from xuezheng.kernel.people.initial_passwords import encoded, new_initial_password
from xuezheng.kernel.people.models import Account, Person, Post
from xuezheng.kernel.people.numbers import next_numbers
from xuezheng.kernel.people.particulars import veiled
from xuezheng.kernel.people.refusals import MayNotKeepPeople
from xuezheng.kernel.people.rows import account_row, person_row, post_row
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.locks import hold_structure, locked_units

BATCH = 2000


class TableHasProblems(Conflict):
    """The drafts carry the problems, for the marked workbook."""

    status = 422
    code = "table-has-problems"

    def __init__(self, draft: PeopleDraft) -> None:
        super().__init__(
            _("Nothing was imported: %(count)d cells are wrong. Correct them and send the table again.")
            % {"count": len(draft.problems)},
            field="file",
        )
        self.draft = draft


@dataclass(frozen=True, kw_only=True)
class PeopleImported:
    """`passwords` are the rows of the workbook that is handed out once; they are known nowhere else."""

    persons: int
    accounts: int
    posts: int
    passwords: Sequence[dict[str, str]]


@dataclass(kw_only=True)
class _Made:
    persons: dict[int, Person]
    """By the row of the table."""
    accounts: list[Account]
    posts: list[tuple[Post, PostDraft]]
    passwords: list[dict[str, str]]


@transaction.atomic
def import_people(*, post: ActingPost, table: Table, at: datetime) -> PeopleImported:
    """Register everybody, open their accounts, grant their posts. Refused as a whole where one cell is wrong."""
    if not post.may("people.change"):
        raise MayNotKeepPeople
    hold_structure()
    draft = check_people(post=post, table=table, at=at)
    if draft.problems:
        raise TableHasProblems(draft)
    _hold_open(draft)
    try:
        with transaction.atomic():
            made = _made(draft, post=post, at=at)
    except IntegrityError as error:
        raise Conflict(_("Somebody else registered one of these people meanwhile. Check the table again.")) from error
    _tell(made, draft, post=post, at=at)
    return PeopleImported(
        persons=len(made.persons), accounts=len(made.accounts), posts=len(made.posts), passwords=made.passwords
    )


def _hold_open(draft: PeopleDraft) -> None:
    """No unit of the table closes before this is committed; one that just did is refused as if it had closed before."""
    units = {person.home.id for person in draft.new_persons} | {
        one.unit.id for each in draft.persons for one in each.posts
    }
    for unit in locked_units(sorted(units)):
        refuse_closed(unit, field="file")


def _made(draft: PeopleDraft, *, post: ActingPost, at: datetime) -> _Made:
    new = draft.new_persons
    _lock([person.known for person in draft.persons if person.known])
    numbers = iter(next_numbers(sum(not person.number for person in new)))
    persons = {person.row: _person(person, person.number or next(numbers)) for person in new}
    Person.objects.bulk_create(persons.values(), batch_size=BATCH)
    accounts, passwords = [], []
    for person in new:
        if person.username is not None:
            row = persons[person.row]
            password = new_initial_password()
            username = person.username or row.number.lower()
            accounts.append(account_row(person=row, username=username, encoded_password=encoded(password)))
            passwords.append(
                {
                    "number": row.number,
                    "name": row.name,
                    "unit": person.home.name,
                    "username": username,
                    "password": password,
                }
            )
    Account.objects.bulk_create(accounts, batch_size=BATCH)
    posts = [
        (_post(held, person.known or persons[person.row], granted_by=post, at=at), held)
        for person in draft.persons
        for held in person.posts
    ]
    Post.objects.bulk_create([row for row, _held in posts], batch_size=BATCH)
    return _Made(persons=persons, accounts=accounts, posts=posts, passwords=passwords)


def _lock(known: Sequence[Person]) -> None:
    """As a single grant does, so that nobody gets the same post twice at once."""
    ids = [person.id for person in known]
    list(Person.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id").values_list("id", flat=True))


def _person(draft: PersonDraft, number: str) -> Person:
    return person_row(number=number, name=draft.name, home_unit=draft.home, phone=draft.phone, email=draft.email)


def _post(held: PostDraft, person: Person, *, granted_by: ActingPost, at: datetime) -> Post:
    return post_row(
        person=person,
        unit=held.unit,
        role=held.role.code,
        valid_from=at,
        valid_to=held.valid_to,
        granted_by=granted_by.post_id,
    )


def _tell(made: _Made, draft: PeopleDraft, *, post: ActingPost, at: datetime) -> None:
    """The same entries and events as the single acts would leave."""
    homes = {person.row: person.home.name for person in draft.new_persons}
    journal.record_many(
        [
            *(_noted_person(row, homes[number]) for number, row in made.persons.items()),
            *(
                _noted("open_account", "account", row, row.person.name, {"username": row.username})
                for row in made.accounts
            ),
            *(_noted_post(row, held) for row, held in made.posts),
        ],
        post=post,
        at=at,
    )
    outbox.announce_many(
        [
            *(PersonRegistered(unit_path=row.unit_path, person_id=str(row.id)) for row in made.persons.values()),
            *(
                AccountOpened(unit_path=row.unit_path, person_id=str(row.person_id), account_id=str(row.id))
                for row in made.accounts
            ),
            *(
                PostGranted(
                    unit_path=row.unit_path,
                    post_id=str(row.id),
                    person_id=str(row.person_id),
                    unit_id=row.unit_id,
                    role=row.role,
                )
                for row, _held in made.posts
            ),
        ],
        at=at,
    )


def _noted_person(row: Person, home: str) -> journal.Record:
    after = {
        "number": row.number,
        "name": row.name,
        "home_unit": home,
        "phone": veiled(row.phone),
        "email": veiled(row.email),
    }
    return _noted("register_person", "person", row, row.name, after)


def _noted_post(row: Post, held: PostDraft) -> journal.Record:
    after = {
        "person": row.person_name,
        "unit": row.unit_name,
        "role": row.role,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }
    return _noted("grant_post", "post", row, f"{row.person_name} · {held.role.name_zh} · {row.unit_name}", after)


def _noted(act: str, kind: str, row: Person | Account | Post, name: str, after: dict[str, Any]) -> journal.Record:
    return journal.Record(
        act=f"people.{act}",
        object_kind=kind,
        object_id=row.id,
        object_name=name,
        unit_path=row.unit_path,
        after=after,
    )
