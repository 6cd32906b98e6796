"""What every act of this module begins with (whose it is, what is right) and leaves in the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from xuezheng.kernel.clock import today
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.policies import persons_visible_to
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.models import ScopedModel
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.organisation.policies.reach import CHANGE
from xuezheng.modules.organisation.refusals import (
    DayIsTooEarly,
    DayLiesAhead,
    MayNotKeepRegisters,
    PersonIsUnknown,
    SomebodyChangedIt,
    TextIsTooLong,
    UnitIsClosed,
    WordsAreMissing,
)

M = TypeVar("M", bound=ScopedModel)
LONGEST = 10_000


def writing_unit(post: ActingPost) -> Unit:
    """The unit in whose name the post writes: an office writes in its administration's."""
    unit = units_visible_to(post).filter(unit_path=post.scope_path).first()
    if unit is None or not post.may(CHANGE):
        raise MayNotKeepRegisters
    return unit


def unit_to_keep(post: ActingPost, unit_id: int) -> Unit:
    """A unit whose registers the post keeps: its own, or one below."""
    unit = get_unit(post, unit_id=unit_id)
    if not post.may(CHANGE) or not post.covers(unit.unit_path):
        raise MayNotKeepRegisters
    if unit.closed_on is not None:
        raise UnitIsClosed(unit.name, unit.closed_on)
    return unit


def locked(rows: "QuerySet[M]", key: object, *, version: int | None = None) -> M:
    """A row that is known to be there, locked until the end of the transaction, and fresh where a version is stated."""
    row = rows.model._default_manager.select_for_update(no_key=True).get(pk=key)  # noqa: SLF001 - Django's documented name for the manager of any model
    if version is not None and getattr(row, "version", version) != version:
        raise SomebodyChangedIt(str(row))
    return row


def changed(row: Model, **values: Any) -> dict[str, Any]:
    """Write the values and count the version where the row has one; returns the old values of what changed."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    versioned = [field.name for field in row._meta.concrete_fields if field.name == "version"]  # noqa: SLF001 - Django's documented name for a model's fields
    for name in versioned:
        setattr(row, name, getattr(row, name) + 1)
    row.save(update_fields=[*values, *versioned])
    return before


def named(text: str, *, field: str, missing: str, most: int = 200) -> str:
    """One line that must say something."""
    text = " ".join(text.split())
    if not text:
        raise WordsAreMissing(field, missing)
    return fitting(text, field=field, most=most)


def fitting(text: str, *, field: str, most: int = LONGEST) -> str:
    text = text.strip()
    if len(text) > most:
        raise TextIsTooLong(field, length=len(text), most=most)
    return text


def check_happened(day: date, *, at: datetime, field: str) -> None:
    if day > today(at):
        raise DayLiesAhead(field, day)


def check_not_before(day: date, first: date, *, field: str) -> None:
    if day < first:
        raise DayIsTooEarly(field, day, first=first)


def person_of(post: ActingPost, number: str) -> Person | None:
    """Somebody registered, by number; none where none is given."""
    number = number.strip().upper()
    if not number:
        return None
    person = persons_visible_to(post).filter(number=number).first()
    if person is None:
        raise PersonIsUnknown(number)
    return person


def check_choice(value: str, choices: Mapping[str, Any] | list[str], *, field: str, sentence: str) -> None:
    if value not in choices:
        raise Refusal(sentence, field=field)


def note(
    act: str,
    *,
    post: ActingPost,
    row: ScopedModel,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The journal entry of an act."""
    record(
        post=post,
        at=at,
        act=f"organisation.{act}",
        object_kind=f"organisation.{row._meta.model_name}",  # noqa: SLF001 - Django's documented name of a model
        object_id=str(row.pk),
        object_name=str(row)[:200],
        unit_path=row.unit_path,
        before=plain(before) if before else None,
        after=plain(after) if after else None,
    )


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Person) else value
