"""Drawing up how the unit carries out a plan, and changing its words."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.assignments.locking import check_in_force, fitting
from xuezheng.modules.plans.actions.projects.locking import carrying_unit, implementation_to_change, named, note
from xuezheng.modules.plans.events import ImplementationDrawnUp
from xuezheng.modules.plans.models import ImplementationPlan
from xuezheng.modules.plans.queries.achievement import get_plan

LONGEST = 10_000


@transaction.atomic
def draw_up_implementation(
    *, post: ActingPost, plan_id: UUID, title: str, summary: str, issued_on: date | None, at: datetime
) -> ImplementationPlan:
    """One for each unit and plan."""
    unit_id = carrying_unit(post)
    plan = get_plan(post, plan_id)
    check_in_force(plan)
    values = _checked(title, summary, issued_on)
    row, fresh = ImplementationPlan.objects.get_or_create(
        plan=plan, unit_id=unit_id, defaults={"unit_path": post.unit_path, **values}
    )
    if not fresh:
        raise Conflict(
            _("Your unit has an implementation plan for these work points already: “%(title)s”. Change that one.")
            % {"title": row.title}
        )
    note("draw_up_implementation", post=post, row=row, at=at, after={**values, "plan": plan.title})
    announce(ImplementationDrawnUp(unit_path=row.unit_path, implementation_id=str(row.id), plan_id=str(plan.id)), at=at)
    return row


@transaction.atomic
def change_implementation(
    *,
    post: ActingPost,
    implementation_id: UUID,
    version: int,
    title: str,
    summary: str,
    issued_on: date | None,
    at: datetime,
) -> ImplementationPlan:
    row = implementation_to_change(post, implementation_id, version=version)
    values = _checked(title, summary, issued_on)
    before = {key: getattr(row, key) for key, value in values.items() if getattr(row, key) != value}
    for key, value in values.items():
        setattr(row, key, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])
    note("change_implementation", post=post, row=row, at=at, before=before, after={key: values[key] for key in before})
    return row


def _checked(title: str, summary: str, issued_on: date | None) -> dict[str, str | date | None]:
    return {
        "title": named(title, field="title", missing=_("The implementation plan has no title.")),
        "summary": fitting(summary, field="summary", most=LONGEST),
        "issued_on": issued_on,
    }
