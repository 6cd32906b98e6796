"""Rows of tasks at units, put down as they are after publication, for tests of what happens afterwards."""

from datetime import UTC, date, datetime

from tests.factories import Tree
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task

PUBLISHED = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
DUE = date(2026, 11, 30)
PLATFORM = system_post("test")


class HandedOut:
    """A published plan of the province with one task, led by the office, and shares of it at the units asked for."""

    def __init__(self, tree: Tree, *units: Unit, due_on: date = DUE, year: int = 2026) -> None:
        self.tree = tree
        with bound(PLATFORM):
            self.plan = Plan.objects.create(
                unit=tree.province,
                unit_path=tree.province.unit_path,
                title=f"{year}年教育信息化工作要点",
                year=year,
                issued_on=date(year, 3, 1),
                drafted_at=PUBLISHED,
                published_at=PUBLISHED,
                shared=True,
            )
        self.task = self.add_task("1", "建设同步课堂", due_on=due_on, lead=tree.office)
        self.assignments = [self.assign(unit, self.task) for unit in units]

    def add_task(self, number: str, heading: str, *, due_on: date = DUE, lead: Unit | None = None) -> Task:
        parts = {"plan": self.plan, "unit_path": self.plan.unit_path, "shared": True}
        with bound(PLATFORM):
            task = Task.objects.create(
                **parts, number=number, heading=heading, text=f"{heading}的要求", due_on=due_on, position=int(number)
            )
            if lead is not None:
                Responsibility.objects.create(
                    **parts, task=task, written=lead.name, role=Responsibility.Role.LEAD, unit=lead
                )
        return task

    def assign(self, unit: Unit, task: Task | None = None, **values: object) -> Assignment:
        task = task or self.task
        given = {"due_on": task.due_on, "assigned_at": PUBLISHED, "role": Responsibility.Role.SUPPORT, **values}
        with bound(PLATFORM):
            return Assignment.objects.create(
                plan=self.plan,
                task=task,
                unit=unit,
                unit_path=unit.unit_path,
                issuer_path=self.plan.unit_path,
                **given,
            )


def fresh(assignment: Assignment) -> Assignment:
    with bound(PLATFORM):
        return Assignment.objects.get(id=assignment.id)


def last_entry() -> tuple[str, str, str]:
    """(act, object name, path) of the newest journal entry."""
    with bound(PLATFORM):
        entry = Entry.objects.latest("id")
        return entry.act, entry.object_name, entry.unit_path


def acts() -> list[str]:
    with bound(PLATFORM):
        return list(Entry.objects.filter(act__startswith="plans.").order_by("id").values_list("act", flat=True))


def announced() -> list[tuple[str, str]]:
    """(name, path) of the module's events, in order."""
    with bound(PLATFORM):
        rows = Event.objects.filter(name__startswith="plans.").order_by("announced_at", "id")
        return list(rows.values_list("name", "unit_path"))
