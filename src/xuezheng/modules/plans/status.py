"""How an assignment and a task stand: computed from facts and the day, never stored or chosen.

What a unit has submitted waits for whoever accepts it, also after the deadline: the unit can do nothing more about it. That it
came late stays a fact (`days_late`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xuezheng.modules.plans.deadlines import deadlines


class Status(TextChoices):
    OVERDUE = "overdue", _("overdue")
    DUE_SOON = "due_soon", _("due soon")
    WAITING = "waiting", _("awaiting acceptance")
    ON_COURSE = "on_course", _("on course")
    DONE = "done", pgettext_lazy("task", "done")


TONES = {
    Status.OVERDUE: "r",
    Status.DUE_SOON: "a",
    Status.WAITING: "v",
    Status.ON_COURSE: "t",
    Status.DONE: "g",
}
"""Tones of tags; the word always stands beside."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many assignments stand how."""

    overdue: int = 0
    due_soon: int = 0
    waiting: int = 0
    on_course: int = 0
    done: int = 0

    @property
    def total(self) -> int:
        return self.overdue + self.due_soon + self.waiting + self.on_course + self.done

    def of(self, status: Status) -> int:
        return int(getattr(self, status.value))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{item.name: getattr(self, item.name) + getattr(other, item.name) for item in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A milestone as far as the state of its task depends on it."""

    due_on: date | None
    reached_on: date | None


def soon_until(day: date) -> date:
    """The last deadline that counts as soon on that day."""
    return day + timedelta(days=deadlines().due_soon_days)


def status_of(
    *, due_on: date, submitted_at: datetime | date | None, accepted_at: datetime | date | None, day: date
) -> Status:
    if accepted_at is not None:
        return Status.DONE
    if submitted_at is not None:
        return Status.WAITING
    if due_on < day:
        return Status.OVERDUE
    return Status.DUE_SOON if due_on <= soon_until(day) else Status.ON_COURSE


def counts_of(statuses: Iterable[Status]) -> Counts:
    found = dict.fromkeys(Status.values, 0)
    for status in statuses:
        found[status.value] += 1
    return Counts(**found)


def task_status(counts: Counts, milestones: Iterable[Reached], *, due_on: date, day: date) -> Status:
    """A task is done when every unit's share is accepted and every milestone reached; else the worst of what is open."""
    missed = [item for item in milestones if item.reached_on is None]
    if not missed and counts.done == counts.total and counts.total:
        return Status.DONE
    if counts.overdue or any(item.due_on is not None and item.due_on < day for item in missed):
        return Status.OVERDUE
    open_here = counts.due_soon + counts.on_course + len(missed)
    if counts.waiting and not open_here:
        return Status.WAITING
    if due_on < day:
        return Status.OVERDUE
    dated = [item.due_on for item in missed if item.due_on is not None]
    soon = counts.due_soon or min([due_on, *dated]) <= soon_until(day)
    return Status.DUE_SOON if soon else Status.ON_COURSE


def days_late(*, due_on: date, submitted_on: date | None, day: date) -> int:
    """By how many days it came, or is, after the deadline."""
    return max(0, ((submitted_on or day) - due_on).days)
