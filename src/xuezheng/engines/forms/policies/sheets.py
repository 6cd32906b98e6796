"""Files of answers: the business of the scope that brought them, since they hold answers of many units."""

from django.db.models import QuerySet

from xuezheng.engines.forms.models import SheetUpload
from xuezheng.engines.forms.policies.reports import FILL_FOR, READ, REPORT
from xuezheng.kernel.scope.acting import ActingPost


def can_use_sheets(post: ActingPost) -> bool:
    return post.may(READ) and (post.may(REPORT) or post.may(FILL_FOR))


def can_view_sheet_upload(post: ActingPost, upload: SheetUpload) -> bool:
    return can_use_sheets(post) and upload.unit_path == post.scope_path


def sheet_uploads_visible_to(post: ActingPost) -> QuerySet[SheetUpload]:
    rows = SheetUpload.objects.filter(unit_path=post.scope_path)
    return rows if can_use_sheets(post) else rows.none()
