"""Word and PDF of a bulletin: written when they are first asked for, kept, and handed out as they are from then on."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from xuezheng.engines.papers.writing.official import pdf_document, word_document
from xuezheng.kernel.files.facade import Owner, attach_file, attachments_of, content_of, received
from xuezheng.kernel.files.refusals import QuotaIsReached
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.addresses import bulletin_address
from xuezheng.modules.monitoring.bulletins.writing import paper_of
from xuezheng.modules.monitoring.models import Bulletin
from xuezheng.modules.monitoring.policies.bulletins import bulletins_visible_to

KIND = "monitoring.bulletin"
WRITERS: dict[str, Callable[[Bulletin], bytes]] = {
    "docx": lambda bulletin: word_document(paper_of(bulletin)),
    "pdf": lambda bulletin: pdf_document(paper_of(bulletin)).data,
}


def file_of(bulletin: Bulletin, form: str, *, at: datetime) -> bytes:
    """`form` is docx or pdf. Refuses (FontsAreMissing) a PDF that would have boxes. Whoever may read the bulletin may ask:
    that is decided by the caller, and the file is looked for and kept by the platform. A draft's is not kept."""
    if bulletin.state is Bulletin.State.DRAFT:
        return WRITERS[form](bulletin)
    with bound(system_post("monitoring", permissions=frozenset({"bulletins.read"}))) as post:
        Bulletin.objects.select_for_update(no_key=True).filter(id=bulletin.id).first()  # two first readers wait
        name = f"{bulletin.title}.{form}"
        kept = [
            each
            for each in attachments_of(post, object_kind=KIND, object_id=str(bulletin.id))
            if each.name.endswith(f".{form}")
        ]
        if kept:
            with closing(content_of(kept[0])) as file:
                return bytes(file.read())
        data = WRITERS[form](bulletin)
        _keep(post, bulletin, data, name, at=at)
    return data


def _keep(post: ActingPost, bulletin: Bulletin, data: bytes, name: str, *, at: datetime) -> None:
    """Without room the file is handed out all the same: the next one is written with the same bytes."""
    try:
        with received([data], name=name) as file:
            attach_file(post=post, object_kind=KIND, object_id=str(bulletin.id), file=file, at=at)
    except QuotaIsReached:
        return


def find_bulletin_owner(post: ActingPost, object_id: str) -> Owner | None:
    """Only the platform adds a file to it."""
    try:
        bulletin = bulletins_visible_to(post).filter(id=UUID(object_id)).first()
    except ValueError:
        return None
    if bulletin is None:
        return None
    return Owner(
        unit_path=bulletin.unit_path,
        name=bulletin.title,
        url=bulletin_address(bulletin.id),
        may_change=post.is_system,
    )


def bulletin_files_visible(post: ActingPost) -> Q:
    ids = bulletins_visible_to(post).annotate(key=Cast("id", TextField())).values("key")
    return Q(object_id__in=ids)
