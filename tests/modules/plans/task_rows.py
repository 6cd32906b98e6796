"""Rows of tasks at units, put down as they are after publication, for tests of what happens afterwards."""

from datetime import UTC, date, datetime
from uuid import uuid4

from tests.factories import Tree
from xuezheng.engines.inbox.models import Message, Todo
from xuezheng.engines.inbox.texts import rendered
from xuezheng.kernel.files.models import Attachment, StoredContent
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.plans.models import Assignment, AssignmentStep, Plan, Responsibility, Task

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


def heard(name: str) -> list[str]:
    """The paths at which an event of that name was announced."""
    return [path for told, path in announced() if told == name]


def steps_of(assignment: Assignment) -> list[tuple[str, str, str]]:
    """(what, words, of which unit), in order."""
    with bound(PLATFORM):
        rows = AssignmentStep.objects.filter(assignment=assignment).order_by("id")
        return list(rows.values_list("what", "words", "unit_name"))


def inbox_of(unit: Unit) -> list[str]:
    """The texts of a unit's open to-dos, as they are shown."""
    with bound(PLATFORM):
        rows = Todo.objects.filter(unit_id=unit.id, closed_at=None).order_by("due_on", "id")
        return [rendered(row.text, row.params) for row in rows]


def messages_of(unit: Unit) -> list[str]:
    with bound(PLATFORM):
        rows = Message.objects.filter(unit_id=unit.id).order_by("sent_at", "id")
        return [rendered(row.text, row.params) for row in rows]


def attached(assignment: Assignment, *, kind: str = "plans.assignment", key: object = None) -> None:
    """A file at the assignment, or at whatever `key` names."""
    with bound(PLATFORM):
        content = StoredContent.objects.create(
            unit_path=assignment.unit_path, sha256=uuid4().hex * 2, size=1, media_type="text/plain", stored_at=AT
        )
        Attachment.objects.create(
            unit_path=assignment.unit_path,
            content=content,
            object_kind=kind,
            object_id=str(key or assignment.id),
            object_name="任务",
            name="照片.txt",
            added_at=AT,
            person_name="演示",
        )
