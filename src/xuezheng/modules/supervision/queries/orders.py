"""One order with its replies, and which overdue work could be ordered about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import ADMINISTRATIONS
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.facade import AssignmentFact, overdue_assignments, plans_of
from xuezheng.modules.supervision.models import Order, OrderReply
from xuezheng.modules.supervision.policies.orders import order_replies_visible_to, orders_issued_by, orders_visible_to
from xuezheng.modules.supervision.refusals import OrderIsAbsent

DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class OverdueOrders:
    """What orders about all that is overdue would be: to be ordered about, and already ordered about."""

    facts: Sequence[AssignmentFact]
    ordered: int

    @property
    def units(self) -> int:
        return len({fact.unit_id for fact in self.facts})


def get_order(post: ActingPost, order_id: UUID) -> Order:
    return first_or_refused(orders_visible_to(post).select_related("unit", "issuer").filter(id=order_id), OrderIsAbsent)


def replies_to(post: ActingPost, order: Order) -> list[OrderReply]:
    return list(order_replies_visible_to(post).filter(order=order).order_by("-replied_at", "id"))


def own_plan_ids(post: ActingPost) -> set[UUID]:
    """Plans that the post's administration issued itself: it judges work on its own tasks, not on those of others."""
    return {plan.id for plan in plans_of(post, unit_path=post.scope_path) if plan.state != DRAFT}


def supervised_units(post: ActingPost, below: str = "") -> list[int]:
    """Administrations below, and what stands directly under the own one: schools are their county's to supervise."""
    rows = units_visible_to(post).filter(
        Q(kind__in=ADMINISTRATIONS) | Q(parent_path=post.scope_path),
        unit_path__gt=post.scope_path,
        unit_path__lt=post.scope_path + "~",
    )
    if below:
        rows = rows.filter(unit_path__gte=below, unit_path__lt=below + "~")
    return list(rows.values_list("id", flat=True))


def overdue_to_order(post: ActingPost, *, day: date, below: str = "") -> OverdueOrders:
    """Shares in tasks of the own plans that are overdue on that day, without those an open order is about."""
    plans, units = own_plan_ids(post), supervised_units(post, below)
    found = overdue_assignments(post, as_of=day, below=post.scope_path, unit_ids=units) if plans and units else []
    overdue = [fact for fact in found if fact.plan_id in plans]
    ordered = set(
        orders_issued_by(post)
        .filter(subject=Order.Subject.ASSIGNMENT, closed_at=None, withdrawn_at=None)
        .values_list("subject_id", flat=True)
    )
    free = [fact for fact in overdue if fact.id not in ordered]
    return OverdueOrders(facts=free, ordered=len(overdue) - len(free))


def get_supervised_unit(post: ActingPost, unit_id: int) -> Unit | None:
    """A unit below the own administration, open still."""
    rows = units_visible_to(post).filter(
        unit_path__gt=post.scope_path, unit_path__lt=post.scope_path + "~", closed_on=None
    )
    return rows.filter(id=unit_id).first()
