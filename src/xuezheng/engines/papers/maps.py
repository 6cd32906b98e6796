"""Maps of values by region: a province's cities, or a city's counties, each region leading to its own page where it has one."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xuezheng.engines.papers import theme
from xuezheng.engines.papers.boundaries import features
from xuezheng.engines.papers.charts import Cell, Figure, Table, figure
from xuezheng.engines.papers.regions import Region, cities_of, counties_of

Values = Mapping[str, float | None]
Written = Callable[[float], str]
HEIGHT = 380


class UnknownLevel(ValueError):
    """A map shows the cities of a province or the counties of a city."""


def choropleth(
    values: Values,
    *,
    level: str,
    parent: str,
    title: str,
    description: str,
    value_title: str,
    written: Written = lambda value: f"{value:,.10g}",
    legend_format: str = ",~g",
    address: Callable[[str], str] = lambda _code: "",
) -> Figure:
    """Values by region code on the map: `level` is "city" with a province's code as parent, or "county" with a city's.

    `written` puts a value in words, `legend_format` (d3's) the numbers of the legend; `address` says where a click on a
    region leads. Regions without a value are hatched and counted below the map.
    """
    regions = regions_of(level, parent=parent)
    missing = [region for region in regions if values.get(region.code) is None]
    return figure(
        _spec(
            regions,
            values,
            level=level,
            value_title=value_title,
            written=written,
            legend_format=legend_format,
            address=address,
        ),
        title=title,
        description=description,
        note=_note(len(missing)),
        table=_table(regions, values, level=level, value_title=value_title, written=written, address=address),
    )


def regions_of(level: str, *, parent: str) -> tuple[Region, ...]:
    if level == "city":
        return cities_of(parent)
    if level == "county":
        return counties_of(parent)
    raise UnknownLevel(level)


def steps(values: Values, *, classes: int = len(theme.MAP_SCALE)) -> list[float]:
    """Where the colours change: at the quantiles, rounded as people would, each step once.

    How finely is judged by the steps themselves: one region far ahead of all others must not blur what tells these apart.
    """
    found = sorted(value for value in values.values() if value is not None)
    if len(set(found)) < 2:
        return []
    raw = [found[len(found) * n // classes] for n in range(1, classes)]
    spread = raw[-1] - raw[0] or found[-1] - found[0]
    unit = 10.0 ** _magnitude(spread / 20)
    rounded = sorted({round(round(value / unit) * unit, 10) for value in raw})
    return [value for value in rounded if found[0] < value <= found[-1]]


def colours(classes: int) -> list[str]:
    """That many colours of the scale, from its palest to its deepest."""
    last = len(theme.MAP_SCALE) - 1
    return [theme.MAP_SCALE[round(place * last / (classes - 1))] for place in range(classes)]


def colour_class(value: float, *, steps: list[float]) -> int:
    return bisect_right(steps, value)


def _magnitude(value: float) -> int:
    exponent = 0
    while value >= 10:
        value, exponent = value / 10, exponent + 1
    while value < 1:
        value, exponent = value * 10, exponent - 1
    return exponent


def _note(missing: int) -> str:
    if not missing:
        return ""
    return ngettext(
        "Hatched: %(number)d region without a value.", "Hatched: %(number)d regions without a value.", missing
    ) % {"number": missing}


def _spec(
    regions: tuple[Region, ...],
    values: Values,
    *,
    level: str,
    value_title: str,
    written: Written,
    legend_format: str,
    address: Callable[[str], str],
) -> dict[str, Any]:
    shapes = []
    for shape in features(regions, level="district" if level == "county" else "city"):
        value = values.get(shape["id"])
        text = _("no value") if value is None else written(value)
        facts = {
            **shape["properties"],
            "value": value,
            "text": text,
            "described": f"{shape['properties']['name']} {text}",
            "address": address(shape["id"]),
        }
        shapes.append({**shape, "properties": facts})
    outline = {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 1.2, "cursor": _cursor(shapes)}
    told = {
        "tooltip": [
            {"field": "properties.name", "title": _("Region")},
            {"field": "properties.text", "title": value_title},
        ],
        # Without it Vega describes a region by the names of its fields.
        "description": {"field": "properties.described", "type": "nominal"},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "height": HEIGHT,
        "projection": {"type": "mercator"},
        "data": {"values": shapes},
        "layer": [
            {
                "transform": [{"filter": "!isValid(datum.properties.value)"}],
                "mark": {**outline, "fill": theme.hatched(), "stroke": theme.DIM, "strokeWidth": 0.6},
                "encoding": told,
            },
            {
                "transform": [{"filter": "isValid(datum.properties.value)"}],
                "mark": outline,
                "encoding": {
                    "color": _colour(values, regions=regions, title=value_title, format_=legend_format),
                    **told,
                },
            },
        ],
    }


def _cursor(shapes: list[dict[str, Any]]) -> str:
    return "pointer" if any(shape["properties"]["address"] for shape in shapes) else "default"


def _colour(values: Values, *, regions: tuple[Region, ...], title: str, format_: str) -> dict[str, Any]:
    domain = steps({region.code: values.get(region.code) for region in regions})
    if not domain:
        return {"value": theme.MAP_SCALE[2]}
    legend = {
        "orient": "bottom",
        "direction": "horizontal",
        "title": title,
        "format": format_,
    }
    return {
        "field": "properties.value",
        "type": "quantitative",
        "scale": {"type": "threshold", "domain": domain, "range": colours(len(domain) + 1)},
        "legend": legend,
    }


def _table(
    regions: tuple[Region, ...],
    values: Values,
    *,
    level: str,
    value_title: str,
    written: Written,
    address: Callable[[str], str],
) -> Table:
    ranked = sorted(regions, key=lambda region: (values.get(region.code) is None, -(values.get(region.code) or 0)))
    rows = []
    for region in ranked:
        value = values.get(region.code)
        text = _("no value") if value is None else written(value)
        rows.append([Cell(text=region.name, address=address(region.code)), Cell(text=text, numeric=True)])
    return Table(head=[_("City") if level == "city" else _("County"), value_title], rows=rows)
