"""Asking units below for what they must have and lack. Each gets a to-do that closes when it records the thing.

The job is declared here and not in jobs.py, since the act queues it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import Work, announce, job
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.copying import insert_or_settle
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.modules.organisation.catalogue import CoverageRule, asked_within_days
from xuezheng.modules.organisation.events import CoverageRequested
from xuezheng.modules.organisation.keeping import plain
from xuezheng.modules.organisation.models import CoverageRequest
from xuezheng.modules.organisation.policies.registers import can_ask_below
from xuezheng.modules.organisation.queries.coverage import lacking_units
from xuezheng.modules.organisation.queries.lookup import get_coverage_rule
from xuezheng.modules.organisation.todos import ask_units

AT_ONCE = 300
"""More than so many are asked in the background."""
PORTION = 5_000


@dataclass(frozen=True, kw_only=True)
class Asking:
    """`run_id` where it goes on in the background; then `count` is how many it will be."""

    count: int
    run_id: UUID | None


@transaction.atomic
def ask_for_coverage(*, post: ActingPost, rule: str, below_id: int, due_on: date | None = None, at: datetime) -> Asking:
    """Ask every unit at or below `below_id` that lacks it and was not asked yet."""
    wanted, below = _asked(post, rule, below_id)
    due_on = _checked_day(due_on, at=at)
    count = units_to_ask(post, wanted, below, day=today(at)).count()
    if not count:
        raise Conflict(
            _("Nobody is left to ask below %(unit)s: every unit has it or was asked already.") % {"unit": below.name}
        )
    if count <= AT_ONCE:
        return Asking(count=_ask_portion(post, wanted, below, due_on=due_on, at=at), run_id=None)
    args = {"rule": rule, "below_id": below_id, "due_on": due_on.isoformat(), "total": count}
    run_id = ask_in_background.queue(post=post, at=at, args=args, subject=f"{wanted.zh} · {below.name}")
    return Asking(count=count, run_id=run_id)


@job(
    "organisation.ask_for_coverage",
    title=gettext_lazy("Asking units for what they lack"),
    result_address=lambda result: reverse("lacking", args=[result["rule"]]),
)
def ask_in_background(work: Work, *, rule: str, below_id: int, due_on: str, total: int) -> None:
    """Who was asked is passed over, so the next worker goes on where this one was stopped."""
    done, found = 0, PORTION
    while found == PORTION:
        work.stop_if_cancelled()
        with work.step() as post:
            wanted, below = _asked(post, rule, below_id)
            found = _ask_portion(post, wanted, below, due_on=date.fromisoformat(due_on), at=now())
        done += found
        work.report_progress(min(done, total), total)
    with work.step():
        work.report_result({"rule": rule, "asked": done})
    work.report_progress(total, total)


def units_to_ask(post: ActingPost, rule: CoverageRule, below: Unit, *, day: date) -> QuerySet[Any]:
    """The own unit is not asked by itself."""
    rows = lacking_units(post, rule, day=day).filter(asked_at=None)
    rows = rows.filter(unit_path__gte=below.unit_path, unit_path__lt=below.unit_path + "~")
    return rows.exclude(unit_path=post.scope_path).order_by("unit_path")


def _asked(post: ActingPost, rule: str, below_id: int) -> tuple[CoverageRule, Unit]:
    if not can_ask_below(post):
        raise NotAllowed(_("Your present post may not ask units below. Switch the post, or ask your administrator."))
    return get_coverage_rule(rule), get_unit(post, unit_id=below_id)


def _ask_portion(post: ActingPost, rule: CoverageRule, below: Unit, *, due_on: date, at: datetime) -> int:
    units = list(units_to_ask(post, rule, below, day=today(at))[:PORTION])
    if not units:
        return 0
    insert_or_settle(
        [
            CoverageRequest(
                unit=unit, unit_path=unit.unit_path, rule=rule.code, asked_by=_asker(post), asked_at=at, due_on=due_on
            )
            for unit in units
        ],
        "DO NOTHING",
    )
    ask_units(rule, units, asked_by=_asker(post), due_on=due_on, at=at)
    _tell(post, rule, below, count=len(units), due_on=due_on, at=at)
    return len(units)


def _checked_day(due_on: date | None, *, at: datetime) -> date:
    day = today(at)
    if due_on is None:
        return day + timedelta(days=asked_within_days())
    if due_on <= day:
        raise Refusal(
            _("The deadline %(day)s leaves no time. Choose a later day.") % {"day": due_on.isoformat()}, field="due_on"
        )
    return due_on


def _asker(post: ActingPost) -> str:
    return post.unit_name[:120]


def _tell(post: ActingPost, rule: CoverageRule, below: Unit, *, count: int, due_on: date, at: datetime) -> None:
    """One entry for a portion: each unit's own request tells the rest."""
    record(
        post=post,
        at=at,
        act="organisation.ask_for_coverage",
        object_kind="organisation.coverage",
        object_id=rule.code,
        object_name=f"{rule.zh} · {below.name}"[:200],
        unit_path=below.unit_path,
        after=plain({"rule": rule.code, "units": count, "due_on": due_on}),
    )
    announce(CoverageRequested(unit_path=below.unit_path, rule=rule.code, count=count), at=at)
