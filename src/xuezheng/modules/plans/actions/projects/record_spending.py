"""Recording what a project's money was used for, and taking a wrong entry back."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict, NotFound, Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.actions.projects.locking import named, note, project_to_change
from xuezheng.modules.plans.events import SpendingRecorded
from xuezheng.modules.plans.models import Project, Spending
from xuezheng.modules.plans.queries.projects import spent_on as sum_of


@transaction.atomic
def record_spending(
    *,
    post: ActingPost,
    project_id: UUID,
    spent_on: date,
    amount: Decimal,
    purpose: str,
    over_reason: str = "",
    at: datetime,
) -> Spending:
    """Beyond the project's amount only with the reason stated."""
    project = project_to_change(post, project_id)
    check_open(project)
    purpose = named(purpose, field="purpose", missing=_("Say what the money was used for."))
    over_reason = " ".join(over_reason.split())[:300]
    _check_amount(project, amount, over_reason)
    _check_day(project, spent_on, at=at)
    spending = Spending.objects.create(
        project=project,
        unit_path=project.unit_path,
        spent_on=spent_on,
        amount=amount,
        purpose=purpose,
        over_reason=over_reason,
    )
    after = {"spent_on": spent_on, "amount": amount, "purpose": purpose, "over_reason": over_reason}
    note("record_spending", post=post, row=project, at=at, after=after)
    announce(SpendingRecorded(unit_path=project.unit_path, project_id=str(project.id), amount=str(amount)), at=at)
    return spending


@transaction.atomic
def withdraw_spending(*, post: ActingPost, project_id: UUID, spending_id: int, reason: str, at: datetime) -> Spending:
    """It stays readable as withdrawn and no longer counts."""
    project = project_to_change(post, project_id)
    check_open(project)
    spending = Spending.objects.select_for_update().filter(project=project, id=spending_id).first()
    if spending is None:
        raise NotFound(_("There is no such spending of this project."))
    if spending.withdrawn_at is not None:
        raise Conflict(_("This spending was taken back already."))
    reason = named(reason, field="reason", missing=_("Say why the entry is taken back."))
    spending.withdrawn_at = at
    spending.save(update_fields=["withdrawn_at"])
    before = {"spent_on": spending.spent_on, "amount": spending.amount, "purpose": spending.purpose}
    note("withdraw_spending", post=post, row=project, at=at, before=before, after={"reason": reason})
    announce(
        SpendingRecorded(unit_path=project.unit_path, project_id=str(project.id), amount=str(-spending.amount)), at=at
    )
    return spending


def check_open(project: Project) -> None:
    if project.closed_on is not None:
        raise Conflict(
            _("The project was closed on %(day)s; it stays as it was.") % {"day": project.closed_on.isoformat()}
        )


def _check_amount(project: Project, amount: Decimal, over_reason: str) -> None:
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(Decimal("0.01")):
        raise Refusal(_("The amount is in yuan, more than 0, with two places at most."), field="amount")
    left = project.amount - sum_of(project)
    if amount > left and not over_reason:
        raise Refusal(
            _("Only %(left)s yuan of the project are left. State the reason if more was spent.")
            % {"left": f"{max(left, Decimal(0)):,.2f}"},
            field="over_reason",
        )


def _check_day(project: Project, day: date, *, at: datetime) -> None:
    if day > today(at):
        raise Refusal(
            _("%(day)s lies ahead. Record a spending when it has happened.") % {"day": day.isoformat()},
            field="spent_on",
        )
    if day < project.begins_on:
        raise Refusal(
            _("The project begins on %(begins)s, after %(day)s.")
            % {"begins": project.begins_on.isoformat(), "day": day.isoformat()},
            field="spent_on",
        )
