"""Plans for tests, made through the actions: drafted, published with their tasks handed out, and one unit's assignment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tests.factories import acting
from tests.jobs import run_pending
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.actions.draft_plan import draft_plan
from xuezheng.modules.plans.actions.publish_plan import publish_plan
from xuezheng.modules.plans.drafts import GoalDraft, PlanDraft, SectionDraft, TargetDraft, TaskDraft, UnitDraft
from xuezheng.modules.plans.models import Assignment, Plan

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""When builders' plans are published: early in the year they are for."""
YEAR = 2026
WATCHER = system_post("test", permissions=frozenset({"plans.read", "units.read"}))


def led_by(*names: str) -> tuple[UnitDraft, ...]:
    """Responsible units as written, the first of which leads."""
    return tuple(UnitDraft(written=name, lead=place == 0) for place, name in enumerate(names))


TASKS = (
    TaskDraft(number="1", heading="改善学校信息化基础条件", section=0, units=led_by("科技处", "各省辖市教育局")),
    TaskDraft(
        number="2",
        heading="推进网络学习空间应用",
        section=0,
        units=led_by("各县（市、区）教育局"),
        targets=(TargetDraft(phrase="教师网络学习空间开通率", value=80, measure="%"),),  # type: ignore[arg-type] # stored as a decimal
    ),
)
OF_A_BUREAU = (replace(TASKS[0], units=led_by("各县（市、区）教育局")), TASKS[1])
"""Bureaus have no offices in tests, and the department's are not theirs to name so."""
GOALS = (
    GoalDraft(
        number="（一）",
        text="多媒体教室占普通教室的比例达到90%。",
        targets=(TargetDraft(phrase="多媒体教室占普通教室的比例", value=90, measure="%"),),  # type: ignore[arg-type] # stored as a decimal
    ),
)


def plan_draft(
    *,
    title: str = "",
    year: int = YEAR,
    tasks: Sequence[TaskDraft] = TASKS,
    goals: Sequence[GoalDraft] = GOALS,
) -> PlanDraft:
    return PlanDraft(
        title=title or f"{year}年网络安全和信息化工作要点",
        year=year,
        sections=(SectionDraft(number="一", heading="重点任务"),),
        goals=tuple(goals),
        tasks=tuple(tasks),
    )


def drafted_plan(
    unit: Unit,
    *,
    tasks: Sequence[TaskDraft] = TASKS,
    goals: Sequence[GoalDraft] = GOALS,
    title: str = "",
    year: int = YEAR,
    at: datetime = AT,
    post: ActingPost | None = None,
    supersedes: Plan | None = None,
) -> Plan:
    """A draft of that unit (the department, a bureau), by its administrator unless a post is given."""
    draft = plan_draft(title=title, year=year, tasks=tasks, goals=goals)
    with bound(post or acting(unit)) as who:
        return draft_plan(post=who, draft=draft, at=at, supersedes_id=supersedes.id if supersedes else None)


def published_plan(
    unit: Unit,
    *,
    tasks: Sequence[TaskDraft] | None = None,
    goals: Sequence[GoalDraft] = GOALS,
    title: str = "",
    year: int = YEAR,
    at: datetime = AT,
    post: ActingPost | None = None,
    supersedes: Plan | None = None,
) -> Plan:
    """The same, published, and its tasks handed out by the job that publication queues."""
    who = post or acting(unit)
    usual = TASKS if unit.kind == UnitKind.DEPARTMENT else OF_A_BUREAU
    tasks = usual if tasks is None else tasks
    plan = drafted_plan(unit, tasks=tasks, goals=goals, title=title, year=year, at=at, post=who, supersedes=supersedes)
    with bound(who):
        publish_plan(post=who, plan_id=plan.id, version=plan.version, at=at)
    run_pending()
    with bound(WATCHER):
        return Plan.objects.select_related("unit").get(id=plan.id)


def assignment_of(plan: Plan, unit: Unit, *, number: str = "") -> Assignment:
    """The assignment of that unit in that plan, of that task where it has several."""
    with bound(WATCHER):
        found = Assignment.objects.filter(plan=plan, unit=unit).select_related("task", "plan", "unit")
        return found.get(task__number=number) if number else found.get()
