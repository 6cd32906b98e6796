"""Figures of the pages of indicators: the course over the periods with its target and its forecast, and the map."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xuezheng.engines.indicators.facade import Definition
from xuezheng.engines.papers import maps
from xuezheng.engines.papers.charts import Cell, Figure, Table, figure
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.modules.monitoring.addresses import indicator_address
from xuezheng.modules.monitoring.queries.below import LineBelow
from xuezheng.modules.monitoring.queries.places import Place
from xuezheng.modules.monitoring.queries.readings import Reading
from xuezheng.modules.monitoring.queries.targets import Aim
from xuezheng.modules.monitoring.wording import legend_format, shown, written

TEAL, AMBER, SEAL = "#1f6f70", "#b7791f", "#b8372b"
HEIGHT = 240


def course(history: Sequence[Reading], definition: Definition, *, aim: Aim | None) -> Figure | None:
    """A line needs two points."""
    told = [reading for reading in history if reading.value is not None]
    if len(told) < 2:
        return None
    points = [
        {
            "period": parse_period(reading.period).title,
            "day": parse_period(reading.period).last_day.isoformat(),
            "value": float(shown(reading.value or 0.0, definition)),
            "text": written(reading.value, definition),
            "year": parse_period(reading.period).year if definition.begins_anew_each_year else 0,
        }
        for reading in told
    ]
    described = _("One point for each period.")
    if definition.begins_anew_each_year:
        described += " " + _("The count begins anew each year, and the line with it.")
    if aim is not None:
        described += " " + _("The dashed line is what is asked.")
    if aim is not None and aim.forecast is not None:
        described += " " + _("The band is where the value is expected at the deadline, nine times in ten.")
    return figure(
        {"height": HEIGHT, "layer": [*_layers_of_aim(definition, aim), _line(points)]},
        title=_("Over the periods: %(name)s") % {"name": definition.name},
        description=described,
        table=_table(told, definition, aim),
    )


def _line(points: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": list(points)},
        "mark": {"type": "line", "color": TEAL, "point": {"filled": True, "size": 60}},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None, "axis": _ends_of(points)},
            "y": {"field": "value", "type": "quantitative", "title": None, "scale": {"zero": False, "nice": True}},
            "detail": {"field": "year", "type": "nominal"},
            "tooltip": [
                {"field": "period", "title": _("Period")},
                {"field": "text", "title": _("Value")},
            ],
        },
    }


def _ends_of(points: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A mark for each period and none between: days or weeks of one month would all be written alike."""
    days = [date.fromisoformat(point["day"]) for point in points]
    values = [{"year": day.year, "month": day.month, "date": day.day} for day in days]
    return {"values": values, "format": "%Y-%m", "labelOverlap": "greedy"}


def _layers_of_aim(definition: Definition, aim: Aim | None) -> list[dict[str, Any]]:
    if aim is None:
        return []
    until = aim.target.asked.deadline.isoformat()
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [{"asked": float(shown(aim.asked, definition))}]},
            "mark": {"type": "rule", "color": SEAL, "strokeDash": [5, 4]},
            "encoding": {"y": {"field": "asked", "type": "quantitative"}},
        }
    ]
    if aim.forecast is not None and aim.begins is not None:
        expected, low, high = (
            float(shown(value, definition)) for value in (aim.forecast.expected, aim.forecast.low, aim.forecast.high)
        )
        day, start = aim.begins[0].isoformat(), float(shown(aim.begins[1], definition))
        band = [
            {"day": day, "value": start, "low": start, "high": start},
            {"day": until, "value": expected, "low": low, "high": high},
        ]
        x = {"field": "day", "type": "temporal"}
        layers += [
            {
                "data": {"values": band},
                "mark": {"type": "area", "color": AMBER, "opacity": 0.18},
                "encoding": {"x": x, "y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}},
            },
            {
                "data": {"values": band},
                "mark": {"type": "line", "color": AMBER, "strokeDash": [3, 3]},
                "encoding": {"x": x, "y": {"field": "value", "type": "quantitative"}},
            },
        ]
    return layers


def _table(told: Sequence[Reading], definition: Definition, aim: Aim | None) -> Table:
    rows = [
        [Cell(text=parse_period(reading.period).title), Cell(text=written(reading.value, definition), numeric=True)]
        for reading in reversed(told)
    ]
    if aim is not None and aim.forecast is not None:
        expected = _("%(expected)s (%(low)s to %(high)s)") % {
            "expected": written(aim.forecast.expected, definition),
            "low": written(aim.forecast.low, definition),
            "high": written(aim.forecast.high, definition),
        }
        until = _("Expected on %(day)s") % {"day": aim.target.asked.deadline.isoformat()}
        rows.insert(0, [Cell(text=until), Cell(text=expected, numeric=True)])
    return Table(head=[_("Period"), _("Value")], rows=rows)


def map_below(place: Place, lines: Sequence[LineBelow], definition: Definition, *, period: str) -> Figure | None:
    """A province's cities or a city's counties by their value; None where there is no map of what lies below."""
    level = {2: "city", 3: "county"}.get(place.depth)
    if level is None or not place.unit.region_code:
        return None
    regions = maps.regions_of(level, parent=place.unit.region_code)
    by_region = {line.region: line for line in lines if line.region}
    values = {region.code: by_region[region.code].value for region in regions if region.code in by_region}
    if not any(value is not None for value in values.values()):
        return None
    return maps.choropleth(
        values,
        level=level,
        parent=place.unit.region_code,
        title=_("Map: %(name)s") % {"name": definition.name},
        description=_("Choose a region to look into it."),
        value_title=definition.name if definition.is_percent else definition.unit or definition.name,
        written=lambda value: written(value, definition),
        legend_format=legend_format(definition),
        address=lambda code: (
            indicator_address(definition.code, unit_code=by_region[code].code, period=period)
            if code in by_region and by_region[code].code
            else ""
        ),
    )
