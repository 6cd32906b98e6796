"""Files of replies, appeals and findings: who may see the thing sees its files; who writes it adds them while it is open."""

from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from xuezheng.kernel.files.facade import Owner
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.supervision.models import Appeal
from xuezheng.modules.supervision.places import appeal_path, inspection_path, order_path
from xuezheng.modules.supervision.policies.inspections import can_change_inspection, findings_visible_to
from xuezheng.modules.supervision.policies.orders import can_reply_to_order, orders_visible_to
from xuezheng.modules.supervision.policies.scores import appeals_visible_to, can_appeal_line

ORDER, APPEAL, FINDING = "supervision.order", "supervision.appeal", "supervision.finding"
ADD = "files.add"


def find_order(post: ActingPost, object_id: str) -> Owner | None:
    key = _key(object_id)
    found = orders_visible_to(post).filter(id=key).first() if key else None
    if found is None:
        return None
    open_still = found.replied_at is None and found.closed_at is None and found.withdrawn_at is None
    return Owner(
        unit_path=found.unit_path,
        name=str(found),
        url=order_path(found.id),
        may_change=open_still and can_reply_to_order(post, found) and post.may(ADD),
    )


def find_appeal(post: ActingPost, object_id: str) -> Owner | None:
    key = _key(object_id)
    found = appeals_visible_to(post).select_related("line").filter(id=key).first() if key else None
    if found is None:
        return None
    return Owner(
        unit_path=found.unit_path,
        name=str(found),
        url=appeal_path(found.id),
        may_change=found.outcome == Appeal.Outcome.OPEN and can_appeal_line(post, found.line) and post.may(ADD),
    )


def find_finding(post: ActingPost, object_id: str) -> Owner | None:
    key = _key(object_id)
    rows = findings_visible_to(post).select_related("inspection", "item", "unit")
    found = rows.filter(id=key).first() if key else None
    if found is None:
        return None
    inspection = found.inspection
    return Owner(
        unit_path=found.unit_path,
        name=f"{found.item} · {found.unit}",
        url=inspection_path(inspection.id),
        may_change=inspection.closed_at is None and can_change_inspection(post, inspection) and post.may(ADD),
    )


def of_orders(post: ActingPost) -> Q:
    return _in(orders_visible_to(post))


def of_appeals(post: ActingPost) -> Q:
    return _in(appeals_visible_to(post))


def of_findings(post: ActingPost) -> Q:
    return _in(findings_visible_to(post))


def _in(rows: QuerySet[Any]) -> Q:
    return Q(object_id__in=rows.annotate(key=Cast("id", CharField())).values("key"))


def _key(object_id: str) -> UUID | None:
    try:
        return UUID(object_id)
    except ValueError:
        return None
