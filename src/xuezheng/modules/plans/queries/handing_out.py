"""Which units a task goes to on a day, which of them have it already, and whose work goes on from the edition before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xuezheng.kernel.clock import today
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import UnitVersion
from xuezheng.kernel.units.queries.history import versions_on
from xuezheng.modules.plans.groups import unit_groups
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """A unit as of the day of publication, with where it stood then (`place`) and stands today."""

    unit_id: int
    path: str
    place: str


def receivers_after(post: ActingPost, task: Task, *, role: str, after: str, most: int) -> list[Receiver]:
    """The next units in the order of the tree that answer for the task in that role."""
    found = receivers(post, task, role=role).filter(unit_path__gt=after).order_by("unit_path")
    return [
        Receiver(unit_id=unit_id, path=path, place=place)
        for unit_id, path, place in found.values_list("unit_id", "unit__unit_path", "unit_path")[:most]
    ]


def units_with(task: Task) -> set[int]:
    """Who has the task. Asked for apart: a join would be planned for the few rows that the database last counted
    (measured: 20 s for 10,000 units, against 0.1 s)."""
    return set(Assignment.objects.filter(task=task).values_list("unit_id", flat=True))


def units_named(post: ActingPost, task: Task, *, role: str) -> set[int]:
    return set(receivers(post, task, role=role).values_list("unit_id", flat=True))


def former_work(task: Task, *, after: str, most: int) -> list[Assignment]:
    """What units had of the task in the edition before, in the order of the tree; locked, since it is about to move."""
    former = Assignment.objects.filter(task=task.continues, unit_path__gt=after)
    return list(former.select_for_update(no_key=True).order_by("unit_path")[:most])


def receivers(post: ActingPost, task: Task, *, role: str) -> QuerySet[UnitVersion]:
    """Units below the issuing one, open on the day of publication and still. One that leads and supports is in both."""
    rows = Responsibility.objects.filter(task=task, role=role, set_aside="")
    return _units_of(post, task.plan, list(rows))


def receivers_counted(post: ActingPost, plan: Plan) -> int:
    """How many assignments the plan makes."""
    rows: dict[object, list[Responsibility]] = {}
    for row in Responsibility.objects.filter(plan=plan, set_aside=""):
        rows.setdefault(row.task_id, []).append(row)
    return sum(_units_of(post, plan, named).count() for named in rows.values())


def day_of_publication(plan: Plan) -> date:
    return today(plan.published_at or plan.drafted_at)


def _units_of(post: ActingPost, plan: Plan, rows: Sequence[Responsibility]) -> QuerySet[UnitVersion]:
    wanted = Q(unit_id__in=[row.unit_id for row in rows if row.unit_id])
    for code in sorted({row.group for row in rows if row.group in unit_groups()}):
        group = unit_groups()[code]
        wanted |= Q(kind__in=group.kinds, **({"parent_id": plan.unit_id} if group.direct else {}))
    below = Q(unit_path__gte=plan.unit_path, unit_path__lt=plan.unit_path + "~")
    return versions_on(post, day_of_publication(plan)).filter(below, wanted, unit__closed_on=None)
