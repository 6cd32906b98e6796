"""Taking a part out of a draft."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.changing import counted, note, saved
from xuezheng.modules.plans.correcting import part_to_correct, same_name, unit_to_correct
from xuezheng.modules.plans.models import Goal, Milestone, Section, Target, Task

REMOVABLE: dict[str, type[Section | Goal | Task | Target | Milestone]] = {
    "section": Section,
    "goal": Goal,
    "task": Task,
    "target": Target,
    "milestone": Milestone,
}


@transaction.atomic
def remove_part(*, post: ActingPost, kind: str, part_id: UUID | int, version: int, at: datetime) -> None:
    """A task or goal goes with its targets and units; tasks of a removed section stay without one."""
    plan, part = part_to_correct(post, REMOVABLE[kind], part_id, version=version)
    note(f"remove_{kind}", post=post, plan=plan, part=part, at=at, before={"number": getattr(part, "number", "")})
    part.delete()
    counted(plan)


@transaction.atomic
def remove_unit(*, post: ActingPost, responsibility_id: UUID, version: int, at: datetime) -> Task:
    """Take a responsible unit out of its task, whose version is stated, from every bracket that repeats it."""
    plan, task, row = unit_to_correct(post, responsibility_id, version=version)
    note("remove_unit", post=post, plan=plan, part=row, at=at, before={"task": task.number, "role": row.role})
    same_name(row).delete()
    saved(task)
    counted(plan)
    return task
