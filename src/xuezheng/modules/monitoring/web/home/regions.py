"""Values of one indicator at the units directly below a place, how unevenly they lie, and their map."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from xuezheng.engines.formulas.facade import Measure
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.facade import DEPTHS, Definition
from xuezheng.engines.papers import maps
from xuezheng.engines.papers.charts import Figure
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.modules.monitoring.facade import LakeReader, shown
from xuezheng.modules.monitoring.wording import legend_format, with_unit

LEVELS = {DEPTHS["province"]: "city", DEPTHS["city"]: "county"}


@dataclass(frozen=True, kw_only=True)
class RegionValue:
    """`value` as it is read (87.4 for 87.4 %); `weight` is what it is a share of, where it is one."""

    code: str
    name: str
    region: str
    value: float | None
    weight: float | None


def name_of(definition: Definition) -> str:
    return definition.name


def written(value: float, definition: Definition) -> str:
    text = number_format(value, decimal_pos=definition.decimals, force_grouping=abs(value) >= 10_000)
    return with_unit(text, definition)


def values_below(post: ActingPost, definition: Definition, *, unit_path: str, period: str) -> Sequence[RegionValue]:
    """In the tree's order; two queries."""
    rows = {
        row.unit_path: row
        for row in indicators.children(post, code=definition.code, unit_path=unit_path, period=period)
    }
    units = units_visible_to(post).filter(unit_path__in=rows).order_by("unit_path")
    whole = _whole(definition)
    return [
        RegionValue(
            code=unit.code,
            name=unit.name,
            region=unit.region_code,
            value=None if (value := rows[unit.unit_path].value) is None else float(shown(value, definition)),
            weight=whole.value(rows[unit.unit_path].components) if whole else None,
        )
        for unit in units
    ]


@lru_cache(maxsize=256)
def _whole(definition: Definition) -> Measure | None:
    """What the indicator is a share of."""
    read = indicators.compiled(definition, fields=LakeReader().fields(definition.table))
    return read.value.ratio[1] if read.value.ratio else None


def variation(regions: Sequence[RegionValue]) -> float | None:
    """The coefficient of variation as the balance rules reckon it: distances from the pooled mean, weighted by what each
    region is a share of. None where nothing can be weighed or compared."""
    known = [(each.value, each.weight) for each in regions if each.value is not None and each.weight]
    whole = sum(weight for _value, weight in known if weight)
    mean = sum(value * (weight or 0.0) for value, weight in known) / whole if whole else 0.0
    if len(known) < 2 or not mean:
        return None
    return sqrt(sum((weight or 0.0) / whole * (value - mean) ** 2 for value, weight in known)) / mean


def map_of(
    regions: Sequence[RegionValue],
    definition: Definition,
    *,
    unit_path: str,
    parent: str,
    title: str,
    address: Callable[[str], str],
) -> Figure | None:
    """A province's cities or a city's counties; None elsewhere, and for a place that is on no map."""
    level = LEVELS.get(unit_path.count("."))
    if level is None or not maps.regions_of(level, parent=parent):
        return None
    codes, scale = {each.region: each.code for each in regions}, 100 if definition.is_percent else 1
    return maps.choropleth(
        {each.region: None if each.value is None else each.value / scale for each in regions},
        level=level,
        parent=parent,
        title=title,
        description=_("Choose a region to look into it."),
        value_title=name_of(definition),
        written=lambda value: written(value * scale, definition),
        legend_format=legend_format(definition),
        address=lambda region: address(codes[region]) if region in codes else "",
    )
