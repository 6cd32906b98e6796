"""When a target is reached at the present pace, and what a target asks in the terms of its indicator."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from xuezheng.engines.indicators.facade import Definition
from xuezheng.modules.monitoring.measuring.asking import asked_value
from xuezheng.modules.monitoring.measuring.pace import pace_of
from xuezheng.modules.plans.facade import Asked, Pace

pytestmark = pytest.mark.unit
ENDS = (date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))


def paced(*values: float, target: float = 0.9, better: str = "higher") -> tuple[Pace, date | None]:
    history = list(zip(ENDS, values, strict=False))
    return pace_of(history, target=target, better=better, deadline=date(2026, 12, 31))


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


def definition(*, better: str = "higher", unit: str = "%") -> Definition:
    return Definition(
        code="sample",
        name_zh="样",
        name_en="Sample",
        table="sample",
        measure="sum(a) / sum(b)",
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
