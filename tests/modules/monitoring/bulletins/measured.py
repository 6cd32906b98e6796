"""Definitions that ship and made-up values of them, of two quarters, for a small tree: what bulletins are filled from."""

from tests.factories import AT, Tree
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.models import IndicatorValue, IndicatorVersion, Run
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.monitoring.bulletins.catalogue import read_template, shipped_texts

TEMPLATE, PERIOD, BEFORE = "three_links_quarterly", "2019Q2", "2019Q1"
CODES = sorted(read_template(shipped_texts()[TEMPLATE]).template.indicators())


def measure(tree: Tree) -> None:
    """Every place has a value of its own, which rises from one quarter to the next."""
    known = {definition.code: definition for definition in indicators.catalogued()}
    places = [tree.province, *tree.cities, *tree.counties]
    with bound(system_post("test")):
        for code in CODES:
            IndicatorVersion.objects.create(
                code=code, number=3, fingerprint=code, definition=known[code].as_dict(), loaded_at=AT
            )
        for number, period in enumerate((BEFORE, PERIOD)):
            run = Run.objects.create(unit_path="cn.", table="school_network", period=period, number=1, began_at=AT)
            for code in CODES:
                for place, unit in enumerate(places):
                    IndicatorValue.objects.create(
                        unit_path=unit.unit_path,
                        table=known[code].table,
                        code=code,
                        period=period,
                        value=value_of(code, place, number),
                        records=50,
                        version=3,
                        run=run,
                    )


def value_of(code: str, place: int, quarter: int) -> float:
    share = 0.9 + place / 100 + quarter / 200
    return share if code.endswith("ratio") else float(place * 10 + quarter)


def change_value(code: str, path: str, value: float | None) -> None:
    with bound(system_post("test")):
        IndicatorValue.objects.filter(code=code, period=PERIOD, unit_path=path).update(value=value)
