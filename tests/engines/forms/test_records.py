"""Forms filled from record tables: the unit's own row of the period, else of one before; nothing of others."""

from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.engines.lake.conftest import catalog, lake, tree  # noqa: F401 - fixtures of the lake's tests
from tests.factories import AT, Tree, acting
from xuezheng.engines.forms.records import RecordSource
from xuezheng.engines.forms.sources import Known
from xuezheng.engines.lake import facade
from xuezheng.engines.lake.models import Snapshot
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
ROOMS = "rooms_sample"


def test_only_tables_of_one_row_a_unit_are_offered(catalog: Path) -> None:  # noqa: F811 - the fixture
    assert [one.name for one in RecordSource().offers()] == [
        f"{ROOMS}.{column}" for column in ("rooms", "area", "built", "wireless")
    ]


def test_a_school_gets_its_own_row_and_not_its_neighbours(tree: Tree, lake: Path) -> None:  # noqa: F811 - the fixtures
    province, school = acting(tree.office), acting(tree.schools[0], role="cio")
    rows = [{"school": one.code, "rooms": number, "area": "12.50"} for number, one in enumerate(tree.schools, start=20)]
    with bound(province):
        facade.load(
            post=province, table=ROOMS, period="2026Q2", source=facade.RowsSource(rows=rows, name="test"), at=AT,
            dry_run=False,
        )  # fmt: skip
    names = [f"{ROOMS}.rooms", f"{ROOMS}.area", f"{ROOMS}.built"]
    paths = [tree.schools[0].unit_path, tree.schools[1].unit_path]
    found = {}
    for period in ("2026Q3", "2027Q3", "2026", "2026-07", "2026-05", "2025-2026-2"):
        with bound(school):
            found[period] = RecordSource().values(school, names, period=period, unit_paths=paths)
    as_of = date(2026, 6, 30)
    known = {f"{ROOMS}.rooms": Known(value="20", as_of=as_of), f"{ROOMS}.area": Known(value="12.5", as_of=as_of)}
    nothing: dict[str, dict[str, Known]] = {paths[0]: {}, paths[1]: {}}
    own = nothing | {paths[0]: known}
    assert found == {
        "2026Q3": own, "2027Q3": nothing, "2026": own, "2026-07": own, "2026-05": nothing, "2025-2026-2": own,
    }  # fmt: skip


def test_a_value_is_put_right_in_the_row_and_its_keeper_stays(tree: Tree, lake: Path) -> None:  # noqa: F811 - the fixtures
    province, first, source = acting(tree.office), tree.schools[0], RecordSource()
    rows = [{"school": one.code, "rooms": 20, "area": "12.50", "stage": "primary"} for one in tree.schools]
    name, about = f"{ROOMS}.rooms", {"period": "2026Q3", "unit_path": first.unit_path}
    with bound(province):
        given = facade.RowsSource(rows=rows, name="test")
        facade.load(post=province, table=ROOMS, period="2026Q2", source=given, at=AT, dry_run=False)
        for value in ("-3", "1.5"):
            with pytest.raises(Refusal):
                source.put_right(province, name, value=value, at=AT, **about)
        with override("en"):
            assert source.put_right(province, name, value="24", at=AT, **about)
        assert not source.put_right(province, "absent.rooms", value="24", at=AT, **about)
        found = facade.to_arrow(facade.read(post=province, table=ROOMS, periods=["2026Q2"]))
        newest, _first = Snapshot.objects.filter(table=ROOMS).order_by("-number")
    now = {line["school"]: (line["rooms"], str(line["area"]), line["stage"]) for line in found.to_pylist()}
    assert now == {one.code: (24 if one == first else 20, "12.5000", "primary") for one in tree.schools}
    assert newest.source == "按单位申请更正"
    assert source.keeper(name, **about) == province.scope_path
    assert source.address(name, period="2026Q3", unit_code=first.code) == (
        f"/lake/{ROOMS}/rows/?period=2026Q2&unit={first.code}"
    )


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("rooms", "24", ""),
        ("rooms", "-3", "This should be 0 or more."),
        ("rooms", "1000000000000", "This should be 500 or less."),
        ("rooms", "1.5", "This should be a whole number, such as 12."),
        ("rooms", "many", "This should be a whole number, such as 12."),
        ("area", "1e30", "This should be a number with at most four decimals, such as 12.5."),
        ("built", "2018-02-31", "This should be a day, such as 2018-09-30."),
        ("stage", "kindergarden", "This should be one of: "),
        ("wireless", True, ""),
        ("absent", "24", ""),
    ],
)
def test_what_a_column_can_never_hold_is_said(catalog: Path, column: str, value: str | bool, sentence: str) -> None:  # noqa: F811 - the fixture
    assert RecordSource().unfit(f"{ROOMS}.{column}", value=value).startswith(sentence)
    assert bool(RecordSource().unfit(f"{ROOMS}.{column}", value=value)) == bool(sentence)
