"""What goes on from the edition before, besides the work of units: decided names, bonds of targets, and what hangs on tasks.

Milestones, projects, takeovers and evidence hang on them. Tasks are the same where the draft says so (`continues`), targets
where their words and scope are.
"""

from collections.abc import Iterable
from datetime import datetime

from xuezheng.kernel.outbox.facade import announce
from xuezheng.modules.plans.events import TargetBound
from xuezheng.modules.plans.models import (
    ImplementationPlan,
    Milestone,
    Plan,
    Project,
    Responsibility,
    RoadStep,
    Target,
    TargetEvidence,
    TargetShare,
    Task,
    TaskTakeover,
)


def bind_as_before(plan: Plan, former: Plan | None, *, at: datetime) -> None:
    """A new draft begins with what was decided about its targets; until it is published that can be changed."""
    for before, target in _same_targets(plan, former) if former else ():
        if before.indicator_code or before.unmeasurable:
            target.indicator_code, target.unmeasurable = before.indicator_code, before.unmeasurable
            target.save(update_fields=["indicator_code", "unmeasurable"])
        if before.indicator_code:
            announce(
                TargetBound(target_id=str(target.id), indicator_code=target.indicator_code, unit_path=plan.unit_path),
                at=at,
            )


def name_as_before(plan: Plan, former: Plan | None) -> None:
    """The same for names that nobody bears: what was decided about them holds in the new draft, and can be changed there.

    A name of which the former edition says two things, or whose unit was closed since, stays to be decided.
    """
    open_names = Responsibility.objects.filter(plan=plan, unit=None, group="", set_aside="")
    for written, decided in _decided_names(former).items() if former else ():
        unit_id, group, set_aside = decided
        rows = open_names.filter(written=written)
        rows.update(unit_id=unit_id, group=group, set_aside=set_aside, candidates=[])


def _decided_names(former: Plan) -> dict[str, tuple[int | None, str, str]]:
    rows = Responsibility.objects.filter(plan=former).exclude(unit=None, group="", set_aside="")
    found: dict[str, set[tuple[int | None, str, str]]] = {}
    for row in rows.filter(unit__closed_on=None):
        found.setdefault(row.written, set()).add((row.unit_id, row.group, row.set_aside))
    return {written: next(iter(said)) for written, said in found.items() if len(said) == 1}


def carry_on(plan: Plan, former: Plan) -> None:
    """In the transaction that publishes the new edition, so that at no moment anything belongs to neither."""
    ImplementationPlan.objects.filter(plan=former).update(plan=plan)
    for task in Task.objects.filter(plan=plan, continues__plan=former).select_related("continues"):
        Project.objects.filter(task=task.continues).update(task=task)
        RoadStep.objects.filter(task=task.continues).update(task=task)
        TaskTakeover.objects.filter(upper_task=task.continues).update(upper_task=task)
        _keep_takeovers(task)
        _keep_milestones(task)
    for before, target in _same_targets(plan, former):
        TargetEvidence.objects.filter(target=before).update(target=target)
        if (before.value, before.kind) == (target.value, target.kind):
            TargetShare.objects.filter(target=before).update(target=target)


def _keep_takeovers(task: Task) -> None:
    """Except those that the draft has been given already."""
    known = TaskTakeover.objects.filter(task=task).values_list("upper_task_id", flat=True)
    TaskTakeover.objects.filter(task=task.continues).exclude(upper_task_id__in=list(known)).update(task=task)


def _keep_milestones(task: Task) -> None:
    for reached in Milestone.objects.filter(task=task.continues, reached_on__isnull=False):
        Milestone.objects.filter(task=task, name=reached.name, reached_on=None).update(
            reached_on=reached.reached_on, statement=reached.statement
        )


def _same_targets(plan: Plan, former: Plan) -> Iterable[tuple[Target, Target]]:
    """Pairs of before and now. Words that one of the editions has twice tell nothing."""
    before, now = _told_once(former), _told_once(plan)
    return [(before[key], now[key]) for key in before if key in now]


def _told_once(plan: Plan) -> dict[tuple[str, str], Target]:
    found: dict[tuple[str, str], list[Target]] = {}
    for target in Target.objects.filter(plan=plan, core=True).order_by("position"):
        found.setdefault((target.phrase, target.scope), []).append(target)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}
