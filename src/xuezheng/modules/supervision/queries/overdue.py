"""Orders without a reply after their day, gathered for the units above that are told of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from xuezheng.kernel.units.policies import parent_path
from xuezheng.modules.supervision.deadlines import Escalation, deadlines
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


def superior_path(order: Order, levels: int) -> str:
    """So many levels above the unit, but never above who issued the order."""
    path = order.unit_path
    for _level in range(levels):
        path = parent_path(path)
    return max(path, order.issuer_path)  # of two beginnings of one path the longer is greater


def _unanswered_at(step: Escalation, day: date) -> list[Unanswered]:
    rows = Order.objects.filter(standing(OrderStatus.OVERDUE, day=day), due_on__lte=day - timedelta(days=step.days))
    gathered: dict[tuple[str, int, date], list[Order]] = {}
    for order in rows.filter(unit__closed_on=None).select_related("unit", "issuer").order_by("issued_at", "serial"):
        key = (superior_path(order, step.levels), order.issuer_id, order.due_on)
        gathered.setdefault(key, []).append(order)
    return [
        Unanswered(superior_path=path, due_on=due_on, step=step, orders=tuple(orders))
        for (path, _issuer, due_on), orders in sorted(gathered.items())
    ]
