"""Files that show evidence: seen where the evidence is, added by the unit that stated it."""

from uuid import UUID

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse

from xuezheng.kernel.files.facade import Owner
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.plans.policies.evidence import evidences_visible_to

KIND = "plans.evidence"


def find_evidence(post: ActingPost, object_id: str) -> Owner | None:
    try:
        asked = UUID(object_id)
    except ValueError:
        return None
    found = evidences_visible_to(post).filter(id=asked).first()
    if found is None:
        return None
    own = found.unit_path in {post.unit_path, post.scope_path}
    return Owner(
        unit_path=found.unit_path,
        name=found.statement[:60],
        url=reverse("plan-target", args=[found.target_id]),
        may_change=own and found.withdrawn_at is None and post.may("plans.report") and post.may("files.add"),
    )


def evidence_visible(post: ActingPost) -> Q:
    keys = evidences_visible_to(post).annotate(key=Cast("id", CharField()))
    return Q(object_id__in=keys.values("key"))
