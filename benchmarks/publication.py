"""Publishing work points to 50,000 units: the tasks handed out and the to-dos opened by the installation's own worker.

Peers: the same rows through Django's ORM, one by one and by bulk_create, on a part of the units and undone afterwards.
"""

import time
from datetime import UTC, datetime
from typing import Any

from benchmarks.frame import Cell, Table
from benchmarks.installations import connect_django, installation

BAR = 30.0
USERNAME = "henan-administrator"
PATIENCE = 600.0
OFFICE_TASKS = 31
SAMPLE = 2_000
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
        table, speed = published()
        return [table, peers(speed)]


def published() -> tuple[Table, float]:
    """One task for every school, and as many more for offices as a yearly document holds; and assignments a second."""
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
    table = Table(
        title="seconds until every unit has its tasks",
        columns=("assignments", "to-dos", "the act itself", "in all", "bar", "held"),
        rows=[row],
        note="From the click to the end of the background work, in transactions of 10,000 that may be broken off.",
    )
    return table, assignments / seconds


def peers(speed: float) -> Table:
    """Assignment and to-do of so many units, as a first program would write them."""
    from django.db import connection, transaction

    from xuezheng.engines.inbox.models import Todo
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.acting import system_post
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.kernel.units.models import Unit
    from xuezheng.modules.plans.actions.draft_plan import draft_plan
    from xuezheng.modules.plans.models import Assignment, Task

    post, at = acting_as(USERNAME), now()
    with bound(system_post("benchmark", permissions=frozenset({"plans.read"}))):
        units = list(
            Unit.objects.filter(level="school", closed_on=None, unit_path__startswith=post.scope_path)[:SAMPLE]
        )

    def rows(task: Any) -> tuple[list[Any], list[Any]]:
        shares = [
            Assignment(
                plan=task.plan,
                task=task,
                unit=unit,
                unit_path=unit.unit_path,
                issuer_path=task.unit_path,
                role="support",
                due_on=task.due_on,
                assigned_at=at,
            )
            for unit in units
        ]
        todos = [
            Todo(
                topic="plans.report",
                subject_kind="plans.assignment",
                subject_id=str(share.id),
                unit=share.unit,
                unit_path=share.unit_path,
                text="Task",
                params={},
                url=f"/plans/assignments/{share.id}/",
                due_on=share.due_on,
                opened_at=at,
            )
            for share in shares
        ]
        return shares, todos

    def one_by_one(task: Any) -> None:
        for share, todo in zip(*rows(task), strict=True):
            share.save(force_insert=True)
            todo.save(force_insert=True)

    def by_bulk_create(task: Any) -> None:
        shares, todos = rows(task)
        Assignment.objects.bulk_create(shares)
        Todo.objects.bulk_create(todos)

    measured: list[tuple[Cell, ...]] = [("handed out by the worker", speed)]
    for way, insert in (("row by row", one_by_one), ("bulk_create", by_bulk_create)):
        with bound(post):
            plan = draft_plan(post=post, draft=draft(), at=at)
            task = Task.objects.select_related("plan").filter(plan=plan).earliest("position")
            began = time.perf_counter()
            insert(task)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            measured.append((way, len(units) / (time.perf_counter() - began)))
            transaction.set_rollback(True)
    return Table(
        title="units a second, each with its assignment and its to-do",
        columns=("way", "units/s"),
        rows=measured,
        note=f"Peers: {SAMPLE:,} units in one transaction, without looking up who receives and without progress.",
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
