"""What stands in the way of publishing a draft, and what its publisher should know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from xuezheng.modules.plans.models import Plan, Responsibility, Target, Task


@dataclass(frozen=True, kw_only=True)
class Point:
    """One sentence, and the part of the plan it is about."""

    sentence: str | Promise
    part_id: UUID | None = None
    written: str = ""
    """The name it asks about, where it asks about one."""


def obstacles(plan: Plan) -> list[Point]:
    """In reading order; empty where the draft may be published."""
    tasks = list(Task.objects.filter(plan=plan).order_by("position"))
    if not tasks:
        return [Point(sentence=_("There is no task yet. Add one, or read the document anew."))]
    named: dict[UUID, list[Responsibility]] = {task.id: [] for task in tasks}
    for row in Responsibility.objects.filter(plan=plan).order_by("position"):
        named[row.task_id].append(row)
    points = [point for task in tasks for point in obstacles_of(task, named[task.id])]
    return [*_names_once(tasks, named), *(point for point in points if not point.written)]


def _names_once(tasks: Sequence[Task], named: Mapping[UUID, Sequence[Responsibility]]) -> list[Point]:
    """A name is decided once for the whole plan, so it is asked about once."""
    where: dict[str, list[Task]] = {}
    for task in tasks:
        for written in dict.fromkeys(row.written for row in named[task.id] if not row.is_resolved):
            where.setdefault(written, []).append(task)
    sentence = _("“%(written)s” (task %(numbers)s): choose the unit that is meant, or say why nobody is.")
    return [
        Point(
            sentence=sentence % {"written": written, "numbers": "、".join(task.number for task in bearers)},
            part_id=bearers[0].id,
            written=written,
        )
        for written, bearers in where.items()
    ]


def obstacles_of(task: Task, rows: Sequence[Responsibility]) -> list[Point]:
    """A name written in several brackets of a task is asked about once."""
    unclear = dict.fromkeys(row.written for row in rows if not row.is_resolved)
    found = [
        Point(
            sentence=_("Task %(number)s names “%(written)s”: choose the unit that is meant, or say why nobody is.")
            % {"number": task.number, "written": written},
            part_id=task.id,
            written=written,
        )
        for written in unclear
    ]
    if not any(row.role == Responsibility.Role.LEAD and not row.set_aside for row in rows):
        sentence = _("Task %(number)s has nobody who leads it. Add a responsible unit, or let one of them lead.")
        found.append(Point(sentence=sentence % {"number": task.number}, part_id=task.id))
    return found


def advice(plan: Plan) -> list[Point]:
    """What does not hinder publication: targets without a measure, units that the issuing one cannot give tasks to."""
    unbound = Target.objects.filter(plan=plan, core=True, indicator_code="", unmeasurable="").count()
    points = []
    if unbound:
        sentence = ngettext(
            "%(count)d target has neither an indicator nor the reason why it cannot be measured.",
            "%(count)d targets have neither an indicator nor the reason why they cannot be measured.",
            unbound,
        )
        points.append(Point(sentence=sentence % {"count": unbound}))
    return points + [
        Point(
            sentence=_(
                "%(unit)s in task %(number)s does not stand below you: it is named, and no task is handed to it."
            )
            % {"unit": row.unit.name if row.unit else "", "number": row.task.number},
            part_id=row.task_id,
        )
        for row in _beyond(plan)
    ]


def _beyond(plan: Plan) -> list[Responsibility]:
    named = Responsibility.objects.filter(plan=plan, set_aside="").exclude(unit=None)
    beyond = named.exclude(unit__unit_path__gte=plan.unit_path, unit__unit_path__lt=plan.unit_path + "~")
    return list(beyond.select_related("unit", "task").order_by("task__position", "position"))
