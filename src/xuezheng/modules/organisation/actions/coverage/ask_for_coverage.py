"""Asking units below for what they must have and lack. Each gets a to-do that closes when it records the thing."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import announce
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


@transaction.atomic
def ask_for_coverage(*, post: ActingPost, rule: str, below_id: int, due_on: date | None = None, at: datetime) -> int:
    """Ask every unit at or below `below_id` that lacks it and was not asked yet. Returns how many were asked."""
    if not can_ask_below(post):
        raise NotAllowed(_("Your present post may not ask units below. Switch the post, or ask your administrator."))
    wanted, below = get_coverage_rule(rule), get_unit(post, unit_id=below_id)
    due_on = _checked_day(due_on, at=at)
    units = units_to_ask(post, wanted, below, day=today(at))
    if not units:
        raise Conflict(
            _("Nobody is left to ask below %(unit)s: every unit has it or was asked already.") % {"unit": below.name}
        )
    insert_or_settle(
        [
            CoverageRequest(
                unit=unit, unit_path=unit.unit_path, rule=rule, asked_by=_asker(post), asked_at=at, due_on=due_on
            )
            for unit in units
        ],
        "DO NOTHING",
    )
    ask_units(wanted, units, asked_by=_asker(post), due_on=due_on, at=at)
    _tell(post, wanted, below, count=len(units), due_on=due_on, at=at)
    return len(units)


def units_to_ask(post: ActingPost, rule: CoverageRule, below: Unit, *, day: date) -> list[Unit]:
    """The own unit is not asked by itself."""
    rows = lacking_units(post, rule, day=day).filter(asked_at=None)
    rows = rows.filter(unit_path__gte=below.unit_path, unit_path__lt=below.unit_path + "~")
    return list(rows.exclude(unit_path=post.scope_path).order_by("unit_path"))


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
    """One entry for all: each unit's own request tells the rest."""
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
