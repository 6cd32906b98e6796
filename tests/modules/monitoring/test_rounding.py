"""One value has one rounding: on the page, in files, in forms, in bulletins, and where a target is said to be reached."""

from dataclasses import replace
from decimal import Decimal

import pytest

from xuezheng.engines.indicators.facade import Definition, Run
from xuezheng.engines.papers.bulletins.numbers import Indicator, Number
from xuezheng.engines.papers.bulletins.wording import written_value
from xuezheng.modules.monitoring.filling import _known
from xuezheng.modules.monitoring.queries.targets import reaches
from xuezheng.modules.monitoring.web.home import regions
from xuezheng.modules.monitoring.wording import amount, shown, written

pytestmark = pytest.mark.unit
SHARES = sorted({part / whole for whole in range(1, 101) for part in range(whole + 1)})
DEFINITION = Definition(
    code="sample",
    name_zh="样",
    name_en="Sample",
    table="sample",
    measure="sum(a) / sum(b)",
    better="higher",
    periods=("quarter",),
    unit_zh="%",
    unit_en="%",
    decimals=1,
)


def test_page_bulletin_map_and_form_say_the_same() -> None:
    indicator = Indicator(code="sample", name="样", unit="%", decimals=1)
    run = Run(table="sample", period="2026Q2")
    for share in SHARES:
        text = written_value(indicator, Number(value=Decimal(repr(share))))
        assert written(share, DEFINITION) == text
        assert regions.written(float(shown(share, DEFINITION)) / 100 * 100, DEFINITION) == text
        assert Decimal(str(_known(DEFINITION, share, run).value)) == Decimal(text.removesuffix("%"))
    assert (written(1 / 16, DEFINITION), written(5 / 16, DEFINITION)) == ("6.3%", "31.3%")


def test_a_target_is_reached_as_it_is_shown() -> None:
    lower = replace(DEFINITION, better="lower")
    for share in SHARES:
        asked = float(shown(share, DEFINITION)) / 100
        assert reaches(share, asked, DEFINITION)
        assert reaches(share, asked, lower)
    assert not reaches(0.0374, 0.038, DEFINITION)
    assert not reaches(0.0385, 0.038, lower)


def test_components_are_rounded_alike() -> None:
    assert (amount(0.125), amount(2.675), amount(3.0)) == ("0.13", "2.68", "3")
