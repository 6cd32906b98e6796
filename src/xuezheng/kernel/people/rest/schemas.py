"""What the API gives of people and posts, and what it takes. Owners, paths and versions are never taken from a body."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from xuezheng.kernel.people.actions.transfer_people import PostsThen
from xuezheng.kernel.people.models import Person, Post
from xuezheng.kernel.people.policies import can_view_contact
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.scope.binding import acting_post

Name = Annotated[str, Field(max_length=60)]
Number = Annotated[str, Field(max_length=20)]
Phone = Annotated[str, Field(max_length=20)]
Email = Annotated[str, Field(max_length=254)]
RoleCode = Annotated[str, Field(max_length=40)]


class HomeUnitOut(Output):
    uuid: UUID
    code: str
    name: str


class PersonOut(Output):
    """`phone` and `email` are null where the acting post may not see them."""

    id: UUID
    number: str
    name: str
    home_unit: HomeUnitOut
    phone: str | None
    email: str | None
    left_on: date | None
    synthetic: bool
    version: int

    @staticmethod
    def resolve_phone(person: Person) -> str | None:
        return person.phone if can_view_contact(acting_post(), person) else None

    @staticmethod
    def resolve_email(person: Person) -> str | None:
        return person.email if can_view_contact(acting_post(), person) else None


class PostOut(Output):
    """`home` is false for a person of another unit, of whom the name is all there is to see."""

    id: UUID
    person_id: UUID
    person_name: str
    unit_name: str
    role: str
    role_name: str
    valid_from: datetime
    valid_to: datetime | None
    home: bool
    version: int

    @staticmethod
    def resolve_home(held: Post) -> bool:
        return acting_post().covers(held.home_path)


class AccountOut(Output):
    id: UUID
    username: str
    is_active: bool
    must_change_password: bool


class InitialPasswordOut(Output):
    """Given once. Programs hand it on and forget it."""

    username: str
    password: str


class PersonNew(Input):
    name: Name
    home_unit: UUID
    number: Number = ""
    phone: Phone = ""
    email: Email = ""


class PersonChange(Input):
    """What is left out stays."""

    name: Name | None = None
    phone: Phone | None = None
    email: Email | None = None


class Transfer(Input):
    to_unit: UUID
    keep_posts: bool = False


class TransferOfAll(Input):
    """`posts`: what becomes of the posts held at the old unit, by whomever."""

    from_unit: UUID
    to_unit: UUID
    posts: PostsThen
    effective_on: Annotated[date, Field(ge=date(1900, 1, 1), le=date(2190, 12, 31))]


class PeopleMovedOut(Output):
    """`posts_dropped` ended although they were to go on: their role does not exist at the new unit."""

    persons: int
    posts_ended: int
    posts_granted: int
    posts_dropped: int


class Leaving(Input):
    left_on: date


class AccountNew(Input):
    username: Annotated[str, Field(max_length=40)] = ""


class PostNew(Input):
    unit: UUID
    role: RoleCode
    valid_from: datetime | None = None
    valid_to: datetime | None = None


class PostForNamed(PostNew):
    """To a person of any unit, named by number and name together."""

    number: Number
    name: Name


class PostChange(Input):
    """null: until it is ended."""

    valid_to: datetime | None
