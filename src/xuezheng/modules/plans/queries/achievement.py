"""The targets of a plan as its home shows them, and the figures of its head."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rounding import percentage
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.modules.plans.achievement import Line, Standing, asked_by, line_of, target_at
from xuezheng.modules.plans.indicators import Measured, all_indicators, standings
from xuezheng.modules.plans.models import Goal, Plan, Target, TargetEvidence, Task
from xuezheng.modules.plans.policies.evidence import evidences_visible_to, shares_visible_to
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

    @property
    def tasks_in_time(self) -> int:
        return self.tasks - self.late_tasks


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """Of the newest value shown, and how many in a hundred of the values arise by themselves, without anybody reporting."""

    as_of: date
    measured: int

    @property
    def reported(self) -> int:
        return 100 - self.measured


def freshness_of(lines: list[Line]) -> Freshness | None:
    shown = [line.measured for line in lines if line.measured is not None]
    if not shown:
        return None
    by_system = sum(1 for each in shown if each.by_system)
    return Freshness(as_of=max(each.as_of for each in shown), measured=int(percentage(by_system / len(shown), 0)))


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


def lines_of(post: ActingPost, plan: Plan, *, today: date, unit_path: str = "", on: date | None = None) -> list[Line]:
    """Core targets in the order of the document; a goal's target that a task repeats is shown once, with the goal.

    As they stand at one unit (the plan's own where none is named), by the values of that day.
    """
    place = unit_path or plan.unit_path
    shares = _shares_at(post, plan, place)
    targets = [target_at(target, unit_path=place, share=shares.get(target.id)) for target in _core(post, plan)]
    measured = standings(
        post, [asked_by(target) for target in targets if target.indicator_code], unit_path=place, on=on or today
    )
    stated = _newest_statements(post, plan, place)
    known = all_indicators()
    return [
        line_of(target, measured.get(target.id), known=known, stated=stated.get(target.id), today=today)
        for target in targets
    ]


def _core(post: ActingPost, plan: Plan) -> list[Target]:
    rows = list(targets_visible_to(post).filter(plan=plan, core=True).order_by("position"))
    found: dict[tuple[str, str, object], Target] = {}
    for target in sorted(rows, key=lambda target: (target.goal_id is None, target.position)):
        target.plan = plan
        found.setdefault((target.indicator_code or target.phrase, target.scope, target.value), target)
    return list(found.values())


def _shares_at(post: ActingPost, plan: Plan, unit_path: str) -> dict[UUID, Decimal]:
    if unit_path == plan.unit_path:
        return {}
    rows = shares_visible_to(post).filter(target__plan=plan, unit_path=unit_path)
    return dict(rows.values_list("target_id", "value"))


def _newest_statements(post: ActingPost, plan: Plan, unit_path: str) -> dict[UUID, Measured]:
    """The last statement with a number of that unit, for each target."""
    rows = evidences_visible_to(post).filter(
        target__plan=plan, unit_path=unit_path, withdrawn_at=None, value__isnull=False
    )
    newest: dict[UUID, TargetEvidence] = {row.target_id: row for row in rows.order_by("as_of", "recorded_at")}
    return {
        target_id: Measured(value=row.value, as_of=row.as_of)
        for target_id, row in newest.items()
        if row.value is not None
    }


def figures_of(post: ActingPost, plan: Plan, lines: list[Line], *, today: date, below: str = "") -> Figures:
    """Work is counted where the post sees it: a city counts its own. Late is what a unit could still do something about."""
    tasks = Task.objects.filter(plan=plan)
    work = counts_by_task(post, plan.id, below=below or post.scope_path, day=today).values()
    return Figures(
        goals=Goal.objects.filter(plan=plan).count(),
        tasks=tasks.count(),
        targets=len(lines),
        measurable=sum(1 for line in lines if line.target.indicator_code),
        reached=sum(1 for line in lines if line.standing is Standing.REACHED),
        late_tasks=sum(1 for counts in work if counts.overdue),
        done_tasks=sum(1 for counts in work if counts.total and counts.done == counts.total),
    )
