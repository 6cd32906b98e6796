"""Blocks filled: rankings, tables, charts and maps of a bulletin."""

from collections.abc import Mapping, Sequence
from typing import Any

from xuezheng.engines.papers.bulletins.numbers import Indicator, Number, Numbers
from xuezheng.engines.papers.bulletins.phrases import filled_text, indicator_of, ranked, word_of
from xuezheng.engines.papers.bulletins.template import ChartBlock, MapBlock, RankingBlock, TableBlock
from xuezheng.engines.papers.bulletins.wording import (
    cell_change,
    cell_value,
    shown_change,
    shown_value,
    wording,
    written_value,
)
from xuezheng.engines.papers.charts import figure
from xuezheng.engines.papers.maps import choropleth
from xuezheng.engines.papers.writing.official.paper import Content, PaperTable, Picture, Ranked, Ranking, Slot
from xuezheng.engines.papers.writing.tables import Head

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NAME_WIDTH, VALUE_WIDTH = 20, 14


def ranking_of(block: RankingBlock, numbers: Numbers) -> Ranking:
    indicator, heads = indicator_of(block.indicator, numbers), wording()["heads"]
    found = ranked(numbers.places(block.indicator), indicator, lowest=block.lowest)
    return Ranking(
        title=filled_text(block.title, numbers),
        heads=(heads["place"], heads["name"], indicator.name),
        rows=[
            Ranked(place=rank, name=place.name, value=(_slot(written_value(indicator, place.number), place.number),))
            for place, rank in found[: block.first or None]
        ],
        note=filled_text(block.note, numbers),
    )


def table_of(block: TableBlock, numbers: Numbers) -> PaperTable:
    indicators = [indicator_of(code, numbers) for code in block.indicators]
    of_places = block.over == "places"
    changes = block.changes and of_places
    first = wording()["heads"]["name" if of_places else "period"]
    heads = [Head(title=first, width=NAME_WIDTH)]
    for indicator in indicators:
        heads.append(Head(title=_head_title(indicator), width=VALUE_WIDTH, numeric=True))
        if changes:
            heads.append(Head(title=wording()["heads"]["change"], width=VALUE_WIDTH, numeric=True))
    return PaperTable(
        title=filled_text(block.title, numbers),
        heads=heads,
        rows=_place_rows(indicators, numbers, changes=changes) if of_places else _period_rows(indicators, numbers),
        note=filled_text(block.note, numbers),
    )


def _head_title(indicator: Indicator) -> str:
    return f"{indicator.name}（{indicator.unit}）" if indicator.unit else indicator.name


def _place_rows(indicators: Sequence[Indicator], numbers: Numbers, *, changes: bool) -> list[list[Content]]:
    """Every place that any of the indicators knows, in the order of the codes."""
    names: dict[str, str] = {}
    now: dict[tuple[str, str], Number] = {}
    before: dict[tuple[str, str], Number] = {}
    for indicator in indicators:
        for place in numbers.places(indicator.code):
            names.setdefault(place.code, place.name)
            now[indicator.code, place.code] = place.number
        if changes:
            for place in numbers.places(indicator.code, period="last"):
                before[indicator.code, place.code] = place.number
    rows: list[list[Content]] = []
    for code, name in sorted(names.items()):
        row: list[Content] = [name]
        for indicator in indicators:
            number = now.get((indicator.code, code), Number(value=None))
            row.append((_slot(cell_value(indicator, number), number),))
            if changes:
                earlier = before.get((indicator.code, code), Number(value=None))
                row.append(cell_change(shown_change(indicator, number, earlier)))
        rows.append(row)
    return rows


def _period_rows(indicators: Sequence[Indicator], numbers: Numbers) -> list[list[Content]]:
    """Without changes: the row above is the comparison here."""
    found: dict[str, dict[str, Number]] = {}
    for indicator in indicators:
        for period, number in numbers.history(indicator.code):
            found.setdefault(period, {})[indicator.code] = number
    return [
        [
            period,
            *(
                (
                    _slot(
                        cell_value(indicator, values.get(indicator.code, Number(value=None))),
                        values.get(indicator.code),
                    ),
                )
                for indicator in indicators
            ),
        ]
        for period, values in found.items()
    ]


def _slot(text: str, number: Number | None) -> Slot:
    return Slot(text=text, reference=number.reference if number else "")


def chart_of(block: ChartBlock, numbers: Numbers) -> Picture:
    indicators = [indicator_of(code, numbers) for code in block.indicators]
    spec = _bars(indicators[0], numbers) if block.kind == "bars" else _lines(indicators, numbers)
    return Picture(
        figure=figure(
            {"$schema": SCHEMA, **spec},
            title=filled_text(block.title, numbers),
            description=filled_text(block.about, numbers),
        )
    )


def _bars(indicator: Indicator, numbers: Numbers) -> Mapping[str, Any]:
    """The places from the greatest value down; one without a value has no bar."""
    found = ranked(numbers.places(indicator.code), indicator)
    rows = [{"name": place.name, "value": _height(indicator, place.number)} for place, _rank in found]
    return {
        "data": {"values": rows},
        "height": {"step": 20},
        "mark": "bar",
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": wording()["heads"]["name"]},
            "x": {"field": "value", "type": "quantitative", "title": _head_title(indicator)},
        },
    }


def _lines(indicators: Sequence[Indicator], numbers: Numbers) -> Mapping[str, Any]:
    rows = [
        {"period": period, "value": _height(indicator, number), "name": indicator.name}
        for indicator in indicators
        for period, number in numbers.history(indicator.code)
    ]
    units = dict.fromkeys(indicator.unit for indicator in indicators)
    return {
        "data": {"values": rows},
        "height": 240,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {
                "field": "period",
                "type": "ordinal",
                "sort": None,
                "title": wording()["heads"]["period"],
                "axis": {"labelAngle": 0, "labelOverlap": "greedy"},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": "、".join(filter(None, units)),
                "scale": {"zero": False},
            },
            "color": {"field": "name", "type": "nominal", "title": None, "legend": {"orient": "bottom"}},
        },
    }


def _height(indicator: Indicator, number: Number) -> float | None:
    value = shown_value(indicator, number)
    return None if value is None else float(value)


def map_of(block: MapBlock, numbers: Numbers) -> Picture | None:
    level = word_of("map", numbers) if block.level == "below" else block.level
    if not level:
        return None
    indicator = indicator_of(block.indicator, numbers)
    values = {place.code: _height(indicator, place.number) for place in numbers.places(block.indicator)}
    return Picture(
        figure=choropleth(
            values,
            level=level,
            parent=filled_text(block.parent, numbers),
            title=filled_text(block.title, numbers),
            description=filled_text(block.about, numbers),
            value_title=_head_title(indicator),
        )
    )
