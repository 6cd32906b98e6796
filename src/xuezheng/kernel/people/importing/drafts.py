"""What the rows of a table would make: persons, accounts, posts; and the problems that keep them from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from xuezheng.kernel.pages.tables import CellProblem
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.roles import Role
from xuezheng.kernel.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class PostDraft:
    row: int
    unit: Unit
    role: Role
    valid_to: datetime | None


@dataclass(kw_only=True)
class PersonDraft:
    """One person of the table; further rows of the same number and name only add posts."""

    row: int
    number: str
    """Empty: one is given."""
    name: str
    home: Unit
    phone: str = ""
    email: str = ""
    username: str | None = None
    """None: no account. Empty: the number."""
    known: Person | None = None
    """Registered already: only posts are added."""
    posts: list[PostDraft] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PeopleDraft:
    """The whole table, checked."""

    persons: Sequence[PersonDraft]
    problems: Sequence[CellProblem]

    @property
    def new_persons(self) -> list[PersonDraft]:
        return [person for person in self.persons if person.known is None]

    @property
    def accounts(self) -> int:
        return sum(person.username is not None for person in self.new_persons)

    @property
    def posts(self) -> int:
        return sum(len(person.posts) for person in self.persons)
