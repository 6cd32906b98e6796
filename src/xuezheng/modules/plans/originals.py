"""The file of a paper as it was sent: kept once as an attachment, and never exchanged afterwards."""

import zipfile
from contextlib import closing
from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from xuezheng.kernel.files.facade import Owner, attach_file, attachments_of, content_of, received
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.refusals import NameAndContentDiffer, TypeNotKept
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Paper
from xuezheng.modules.plans.places import paper_path
from xuezheng.modules.plans.policies.papers import can_receive_papers, papers_visible_to
from xuezheng.modules.plans.refusals import PaperIsAbsent

KIND = "plans.paper"


def find_paper_owner(post: ActingPost, object_id: str) -> Owner | None:
    """Open to a file only until it has its own."""
    try:
        paper = papers_visible_to(post).filter(id=UUID(object_id)).first()
    except ValueError:
        return None
    if paper is None:
        return None
    may_change = can_receive_papers(post) and post.scope_path == paper.unit_path
    return Owner(
        unit_path=paper.unit_path,
        name=paper.filename,
        url=paper_path(paper.id),
        may_change=may_change and not Attachment.objects.filter(object_kind=KIND, object_id=object_id).exists(),
    )


def paper_files_visible(post: ActingPost) -> Q:
    ids = papers_visible_to(post).annotate(key=Cast("id", TextField())).values("key")
    return Q(object_id__in=ids)


def keep_original(post: ActingPost, paper: Paper, content: bytes, *, at: datetime) -> Attachment:
    """Web pages and rarer kinds are kept in an archive, since the store takes nothing that a browser would run."""
    try:
        return _attach(post, paper, content, paper.filename, at=at)
    except (TypeNotKept, NameAndContentDiffer):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(paper.filename, content)
        return _attach(post, paper, packed.getvalue(), f"{paper.filename[:190]}.zip", at=at)


def original_of(post: ActingPost, paper: Paper) -> Attachment | None:
    return next(iter(attachments_of(post, object_kind=KIND, object_id=str(paper.id))), None)


def original_content(post: ActingPost, paper: Paper) -> bytes:
    kept = original_of(post, paper)
    if kept is None:
        raise PaperIsAbsent
    with closing(content_of(kept)) as file:
        content = bytes(file.read())
    if kept.name == paper.filename:
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(paper.filename)


def _attach(post: ActingPost, paper: Paper, content: bytes, name: str, *, at: datetime) -> Attachment:
    with received([content], name=name) as file:
        return attach_file(post=post, object_kind=KIND, object_id=str(paper.id), file=file, at=at)
