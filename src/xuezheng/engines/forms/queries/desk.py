"""What lies on the own desk, beside all that was handed out: read before all of it is accepted at once."""

from dataclasses import dataclass

from django.db.models import Count, Q

from xuezheng.engines.forms.models import Collection
from xuezheng.engines.forms.policies import reports_visible_to
from xuezheng.engines.forms.queries.suspects import suspects_of
from xuezheng.kernel.scope.acting import ActingPost


@dataclass(frozen=True, kw_only=True)
class DeskCoverage:
    """Of `asked` reports that the post sees, `unsent` were never submitted; the others are counted on the desk."""

    asked: int
    unsent: int
    on_desk: int
    warned: int
    suspected: int
    """Reports with figures worth a second look that nobody has answered."""
    own: int
    """Submitted by the same person, who cannot accept them."""


def desk_coverage(post: ActingPost, collection: Collection) -> DeskCoverage:
    reports = reports_visible_to(post).filter(collection=collection)
    on_desk = Q(desk_path=post.scope_path)
    counts = reports.aggregate(
        asked=Count("id"),
        unsent=Count("id", filter=Q(first_submitted_at=None)),
        on_desk=Count("id", filter=on_desk),
        warned=Count("id", filter=on_desk & Q(warnings__gt=0)),
        own=Count("id", filter=on_desk & Q(submitted_by=post.person_id)),
    )
    suspected = {one.report_id for one in suspects_of(post, collection) if one.answer is None}
    lying = reports.filter(on_desk, id__in=suspected).count() if suspected else 0
    return DeskCoverage(**counts, suspected=lying)
