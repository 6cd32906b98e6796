"""Who may see and change days: everybody sees those set by the own units and the units above, few change them."""

from django.db.models import Q, QuerySet

from xuezheng.kernel.calendar.models import DayOverride
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of


def can_view_day_override(post: ActingPost, override: DayOverride) -> bool:
    return post.covers(override.unit_path) or override.unit_path in ancestors_of(post.scope_path)


def day_overrides_visible_to(post: ActingPost) -> QuerySet[DayOverride]:
    return DayOverride.objects.filter(
        Q(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
        | Q(unit_path__in=ancestors_of(post.scope_path))
    )


def can_change_days(post: ActingPost) -> bool:
    return post.may("calendar.change")


def can_change_day_override(post: ActingPost, override: DayOverride) -> bool:
    """Of the own unit and those below; what a unit above has set stands."""
    return can_change_days(post) and post.covers(override.unit_path)
