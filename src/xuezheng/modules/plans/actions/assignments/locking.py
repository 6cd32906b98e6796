"""What every act on an assignment begins and ends with: found, allowed, locked, fresh, in force; then a step and the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Assignment, AssignmentStep, Plan, Task
from xuezheng.modules.plans.policies.assignments import (
    assignments_visible_to,
    can_accept_assignment,
    can_direct_task,
    can_report_assignment,
    is_own_submission,
)
from xuezheng.modules.plans.policies.parts import tasks_visible_to

What = AssignmentStep.What
WORDS = 500


def get_assignment(post: ActingPost, assignment_id: UUID) -> Assignment:
    found = assignments_visible_to(post).select_related("task", "plan__unit", "unit").filter(id=assignment_id).first()
    if found is None:
        raise NotFound(_("There is no such task of a unit within what your post may see."))
    return found


def assignment_to_report(post: ActingPost, assignment_id: UUID, *, version: int | None = None) -> Assignment:
    seen = get_assignment(post, assignment_id)
    if not can_report_assignment(post, seen):
        raise NotAllowed(
            _("Only posts of %(unit)s that may report speak for it. Switch to such a post.") % {"unit": seen.unit.name}
        )
    return _locked(seen, version=version)


def assignment_to_decide(post: ActingPost, assignment_id: UUID, *, version: int | None) -> Assignment:
    seen = get_assignment(post, assignment_id)
    if can_direct_task(post, seen.task) and is_own_submission(post, seen):
        raise NotAllowed(
            _("You or your own office submitted this. Somebody else of the lead office has to decide about it.")
        )
    if not can_accept_assignment(post, seen):
        raise NotAllowed(_leads())
    return _locked(seen, version=version)


def assignment_to_direct(post: ActingPost, assignment_id: UUID, *, version: int) -> Assignment:
    """For what the lead office grants, also to itself."""
    seen = get_assignment(post, assignment_id)
    if not can_direct_task(post, seen.task):
        raise NotAllowed(_leads())
    return _locked(seen, version=version)


def _leads() -> str:
    return _("The office that leads the task decides about it, or an administrator of the unit that issued the plan.")


def _locked(seen: Assignment, *, version: int | None) -> Assignment:
    row = Assignment.objects.select_for_update(no_key=True).get(id=seen.id)
    if version is not None and row.version != version:
        raise VersionIsStale(
            _(
                "Somebody changed the state of “%(task)s” at %(unit)s in the meantime. Look at the change, then decide again."
            )
            % {"task": seen.task.heading[:40], "unit": seen.unit.name}
        )
    row.task, row.plan, row.unit = seen.task, seen.plan, seen.unit
    check_in_force(row.plan)
    return row


def check_in_force(plan: Plan) -> None:
    if plan.state is not Plan.State.PUBLISHED:
        raise Conflict(
            _("“%(plan)s” is %(state)s, and its tasks stay as they were.")
            % {"plan": plan.title, "state": plan.state.label}
        )


def task_to_direct(post: ActingPost, task_id: UUID, *, version: int | None = None) -> Task:
    """A task whose lead office acts, locked."""
    seen = tasks_visible_to(post).select_related("plan__unit").filter(id=task_id).first()
    if seen is None:
        raise NotFound(_("There is no such task within what your post may see."))
    if not can_direct_task(post, seen):
        raise NotAllowed(_leads())
    task = Task.objects.select_for_update(no_key=True).get(id=task_id)
    if version is not None and task.version != version:
        raise VersionIsStale(
            _("Somebody changed “%(task)s” in the meantime. Look at the change, then decide again.")
            % {"task": task.heading[:40]}
        )
    task.plan = seen.plan
    check_in_force(task.plan)
    return task


def reason_given(words: str, *, field: str, missing: str | Promise) -> str:
    words = words.strip()
    if not words:
        raise Refusal(missing, field=field)
    return fitting(words, field=field)


def fitting(words: str, *, field: str, most: int = WORDS) -> str:
    words = words.strip()
    if len(words) > most:
        raise Refusal(
            _("The text has %(length)d characters; at most %(most)d fit.") % {"length": len(words), "most": most},
            field=field,
        )
    return words


def saved(row: Assignment, **changes: Any) -> None:
    """Write the changes and count the version."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])


def add_step(row: Assignment, what: AssignmentStep.What, *, post: ActingPost, at: datetime, words: str = "") -> None:
    AssignmentStep.objects.create(**step_values(row, what, post=post, at=at, words=words))


def step_values(
    row: Assignment, what: AssignmentStep.What, *, post: ActingPost, at: datetime, words: str = ""
) -> dict[str, Any]:
    return {
        "assignment_id": row.id,
        "unit_path": row.unit_path,
        "what": what,
        "words": words,
        "person_name": post.person_name,
        "unit_name": post.unit_name,
        "taken_at": at,
    }


def note_assignment(
    act: str,
    *,
    post: ActingPost,
    row: Assignment,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        post=post,
        at=at,
        act=f"plans.{act}",
        object_kind="plans.assignment",
        object_id=row.id,
        object_name=name_of(row),
        unit_path=row.unit_path,
        before=before,
        after=after,
    )


def name_of(row: Assignment) -> str:
    return f"{row.task} · {row.unit.name}"
