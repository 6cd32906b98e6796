"""Which assignments carry evidence: files at the assignment itself or at one of its monthly reports."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from xuezheng.kernel.files.models import Attachment
from xuezheng.modules.plans.models import Assignment, ProgressReport

ASSIGNMENT_FILES = "plans.assignment"
REPORT_FILES = "plans.progress_report"


def evidenced() -> Q:
    """A condition on assignments."""
    own = Attachment.objects.filter(object_kind=ASSIGNMENT_FILES, object_id=Cast(OuterRef("pk"), CharField()))
    of_report = Attachment.objects.filter(object_kind=REPORT_FILES, object_id=Cast(OuterRef("pk"), CharField()))
    reports = ProgressReport.objects.filter(Exists(of_report), assignment=OuterRef("pk"))
    return Q(Exists(own)) | Q(Exists(reports))


def files_at(kind: str, keys: Iterable[object]) -> dict[str, list[Attachment]]:
    """By the key of the row they show, newest first, for rows that the post was shown: files are seen where these are."""
    found: dict[str, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(object_kind=kind, object_id__in=[str(key) for key in keys])
    for row in rows.select_related("content").order_by("-added_at", "id"):
        found[row.object_id].append(row)
    return dict(found)


def has_evidence(row: Assignment) -> bool:
    return Assignment.objects.filter(evidenced(), id=row.id).exists()


def with_evidence(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.filter(evidenced())
