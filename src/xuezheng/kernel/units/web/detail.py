"""A unit's page: overview, history, what stands under it, its other names."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind, kinds_under
from xuezheng.kernel.units.models import Unit, UnitAlias, UnitSuccession
from xuezheng.kernel.units.offers import offers_for
from xuezheng.kernel.units.panels import panels_for
from xuezheng.kernel.units.policies import (
    can_change_unit,
    can_open_unit_under,
    can_restructure_unit,
    units_visible_to,
)
from xuezheng.kernel.units.queries.counting import counts_by_kind
from xuezheng.kernel.units.queries.history import successions_of, versions_of
from xuezheng.kernel.units.queries.lookup import ancestors_of_unit, children_of, get_unit
from xuezheng.kernel.units.queries.picking import MOST

TABS: list[tuple[str, Promise]] = [
    ("unit", _("Overview")),
    ("unit-history", _("History")),
    ("unit-children", _("Units below")),
    ("unit-aliases", _("Other names")),
]


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One line of what a unit came from or went into; a unit outside of what the post may see has no name here."""

    day: date
    how: str
    away: bool
    other: Unit | None


@post_required("units.read")
def overview(request: PostRequest, uuid: UUID) -> HttpResponse:
    unit = get_unit(request.post, uuid=uuid)
    counts = [(kind.label, number) for kind, number in counts_by_kind(request.post, unit).items() if kind != unit.kind]
    above, panels = ancestors_of_unit(request.post, unit), panels_for(request.post, unit.id)
    return _page(request, unit, "unit", above=above, counts=counts, panels=panels)


@post_required("units.read")
def history(request: PostRequest, uuid: UUID) -> HttpResponse:
    unit = get_unit(request.post, uuid=uuid)
    versions = list(versions_of(request.post, unit))
    return _page(request, unit, "unit-history", versions=versions, passages=_passages(request.post, unit))


@post_required("units.read")
def children(request: PostRequest, uuid: UUID) -> HttpResponse:
    unit = get_unit(request.post, uuid=uuid)
    found = list(children_of(request.post, unit)[: MOST + 1])
    return _page(request, unit, "unit-children", units=found[:MOST], more=len(found) > MOST)


@post_required("units.read")
def aliases(request: PostRequest, uuid: UUID) -> HttpResponse:
    unit = get_unit(request.post, uuid=uuid)
    return _page(request, unit, "unit-aliases", aliases=list(UnitAlias.objects.filter(unit=unit).order_by("name")))


def _page(request: PostRequest, unit: Unit, tab: str, **more: Any) -> HttpResponse:
    post, alive = request.post, unit.closed_on is None
    context = {
        "unit": unit,
        "tab": tab,
        "tabs": TABS,
        "may_change": alive and can_change_unit(post, unit),
        "may_restructure": alive and can_restructure_unit(post, unit),
        "may_open": alive and can_open_unit_under(post, unit) and bool(kinds_under(unit.kind)),
        "may_turn": unit.level == "school" and unit.kind not in {UnitKind.OFFICE, UnitKind.AFFILIATE},
        "may_read_journal": post.may("journal.read") and post.covers(unit.unit_path),
        "offers": offers_for(post, unit),
        **more,
    }
    return render(request, f"units/{tab.replace('-', '_')}.html", context)


def _passages(post: ActingPost, unit: Unit) -> list[Passage]:
    found = list(successions_of(post, unit))
    ids = {succession.predecessor_id for succession in found} | {succession.successor_id for succession in found}
    others = {other.id: other for other in units_visible_to(post).filter(id__in=ids)}
    return [_passage(succession, unit, others) for succession in found]


def _passage(succession: UnitSuccession, unit: Unit, others: dict[int, Unit]) -> Passage:
    away = succession.predecessor_id == unit.id
    return Passage(
        day=succession.effective_on,
        how=succession.how,
        away=away,
        other=others.get(succession.successor_id if away else succession.predecessor_id),
    )
