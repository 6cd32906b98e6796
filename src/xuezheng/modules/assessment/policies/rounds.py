"""Rounds: drafts are their administration's; open ones are read below it; results by the unit and, published, by all."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.modules.assessment.models import AssessedUnit, ItemResult, Round, RoundItem
from xuezheng.modules.assessment.policies.reach import READ, RUN, from_above, held_by, holds, reaches, within_reach


def can_view_round(post: ActingPost, held: Round) -> bool:
    open_above = held.opened_at is not None and held.unit_path in ancestors_of(post.scope_path)
    return post.may(READ) and (reaches(post, held.unit_path) or open_above)


def rounds_visible_to(post: ActingPost) -> QuerySet[Round]:
    if not post.may(READ):
        return Round.objects.none()
    return Round.objects.filter(within_reach(post) | (from_above(post) & Q(opened_at__isnull=False)))


def can_view_round_item(post: ActingPost, item: RoundItem) -> bool:
    return post.may(READ) and (
        reaches(post, item.unit_path) or (item.shared and item.unit_path in ancestors_of(post.scope_path))
    )


def round_items_visible_to(post: ActingPost) -> QuerySet[RoundItem]:
    if not post.may(READ):
        return RoundItem.objects.none()
    return RoundItem.objects.filter(within_reach(post) | (from_above(post) & Q(shared=True)))


def can_view_assessed_unit(post: ActingPost, assessed: AssessedUnit) -> bool:
    """The unit itself knows that it is looked at; `points` are shown by `knows_points`."""
    published_above = assessed.shared and assessed.issuer_path in ancestors_of(post.scope_path)
    return post.may(READ) and (post.covers(assessed.unit_path) or published_above)


def assessed_units_visible_to(post: ActingPost) -> QuerySet[AssessedUnit]:
    if not post.may(READ):
        return AssessedUnit.objects.none()
    own = Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    return AssessedUnit.objects.filter(own | (from_above(post, "issuer_path") & Q(shared=True)))


def knows_points(post: ActingPost, assessed: AssessedUnit) -> bool:
    """Before the publication the points are known to the administration that holds the round, and above it."""
    return assessed.shared or holds(post, assessed)


def results_known_to(post: ActingPost) -> QuerySet[AssessedUnit]:
    """Those whose points the post knows."""
    return assessed_units_visible_to(post).filter(Q(shared=True) | held_by(post))


def can_view_item_result(post: ActingPost, result: ItemResult) -> bool:
    return post.may(READ) and post.covers(result.unit_path) and (result.shared or holds(post, result))


def item_results_visible_to(post: ActingPost) -> QuerySet[ItemResult]:
    if not post.may(READ):
        return ItemResult.objects.none()
    own = Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    return ItemResult.objects.filter(own & (Q(shared=True) | held_by(post)))


def can_run_rounds(post: ActingPost) -> bool:
    return post.may(RUN)


def can_change_round(post: ActingPost, held: Round) -> bool:
    return post.may(RUN) and post.scope_path == held.unit_path
