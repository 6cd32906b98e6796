"""What is published of records of people tells no small count, whoever asks, and of other records everything."""

from dataclasses import replace

import pytest

from tests.factories import AT, Tree, acting
from xuezheng.engines.indicators.models import IndicatorValue, Run
from xuezheng.engines.lake import declarations
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
PERIOD = "2026Q2"


def values(table: str, counts: dict[Unit, int]) -> None:
    with bound(system_post("test")):
        run = Run.objects.create(unit_path="cn.", table=table, period=PERIOD, number=1, began_at=AT)
        for unit, records in counts.items():
            IndicatorValue.objects.create(
                unit_path=unit.unit_path,
                table=table,
                code=f"{table}_trained",
                period=PERIOD,
                value=0.5,
                records=records,
                version=1,
                run=run,
            )


def published(unit: Unit, table: str) -> dict[str, tuple[float | None, bool]]:
    post = acting(unit)
    with bound(post):
        found = facade.publishable_values(post, code=f"{table}_trained", period=PERIOD)
    return {value.unit_path: (value.value, value.is_withheld) for value in found}


def test_a_small_county_and_its_only_sibling_are_withheld(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    people = declarations.get_table("rooms_sample")
    monkeypatch.setattr(declarations, "_tables", {"rooms_sample": replace(people, level="person")})
    city, (small, sibling) = tree.cities[0], tree.counties[:2]
    values("rooms_sample", {city: 40, small: 3, sibling: 37})
    assert published(tree.office, "rooms_sample") == {
        city.unit_path: (0.5, False),
        small.unit_path: (None, True),
        sibling.unit_path: (None, True),
    }
    assert published(sibling, "rooms_sample") == {sibling.unit_path: (None, True)}


def test_records_of_units_are_told(tree: Tree) -> None:
    values("rooms_sample", {tree.counties[0]: 1})
    assert published(tree.counties[0], "rooms_sample") == {tree.counties[0].unit_path: (0.5, False)}
