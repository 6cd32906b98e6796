"""Rule documents: the own, those of the units below, and issued ones of the units above. A draft is never seen below."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.models import Rule, RuleEdition
from xuezheng.modules.organisation.policies.reach import READ, reaches_downward, within_reach_downward


def can_view_rule(post: ActingPost, rule: Rule) -> bool:
    return post.may(READ) and reaches_downward(post, rule)


def rules_visible_to(post: ActingPost) -> QuerySet[Rule]:
    return Rule.objects.filter(within_reach_downward(post)) if post.may(READ) else Rule.objects.none()


def can_view_edition(post: ActingPost, edition: RuleEdition) -> bool:
    return post.may(READ) and reaches_downward(post, edition)


def editions_visible_to(post: ActingPost) -> QuerySet[RuleEdition]:
    return RuleEdition.objects.filter(within_reach_downward(post)) if post.may(READ) else RuleEdition.objects.none()
