"""Who may read the journal: posts with the permission, on acts about units within their own subtree."""

from django.db.models import QuerySet

from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import ActingPost


def can_view_entry(post: ActingPost, entry: Entry) -> bool:
    return post.may("journal.read") and post.covers(entry.unit_path)


def entries_visible_to(post: ActingPost) -> QuerySet[Entry]:
    if not post.may("journal.read"):
        return Entry.objects.none()
    return Entry.objects.filter(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
