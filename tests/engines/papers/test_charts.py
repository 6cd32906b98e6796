"""Charts from one specification to page and document."""

import json
import re
from pathlib import Path

import altair as alt
import pytest

from xuezheng.engines.papers import theme
from xuezheng.engines.papers.charts import Cell, Figure, figure
from xuezheng.engines.papers.fonts import draws, missing_font_sentence

pytestmark = pytest.mark.unit
TOKENS = Path(__file__).parents[3] / "src/xuezheng/kernel/pages/static/pages/css/tokens.css"


def _bars() -> Figure:
    rows = [{"city": "郑州市", "schools": 1203}, {"city": "</script>", "schools": None}]
    data = alt.Data(values=rows)  # type: ignore[no-untyped-call] # Altair types it by a decorator mypy does not follow
    chart = alt.Chart(data).mark_bar().encode(x=alt.X("city:N", title="城市"), y=alt.Y("schools:Q", title="学校"))
    return figure(chart, title="各市学校数", description="截至今日")


def test_the_data_of_a_chart_becomes_its_table() -> None:
    table = _bars().table

    assert list(table.head) == ["城市", "学校"]
    assert [list(row) for row in table.rows] == [
        [Cell(text="郑州市"), Cell(text="1,203", numeric=True)],
        [Cell(text="</script>"), Cell(text="")],
    ]


def test_a_chart_is_drawn_as_svg_with_its_words() -> None:
    svg = _bars().svg()

    assert svg.startswith("<svg")
    assert [word for word in ("各市学校数", "截至今日", "城市", "郑州市") if word not in svg] == []


def test_a_chart_is_drawn_as_png() -> None:
    small, large = _bars().png(scale=1), _bars().png(scale=2)

    assert (small[:8], large[:8]) == (b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n")
    assert len(large) > len(small)


def test_the_page_carries_the_specification_as_data_and_never_as_script() -> None:
    html = str(_bars().html)

    assert re.findall(r"<script[^>]*>", html) == ['<script type="module" src="/static/papers/charts.js">']
    (data,) = re.findall(r"<template data-chart-spec>([^<>&]*)</template>", html)
    assert json.loads(data) == _bars().page_spec()
    assert "style=" not in html


def test_in_a_page_a_chart_is_as_wide_as_its_place_and_in_a_document_of_a_fixed_width() -> None:
    assert _bars().page_spec()["width"] == "container"
    assert _bars().document_spec()["width"] == 640


def test_colours_are_the_tokens_of_the_pages() -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", TOKENS.read_text(encoding="utf-8")))

    assert tuple(tokens[f"map-{n}"] for n in range(1, 6)) == theme.MAP_SCALE
    named = (theme.INK, theme.DIM, theme.LINE, theme.HAIR, theme.TEAL, theme.SEAL, theme.GREEN, theme.VIOLET)
    assert named == tuple(tokens[name] for name in ("ink", "dim", "line", "hair", "teal", "seal", "green", "violet"))
    assert tokens["amber-bar"] == theme.AMBER


def test_a_character_without_a_font_is_found_out() -> None:
    assert draws("A")
    assert not draws("\ue9f3")
    assert bool(missing_font_sentence()) is not draws("政")
