"""The targets of a plan as its home shows them, and the figures of its head."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.modules.plans.achievement import Line, Standing, line_of
from xuezheng.modules.plans.indicators import Measured, value_of
from xuezheng.modules.plans.models import Goal, Plan, Target, TargetEvidence, Task
from xuezheng.modules.plans.policies.evidence import evidences_visible_to
from xuezheng.modules.plans.policies.parts import targets_visible_to
from xuezheng.modules.plans.policies.plans import plans_visible_to
from xuezheng.modules.plans.queries.board import counts_by_task


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The numbers in the head of a plan's home. Tasks are counted where this post sees their work."""

    goals: int
    tasks: int
    targets: int
    measurable: int
    reached: int
    late_tasks: int
    done_tasks: int


def get_plan(post: ActingPost, plan_id: UUID) -> Plan:
    plan = plans_visible_to(post).select_related("unit", "paper").filter(id=plan_id).first()
    if plan is None:
        raise NotFound(_("There is no such plan, or it is not within what your post may see."))
    return plan


def plan_in_force(post: ActingPost, *, year: int) -> Plan | None:
    """The newest published plan of the own administration up to that year, else of the nearest unit above."""
    places = list(reversed(ancestors_of(post.scope_path)))
    found = plans_visible_to(post).filter(
        unit_path__in=places, published_at__isnull=False, superseded_at=None, year__lte=year
    )
    ranked = sorted(found.select_related("unit", "paper"), key=lambda plan: (places.index(plan.unit_path), -plan.year))
    return ranked[0] if ranked else None


def lines_of(post: ActingPost, plan: Plan, *, today: date) -> list[Line]:
    """Core targets in the order of the document; a goal's target that a task repeats is shown once, with the goal."""
    targets = list(targets_visible_to(post).filter(plan=plan, core=True).select_related("plan").order_by("position"))
    stated = _newest_statements(post, plan)
    seen: set[tuple[str, str, object]] = set()
    lines = []
    for target in sorted(targets, key=lambda target: (target.goal_id is None, target.position)):
        key = (target.indicator_code or target.phrase, target.scope, target.value)
        if key in seen:
            continue
        seen.add(key)
        lines.append(
            line_of(target, _measured(post, plan, target, today=today), stated=stated.get(target.id), today=today)
        )
    return lines


def _measured(post: ActingPost, plan: Plan, target: Target, *, today: date) -> Measured | None:
    if not target.indicator_code:
        return None
    return value_of(post, target.indicator_code, unit_path=plan.unit_path, on=today)


def _newest_statements(post: ActingPost, plan: Plan) -> dict[UUID, Measured]:
    """The last statement with a number of the plan's own unit, for each target."""
    rows = evidences_visible_to(post).filter(
        target__plan=plan, unit_path=plan.unit_path, withdrawn_at=None, value__isnull=False
    )
    newest: dict[UUID, TargetEvidence] = {row.target_id: row for row in rows.order_by("as_of", "recorded_at")}
    return {
        target_id: Measured(value=row.value, as_of=row.as_of)
        for target_id, row in newest.items()
        if row.value is not None
    }


def figures_of(post: ActingPost, plan: Plan, lines: list[Line], *, today: date) -> Figures:
    """Work is counted where the post sees it: a city counts its own. Late is what a unit could still do something about."""
    tasks = Task.objects.filter(plan=plan)
    work = counts_by_task(post, plan.id, below=post.scope_path, day=today).values()
    return Figures(
        goals=Goal.objects.filter(plan=plan).count(),
        tasks=tasks.count(),
        targets=len(lines),
        measurable=sum(1 for line in lines if line.target.indicator_code),
        reached=sum(1 for line in lines if line.standing is Standing.REACHED),
        late_tasks=sum(1 for counts in work if counts.overdue),
        done_tasks=sum(1 for counts in work if counts.total and counts.done == counts.total),
    )
