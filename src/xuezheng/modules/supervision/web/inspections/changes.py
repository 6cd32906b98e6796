"""Forms of the acts on rounds and findings."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import now, today
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.answers import answer_form
from xuezheng.kernel.refusals import first_or_refused
from xuezheng.modules.supervision.actions import inspections as acts
from xuezheng.modules.supervision.catalogues import words_of
from xuezheng.modules.supervision.models import Finding
from xuezheng.modules.supervision.places import inspection_path
from xuezheng.modules.supervision.policies.inspections import findings_visible_to, inspection_items_visible_to
from xuezheng.modules.supervision.queries.inspections import get_finding, get_inspection
from xuezheng.modules.supervision.refusals import FindingIsAbsent
from xuezheng.modules.supervision.web.inspections import forms as asked
from xuezheng.modules.supervision.web.orders.changes import proposed_reply_day


@post_required("supervision.order")
def open_inspection(request: PostRequest) -> HttpResponse:
    def act(values: dict[str, Any]) -> str:
        row = acts.open_inspection(post=request.post, at=now(), **values)
        return _("“%(name)s” is open and its units are told.") % {"name": row.name}

    form = asked.OpenForm(request.POST or None, initial={"begins_on": today(now()), "which": "city_bureau"})
    return answer_form(
        request, form=form, act=act, title=_("Open a round of special supervision"), back=reverse("inspections")
    )


@post_required("supervision.order")
def record_finding(request: PostRequest, inspection_id: UUID, item_id: UUID, unit_id: int) -> HttpResponse:
    post = request.post
    inspection = get_inspection(post, inspection_id)
    items = inspection_items_visible_to(post).filter(inspection=inspection, id=item_id)
    item = first_or_refused(items, FindingIsAbsent)
    present = findings_visible_to(post).filter(item=item, unit_id=unit_id).first()

    def act(values: dict[str, Any]) -> str:
        acts.record_finding(
            post=post, inspection_id=inspection.id, item_id=item.id, unit_id=unit_id, at=now(), **values
        )
        return _("The finding is recorded.")

    return answer_form(
        request,
        form=asked.FindingForm(request.POST or None, initial=_initial(present)),
        act=act,
        title=_("Record a finding"),
        about=f"{inspection.name} · {words_of(item)}",
        back=inspection_path(inspection.id),
    )


def _initial(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {"found_on": today(now())}
    return {name: getattr(finding, name) for name in ("version", "verdict", "evidence", "demand", "found_on")}


@post_required("supervision.order")
def order_rectification(request: PostRequest, finding_id: UUID) -> HttpResponse:
    finding = get_finding(request.post, finding_id)

    def act(values: dict[str, Any]) -> str:
        order = acts.order_rectification(post=request.post, finding_id=finding.id, at=now(), **values)
        return _("%(number)s is issued to %(unit)s.") % {"number": order.number, "unit": finding.unit.name}

    initial = {"demand": finding.demand, "due_on": proposed_reply_day(request)}
    return answer_form(
        request,
        form=asked.RectificationForm(request.POST or None, initial=initial),
        act=act,
        title=_("Order the rectification"),
        about=f"{finding.unit.name} · {words_of(finding.item)}",
        back=reverse("finding", args=[finding.id]),
    )


@post_required("supervision.order")
def close_inspection(request: PostRequest, inspection_id: UUID) -> HttpResponse:
    row = get_inspection(request.post, inspection_id)

    def act(values: dict[str, Any]) -> str:
        acts.close_inspection(post=request.post, inspection_id=row.id, at=now(), **values)
        return _("“%(name)s” is closed.") % {"name": row.name}

    return answer_form(
        request,
        form=asked.CloseForm(request.POST or None, initial={"version": row.version}),
        act=act,
        title=_("Close the round"),
        about=row.name,
        back=inspection_path(row.id),
    )
