"""Making a task of the unit's work points out of a resolution: from then on it is followed like any other task."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.meetings.finding import resolution_to_change
from xuezheng.modules.organisation.events import ResolutionBecameTask
from xuezheng.modules.organisation.keeping import changed, note
from xuezheng.modules.organisation.models import Resolution
from xuezheng.modules.plans import facade as plans


@transaction.atomic
def turn_into_task(
    *,
    post: ActingPost,
    resolution_id: UUID,
    version: int,
    plan_id: UUID,
    heading: str,
    lead_unit_ids: Sequence[int],
    support_unit_ids: Sequence[int] = (),
    due_on: date,
    at: datetime,
) -> Resolution:
    """What a plan needs for a new task, its module checks. The task says which meeting it arises from."""
    resolution = resolution_to_change(post, resolution_id, version=version)
    if resolution.task_id is not None:
        raise Conflict(_("This resolution became a task already."))
    meeting = resolution.meeting
    task = plans.add_task(
        post=post,
        plan_id=plan_id,
        heading=heading,
        text=resolution.text,
        lead_unit_ids=lead_unit_ids,
        support_unit_ids=support_unit_ids,
        due_on=due_on,
        arises_from=f"{meeting.topic[:160]}（{meeting.held_on.isoformat()}）",
        at=at,
    )
    changed(resolution, task_id=task.id)
    after = {"resolution": resolution.text, "task": f"{task.number}. {task.heading}"}
    note("turn_into_task", post=post, row=meeting, at=at, after=after)
    announce(
        ResolutionBecameTask(unit_path=resolution.unit_path, resolution_id=str(resolution.id), task_id=str(task.id)),
        at=at,
    )
    return resolution
