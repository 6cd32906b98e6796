"""Adding a task that does not stand in the document, such as the resolution of a meeting."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.facade import UnitNow, get_unit
from xuezheng.modules.plans.correcting import checked_day
from xuezheng.modules.plans.events import TaskAdded
from xuezheng.modules.plans.models import Assignment, Plan, Responsibility, Task
from xuezheng.modules.plans.policies.plans import can_change_plan, plans_visible_to
from xuezheng.modules.plans.todos import open_task_todos

Role = Responsibility.Role


@transaction.atomic
def add_task(
    *,
    post: ActingPost,
    plan_id: UUID,
    heading: str,
    text: str,
    lead_unit_ids: Sequence[int],
    support_unit_ids: Sequence[int],
    due_on: date,
    arises_from: str,
    at: datetime,
) -> Task:
    """Add it to a published plan of the own unit with the next number, and hand it out to its units at once."""
    plan = _plan_to_extend(post, plan_id)
    heading = _checked(heading, lead_unit_ids=lead_unit_ids, due_on=due_on, at=at)
    checked_day(plan, due_on, field="due_on")
    units = _units(post, plan, lead_unit_ids=lead_unit_ids, support_unit_ids=support_unit_ids)
    task = _new_task(plan, heading=heading, text=text, due_on=due_on, arises_from=arises_from)
    _hand_out(task, plan, units, at=at)
    record(
        post=post,
        at=at,
        act="plans.add_task",
        object_kind="plans.task",
        object_id=task.id,
        object_name=str(task),
        unit_path=plan.unit_path,
        after={
            "heading": heading,
            "due_on": due_on.isoformat(),
            "arises_from": task.arises_from,
            "units": {unit.name: role.value for unit, role in units},
        },
    )
    announce(TaskAdded(unit_path=plan.unit_path, plan_id=str(plan.id), task_id=str(task.id)), at=at)
    return task


def _plan_to_extend(post: ActingPost, plan_id: UUID) -> Plan:
    """Locked, so that two added at once get two numbers."""
    visible = plans_visible_to(post).filter(id=plan_id).first()
    if visible is None:
        raise NotFound(_("There is no such plan within what your post may see."))
    if not can_change_plan(post, visible):
        raise NotAllowed(_("Your post may see this plan but not add tasks to it. Ask the unit that issued it."))
    plan = Plan.objects.select_for_update().get(id=plan_id)
    if plan.state != Plan.State.PUBLISHED:
        raise Conflict(
            _("“%(plan)s” is %(state)s. Tasks are added to a published plan; correct a draft on its review page.")
            % {"plan": plan.title, "state": plan.state.label}
        )
    return plan


def _checked(heading: str, *, lead_unit_ids: Sequence[int], due_on: date, at: datetime) -> str:
    heading = " ".join(heading.split())
    if not heading:
        raise Refusal(_("The heading is empty. Say in one line what is to be done."), field="heading")
    if len(heading) > 300:
        raise Refusal(
            _("The heading has %(length)d characters; at most 300 fit. Put the rest into the text.")
            % {"length": len(heading)},
            field="heading",
        )
    if due_on < today(at):
        raise Refusal(
            _("The deadline %(day)s lies before today. Choose today or a later day.") % {"day": due_on.isoformat()},
            field="due_on",
        )
    if not lead_unit_ids:
        raise Refusal(_("No unit leads the task. Name at least one that does."), field="lead_unit_ids")
    return heading


def _units(
    post: ActingPost, plan: Plan, *, lead_unit_ids: Sequence[int], support_unit_ids: Sequence[int]
) -> list[tuple[UnitNow, Role]]:
    """Each unit once; one that leads does not also support."""
    supporting = [key for key in support_unit_ids if key not in lead_unit_ids]
    asked = [(key, Role.LEAD) for key in lead_unit_ids] + [(key, Role.SUPPORT) for key in supporting]
    return [(_unit(post, plan, unit_id, role), role) for unit_id, role in dict.fromkeys(asked)]


def _unit(post: ActingPost, plan: Plan, unit_id: int, role: Role) -> UnitNow:
    field = "lead_unit_ids" if role == Role.LEAD else "support_unit_ids"
    unit = get_unit(post, unit_id=unit_id)
    if not unit.path.startswith(plan.unit_path):
        raise Refusal(
            _("%(unit)s does not stand under the unit that issues the plan. Name units of its own subtree.")
            % {"unit": unit.name},
            field=field,
        )
    if unit.closed_on is not None:
        raise Refusal(
            _("%(unit)s was closed on %(day)s. Name the unit that took over its work.")
            % {"unit": unit.name, "day": unit.closed_on.isoformat()},
            field=field,
        )
    return unit


def _new_task(plan: Plan, *, heading: str, text: str, due_on: date, arises_from: str) -> Task:
    others = Task.objects.filter(plan=plan)
    numbers = [int(number) for number in others.values_list("number", flat=True) if number.isdecimal()]
    last = others.aggregate(position=Max("position"))["position"]
    return Task.objects.create(
        plan=plan,
        unit_path=plan.unit_path,
        shared=plan.shared,
        position=(last or 0) + 1,
        number=str(max(numbers, default=0) + 1),
        number_printed=False,
        heading=heading,
        text=text.strip(),
        due_on=due_on,
        arises_from=arises_from[:200],
    )


def _hand_out(task: Task, plan: Plan, units: Sequence[tuple[UnitNow, Role]], *, at: datetime) -> None:
    parts = {"task": task, "plan": plan, "unit_path": plan.unit_path, "shared": plan.shared}
    Responsibility.objects.bulk_create(
        [
            Responsibility(**parts, position=place, written=unit.name, role=role, unit_id=unit.id)
            for place, (unit, role) in enumerate(units)
        ]
    )
    handed = Assignment.objects.bulk_create(
        [
            Assignment(
                plan=plan,
                task=task,
                unit_id=unit.id,
                unit_path=unit.path,
                issuer_path=plan.unit_path,
                role=role,
                due_on=task.due_on,
                assigned_at=at,
            )
            for unit, role in units
        ]
    )
    open_task_todos(handed, at=at)
