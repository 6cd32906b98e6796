"""Noting that reports have to be handed over: in the transaction that accepts them or opens them again."""

from datetime import date, datetime
from uuid import UUID

from xuezheng.engines.forms.actions.handing_over.handing import hand_over_reports
from xuezheng.engines.forms.models import Collection, DueHandover, Report
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.kernel.scope.acting import system_post


def note_handover(
    collection: Collection,
    *,
    place: str,
    at: datetime,
    report: Report | None = None,
    accepted_at: datetime | None = None,
) -> None:
    """Of one report, of those accepted at one time together, or of all at or below the place. Forms that feed no record table
    leave nothing behind."""
    if not form_of(collection.edition).feeds:
        return
    DueHandover.objects.create(
        collection=collection,
        unit_path=place,
        report_id=report.id if report else None,
        accepted_at=accepted_at,
        asked_at=at,
    )
    queue_handover(collection.id, at=at)


def queue_handover(collection_id: UUID, *, at: datetime) -> None:
    """The job is the platform's: who accepts reports need not be one who loads tables."""
    hand_over_reports.queue(post=system_post("forms"), at=at, args={"collection_id": str(collection_id)})


def note_moved_units(*, place: str, effective_on: date, at: datetime) -> None:
    """Units that moved to `place` within a period count where they stood on its last day. In a binding that sees the whole
    tree."""
    accepted = Report.objects.filter(
        unit__unit_path__gte=place, unit__unit_path__lt=place + "~", accepted_at__isnull=False
    )
    collections = Collection.objects.filter(id__in=accepted.values("collection_id")).select_related("edition")
    for collection in collections.order_by("id"):
        if form_of(collection.edition).feeds and parse_period(collection.period).last_day >= effective_on:
            note_handover(collection, place=place, at=at)
