"""Who has reported on a month, and who has not."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from xuezheng.modules.plans import months
from xuezheng.modules.plans.models import Assignment, ProgressReport


def without_report(rows: QuerySet[Assignment], *, month: str) -> QuerySet[Assignment]:
    """Those still open, handed out before that month ended, on which nothing was said for it."""
    said = ProgressReport.objects.filter(assignment=OuterRef("pk"), month=month)
    return rows.filter(
        ~Exists(said), submitted_at=None, accepted_at=None, assigned_at__lt=months.end_of(months.last_day(month))
    )


def has_unreported(unit_id: int, plan_id: UUID, *, month: str) -> bool:
    return without_report(Assignment.objects.filter(unit_id=unit_id, plan_id=plan_id), month=month).exists()
