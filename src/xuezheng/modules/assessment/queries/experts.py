"""The register of experts with what each has on hand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from xuezheng.kernel.refusals import first_or_refused
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import Expert, Review, Round
from xuezheng.modules.assessment.policies.experts import experts_visible_to
from xuezheng.modules.assessment.policies.reviews import reviews_visible_to
from xuezheng.modules.assessment.refusals import ExpertIsAbsent


@dataclass(frozen=True, kw_only=True)
class Load:
    """Reviews on hand and handed in, of all rounds."""

    open: int = 0
    done: int = 0


def get_expert(post: ActingPost, expert_id: UUID) -> Expert:
    rows = experts_visible_to(post).select_related("unit", "home_unit", "person").filter(id=expert_id)
    return first_or_refused(rows, ExpertIsAbsent)


def active_experts(post: ActingPost) -> QuerySet[Expert]:
    """Of the own administration's register."""
    rows = experts_visible_to(post).filter(unit_path=post.scope_path, left_at=None)
    return rows.select_related("home_unit").order_by("name", "id")


def loads(post: ActingPost, *, held: Round | None = None) -> Mapping[UUID, Load]:
    """By expert; of one round where it is named."""
    rows = reviews_visible_to(post).filter(withdrawn_at=None)
    if held is not None:
        rows = rows.filter(round=held)
    counted = rows.values("expert_id").annotate(
        open=Count("id", filter=Q(handed_in_at=None)), done=Count("id", filter=Q(handed_in_at__isnull=False))
    )
    return {row["expert_id"]: Load(open=row["open"], done=row["done"]) for row in counted}


def reviews_of_expert(post: ActingPost, expert: Expert) -> QuerySet[Review]:
    return reviews_visible_to(post).filter(expert=expert).select_related("round").order_by("-assigned_at", "id")


def experts_by_id(post: ActingPost, ids: Collection[UUID]) -> list[Expert]:
    return list(active_experts(post).filter(id__in=ids))
