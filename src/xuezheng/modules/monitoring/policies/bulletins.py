"""Bulletins: the issuer's own and those of units below it; issued ones of the units they are about; published ones for all."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.modules.monitoring.models import Bulletin, BulletinBatch

READ, WRITE, PUBLISH = "bulletins.read", "bulletins.write", "bulletins.publish"


def can_view_bulletin(post: ActingPost, bulletin: Bulletin) -> bool:
    """The units above one it is about see it as their own; the units below it, since it speaks of them too."""
    own = post.covers(bulletin.unit_path) or bulletin.unit_path in post.granted_paths
    told = post.covers(bulletin.subject_path) or bulletin.subject_path in ancestors_of(post.scope_path)
    return post.may(READ) and (own or (bulletin.shared and told) or bulletin.published)


def bulletins_visible_to(post: ActingPost) -> QuerySet[Bulletin]:
    if not post.may(READ):
        return Bulletin.objects.none()
    own = Q(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~")
    about = Q(subject_path__gte=post.scope_path, subject_path__lt=f"{post.scope_path}~")
    told = about | Q(subject_path__in=ancestors_of(post.scope_path))
    return Bulletin.objects.filter(
        own | Q(unit_path__in=post.granted_paths) | (Q(shared=True) & told) | Q(published=True)
    )


def published_bulletins() -> QuerySet[Bulletin]:
    """For anybody: the database lets published rows through where nobody is bound."""
    return Bulletin.objects.filter(published=True)


def can_write_bulletins(post: ActingPost) -> bool:
    return post.may(WRITE)


def can_change_bulletin(post: ActingPost, bulletin: Bulletin) -> bool:
    """By who issues it, not by those above, who only see it."""
    return post.may(WRITE) and post.scope_path == bulletin.unit_path


def can_publish_bulletin(post: ActingPost, bulletin: Bulletin) -> bool:
    return post.may(PUBLISH) and post.scope_path == bulletin.unit_path


def can_view_bulletin_batch(post: ActingPost, bulletin_batch: BulletinBatch) -> bool:
    own = post.covers(bulletin_batch.unit_path) or bulletin_batch.unit_path in post.granted_paths
    return post.may(READ) and own


def bulletin_batches_visible_to(post: ActingPost) -> QuerySet[BulletinBatch]:
    if not post.may(READ):
        return BulletinBatch.objects.none()
    own = Q(unit_path__gte=post.scope_path, unit_path__lt=f"{post.scope_path}~")
    return BulletinBatch.objects.filter(own | Q(unit_path__in=post.granted_paths))
