"""What stands above a plan: title, year, number, issuer, date."""

from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.draft_plan import check_title_is_free
from xuezheng.modules.plans.changing import draft_to_change, note, saved
from xuezheng.modules.plans.correcting import checked_words
from xuezheng.modules.plans.models import Plan


class PlanChanges(TypedDict, total=False):
    title: str
    year: int
    doc_number: str
    issuer: str
    issued_on: date | None


@transaction.atomic
def change_plan(*, post: ActingPost, plan_id: UUID, version: int, at: datetime, **changes: Unpack[PlanChanges]) -> Plan:
    """What is left out stays. Days of tasks stay too: they are changed one by one."""
    plan = draft_to_change(post, plan_id, version=version)
    if "title" in changes:
        changes["title"] = checked_words(
            changes["title"], field="title", most=200, asked=lambda: _("Work points have a title.")
        )
    if not 2000 <= changes.get("year", plan.year) <= 2100:
        raise Refusal(_("The year lies between 2000 and 2100."), field="year")
    title, year = changes.get("title", plan.title), changes.get("year", plan.year)
    if (title, year) != (plan.title, plan.year):
        _check_title_is_free(plan, title, year)
    before = saved(plan, **changes)
    note(
        "change_plan", post=post, plan=plan, at=at, before=before, after={name: getattr(plan, name) for name in before}
    )
    return plan


def _check_title_is_free(plan: Plan, title: str, year: int) -> None:
    if plan.supersedes_id is not None:
        raise Refusal(_("A new edition keeps title and year of the one before."), field="title")
    check_title_is_free(Plan.objects.filter(unit_id=plan.unit_id).exclude(id=plan.id), title=title, year=year)
