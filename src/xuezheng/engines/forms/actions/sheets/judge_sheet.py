"""Taking a file of answers: a dry run. The file is kept so that it can be looked at and then applied."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.engines.forms.changing import collection_to_see, note
from xuezheng.engines.forms.models import SheetUpload
from xuezheng.engines.forms.policies import can_use_sheets
from xuezheng.engines.forms.sheets.kept import judged_file
from xuezheng.kernel.refusals import NotAllowed
from xuezheng.kernel.scope.acting import ActingPost


@transaction.atomic
def judge_sheet(*, post: ActingPost, collection_id: UUID, data: bytes, filename: str, at: datetime) -> SheetUpload:
    """No report is written. Refused as a whole where it is no file of this collection."""
    collection = collection_to_see(post, collection_id)
    if not can_use_sheets(post):
        raise NotAllowed(_("Your post does not fill in reports."))
    name = filename.replace("\x00", "")[:200]
    judged = judged_file(post, collection, data, filename=name, at=at)
    upload = SheetUpload.objects.create(
        unit_path=post.scope_path,
        collection=collection,
        filename=name,
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        reports=len(judged.changing),
        answers=judged.answers,
        clashes=judged.clashes,
        refused=judged.refused,
        uploaded_at=at,
    )
    note(
        "judge_sheet", post=post, row=collection, at=at, name=collection.title, place=post.scope_path,
        after={"file": upload.filename, "sha256": upload.sha256, "reports": upload.reports, "answers": upload.answers},
    )  # fmt: skip
    return upload
