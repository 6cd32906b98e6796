"""Telling the units above which corrections have no answer after their day: the longer, the higher up, each step once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from xuezheng.engines.forms.correction_deadline import escalations
from xuezheng.engines.forms.models import Correction
from xuezheng.engines.forms.places import correction_path
from xuezheng.engines.forms.policies import REVIEW
from xuezheng.engines.forms.reading_editions import field_words
from xuezheng.engines.forms.telling import REMINDER
from xuezheng.engines.inbox.facade import MessageDraft, check_platform_reminds, note_reminders, send_messages
from xuezheng.kernel.catalogues.entries import Words
from xuezheng.kernel.catalogues.escalations import Escalation
from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import path_above

ONE = gettext_noop("%(keeper)s has not answered a correction that was due by %(day)s: %(field)s, %(unit)s")
MANY = gettext_noop("%(keeper)s has not answered %(count)d corrections that were due by %(day)s")


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """Corrections of one day that one unit owes, by a step of the catalogue."""

    superior_path: str
    owner_path: str
    due_on: date
    step: Escalation
    rows: tuple[Correction, ...]


@transaction.atomic
def tell_above_keepers(*, post: ActingPost, at: datetime) -> int:
    """Never above who collects the report. Returns how many messages were sent."""
    check_platform_reminds(post)
    found = [one for step in escalations() for one in _unanswered_at(step, today(at))]
    paths = {path for one in found for path in (one.superior_path, one.owner_path)}
    units = {unit.unit_path: unit for unit in Unit.objects.filter(unit_path__in=paths, closed_on=None)}
    sent = send_messages(
        [_draft(one, units) for one in found if {one.superior_path, one.owner_path} <= set(units)], at=at
    )
    note_reminders("forms.tell_above_keepers", post=post, at=at, sent=sent)
    return sent


def _superior_of(row: Correction, levels: int) -> str:
    """Empty where that is who keeps the source: nobody between it and who collects."""
    path = path_above(row.owner_path, levels, highest=row.report.collection.unit_path)
    return path if path != row.owner_path and row.owner_path.startswith(path) else ""


def _unanswered_at(step: Escalation, day: date) -> Sequence[Unanswered]:
    rows = Correction.objects.filter(answered_at=None, due_on__lte=day - timedelta(days=step.days))
    gathered: dict[tuple[str, str, date], list[Correction]] = {}
    for row in rows.select_related("unit", "report__collection__edition").order_by("asked_at", "id"):
        gathered.setdefault((_superior_of(row, step.levels), row.owner_path, row.due_on), []).append(row)
    return [
        Unanswered(superior_path=superior, owner_path=owner, due_on=due_on, step=step, rows=tuple(of))
        for (superior, owner, due_on), of in sorted(gathered.items())
        if superior
    ]


def _draft(found: Unanswered, units: Mapping[str, Unit]) -> MessageDraft:
    first, is_one = found.rows[0], len(found.rows) == 1
    about: dict[str, str | int | Words] = (
        {"field": field_words(first), "unit": first.unit.name} if is_one else {"count": len(found.rows)}
    )
    return MessageDraft(
        topic=REMINDER,
        key=f"{found.owner_path}/{found.due_on.isoformat()}/{found.step.days}",
        unit_path=found.superior_path,
        unit_id=units[found.superior_path].id,
        text=ONE if is_one else MANY,
        params={"keeper": units[found.owner_path].name, "day": found.due_on.isoformat(), **about},
        url=correction_path(first.id) if is_one else f"{reverse('corrections')}?state=overdue",
        permission=REVIEW,
    )
