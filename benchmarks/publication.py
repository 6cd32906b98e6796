"""Publishing work points to 50,000 units: the tasks handed out and the to-dos opened by the installation's own worker."""

import time
from datetime import UTC, datetime
from typing import Any

from benchmarks.frame import Cell, Table
from benchmarks.installations import connect_django, installation

BAR = 30.0
USERNAME = "henan-administrator"
PATIENCE = 600.0
OFFICE_TASKS = 31
OF_PLAN = "SELECT id::text FROM plans_assignment WHERE plan_id = %s"
PARTS = ("assignment", "task_tally", "target", "milestone", "responsibility", "task", "goal", "section")
CLEARED = (
    f"DELETE FROM inbox_todo WHERE subject_kind = 'plans.assignment' AND subject_id IN ({OF_PLAN})",
    *(f"DELETE FROM plans_{part} WHERE plan_id = %s" for part in PARTS),
    "DELETE FROM plans_plan WHERE id = %s",
)


def run() -> list[Table]:
    with installation("full") as found:
        connect_django(found)
        return [published()]


def published() -> Table:
    """One task for every school, and as many more for offices as a yearly document holds."""
    from xuezheng.engines.inbox.models import Todo
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.plans.actions.draft_plan import draft_plan
    from xuezheng.modules.plans.actions.publish_plan import publish_plan
    from xuezheng.modules.plans.models import Assignment

    post = acting_as(USERNAME)
    with bound(post):
        drafted = draft_plan(post=post, draft=draft(), at=now())
    began = time.perf_counter()
    with bound(post):
        plan = publish_plan(post=post, plan_id=drafted.id, version=drafted.version, at=now())
    acted = time.perf_counter() - began
    waited_for(post, plan.run_id)
    seconds = time.perf_counter() - began
    with bound(post):
        assignments = Assignment.objects.filter(plan=plan).count()
        todos = Todo.objects.filter(subject_kind="plans.assignment", opened_at__gte=plan.published_at).count()
    row: tuple[Cell, ...] = (assignments, todos, acted, seconds, BAR, "yes" if seconds <= BAR else "no")
    clear(plan.id)
    return Table(
        title="seconds until every unit has its tasks",
        columns=("assignments", "to-dos", "the act itself", "in all", "bar", "held"),
        rows=[row],
        note="From the click to the end of the background work, in transactions of 10,000 that may be broken off.",
    )


def draft() -> Any:
    from xuezheng.modules.plans.drafts import PlanDraft, TaskDraft, UnitDraft

    schools = (UnitDraft(written="科技处", lead=True), UnitDraft(written="各级各类学校"))
    offices = (UnitDraft(written="科技处", lead=True), UnitDraft(written="各省辖市教育局"))
    tasks = [TaskDraft(number="1", heading="落实首席信息官制度", units=schools)]
    tasks += [TaskDraft(number=str(n), heading=f"测量任务{n}", units=offices) for n in range(2, OFFICE_TASKS + 2)]
    return PlanDraft(title=f"测量 {datetime.now(tz=UTC):%Y%m%dT%H%M%S}", year=2026, tasks=tuple(tasks))


def acting_as(username: str) -> Any:
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.people.acting import acting_value, posts_in_force
    from xuezheng.kernel.people.models import Account
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound

    with bound(system_post("benchmark")):
        person_id = Account.objects.get(username=username).person_id
        return acting_value(posts_in_force(person_id, at=now())[0], at=now())


def waited_for(post: Any, run_id: Any) -> None:
    from xuezheng.kernel.outbox.models import JobRun
    from xuezheng.kernel.scope.binding import bound

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with bound(post):
            run = JobRun.objects.get(id=run_id)
        if run.state == JobRun.State.DONE:
            return
        if run.state in {JobRun.State.FAILED, JobRun.State.CANCELLED}:
            raise RuntimeError(f"handing out {run.state}: {run.message}")
        time.sleep(0.1)
    raise RuntimeError(f"not handed out within {PATIENCE} s")


def clear(plan_id: Any) -> None:
    """The home is kept for the next measurement. As the owner, since tallies are nobody else's to change."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in CLEARED:
            cursor.execute(statement, [plan_id])
