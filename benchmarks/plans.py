"""Work points in use: their pages and the task board, for a plan of 2,000 assignments and one of every school; what counting
costs without tallies; the same document received again.

Peers: the same pages without row-level security (a second server on the owner's address), and the plain GROUP BY over the
assignments that the board's tallies stand for. Publishing has a benchmark of its own.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks.browsing import Reader, second_server
from benchmarks.frame import Cell, Table, percentile, repeated
from benchmarks.installations import Installation, connect_django, installation, processor_seconds_below
from benchmarks.publication import USERNAME, acting_as, clear, waited_for
from benchmarks.reading import work_points

BAR_P95 = 300.0
ROUNDS, WARMING = 40, 4
TASKS, OF_COUNTIES, OF_SCHOOLS = 32, 11, 4
SCHOOL, OFFICE = "schools", "bureaus"
"""Whom most tasks are for: every school of the province, or the county bureaus."""
PAGES = {
    "achievement": "/plans/{plan}/",
    "document": "/plans/{plan}/document/",
    "board": "/plans/tasks/?plan={plan}",
    "board by place": "/plans/tasks/places/?plan={plan}",
    "matrix": "/plans/tasks/matrix/?plan={plan}",
    "list": "/plans/assignments/?plan={plan}",
    "one task": "/plans/tasks/{task}/",
    "taken over below": "/plans/{plan}/takeover/below/",
}
BARRED = {("board", SCHOOL), *((page, OFFICE) for page in PAGES)}
"""What a bar is set for; the others are shown beside."""
GROUPED = """
SELECT task_id,
       count(*) FILTER (WHERE accepted_at IS NOT NULL),
       count(*) FILTER (WHERE accepted_at IS NULL AND submitted_at IS NOT NULL),
       count(*) FILTER (WHERE submitted_at IS NULL AND due_on < %(day)s),
       count(*) FILTER (WHERE submitted_at IS NULL AND due_on BETWEEN %(day)s AND %(soon)s),
       count(*) FILTER (WHERE submitted_at IS NULL AND due_on > %(soon)s)
  FROM plans_assignment WHERE plan_id = %(plan)s GROUP BY task_id
"""


@dataclass(frozen=True, kw_only=True)
class Published:
    """A plan with its first task, and how many units' tasks it made."""

    plan: Any
    task: Any
    assignments: int


def run() -> list[Table]:
    with installation("full") as found:
        connect_django(found)
        from xuezheng.site.configuration import configuration

        post = acting_as(USERNAME)
        with published(post) as plans, second_server(home=found.home, database_url=configuration().owner_url) as off:
            tables = [pages(found, off, plans), counting(post, plans)]
        return [*tables, receiving(post)]


@contextmanager
def published(post: Any) -> Iterator[Mapping[str, Published]]:
    """Two plans of 32 tasks, handed out by the installation's own worker; removed afterwards."""
    made: dict[str, Published] = {}
    try:
        for name, groups in ((OFFICE, {"各县（市、区）教育局": OF_COUNTIES}), (SCHOOL, {"各级各类学校": OF_SCHOOLS})):
            made[name] = publish(post, groups)
        yield made
    finally:
        for one in made.values():
            clear(one.plan.id)


def publish(post: Any, groups: Mapping[str, int]) -> Published:
    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.plans.actions.draft_plan import draft_plan
    from xuezheng.modules.plans.actions.publish_plan import publish_plan
    from xuezheng.modules.plans.models import Assignment, Task

    with bound(post):
        draft = draft_plan(post=post, draft=draft_of(groups), at=now())
        plan = publish_plan(post=post, plan_id=draft.id, version=draft.version, at=now())
    waited_for(post, plan.run_id)
    with bound(post):
        return Published(
            plan=plan,
            task=Task.objects.filter(plan=plan).earliest("position"),
            assignments=Assignment.objects.filter(plan=plan).count(),
        )


def draft_of(groups: Mapping[str, int]) -> Any:
    """So many tasks for each group of units, the others for the city bureaus; a target and a milestone to each."""
    from decimal import Decimal

    from xuezheng.modules.plans.drafts import (
        GoalDraft,
        MilestoneDraft,
        PlanDraft,
        SectionDraft,
        TargetDraft,
        TaskDraft,
        UnitDraft,
    )

    named = [group for group, number in groups.items() for _each in range(number)]
    named += ["各省辖市教育局"] * (TASKS - len(named))
    target = TargetDraft(phrase="多媒体教室占普通教室的比例", value=Decimal(90), measure="%")
    tasks = [
        TaskDraft(
            number=str(number),
            heading=f"测量任务{number}",
            text="推进校园网络和教学终端建设，完善管理制度，加强教师培训。" * 6,
            section=number % 8,
            units=(UnitDraft(written="科技处", lead=True), UnitDraft(written=group)),
            milestones=(MilestoneDraft(name=f"成果{number}"),),
            targets=(target,),
        )
        for number, group in enumerate(named, start=1)
    ]
    year = datetime.now(tz=UTC).year
    return PlanDraft(
        title=f"测量 {datetime.now(tz=UTC):%Y%m%dT%H%M%S.%f}",
        year=year,
        sections=tuple(SectionDraft(number=str(place), heading=f"部分{place}") for place in range(8)),
        goals=tuple(GoalDraft(text=f"目标{place}", targets=(target,)) for place in range(10)),
        tasks=tuple(tasks),
    )


