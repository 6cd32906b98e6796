"""What waits for acceptance, how much of it a post may accept at once, and where it waits."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Assignment, TaskTally
from xuezheng.modules.plans.policies.assignments import acceptable_by, assignments_visible_to, tasks_directed_by
from xuezheng.modules.plans.queries.evidence import with_evidence

IN_FORCE = Q(plan__published_at__isnull=False, plan__superseded_at=None, plan__closed_at=None)
COUNTED = 200
"""Up to so many, submissions are counted one by one, so that the own one does not count as waiting."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Of what waits in a task, what would be accepted at once, and why not the rest."""

    waiting: int
    acceptable: int
    without_evidence: int
    own: int

    @property
    def sentence(self) -> str:
        told = _("Accepts %(acceptable)d of %(waiting)d") % {"acceptable": self.acceptable, "waiting": self.waiting}
        reasons = []
        if self.without_evidence:
            reasons.append(
                ngettext("%(count)d has no evidence", "%(count)d have no evidence", self.without_evidence)
                % {"count": self.without_evidence}
            )
        if self.own:
            reasons.append(ngettext("%(count)d is your own", "%(count)d are your own", self.own) % {"count": self.own})
        return f"{told}{_(': ')}{_(', ').join(reasons)}" if reasons else told

    @property
    def button(self) -> str:
        return _("Accept %(count)d") % {"count": self.acceptable}


@dataclass(frozen=True, kw_only=True)
class WaitingTask:
    """One task with submissions that the post may decide about."""

    task_id: UUID
    plan_id: UUID
    number: str
    heading: str
    count: int


def within(rows: QuerySet[Assignment], *, task_id: UUID, below: str) -> QuerySet[Assignment]:
    rows = rows.filter(task_id=task_id)
    return rows.filter(unit_path__gte=below, unit_path__lt=below + "~") if below else rows


def acceptable(post: ActingPost, *, task_id: UUID, below: str = "") -> QuerySet[Assignment]:
    """With something that shows it."""
    return with_evidence(within(acceptable_by(post), task_id=task_id, below=below))


def coverage(post: ActingPost, *, task_id: UUID, below: str = "") -> Coverage:
    visible = within(assignments_visible_to(post), task_id=task_id, below=below)
    all_waiting = visible.filter(submitted_at__isnull=False, accepted_at=None).count()
    mine = within(acceptable_by(post), task_id=task_id, below=below).count()
    shown = acceptable(post, task_id=task_id, below=below).count()
    return Coverage(waiting=all_waiting, acceptable=shown, without_evidence=mine - shown, own=all_waiting - mine)


def waiting_by_task(post: ActingPost) -> list[WaitingTask]:
    """Tasks in force with submissions the post may decide about. Few are counted one by one, many from the tallies."""
    tasks = {task.id: task for task in tasks_directed_by(post).filter(IN_FORCE).order_by("due_on", "position")}
    tallied = TaskTally.objects.filter(state=TaskTally.State.SUBMITTED, number__gt=0, task_id__in=list(tasks))
    numbers: dict[UUID, int] = dict(tallied.values_list("task_id").annotate(sum=Sum("number")))
    few = [task_id for task_id, number in numbers.items() if number <= COUNTED]
    exact = dict(acceptable_by(post).filter(task__in=few).values_list("task_id").annotate(number=Count("id")))
    found = {task_id: number for task_id, number in numbers.items() if number > COUNTED} | exact
    return [
        WaitingTask(
            task_id=task.id, plan_id=task.plan_id, number=task.number, heading=task.heading, count=found[task.id]
        )
        for task in tasks.values()
        if task.id in found
    ]
