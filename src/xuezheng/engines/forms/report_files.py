"""Files handed in as answers: whoever may read the report may read them. They come and go only with the answer that names
them, so that every file of a report stands in one of its answers.
"""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from xuezheng.engines.forms.declared import Answer, Form
from xuezheng.engines.forms.models import Report
from xuezheng.engines.forms.places import report_path
from xuezheng.engines.forms.policies import READ, can_fill_report, reports_visible_to
from xuezheng.kernel.files.facade import Owner, attachments_of, get_attachment
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost

KIND = "forms.report"
ADD = "files.add"
Files = Mapping[str, Attachment]
"""Of one report, by their ids as answers name them."""


class NoSuchReportFile(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This report has no such file."))


def find_report(post: ActingPost, object_id: str) -> Owner | None:
    key = None
    with suppress(ValueError):
        key = UUID(object_id)
    rows = reports_visible_to(post).select_related("collection", "unit").defer("answers", "rows", "filled")
    found = rows.filter(id=key).first() if key else None
    if found is None:
        return None
    return Owner(
        unit_path=found.unit_path,
        name=f"{found.collection.title} · {found.unit.name}",
        url=report_path(found.id),
        may_change=can_fill_report(post, found) and post.may(ADD),
        by_its_package=True,
    )


def of_reports(post: ActingPost) -> Q:
    """By their place, which is the report's: a range of an index however many reports there are."""
    within = Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    return within if post.may(READ) else Q(pk__in=[])


def files_of(post: ActingPost, report: Report, form: Form) -> Files:
    if all(field.answer is not Answer.FILES for field in form.fields()):
        return {}
    return {str(one.id): one for one in attachments_of(post, object_kind=KIND, object_id=str(report.id))}


def file_of(post: ActingPost, report: Report, file_id: UUID) -> Attachment:
    found = get_attachment(post, file_id)
    if (found.object_kind, found.object_id) != (KIND, str(report.id)):
        raise NoSuchReportFile
    return found
