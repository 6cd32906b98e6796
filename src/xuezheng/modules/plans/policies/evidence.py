"""Evidence and shares: a unit's own, and those of the units below it."""

from django.db.models import QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.models import Target, TargetEvidence, TargetShare, TaskTakeover
from xuezheng.modules.plans.policies import parts
from xuezheng.modules.plans.policies.reach import reaches, within_reach


def can_view_evidence(post: ActingPost, evidence: TargetEvidence) -> bool:
    return post.may("plans.read") and reaches(post, evidence)


def evidences_visible_to(post: ActingPost) -> QuerySet[TargetEvidence]:
    return (
        TargetEvidence.objects.filter(within_reach(post)) if post.may("plans.read") else TargetEvidence.objects.none()
    )


def evidence_of_own_unit(post: ActingPost) -> QuerySet[TargetEvidence]:
    return evidences_visible_to(post).filter(unit_path__in=[post.unit_path, post.scope_path])


def can_state_evidence(post: ActingPost, target: Target) -> bool:
    """Any unit that the plan reaches, for itself."""
    return post.may("plans.report") and post.unit_id is not None and parts.can_view_target(post, target)


def can_view_share(post: ActingPost, share: TargetShare) -> bool:
    return post.may("plans.read") and reaches(post, share)


def shares_visible_to(post: ActingPost) -> QuerySet[TargetShare]:
    return TargetShare.objects.filter(within_reach(post)) if post.may("plans.read") else TargetShare.objects.none()


def can_propose_share(post: ActingPost, share: TargetShare) -> bool:
    """The unit whose share it is."""
    return post.may("plans.report") and share.unit_path == post.scope_path


def can_view_takeover(post: ActingPost, takeover: TaskTakeover) -> bool:
    return post.may("plans.read") and reaches(post, takeover)


def takeovers_visible_to(post: ActingPost) -> QuerySet[TaskTakeover]:
    return TaskTakeover.objects.filter(within_reach(post)) if post.may("plans.read") else TaskTakeover.objects.none()
