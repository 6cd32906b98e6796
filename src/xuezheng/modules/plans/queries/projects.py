"""Projects with what was spent on them, their totals, and which units have an implementation plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import ADMINISTRATIONS
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.budgets import source_name
from xuezheng.modules.plans.models import Assignment, ImplementationPlan, Plan, Project, Spending
from xuezheng.modules.plans.policies.projects import projects_visible_to

ZERO = Value(Decimal("0.00"), output_field=DecimalField(max_digits=18, decimal_places=2))


@dataclass(frozen=True, kw_only=True)
class Total:
    """Projects of one task, unit or source, in yuan."""

    title: str
    projects: int
    amount: Decimal
    spent: Decimal


@dataclass(frozen=True, kw_only=True)
class Carrying:
    """A unit that answers for tasks of a plan, and its implementation plan where it has one."""

    unit: Unit
    implementation: ImplementationPlan | None


def spent_on(project: Project) -> Decimal:
    found = Spending.objects.filter(project=project, withdrawn_at=None).aggregate(sum=Sum("amount"))["sum"]
    return found or Decimal(0)


def with_spent(rows: QuerySet[Project]) -> QuerySet[Any]:
    """Each project with the sum of its spendings, as `spent`."""
    sums = (
        Spending.objects.filter(project=OuterRef("pk"), withdrawn_at=None)
        .values("project")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    return rows.annotate(spent=Coalesce(Subquery(sums), ZERO))


TITLES = {"task": ("task__number", "task__heading"), "unit": ("unit__name",), "source": ("budget_source",)}


def totals(post: ActingPost, plan: Plan, *, by: str) -> list[Total]:
    """By task, unit or source; one query whatever the number of projects."""
    fields = TITLES[by]
    rows = with_spent(projects_visible_to(post).filter(task__plan=plan)).values_list("amount", "spent", *fields)
    sums: dict[tuple[Any, ...], list[Decimal]] = {}
    for amount, spent, *key in rows:
        found = sums.setdefault(tuple(key), [Decimal(0), Decimal(0), Decimal(0)])
        found[0], found[1], found[2] = found[0] + 1, found[1] + amount, found[2] + spent
    named = [
        Total(title=_title(by, key), projects=int(number), amount=amount, spent=spent)
        for key, (number, amount, spent) in sums.items()
    ]
    return sorted(named, key=lambda total: (-total.amount, total.title))


def _title(by: str, key: Sequence[Any]) -> str:
    if by == "source":
        return source_name(key[0])
    return f"{key[0]}. {key[1]}" if by == "task" else str(key[0])


def carrying_units(post: ActingPost, plan: Plan) -> list[Carrying]:
    """Administrations below that answer for tasks of the plan: those without an implementation plan first."""
    answers = Assignment.objects.filter(plan=plan, unit_id=OuterRef("pk"))
    units = units_visible_to(post).filter(Exists(answers), kind__in=ADMINISTRATIONS).order_by("unit_path")
    drawn = {row.unit_id: row for row in ImplementationPlan.objects.filter(plan=plan)}
    found = [Carrying(unit=unit, implementation=drawn.get(unit.id)) for unit in units]
    return sorted(found, key=lambda item: (item.implementation is not None, item.unit.unit_path))


def overspent(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(spent__gt=F("amount"))
