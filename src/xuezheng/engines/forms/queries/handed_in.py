"""What units handed in to a collection, as plain values, for packages that judge it; and where a collection stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuezheng.engines.forms.answers import Kept, shown
from xuezheng.engines.forms.models import Collection, FormEdition, Report
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import collections_visible_to, form_editions_visible_to, reports_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.reading_reports import checked_report
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """`kept` by the code of the field, computed ones among them; `shown` the same as a person reads it."""

    report_id: UUID
    unit_id: int
    submitted_at: datetime
    kept: Mapping[str, Kept]
    shown: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class CollectionSummary:
    id: UUID
    period: str
    due_at: datetime
    asked: int
    submitted: int


def edition_in_force(post: ActingPost, code: str) -> UUID | None:
    """The newest published edition of the acting administration's own form."""
    published = form_editions_visible_to(post).filter(
        state=FormEdition.State.PUBLISHED, code=code, unit_path=post.scope_path
    )
    return published.order_by("-number").values_list("id", flat=True).first()


def find_collection(post: ActingPost, *, code: str, period: str) -> CollectionSummary | None:
    """Of the acting administration itself."""
    rows = collections_visible_to(post).filter(edition__code=code, period=period, unit_path=post.scope_path)
    found = rows.order_by("-opens_at").first()
    return _summary(post, found) if found else None


def collection_summary(post: ActingPost, collection_id: UUID) -> CollectionSummary | None:
    found = collections_visible_to(post).filter(id=collection_id).first()
    return _summary(post, found) if found else None


def handed_in(post: ActingPost, collection_id: UUID) -> Mapping[int, HandedIn]:
    """By the id of the unit: reports that are submitted, as far as the post sees them."""
    rows = reports_visible_to(post).filter(collection_id=collection_id, submitted_at__isnull=False)
    return {report.unit_id: _read(report) for report in rows.select_related("collection__edition")}


def address_of_report(post: ActingPost, collection_id: UUID, *, unit_id: int) -> str:
    """Empty where the unit is not asked, or the post does not see its report."""
    found = reports_visible_to(post).filter(collection_id=collection_id, unit_id=unit_id).first()
    return report_path(found.id) if found else ""


def _summary(post: ActingPost, row: Collection) -> CollectionSummary:
    reports = reports_visible_to(post).filter(collection=row)
    return CollectionSummary(
        id=row.id,
        period=row.period,
        due_at=row.due_at,
        asked=reports.count(),
        submitted=reports.filter(submitted_at__isnull=False).count(),
    )


def _read(report: Report) -> HandedIn:
    form = form_of(report.collection.edition)
    answers = checked_report(report, form).answers
    assert report.submitted_at is not None
    return HandedIn(
        report_id=report.id,
        unit_id=report.unit_id,
        submitted_at=report.submitted_at,
        kept=answers,
        shown={code: shown(field, answers[code]) for code, field in form.by_code.items()},
    )
