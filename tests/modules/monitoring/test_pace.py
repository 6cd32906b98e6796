"""When a target is reached at the present pace, and what a target asks in the terms of its indicator."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from xuezheng.engines.indicators.facade import Definition
from xuezheng.kernel.calendar.facade import parse_period
from xuezheng.modules.monitoring.measuring.asking import asked_value
from xuezheng.modules.monitoring.measuring.pace import pace_of
from xuezheng.modules.plans.facade import Asked, Pace

pytestmark = pytest.mark.unit
PERIODS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")


def paced(
    *values: float, target: float = 0.9, better: str = "higher", measure: str = "sum(a) / sum(b)"
) -> tuple[Pace, date | None]:
    history = [(parse_period(code), value) for code, value in zip(PERIODS, values, strict=False)]
    of = definition(better=better, measure=measure)
    return pace_of(history, of, target=target, deadline=date(2026, 12, 31))


def test_pace() -> None:
    assert paced(0.80, 0.83, 0.86, 0.89) == (Pace.IN_TIME, date(2026, 10, 1))
    assert paced(0.80, 0.81, 0.82, 0.83) == (Pace.LATE, date(2028, 6, 1))
    assert paced(0.83, 0.82, 0.81, 0.80) == (Pace.NEVER, None)
    assert paced(0.8, 0.8, 0.8, 0.8) == (Pace.NEVER, None)
    assert paced(0.80, 0.83, 0.86) == (Pace.UNKNOWN, None)
    assert paced() == (Pace.UNKNOWN, None)


def test_pace_of_what_should_fall() -> None:
    assert paced(0.5, 0.4, 0.3, 0.2, target=0.1, better="lower") == (Pace.IN_TIME, date(2026, 12, 1))
    assert paced(0.2, 0.3, 0.4, 0.5, target=0.1, better="lower") == (Pace.NEVER, None)


def test_pace_of_a_years_count_after_a_gap_is_not_known() -> None:
    """A line across New Year said 2033."""
    assert paced(709, 807, 1680, 2682, target=20_000, measure="year_to_date(sum(a))") == (Pace.UNKNOWN, None)


def definition(*, better: str = "higher", unit: str = "%", measure: str = "sum(a) / sum(b)") -> Definition:
    return Definition(
        code="sample",
        name_zh="样",
        name_en="Sample",
        table="sample",
        measure=measure,
        better=better,
        periods=("quarter",),
        unit_zh=unit,
        unit_en=unit,
    )


@pytest.mark.parametrize(
    ("comparator", "measure", "better", "unit", "wanted"),
    [
        (">=", "%", "higher", "%", 0.9),
        ("=", "%", "higher", "%", 0.9),
        ("<=", "%", "lower", "%", 0.9),
        ("<=", "%", "higher", "%", None),
        (">=", "%", "lower", "%", None),
        (">=", "所", "higher", "%", None),
        (">=", "%", "higher", "", None),
        (">=", "所", "higher", "", 90.0),
    ],
)
def test_what_is_asked(comparator: str, measure: str, better: str, unit: str, wanted: float | None) -> None:
    asked = Asked(
        target_id=uuid4(),
        code="sample",
        value=Decimal(90),
        comparator=comparator,
        measure=measure,
        deadline=date(2026, 12, 31),
    )
    assert asked_value(asked, definition(better=better, unit=unit)) == wanted
