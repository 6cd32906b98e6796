"""Which units a task goes to on a day, and which of them have it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import UnitVersion
from xuezheng.kernel.units.queries.history import versions_on
from xuezheng.modules.plans.groups import unit_groups
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A unit as of the day of publication."""

    unit_id: int
    path: str


def receivers(
    post: ActingPost, task: Task, *, role: str, day: date, most: int | None = None, waiting: bool = True
) -> list[Receiver]:
    """Units that answer for the task in that role: below the issuing unit, open on that day. Where a unit both leads and
    supports, it leads: leaders are served first. `waiting`: only those that have not got it yet.
    """
    rows = list(Responsibility.objects.filter(task=task, role=role, set_aside=""))
    named = _units_of(post, task.plan, rows, day=day)
    if waiting:
        named = named.exclude(Exists(Assignment.objects.filter(task=task, unit_id=OuterRef("unit_id"))))
    found = named.order_by("unit_path").values_list("unit_id", "unit_path")
    return [Receiver(unit_id=unit_id, path=path) for unit_id, path in (found[:most] if most else found)]


def receivers_counted(post: ActingPost, plan: Plan, *, day: date) -> int:
    """How many assignments the plan makes, counted a little high where a unit is named twice in one task."""
    rows: dict[object, list[Responsibility]] = {}
    for row in Responsibility.objects.filter(plan=plan, set_aside=""):
        rows.setdefault(row.task_id, []).append(row)
    return sum(_units_of(post, plan, named, day=day).count() for named in rows.values())


def _units_of(post: ActingPost, plan: Plan, rows: Sequence[Responsibility], *, day: date) -> QuerySet[UnitVersion]:
    wanted = Q(unit_id__in=[row.unit_id for row in rows if row.unit_id])
    for code in sorted({row.group for row in rows if row.group}):
        group = unit_groups()[code]
        wanted |= Q(kind__in=group.kinds, **({"parent_id": plan.unit_id} if group.direct else {}))
    below = Q(unit_path__gte=plan.unit_path, unit_path__lt=plan.unit_path + "~")
    return versions_on(post, day).filter(below, wanted)