def pages(found: Installation, unguarded: str, plans: Mapping[str, Published]) -> Table:
    """Rounds of both servers alternate, so that a busy machine slows both alike."""
    from xuezheng.site.demo import PASSWORD

    readers = [Reader(address=found.address), Reader(address=unguarded)]
    for reader in readers:
        reader.sign_in(USERNAME, PASSWORD)
    rows: list[tuple[Cell, ...]] = []
    for name, one in plans.items():
        for page, address in PAGES.items():
            path = address.format(plan=one.plan.id, task=one.task.id)
            guarded, free = alternated(readers, path)
            processor = processor_of(found, readers[0], path)
            p95 = percentile(guarded, 0.95)
            bar = BAR_P95 if (page, name) in BARRED else ""
            held = ("yes" if p95 <= BAR_P95 else "NO") if bar else ""
            medians = (percentile(guarded, 0.5), p95, percentile(free, 0.5))
            rows.append((page, name, one.assignments, *medians, processor, bar, held))
            print(f"{page} for {name}: {p95:.0f} ms, {processor:.0f} ms of processor", flush=True)
    return Table(
        title="milliseconds of a page as the province",
        columns=("page", "plan", "assignments", "median", "p95", "no RLS", "processor", "bar", "held"),
        rows=rows,
        note="No RLS: the median of a second server to which no policy applies. Processor: web server and database together, "
        "which does not grow when others use the machine.",
    )


def alternated(readers: list[Reader], path: str) -> list[list[float]]:
    times: list[list[float]] = [[] for _reader in readers]
    for number in range(WARMING + ROUNDS):
        for reader, kept in zip(readers, times, strict=True):
            seconds, status, _body = reader.get(path)
            if status != 200:
                raise RuntimeError(f"{path} answers {status}")
            if number >= WARMING:
                kept.append(seconds * 1000)
    return times


def processor_of(found: Installation, reader: Reader, path: str) -> float:
    before = processor_seconds_below(found.process.pid)
    for _round in range(ROUNDS):
        reader.get(path)
    return (processor_seconds_below(found.process.pid) - before) * 1000 / ROUNDS


def counting(post: Any, plans: Mapping[str, Published]) -> Table:
    """How the tasks stand: our counts, and the same by GROUP BY, under the post's policies and without any."""
    from django.db import connections

    from xuezheng.kernel.clock import now, today
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.plans.queries.board import counts_by_task
    from xuezheng.modules.plans.status import soon_until

    day = today(now())
    rows: list[tuple[Cell, ...]] = []
    for name, one in plans.items():
        asked: dict[str, Any] = {"plan": one.plan.id, "day": day, "soon": soon_until(day)}

        def tallied(one: Published = one) -> object:
            with bound(post):
                return counts_by_task(post, one.plan.id, below=post.scope_path, day=day)

        def grouped(alias: str, asked: dict[str, Any] = asked) -> object:
            with connections[alias].cursor() as cursor:
                cursor.execute(GROUPED, asked)
                return cursor.fetchall()

        def grouped_as_post() -> object:
            with bound(post):
                return grouped("default")

        ways = (tallied, grouped_as_post, lambda: grouped("owner"))
        rows.append(
            (name, one.assignments, *(percentile(repeated(way, rounds=ROUNDS, warming=WARMING), 0.95) for way in ways))
        )
    return Table(
        title="milliseconds to count how the tasks stand, p95",
        columns=("plan", "assignments", "tallies", "GROUP BY as the post", "GROUP BY as the owner"),
        rows=rows,
        note="The last is the best that SQL does without anything kept beforehand.",
    )


def receiving(post: Any) -> Table:
    """The same file once more, and once more under another name: rows are counted before and after, then all is undone."""
    from django.db import transaction

    from xuezheng.kernel.clock import now
    from xuezheng.kernel.scope.binding import bound
    from xuezheng.modules.plans.actions.receive_paper import receive_paper

    rows: list[tuple[Cell, ...]] = []
    content = f"{work_points(tasks=TASKS, words=4)}\n{datetime.now(tz=UTC)}".encode()
    with bound(post):
        known: set[object] = set()
        for time_of, name in (
            ("first", "要点.txt"),
            ("again", "要点.txt"),
            ("under another name", "工作要点（定稿）.txt"),
        ):
            before, began = counted(), time.perf_counter()
            received = receive_paper(post=post, content=content, filename=name, at=now())
            seconds = time.perf_counter() - began
            new = [after - had for after, had in zip(counted(), before, strict=True)]
            known.add((received.paper.id, received.plan.id if received.plan else None))
            held = "" if time_of == "first" else "yes" if not any(new) and len(known) == 1 else "NO"
            rows.append((time_of, seconds * 1000, *new, held))
        transaction.set_rollback(True)
    return Table(
        title="the same file received again",
        columns=("time", "ms", "papers", "plans", "tasks", "targets", "responsible units", "journal entries", "held"),
        rows=rows,
    )


def counted() -> list[int]:
    from xuezheng.kernel.journal.models import Entry
    from xuezheng.modules.plans.models import Paper, Plan, Responsibility, Target, Task

    return [model._default_manager.count() for model in (Paper, Plan, Task, Target, Responsibility, Entry)]  # noqa: SLF001 - Django's documented name for the manager of any model
