"""The cards beside a plan's targets: the map of the chosen one, and the shortest way to it."""

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from xuezheng.engines.indicators.facade import DEPTHS, Definition
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.facade import shipped_definition
from xuezheng.modules.monitoring.queries.standings import standing_of
from xuezheng.modules.monitoring.web.home import places
from xuezheng.modules.monitoring.web.home.regions import map_of, name_of, values_below, variation, written
from xuezheng.modules.plans.facade import ChosenTarget, HomeView


def map_values(post: ActingPost, view: HomeView) -> dict[str, Any] | None:
    """At a county its units stand in the map's place; a single unit has nothing below it."""
    definition, depth = _definition(view), view.unit_path.count(".")
    if view.chosen is None or definition is None or depth > DEPTHS["county"]:
        return None
    values = {"target": view.chosen, "unit_name": view.unit_name, "depth": depth}
    if depth == DEPTHS["county"]:
        return values | {"singles_address": _singles_address(view, view.chosen)}
    period = view.chosen.measured.period
    regions = values_below(post, definition, unit_path=view.unit_path, period=period)
    if not regions:
        return None
    parent = units_visible_to(post).filter(unit_path=view.unit_path).values_list("region_code", flat=True).first()
    figure = map_of(
        regions,
        definition,
        unit_path=view.unit_path,
        parent=parent or "",
        title=name_of(definition),
        address=view.address_of,
    )
    rows = [(each.name, view.address_of(each.code), _text(each.value, definition)) for each in regions]
    return values | {"figure": figure, "rows": rows, "variation": variation(regions)}


def way_values(post: ActingPost, view: HomeView) -> dict[str, Any] | None:
    """Where nothing is missing, or nothing was found out yet, there is no way to show."""
    definition = _definition(view)
    if view.chosen is None or definition is None:
        return None
    chosen, period = view.chosen, view.chosen.measured.period
    standing = standing_of(post, target_id=chosen.id, unit_path=view.unit_path, period=period)
    if standing is None or not standing.closing_units:
        return None
    found = places.places_on_way(post, standing)
    return {
        "target": chosen,
        "unit_name": view.unit_name,
        "standing": standing,
        "places": [(each, view.address_of(each.code)) for each in found],
        "further": len(standing.places) - len(found),
        "in_county": view.unit_path.count(".") >= DEPTHS["county"],
        "all_address": chosen.measured.gap_url,
    }


def bulletin_values(post: ActingPost, _view: HomeView) -> dict[str, Any] | None:
    """For posts that may write one, where bulletins are there."""
    if not post.may("bulletins.write"):
        return None
    try:
        return {"address": reverse("draft-bulletin")}
    except NoReverseMatch:
        return None


def _singles_address(view: HomeView, chosen: ChosenTarget) -> str:
    """Values of single units are read from files, which is not what one waits for: the page fetches them."""
    asked = "" if chosen.asked is None else f"{chosen.asked:g}"
    query = {"unit": view.unit_code, "period": chosen.measured.period, "target": asked}
    return f"{reverse('target-singles', args=[chosen.code])}?{urlencode(query)}"


def _definition(view: HomeView) -> Definition | None:
    return shipped_definition(view.chosen.code) if view.chosen else None


def _text(value: float | None, definition: Definition) -> str:
    return "—" if value is None else written(value, definition)
