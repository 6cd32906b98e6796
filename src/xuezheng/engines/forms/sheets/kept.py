"""A kept file, found again and judged as things stand now."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from xuezheng.engines.forms.models import Collection, SheetUpload
from xuezheng.engines.forms.policies import sheet_uploads_visible_to
from xuezheng.engines.forms.reading_editions import form_of
from xuezheng.engines.forms.refusals import NoSuchUpload
from xuezheng.engines.forms.sheets.judging import Judgement, judge, tell_rules
from xuezheng.engines.forms.sheets.opening import open_file
from xuezheng.engines.forms.sheets.reading import read_sheets
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost


def get_upload(post: ActingPost, upload_id: UUID) -> SheetUpload:
    return found_upload(sheet_uploads_visible_to(post), upload_id)


def found_upload(rows: QuerySet[SheetUpload], upload_id: UUID) -> SheetUpload:
    """Of those the post may see, perhaps locked."""
    return first_or_refused(rows.filter(id=upload_id), NoSuchUpload)


def judged_file(post: ActingPost, collection: Collection, data: bytes, *, filename: str, at: datetime) -> Judgement:
    file = read_sheets(open_file(data, filename=filename), collection, form_of(collection.edition))
    return judge(post, collection, file, at=at)


def judged_again(post: ActingPost, upload: SheetUpload, collection: Collection, *, at: datetime) -> Judgement:
    return judged_file(post, collection, bytes(upload.content), filename=upload.filename, at=at)


def judged_to_read(post: ActingPost, upload: SheetUpload, collection: Collection, *, at: datetime) -> Judgement:
    """With what the form's rules say of the changes."""
    judged = judged_again(post, upload, collection, at=at)
    tell_rules(judged)
    return judged
