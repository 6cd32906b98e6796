"""Orders without a reply after their day, gathered for the units above that are told of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from xuezheng.kernel.catalogues.escalations import Escalation
from xuezheng.kernel.units.policies import path_above
from xuezheng.modules.supervision.deadlines import deadlines
from xuezheng.modules.supervision.models import Order
from xuezheng.modules.supervision.status import OrderStatus, standing


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """Orders of one issuer with one deadline to units below one, by a step of the catalogue."""

    superior_path: str
    due_on: date
    step: Escalation
    orders: tuple[Order, ...]


def unanswered_below(day: date) -> list[Unanswered]:
    """Every step that is reached by now; who was told of it already is not told again. For the platform, which sees all."""
    return [found for step in deadlines().escalations for found in _unanswered_at(step, day)]


def _unanswered_at(step: Escalation, day: date) -> list[Unanswered]:
    rows = Order.objects.filter(standing(OrderStatus.OVERDUE, day=day), due_on__lte=day - timedelta(days=step.days))
    gathered: dict[tuple[str, int, date], list[Order]] = {}
    for order in rows.filter(unit__closed_on=None).select_related("unit", "issuer").order_by("issued_at", "serial"):
        superior = path_above(order.unit_path, step.levels, highest=order.issuer_path)
        key = (superior, order.issuer_id, order.due_on)
        gathered.setdefault(key, []).append(order)
    return [
        Unanswered(superior_path=path, due_on=due_on, step=step, orders=tuple(orders))
        for (path, _issuer, due_on), orders in sorted(gathered.items())
    ]
