"""The list of files a unit keeps."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.files.folders import KIND
from xuezheng.kernel.files.models import Attachment
from xuezheng.kernel.files.policies import attachments_visible_to
from xuezheng.kernel.files.quotas import quota_of
from xuezheng.kernel.files.types import type_by_media_type
from xuezheng.kernel.pages.lists import Column, Filter, HeadLink, ListPage
from xuezheng.kernel.scope.acting import ActingPost


def _type_name(attachment: Attachment) -> str:
    found = type_by_media_type(attachment.media_type)
    return found.name if found else attachment.media_type


def _quota(post: ActingPost) -> dict[str, Any]:
    return {"quota": quota_of(post.unit_path)}


def _owner_name(attachment: Attachment) -> object:
    return _("Folder of the unit") if attachment.object_kind == KIND else attachment.object_name


FILES = ListPage[Attachment](
    code="files",
    title=_("Files"),
    permission="files.read",
    rows=attachments_visible_to,
    columns=[
        Column(
            key="name",
            title=_("File"),
            value=lambda attachment: attachment.name,
            sort="name",
            link=lambda attachment: reverse("download-file", args=[attachment.id]),
        ),
        Column(key="object", title=_("Belongs to"), value=_owner_name),
        Column(key="type", title=_("Type"), value=_type_name),
        Column(
            key="size",
            title=_("Size"),
            value=lambda attachment: filesizeformat(attachment.size),
            export=lambda attachment: attachment.size,
            numeric=True,
        ),
        Column(key="person", title=_("Added by"), value=lambda attachment: attachment.person_name, fixed=True),
        Column(
            key="added", title=_("Added"), value=lambda attachment: attachment.added_at, sort="added_at", fixed=True
        ),
        Column(key="unit", title=_("Unit"), value=lambda attachment: attachment.unit_path, shown=False),
    ],
    default_sort="-added",
    filters=[
        Filter(
            key="q",
            title=_("File"),
            apply=lambda rows, value: rows.filter(name__icontains=value),
            kind="search",
            hint=_("part of the name"),
        )
    ],
    links=[HeadLink(title=_("Add a file"), address="add-file", permission="files.add", primary=True)],
    empty=_("No file yet. Files attached to tasks, cases and reports appear here; add others to the unit's folder."),
    context=_quota,
    template="files/list.html",
)
