"""The list of reports: of one collection where it is named, else all that the post sees."""

from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import READ, collections_visible_to, reports_visible_to
from xuezheng.engines.forms.standing import TONES, ReportStatus, standing, status_of
from xuezheng.kernel.pages.lists import Column, Filter, ListPage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import acting_post
from xuezheng.kernel.units.policies import units_visible_to

MOST_CHOICES = 50


def listed_reports(post: ActingPost) -> QuerySet[Report]:
    rows = reports_visible_to(post).select_related("unit", "collection")
    return rows.defer("answers", "rows", "filled")


def state_tag(row: Report) -> str:
    status = status_of(row)
    return format_html('<span class="tag {}">{}</span>', TONES[status], status.label)


def _of_collection(rows: QuerySet[Report], text: str) -> QuerySet[Report]:
    try:
        return rows.filter(collection_id=UUID(text))
    except ValueError:
        return rows.none()


def _collections(post: ActingPost) -> list[tuple[str, str]]:
    rows = collections_visible_to(post).order_by("-due_at", "id").values_list("id", "title")[:MOST_CHOICES]
    return [(str(key), title) for key, title in rows]


COUNTED: dict[str, tuple[Promise, Q]] = {
    "submitted": (_("submitted"), Q(first_submitted_at__isnull=False)),
    "in_time": (_("in time"), Q(first_submitted_at__lte=F("collection__due_at"))),
    "late": (_("submitted late"), Q(first_submitted_at__gt=F("collection__due_at"))),
    "not_submitted": (_("not submitted"), Q(first_submitted_at=None)),
    "changed": (_("changed after acceptance"), Q(changed_after_acceptance=True)),
}
"""What the page of a collection counts, to be opened from there."""


def _under(rows: QuerySet[Report], code: str) -> QuerySet[Report]:
    place = units_visible_to(acting_post()).filter(code=code[:20]).values_list("unit_path", flat=True).first()
    return rows.filter(unit_path__gte=place, unit_path__lt=place + "~") if place else rows.none()


def _of_status(rows: QuerySet[Report], text: str) -> QuerySet[Report]:
    if text in COUNTED:
        return rows.filter(COUNTED[text][1])
    return rows.filter(standing(ReportStatus(text))) if text in ReportStatus.values else rows.none()


REPORTS = ListPage[Report](
    code="reports",
    title=_("Reports of units"),
    permission=READ,
    rows=listed_reports,
    columns=[
        Column(
            key="unit", title=_("Unit"), value=lambda row: row.unit.name, sort="unit_path",
            link=lambda row: report_path(row.id),
        ),
        Column(key="collection", title=_("Collection"), value=lambda row: row.collection.title),
        Column(key="state", title=_("State"), value=state_tag, export=lambda row: str(status_of(row).label)),
        Column(key="missing", title=_("Still empty"), value=lambda row: row.missing, sort="missing", numeric=True),
        Column(key="warnings", title=_("Warnings"), value=lambda row: row.warnings, sort="warnings", numeric=True),
        Column(key="submitted", title=_("Submitted"), value=lambda row: row.first_submitted_at),
    ],
    default_sort="unit",
    filters=[
        Filter(key="collection", title=_("Collection"), apply=_of_collection, choices=_collections),
        Filter(
            key="state", title=_("State"), apply=_of_status,
            choices=lambda _post: [
                *ReportStatus.choices,
                *((code, title) for code, (title, _condition) in COUNTED.items()),
            ],
        ),
        Filter(key="under", title=_("At or below"), hint=_("Code of a unit"), apply=_under),
        Filter(
            key="q", title=_("Unit"), kind="search", hint=_("Part of the name"),
            apply=lambda rows, text: rows.filter(unit__name__contains=text),
        ),
    ],
    empty=_("No report yet. They appear when a collection is opened."),
)  # fmt: skip
