"""Reading the journal: narrowing, one entry with what changed, how far it is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.clock import CHINA
from xuezheng.kernel.journal.models import Entry, Seal
from xuezheng.kernel.journal.places import paths_of, with_unit_names
from xuezheng.kernel.journal.policies import entries_visible_to
from xuezheng.kernel.journal.titles import title_of_field, title_of_value
from xuezheng.kernel.refusals import NotFound, Refusal, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost

FIRST_YEAR, LAST_YEAR = 1900, 2999


class DayOutOfReach(Refusal, ValueError):
    """No journal reaches there, and calendars end somewhere."""

    code = "day-out-of-reach"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field of an entry: what it was, what it became. A missing side is None."""

    title: str
    before: object
    after: object


@dataclass(frozen=True, kw_only=True)
class SealState:
    size: int
    root: str
    sealed_at: datetime


def get_entry(post: ActingPost, entry_id: int) -> Entry:
    return first_or_refused(
        with_unit_names(entries_visible_to(post)).filter(id=entry_id),
        lambda: NotFound(_("There is no such entry within what your post may see.")),
    )


def seal_state() -> SealState | None:
    last = Seal.objects.order_by("-number").first()
    return SealState(size=last.size, root=bytes(last.root).hex(), sealed_at=last.sealed_at) if last else None


def changes_of(entry: Entry) -> list[Change]:
    """Fields in the order they were written, those only before first."""
    before, after = _fields(entry.before), _fields(entry.after)
    package = entry.act.partition(".")[0]
    return [
        Change(
            title=title_of_field(entry.object_kind, key, package=package),
            before=title_of_value(key, before.get(key)),
            after=title_of_value(key, after.get(key)),
        )
        for key in dict.fromkeys([*before, *after])
    ]


def _fields(side: object) -> Mapping[str, Any]:
    return side if isinstance(side, dict) else {}


def about_units(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """A unit's code, name or path, with all that lies below it."""
    within = Q(pk=None)
    for path in paths_of(text):
        within |= Q(unit_path__gte=path, unit_path__lt=path + "~")
    return rows.filter(within)


def by_person(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """A person's whole name, or the id that links carry."""
    try:
        return rows.filter(person_id=UUID(text))
    except ValueError:
        return rows.filter(person_name=text)


def about_object(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """'unit:17' as links carry it, or an id alone."""
    kind, colon, object_id = text.partition(":")
    return rows.filter(object_kind=kind, object_id=object_id) if colon else rows.filter(object_id=text)


def since(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    return rows.filter(at__gte=_midnight(text))


def until(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """The day itself included."""
    return rows.filter(at__lt=_midnight(text) + timedelta(days=1))


def _midnight(text: str) -> datetime:
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayOutOfReach(
            _("%(day)s lies outside of %(first)d to %(last)d.") % {"day": text, "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return datetime.combine(day, time.min, tzinfo=CHINA)
