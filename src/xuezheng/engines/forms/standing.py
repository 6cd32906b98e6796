"""Where a report stands: told from its dates and its desk alone, the same in Python and in the database."""

from datetime import datetime

from django.db.models import Q, TextChoices
from django.utils.translation import pgettext_lazy

from xuezheng.engines.forms.models import Collection, Report
from xuezheng.kernel.clock import today


class ReportStatus(TextChoices):
    EMPTY = "empty", pgettext_lazy("report", "not begun")
    BEGUN = "begun", pgettext_lazy("report", "begun")
    RETURNED = "returned", pgettext_lazy("report", "returned")
    REOPENED = "reopened", pgettext_lazy("report", "opened again")
    REVIEW = "review", pgettext_lazy("report", "under review")
    ACCEPTED = "accepted", pgettext_lazy("report", "accepted")


TONES = {
    ReportStatus.EMPTY: "",
    ReportStatus.BEGUN: "t",
    ReportStatus.RETURNED: "r",
    ReportStatus.REOPENED: "a",
    ReportStatus.REVIEW: "t",
    ReportStatus.ACCEPTED: "g",
}
_WITH_ITS_UNIT = Q(submitted_at=None)


def status_of(report: Report) -> ReportStatus:
    if report.accepted_at is not None:
        return ReportStatus.ACCEPTED
    if report.submitted_at is not None:
        return ReportStatus.REVIEW
    if report.reopened_until is not None:
        return ReportStatus.REOPENED
    if report.returned_at is not None:
        return ReportStatus.RETURNED
    return ReportStatus.EMPTY if report.changed_at is None else ReportStatus.BEGUN


def standing(status: ReportStatus) -> Q:
    match status:
        case ReportStatus.ACCEPTED:
            return Q(accepted_at__isnull=False)
        case ReportStatus.REVIEW:
            return Q(accepted_at=None, submitted_at__isnull=False)
        case ReportStatus.REOPENED:
            return _WITH_ITS_UNIT & Q(reopened_until__isnull=False)
        case ReportStatus.RETURNED:
            return _WITH_ITS_UNIT & Q(reopened_until=None, returned_at__isnull=False)
    fresh = _WITH_ITS_UNIT & Q(reopened_until=None, returned_at=None)
    return fresh & Q(changed_at__isnull=status is ReportStatus.EMPTY)


def may_be_filled_at(report: Report, collection: Collection, at: datetime) -> bool:
    """By its days: between opening and closing, while it is open again, or while it is to be put right; never once the
    collection was closed."""
    if collection.closed_at is not None:
        return False
    if report.submitted_at is not None:
        return False
    if report.reopened_until is not None:
        return at <= report.reopened_until
    if report.put_right_by is not None and today(at) <= report.put_right_by:
        return True
    return collection.opens_at <= at <= collection.closes_at


def collections_open_at(at: datetime) -> Q:
    return Q(opens_at__lte=at, closes_at__gte=at, closed_at=None)
