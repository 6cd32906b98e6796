"""Files of appeals: who may see the appeal sees them; the unit adds them while it is not decided."""

from uuid import UUID

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from xuezheng.kernel.files.facade import Owner
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.assessment.models import ResultAppeal
from xuezheng.modules.assessment.places import appeal_path
from xuezheng.modules.assessment.policies.appeals import can_appeal, result_appeals_visible_to

APPEAL, ADD = "assessment.appeal", "files.add"


def find_appeal(post: ActingPost, object_id: str) -> Owner | None:
    try:
        key = UUID(object_id)
    except ValueError:
        return None
    rows = result_appeals_visible_to(post).select_related("result__assessed", "result__item")
    found = rows.filter(id=key).first()
    if found is None:
        return None
    is_open = found.outcome == ResultAppeal.Outcome.OPEN
    return Owner(
        unit_path=found.unit_path,
        name=str(found),
        url=appeal_path(found.id),
        may_change=is_open and can_appeal(post, found.result.assessed) and post.may(ADD),
    )


def of_appeals(post: ActingPost) -> Q:
    return Q(object_id__in=result_appeals_visible_to(post).annotate(key=Cast("id", CharField())).values("key"))
