"""A draft of scores: every unit of a period with its lines, from facts as they stood on a day. Nothing is stored here.

The number of queries does not depend on the number of units: one call for the facts of tasks, two for orders.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from xuezheng.kernel.clock import CHINA, today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import parent_path, units_visible_to
from xuezheng.modules.plans.facade import AssignmentFact, assignment_facts
from xuezheng.modules.supervision.models import Order, OrderReply, Scoring
from xuezheng.modules.supervision.policies.orders import order_replies_visible_to, orders_issued_by
from xuezheng.modules.supervision.queries.orders import own_plan_ids
from xuezheng.modules.supervision.weighing import (
    FactKind,
    Line,
    Weights,
    days_within,
    deducted,
    digest_of,
    from_plain,
    weighed,
)

SCORED = (UnitKind.DEPARTMENT, UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU)


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days that count: of the period, and not after the day the facts are told as of."""

    begins: date
    ends: date
    as_of: date

    @property
    def last(self) -> date:
        return min(self.ends, self.as_of)

    def holds(self, day: date) -> bool:
        return self.begins <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class UnitScore:
    """One unit of a draft."""

    unit: Unit
    lines: Sequence[Line]
    full: Decimal

    @property
    def deducted(self) -> Decimal:
        return deducted(self.lines)

    @property
    def points(self) -> Decimal:
        return self.full - self.deducted

    @property
    def group_path(self) -> str:
        return parent_path(self.unit.unit_path)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`digest` names the result: publication asks for the one that was seen."""

    scores: Sequence[UnitScore]
    weights: Weights
    digest: str

    @property
    def line_count(self) -> int:
        return sum(len(score.lines) for score in self.scores)


def computed(post: ActingPost, scoring: Scoring) -> Draft:
    """The same scoring over the same facts gives the same lines, in the same order."""
    weights = from_plain(scoring.weights)
    window = Window(begins=scoring.begins, ends=scoring.ends, as_of=scoring.as_of)
    units = scored_units(post, day=scoring.ends)
    found = [*_of_tasks(post, units, window), *_of_orders(post, units, window)]
    lines = weighed(found, weights)
    by_unit: dict[int, list[Line]] = {unit.id: [] for unit in units}
    for line in lines:
        by_unit[line.unit_id].append(line)
    scores = [UnitScore(unit=unit, lines=by_unit[unit.id], full=weights.full) for unit in units]
    return Draft(scores=scores, weights=weights, digest=digest_of(lines, weights))


def scored_units(post: ActingPost, *, day: date) -> list[Unit]:
    """Administrations below the own one that existed on that day, in the order of the tree."""
    rows = units_visible_to(post).filter(
        Q(closed_on=None) | Q(closed_on__gt=day),
        kind__in=SCORED,
        opened_on__lte=day,
        unit_path__gt=post.scope_path,
        unit_path__lt=post.scope_path + "~",
    )
    return list(rows.order_by("unit_path"))


def _of_tasks(post: ActingPost, units: Iterable[Unit], window: Window) -> Iterable[Line]:
    ids, plans = [unit.id for unit in units], own_plan_ids(post)
    if not ids or not plans:
        return
    facts = assignment_facts(
        post, below=post.scope_path, begins=window.begins, ends=window.ends, as_of=window.as_of, unit_ids=ids
    )
    for fact in facts:
        if fact.plan_id in plans:
            yield from lines_of_share(fact, window)


def lines_of_share(fact: AssignmentFact, window: Window) -> Iterable[Line]:
    """What one share in a task gives rise to. A delay of which the period holds no day is no line."""
    days = days_within(due_on=fact.due_on, came_on=fact.submitted_on, begins=window.begins, ends=window.last)
    late = FactKind.LATE if fact.submitted_on is not None else FactKind.OVERDUE
    for kind, count in (
        (late, days if fact.accepted_on is None or fact.submitted_on is not None else 0),
        (FactKind.UNREPORTED, fact.months_without_report),
        (FactKind.RETURNED, fact.returned_times),
    ):
        if count > 0:
            yield Line(
                unit_id=fact.unit_id,
                fact=kind,
                subject_id=fact.id,
                number=fact.task_number,
                title=fact.task_heading,
                role=fact.role,
                due_on=fact.due_on,
                came_on=fact.submitted_on,
                count=count,
            )


def _of_orders(post: ActingPost, units: Iterable[Unit], window: Window) -> Iterable[Line]:
    orders = list(
        orders_issued_by(post)
        .filter(unit_id__in=[unit.id for unit in units], issued_at__lt=_midnight_after(window.last))
        .filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=_midnight_after(window.as_of)))
        .order_by("issued_at", "serial")
    )
    replies: dict[UUID, list[OrderReply]] = {}
    rows = order_replies_visible_to(post).filter(order__in=orders, replied_at__lt=_midnight_after(window.as_of))
    for reply in rows.order_by("replied_at"):
        replies.setdefault(reply.order_id, []).append(reply)
    for order in orders:
        yield from lines_of_order(order, replies.get(order.id, []), window)


def lines_of_order(order: Order, replies: Sequence[OrderReply], window: Window) -> Iterable[Line]:
    """A reply that was returned by that day is none; how often that happened is a fact of its own."""
    returned = [today(reply.returned_at) for reply in replies if reply.returned_at is not None]
    standing = [
        today(reply.replied_at)
        for reply in replies
        if reply.returned_at is None or today(reply.returned_at) > window.as_of
    ]
    came_on = standing[0] if standing else None
    late = FactKind.LATE_REPLY if came_on else FactKind.UNANSWERED
    days = days_within(due_on=order.due_on, came_on=came_on, begins=window.begins, ends=window.last)
    for kind, count in ((late, days), (FactKind.REPLY_RETURNED, sum(1 for day in returned if window.holds(day)))):
        if count > 0:
            yield Line(
                unit_id=order.unit_id,
                fact=kind,
                subject_id=order.id,
                number=order.number,
                title=order.title,
                role="",
                due_on=order.due_on,
                came_on=came_on,
                count=count,
            )


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=CHINA)
