"""What every change of a plan begins with (found, allowed, locked, fresh, still a draft) and leaves in the journal."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Model

from xuezheng.kernel.journal.facade import record
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.plans.models import Paper, Plan
from xuezheng.modules.plans.models.parts import PlanPart
from xuezheng.modules.plans.policies.plans import can_change_plan, can_write_plans
from xuezheng.modules.plans.queries.lookup import get_plan
from xuezheng.modules.plans.refusals import (
    MayNotWritePlans,
    PartIsAbsent,
    PlanIsNotADraft,
    PlanIsNotPublished,
    PlanIsNotYours,
    SomebodyChangedIt,
)

Part = TypeVar("Part", bound=PlanPart)


def issuing_unit(post: ActingPost) -> Unit:
    """The administration in whose name the post writes plans: an office writes in its department's."""
    if not can_write_plans(post):
        raise MayNotWritePlans
    unit = units_visible_to(post).filter(unit_path=post.scope_path).first()
    if unit is None:
        raise MayNotWritePlans
    return unit


def plan_to_change(post: ActingPost, plan_id: UUID, *, version: int | None = None) -> Plan:
    """The plan, locked for this transaction: corrections of one plan follow each other, so that none is lost."""
    seen = get_plan(post, plan_id)
    if not can_change_plan(post, seen):
        raise PlanIsNotYours(seen.title, seen.unit.name)
    plan = Plan.objects.select_for_update(no_key=True).get(id=plan_id)
    plan.unit = seen.unit
    if version is not None and plan.version != version:
        raise SomebodyChangedIt(plan.title)
    return plan


def draft_to_change(post: ActingPost, plan_id: UUID, *, version: int | None = None) -> Plan:
    plan = plan_to_change(post, plan_id, version=version)
    if plan.state is not Plan.State.DRAFT:
        raise PlanIsNotADraft(plan.title)
    return plan


def plan_in_force(post: ActingPost, plan_id: UUID, *, version: int | None = None) -> Plan:
    plan = plan_to_change(post, plan_id, version=version)
    if plan.state is not Plan.State.PUBLISHED:
        raise PlanIsNotPublished(plan.title)
    return plan


def part_of(plan: Plan, model: type[Part], part_id: object, *, version: int | None = None) -> Part:
    """A part of a plan that is locked already. Parts with a version are refused where it is not the present one."""
    part = model._default_manager.filter(plan=plan, pk=part_id).first()  # noqa: SLF001 - Django's documented name for the manager of any model
    if part is None:
        raise PartIsAbsent
    if version is not None and getattr(part, "version", version) != version:
        raise SomebodyChangedIt(str(part))
    return part


def saved(part: Model, **changes: Any) -> dict[str, Any]:
    """Write the changes and count the version where the part has one; returns the old values of what changed."""
    before = {name: getattr(part, name) for name, value in changes.items() if getattr(part, name) != value}
    for name, value in changes.items():
        setattr(part, name, value)
    counted = [field.name for field in part._meta.concrete_fields if field.name == "version"]  # noqa: SLF001 - Django's documented name for a model's fields
    for name in counted:
        setattr(part, name, getattr(part, name) + 1)
    part.save(update_fields=[*changes, *counted])
    return before


def counted(plan: Plan) -> None:
    """A changed part makes a changed plan: who publishes must have seen it."""
    Plan.objects.filter(id=plan.id).update(version=F("version") + 1)
    plan.version += 1


def note(
    act: str,
    *,
    post: ActingPost,
    plan: Plan,
    at: datetime,
    part: PlanPart | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The journal entry of an act. An act on a part names the part among what was recorded, and the plan as its object."""
    named = {type(part)._meta.model_name or "part": str(part)[:200]} if part is not None else {}  # noqa: SLF001 - Django's documented name of a model
    record(
        post=post,
        at=at,
        act=f"plans.{act}",
        object_kind="plans.plan",
        object_id=plan.id,
        object_name=plan.title,
        unit_path=plan.unit_path,
        before={name: _plain(value) for name, value in before.items()} if before else None,
        after={**named, **{name: _plain(value) for name, value in (after or {}).items()}} or None,
    )


def note_paper(act: str, *, post: ActingPost, paper: Paper, at: datetime, after: Mapping[str, Any]) -> None:
    record(
        post=post,
        at=at,
        act=f"plans.{act}",
        object_kind="plans.paper",
        object_id=paper.id,
        object_name=paper.filename,
        unit_path=paper.unit_path,
        after=after,
    )


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
