"""The unit's own folder: files that belong to no other object, open to everybody of the unit who may read files."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.files.owners import Owner
from xuezheng.kernel.scope.acting import ActingPost

KIND = "files.folder"
"""The object id is the unit's path."""


def find_folder(post: ActingPost, path: str) -> Owner | None:
    if not post.may("files.read") or not post.covers(path):
        return None
    return Owner(
        unit_path=path,
        name=_("Folder of the unit"),
        url=reverse("files"),
        may_change=post.may("files.add") and path == post.unit_path,
    )


def folders_visible(post: ActingPost) -> Q:
    if not post.may("files.read"):
        return Q(pk__in=[])
    return Q(object_id__begins=post.scope_path)
