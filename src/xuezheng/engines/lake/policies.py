"""Who may read and load record tables, and which snapshots and parts a post finds."""

from django.db.models import Q, QuerySet

from xuezheng.engines.lake.models import Part, Snapshot, Upload
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of

READ, LOAD = "lake.read", "lake.load"


def can_load(post: ActingPost) -> bool:
    return post.may(LOAD)


def can_read(post: ActingPost) -> bool:
    return post.may(READ)


def _lies_within(post: ActingPost, path: str) -> bool:
    return post.covers(path) or path in post.granted_paths or path in ancestors_of(post.scope_path)


def _within(post: ActingPost) -> Q:
    above = [*ancestors_of(post.scope_path), *post.granted_paths]
    return Q(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~") | Q(unit_path__in=above)


def can_view_snapshot(post: ActingPost, snapshot: Snapshot) -> bool:
    """Of units above as well: their loads replaced rows of this one."""
    return can_read(post) and _lies_within(post, snapshot.unit_path)


def snapshots_visible_to(post: ActingPost) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(_within(post)) if can_read(post) else Snapshot.objects.none()


def can_view_part(post: ActingPost, part: Part) -> bool:
    return can_read(post) and _lies_within(post, part.unit_path)


def parts_visible_to(post: ActingPost) -> QuerySet[Part]:
    return Part.objects.filter(_within(post)) if can_read(post) else Part.objects.none()


def can_view_upload(post: ActingPost, upload: Upload) -> bool:
    """Files hold rows as they were handed in: only who may load sees them, and of the own subtree only."""
    return can_load(post) and post.covers(upload.unit_path)


def uploads_visible_to(post: ActingPost) -> QuerySet[Upload]:
    if not can_load(post):
        return Upload.objects.none()
    return Upload.objects.filter(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~")
