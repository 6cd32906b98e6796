"""How charts look: the design tokens of the pages, said in Vega's words, so that a chart belongs to its page and document."""

from typing import Any

INK, DIM, LINE, HAIR = "#1d2b33", "#5b6a74", "#dfe5e6", "#eef1f1"
TEAL, SEAL, AMBER, GREEN, VIOLET = "#1f6f70", "#b8372b", "#c98a1b", "#2c7a4b", "#6f5aa8"
MAP_SCALE = ("#f3e2d8", "#d6e5e2", "#96c2be", "#5d9b9a", "#3c8485")
FONTS = "'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif"


def hatched(*, stripes: int = 30) -> dict[str, Any]:
    """Slanting stripes for what has no value: Vega knows no patterns, but a gradient with hard steps draws the same."""
    stops = []
    for n in range(stripes):
        colour = "#ffffff" if n % 2 else "#cfd6d8"
        stops += [{"offset": n / stripes, "color": colour}, {"offset": (n + 1) / stripes, "color": colour}]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stops}


def configuration() -> dict[str, Any]:
    words = {"labelFont": FONTS, "titleFont": FONTS, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "font": FONTS,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {
            **words,
            "labelColor": DIM,
            "titleColor": DIM,
            "titleFontWeight": "normal",
            "gridColor": HAIR,
            "domainColor": LINE,
            "tickColor": LINE,
            "labelSeparation": 6,
        },
        "legend": {
            **words,
            "labelColor": DIM,
            "titleColor": DIM,
            "titleFontWeight": "normal",
            "titleLimit": 0,
            "gradientLength": 260,
            "symbolStrokeWidth": 0,
        },
        "title": {"font": FONTS, "fontSize": 15, "color": INK, "subtitleColor": DIM, "anchor": "start", "offset": 12},
        "range": {
            "category": [TEAL, AMBER, VIOLET, GREEN, SEAL, DIM],
            "ramp": list(MAP_SCALE),
            "ordinal": list(MAP_SCALE),
            "heatmap": list(MAP_SCALE),
        },
        "bar": {"fill": TEAL},
        "line": {"stroke": TEAL, "strokeWidth": 2},
        "point": {"fill": TEAL},
        "area": {"fill": TEAL, "fillOpacity": 0.25},
    }
