"""What the people's package tells the others."""

from dataclasses import dataclass
from typing import ClassVar

from xuezheng.kernel.outbox.facade import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(DomainEvent):
    name: ClassVar[str] = "people.PersonRegistered"
    person_id: str


@dataclass(frozen=True, kw_only=True)
class PersonChanged(DomainEvent):
    name: ClassVar[str] = "people.PersonChanged"
    person_id: str


@dataclass(frozen=True, kw_only=True)
class PersonTransferred(DomainEvent):
    """`unit_path` is the new home."""

    name: ClassVar[str] = "people.PersonTransferred"
    person_id: str
    from_path: str


@dataclass(frozen=True, kw_only=True)
class PeopleTransferred(DomainEvent):
    """All people of a unit at once; each is told of by PersonTransferred too. `unit_path` is the new home."""

    name: ClassVar[str] = "people.PeopleTransferred"
    from_path: str
    from_unit: str
    to_unit: str
    persons: int
    effective_on: str


@dataclass(frozen=True, kw_only=True)
class PersonLeft(DomainEvent):
    name: ClassVar[str] = "people.PersonLeft"
    person_id: str
    left_on: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(DomainEvent):
    name: ClassVar[str] = "people.AccountOpened"
    person_id: str
    account_id: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed(DomainEvent):
    name: ClassVar[str] = "people.AccountClosed"
    person_id: str
    account_id: str


@dataclass(frozen=True, kw_only=True)
class AccountReopened(DomainEvent):
    name: ClassVar[str] = "people.AccountReopened"
    person_id: str
    account_id: str


@dataclass(frozen=True, kw_only=True)
class PasswordReset(DomainEvent):
    name: ClassVar[str] = "people.PasswordReset"
    person_id: str
    account_id: str


@dataclass(frozen=True, kw_only=True)
class PostGranted(DomainEvent):
    name: ClassVar[str] = "people.PostGranted"
    post_id: str
    person_id: str
    unit_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class PostExtended(DomainEvent):
    name: ClassVar[str] = "people.PostExtended"
    post_id: str
    person_id: str
    valid_to: str
    """Empty where it no longer ends by itself."""


@dataclass(frozen=True, kw_only=True)
class PostEnded(DomainEvent):
    name: ClassVar[str] = "people.PostEnded"
    post_id: str
    person_id: str
    unit_id: int
    role: str
