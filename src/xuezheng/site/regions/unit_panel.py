"""Where a city or county lies in its province, beside the overview of its bureau."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuezheng.engines.papers.locator import locator
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.facade import get_unit
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.panels import UnitPanel
from xuezheng.site.regions.places import place_to_open

BUREAUS = {UnitKind.CITY_BUREAU, UnitKind.COUNTY_BUREAU}


def panel_values(post: ActingPost, unit_id: int) -> dict[str, Any] | None:
    """For bureaus whose region code is on the map. A city whose map the post may open leads to it."""
    unit = get_unit(post, unit_id=unit_id)
    found = locator(unit.region_code) if unit.kind in BUREAUS and unit.region_code else None
    if found is None:
        return None
    if found.within:
        sentence = _("%(county)s, a county of %(city)s, on the map of the province.")
    else:
        sentence = _("%(city)s on the map of the province.")
    return {
        "map": found,
        "sentence": sentence % {"county": found.name, "city": found.within or found.name},
        "region": "" if found.within or place_to_open(post, unit.region_code) is None else unit.region_code,
    }


PANEL = UnitPanel(
    code="place",
    title=gettext_lazy("Place on the map"),
    template="site/regions/unit_panel.html",
    context=panel_values,
    order=10,
)
