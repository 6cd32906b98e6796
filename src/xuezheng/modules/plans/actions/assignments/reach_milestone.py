"""Stating that a task's milestone is reached, with what shows it; and taking such a statement back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.kernel.clock import today
from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.locking import reason_given, task_to_direct
from xuezheng.modules.plans.events import MilestoneReached
from xuezheng.modules.plans.models import Milestone

SHOWN = gettext_lazy("Say what shows that the milestone is reached.")
REASON = gettext_lazy("Say why the statement is taken back.")


@transaction.atomic
def reach_milestone(
    *, post: ActingPost, milestone_id: UUID, version: int, reached_on: date, statement: str, at: datetime
) -> Milestone:
    milestone = _to_change(post, milestone_id, version=version)
    if milestone.reached_on is not None:
        raise Conflict(_("The milestone was reached on %(day)s already.") % {"day": milestone.reached_on.isoformat()})
    if reached_on > today(at):
        raise Refusal(
            _("%(day)s lies ahead. State a milestone when it is reached.") % {"day": reached_on.isoformat()},
            field="reached_on",
        )
    statement = reason_given(statement, field="statement", missing=SHOWN)
    _save(milestone, reached_on=reached_on, statement=statement)
    after = {"reached_on": reached_on.isoformat(), "statement": statement}
    _tell("reach_milestone", milestone, post=post, at=at, before=None, after=after)
    return milestone


@transaction.atomic
def take_back_milestone(*, post: ActingPost, milestone_id: UUID, version: int, reason: str, at: datetime) -> Milestone:
    milestone = _to_change(post, milestone_id, version=version)
    if milestone.reached_on is None:
        raise Conflict(_("The milestone is not stated as reached."))
    reason = reason_given(reason, field="reason", missing=REASON)
    before = {"reached_on": milestone.reached_on.isoformat(), "statement": milestone.statement}
    _save(milestone, reached_on=None, statement="")
    _tell("take_back_milestone", milestone, post=post, at=at, before=before, after={"reason": reason})
    return milestone


def _to_change(post: ActingPost, milestone_id: UUID, *, version: int) -> Milestone:
    """Found through its task, whose lock it shares."""
    seen = Milestone.objects.filter(id=milestone_id).only("task_id").first()
    if seen is None:
        raise NotFound(_("There is no such milestone within what your post may see."))
    task = task_to_direct(post, seen.task_id)
    milestone = Milestone.objects.select_for_update(no_key=True).get(id=milestone_id)
    if milestone.version != version:
        raise VersionIsStale(
            _("Somebody changed the milestone “%(name)s” in the meantime. Look at the change, then decide again.")
            % {"name": milestone.name[:40]}
        )
    milestone.task = task
    return milestone


def _save(milestone: Milestone, *, reached_on: date | None, statement: str) -> None:
    milestone.reached_on, milestone.statement, milestone.version = reached_on, statement, milestone.version + 1
    milestone.save(update_fields=["reached_on", "statement", "version"])


def _tell(
    act: str,
    milestone: Milestone,
    *,
    post: ActingPost,
    at: datetime,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> None:
    record(
        post=post,
        at=at,
        act=f"plans.{act}",
        object_kind="plans.task",
        object_id=milestone.task_id,
        object_name=str(milestone.task),
        unit_path=milestone.unit_path,
        before=before,
        after={"milestone": milestone.name, **after},
    )
    reached_on = milestone.reached_on.isoformat() if milestone.reached_on else ""
    announce(
        MilestoneReached(unit_path=milestone.unit_path, milestone_id=str(milestone.id), reached_on=reached_on), at=at
    )
