"""The figures by region and their maps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xuezheng.engines.papers import maps
from xuezheng.engines.papers.charts import Figure
from xuezheng.kernel.rounding import percentage
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.site.regions.counts import RegionCount, by_city, counts_by_region
from xuezheng.site.regions.places import Place


@dataclass(frozen=True, kw_only=True)
class RegionFigure:
    """One thing that is counted by region, and how its values are written."""

    code: str
    title: Promise
    by_county: Promise
    value_title: Promise
    description: Promise
    value: Callable[[RegionCount], float | None]
    written: Callable[[float], str]
    legend_format: str
    with_administrators: bool = False


SCHOOLS = RegionFigure(
    code="schools",
    title=_("Schools by city"),
    by_county=_("Schools by county"),
    value_title=_("Schools"),
    description=_("Schools, kindergartens and teaching points open today. Choose a region to look into it."),
    value=lambda count: float(count.schools),
    written=lambda value: f"{value:,.0f}",
    legend_format=",d",
)
ADMINISTRATORS = RegionFigure(
    code="administrators",
    title=_("Schools with an administrator, by city"),
    by_county=_("Schools with an administrator, by county"),
    value_title=_("Share with an administrator"),
    description=_("Share of schools in which somebody holds the post of school administrator today."),
    value=lambda count: count.administered_share,
    written=lambda value: f"{percentage(value, 1)}%",
    legend_format=".0%",
    with_administrators=True,
)
FIGURES = {figure.code: figure for figure in (SCHOOLS, ADMINISTRATORS)}


def map_of(post: ActingPost, *, place: Place, figure: RegionFigure, at: datetime) -> Figure | None:
    """None where the post sees no school in any of the regions: there is nothing to draw."""
    counts = _counts(counts_by_region(post, at=at, with_administrators=figure.with_administrators), place)
    if not counts:
        return None
    return maps.choropleth(
        {code: figure.value(count) for code, count in counts.items()},
        level=place.level,
        parent=place.code,
        title=str(figure.title if place.level == "city" else figure.by_county),
        description=str(figure.description),
        value_title=str(figure.value_title),
        written=figure.written,
        legend_format=figure.legend_format,
        address=_addresses(post, place=place, figure=figure),
    )


def _counts(counts: Mapping[str, RegionCount], place: Place) -> dict[str, RegionCount]:
    regions = maps.regions_of(place.level, parent=place.code)
    if place.level == "county":
        return {region.code: counts[region.code] for region in regions if region.code in counts}
    cities = by_city(counts)
    return {region.code: cities[region.code[:4]] for region in regions if region.code[:4] in cities}


def _addresses(post: ActingPost, *, place: Place, figure: RegionFigure) -> Callable[[str], str]:
    """A city leads to the map of its counties, a county to the page of its bureau."""
    if place.level == "city":
        return lambda code: f"{reverse('region', args=[code])}?figure={figure.code}"
    bureaus = units_visible_to(post).filter(
        kind=UnitKind.COUNTY_BUREAU, closed_on=None, region_code__begins=place.code[:4]
    )
    pages = {code: reverse("unit", args=[uuid]) for code, uuid in bureaus.values_list("region_code", "uuid")}
    return lambda code: pages.get(code, "")
