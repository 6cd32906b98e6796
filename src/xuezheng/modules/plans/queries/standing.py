"""How assignments stand, as SQL: the same rule as status.py, for lists and counts over very many rows."""

from datetime import date

from django.db.models import Q

from xuezheng.modules.plans.status import Status, soon_until


def standing(status: Status, *, day: date) -> Q:
    """Which assignments stand so on that day."""
    open_ones = Q(accepted_at=None, submitted_at=None)
    return {
        Status.DONE: Q(accepted_at__isnull=False),
        Status.WAITING: Q(accepted_at=None, submitted_at__isnull=False),
        Status.OVERDUE: open_ones & Q(due_on__lt=day),
        Status.DUE_SOON: open_ones & Q(due_on__gte=day, due_on__lte=soon_until(day)),
        Status.ON_COURSE: open_ones & Q(due_on__gte=day, due_on__gt=soon_until(day)),
    }[status]
