"""The drawn timeline of an implementation plan, for the page and for the Word document, with its table."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from xuezheng.engines.papers.charts import Cell, Figure, Table, figure
from xuezheng.modules.plans.models import RoadStep

BAR, MOST_LETTERS, MOST_MONTHS = 22, 24, 15
NAMES = {"expr": "(containerSize()[0] || 640) < 500 ? 120 : 260"}
"""On a phone the names of steps leave room for the steps."""


def step_state(step: RoadStep, day: date) -> str:
    if step.done_on is not None:
        return _("done")
    if step.ends_on < day:
        return _("late")
    return _("under way") if step.begins_on <= day else _("ahead")


def timeline(steps: Sequence[RoadStep], *, title: str, day: date) -> Figure | None:
    """Nothing to draw without steps. Colours follow the state, which the table and the tooltip say in words."""
    if not steps:
        return None
    states = [_("done"), _("late"), _("under way"), _("ahead")]
    values = [
        {
            "step": f"{place}. {step.title[:MOST_LETTERS]}",
            "begins": step.begins_on.isoformat(),
            "ends": step.ends_on.isoformat(),
            "state": step_state(step, day),
        }
        for place, step in enumerate(steps, start=1)
    ]
    spec = {
        "data": {"values": values},
        "height": {"step": BAR + 8},
        "mark": {"type": "bar", "height": BAR, "cornerRadius": 3},
        "encoding": {
            "y": {"field": "step", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": NAMES}},
            "x": {"field": "begins", "type": "temporal", "title": None, "axis": _months(steps)},
            "x2": {"field": "ends"},
            "color": {
                "field": "state",
                "type": "nominal",
                "title": None,
                "scale": {"domain": states, "range": ["#2c7a4b", "#b8372b", "#1f6f70", "#96c2be"]},
                "legend": {"orient": "top", "columns": 2},
            },
            "tooltip": [
                {"field": "step", "title": _("Step")},
                {"field": "begins", "title": _("Begins on")},
                {"field": "ends", "title": _("Ends on")},
                {"field": "state", "title": _("State")},
            ],
        },
    }
    described = _("From the first step to the last; the colour tells whether a step is done, late, under way or ahead.")
    return figure(spec, title=title, description=described, table=_table(steps, day))


def _table(steps: Sequence[RoadStep], day: date) -> Table:
    return Table(
        head=[_("Step"), _("Begins on"), _("Ends on"), _("Done on"), _("State")],
        rows=[
            [
                Cell(text=step.title),
                Cell(text=step.begins_on.isoformat()),
                Cell(text=step.ends_on.isoformat()),
                Cell(text=step.done_on.isoformat() if step.done_on else "—"),
                Cell(text=step_state(step, day)),
            ]
            for step in steps
        ],
    )


def _months(steps: Sequence[RoadStep]) -> dict[str, object]:
    """A tick begins a month, so that no month is written twice; of many years every second or third is enough."""
    first, last = min(step.begins_on for step in steps), max(step.ends_on for step in steps)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    every = {"interval": "month", "step": 1 + months // MOST_MONTHS}
    return {"format": "%Y-%m", "grid": True, "labelFlush": 24, "tickCount": every, "labelOverlap": True}
