"""Whole and partial computations: numbers by hand, the same after any change of some units, versions and atomic replacement."""

import re
import statistics
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.indicators.scene import AT, CATALOG, PERIOD, FolderReader, Row, school
from xuezheng.engines.indicators.facade import load_definitions, recompute, recompute_units
from xuezheng.engines.indicators.models import IndicatorValue, IndicatorVersion, Run
from xuezheng.kernel.scope.acting import ActingPost

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

A, B = "cn.41.4101.410102.", "cn.41.4115.411524."
ROWS = [
    school(f"{A}a1.", students=200, multimedia=10, urban_rural="urban", bandwidth=200, area=900.0),
    school(f"{A}a2.", students=50, multimedia=2, stage="junior", area=100.0),
    school(f"{A}a3.", students=30, stage="senior"),
    school(f"{B}b1.", students=120, bandwidth=100),
    school("cn.41.u9.", students=1000, stage="university", classrooms=None, multimedia=None, area=None, bandwidth=1000),
]
BEFORE = [school(f"{A}a1.", students=100), school(f"{B}b1.", students=60)]


def value_of(code: str, path: str, dims: str = "") -> float | None:
    return IndicatorValue.objects.get(code=code, unit_path=path, dims=dims, period=PERIOD).value


def test_numbers_by_hand(reader: FolderReader, system: ActingPost) -> None:
    reader.write("2018Q2", BEFORE)
    reader.write(PERIOD, ROWS)
    run = recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    assert (run.units, run.number, set(run.inputs)) == (5, 1, {"2018Q2", PERIOD})
    assert value_of("multimedia_share", A) == pytest.approx(12 / 20)
    assert value_of("multimedia_share", "cn.41.") == pytest.approx(17 / 30)
    assert value_of("multimedia_share", "cn.") == pytest.approx(17 / 30)
    assert value_of("multimedia_share", "cn.41.", "stage=primary;urban_rural=urban") == pytest.approx(1)
    assert value_of("multimedia_share", "cn.41.", "stage=senior") is None
    assert value_of("broadband", "cn.41.") == pytest.approx(3 / 5)
    assert value_of("broadband", "cn.41.4101.") == pytest.approx(1 / 3)
    assert value_of("broadband", "cn.41.4101.", "urban_rural=rural") == 0
    assert value_of("median_size", "cn.41.") == statistics.median([200, 50, 30, 120, 1000])
    assert value_of("median_size", "cn.41.", "stage=primary") == 160
    assert value_of("growth", "cn.41.4101.") == pytest.approx(280 / 100 - 1)
    assert value_of("growth", "cn.41.u9.") is None
    assert value_of("students_to_date", "cn.41.") == 1400 + 160 + 1000 - 30
    assert value_of("area_variation", B) == 0


def test_levels_and_divisions_are_those_defined(reader: FolderReader, system: ActingPost) -> None:
    reader.write(PERIOD, ROWS)
    recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    paths = {"cn.", "cn.41.", "cn.41.4101.", "cn.41.4115.", "cn.41.u9."}
    assert set(IndicatorValue.objects.filter(code="students_to_date").values_list("unit_path", flat=True)) == paths
    assert set(IndicatorValue.objects.filter(code="area_variation").values_list("unit_path", flat=True)) == paths | {
        A,
        B,
    }
    assert set(IndicatorValue.objects.filter(code="broadband").values_list("dims", flat=True)) == {
        "",
        "urban_rural=rural",
        "urban_rural=urban",
    }


def test_units_with_several_rows_have_the_same_shares(reader: FolderReader, system: ActingPost) -> None:
    """These rows are gathered in two steps, by stage and place first; single ones are read as they are."""
    found = []
    for rows in (ROWS, [*ROWS, *ROWS]):
        reader.write(PERIOD, rows)
        recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
        shares = IndicatorValue.objects.filter(code__in=["multimedia_share", "broadband", "area_variation"])
        found.append({(row.code, row.unit_path, row.dims): row.value for row in shares})
    once, twice = found
    assert len(once) > 20
    assert twice == {place: value if value is None else pytest.approx(value) for place, value in once.items()}


def test_another_run_takes_the_place(reader: FolderReader, system: ActingPost) -> None:
    reader.write(PERIOD, ROWS)
    recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    reader.write(PERIOD, ROWS[:2])
    second = recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    assert second.number == 2
    assert set(IndicatorValue.objects.values_list("run", flat=True)) == {second.id}
    assert set(IndicatorValue.objects.filter(unit_path=B)) == set()


def test_versions(reader: FolderReader, system: ActingPost, tmp_path: Path) -> None:
    catalog = tmp_path / "indicators.yaml"
    assert load_definitions(reader=reader, at=AT, files=[catalog]) == []
    catalog.write_text(CATALOG.replace("bandwidth >= 100", "bandwidth >= 200"), encoding="utf-8")
    (fresh,) = load_definitions(reader=reader, at=AT, files=[catalog])
    assert (fresh.code, fresh.number) == ("broadband", 2)
    assert IndicatorVersion.objects.filter(code="broadband").count() == 2
    reader.write(PERIOD, ROWS)
    recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    assert set(IndicatorValue.objects.filter(code="broadband").values_list("version", flat=True)) == {2}
    assert value_of("broadband", "cn.41.") == pytest.approx(2 / 5)


def state() -> dict[tuple[str, str, str], tuple[object, object]]:
    return {
        (value.code, value.unit_path, value.dims): (
            pytest.approx(value.value, rel=1e-9, abs=1e-9) if value.value is not None else None,
            {
                name: pytest.approx(part, rel=1e-9, abs=1e-9) if part is not None else None
                for name, part in value.components.items()
            },
        )
        for value in IndicatorValue.objects.filter(period=PERIOD)
    }


COUNTIES = (A, B, "cn.41.4115.411525.", "cn.41.")
rows = st.lists(
    st.builds(
        lambda number, county, stage, students, multimedia: school(
            f"{COUNTIES[county]}s{number}.", stage=stage, students=students, multimedia=multimedia
        ),
        st.integers(0, 9),
        st.integers(0, 3),
        st.sampled_from(["primary", "junior", None]),
        st.none() | st.integers(0, 900),
        st.none() | st.integers(0, 10),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row["unit_code"],
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=rows, after=rows)
def test_some_units_anew_is_as_all_anew(
    reader: FolderReader, system: ActingPost, before: list[Row], after: list[Row]
) -> None:
    """Units come, go, move and change; whatever changed, the state is the one of a whole computation."""
    reader.write(PERIOD, before)
    recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    reader.write(PERIOD, after)
    changed = {row["unit_code"] for row in [*before, *after] if row not in before or row not in after}
    recompute_units(post=system, table="schools", period=PERIOD, unit_codes=changed, reader=reader, at=AT)
    by_units = state()
    recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    assert by_units == state()


def test_units_anew_touch_only_what_lies_above(reader: FolderReader, system: ActingPost) -> None:
    reader.write(PERIOD, ROWS)
    first = recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    reader.write(PERIOD, [{**ROWS[0], "multimedia": 0}, *ROWS[1:]])
    second = recompute_units(post=system, table="schools", period=PERIOD, unit_codes=["a1"], reader=reader, at=AT)
    assert not second.whole
    owners = dict(IndicatorValue.objects.filter(code="broadband", dims="").values_list("unit_path", "run"))
    assert {path for path, run in owners.items() if run == second.id} == {"cn.", "cn.41.", "cn.41.4101.", A}
    assert {path for path, run in owners.items() if run == first.id} == {"cn.41.4115.", "cn.41.u9.", B}
    assert value_of("multimedia_share", "cn.41.") == pytest.approx(7 / 30)


def test_a_period_in_which_a_change_waits_lends_no_counties(reader: FolderReader, system: ActingPost) -> None:
    """Its run for some units names records of which another place was not computed yet."""
    reader.write("2018Q2", BEFORE)
    reader.write(PERIOD, ROWS)
    for period in ("2018Q2", PERIOD):
        recompute(post=system, table="schools", period=period, reader=reader, at=AT)
    reader.write("2018Q2", [{**row, "students": 40} for row in BEFORE])
    recompute_units(post=system, table="schools", period="2018Q2", unit_codes=["a1"], reader=reader, at=AT)
    reader.waiting.add(("schools", "2018Q2"))
    recompute_units(post=system, table="schools", period=PERIOD, unit_codes=["b1"], reader=reader, at=AT)
    assert value_of("growth", B) == pytest.approx(120 / 40 - 1)


def test_new_wording_makes_units_anew_a_whole_run(reader: FolderReader, system: ActingPost, tmp_path: Path) -> None:
    reader.write(PERIOD, ROWS)
    recompute(post=system, table="schools", period=PERIOD, reader=reader, at=AT)
    catalog = tmp_path / "indicators.yaml"
    catalog.write_text(re.sub("median.students.", "median(classrooms)", CATALOG), encoding="utf-8")
    load_definitions(reader=reader, at=AT, files=[catalog])
    assert recompute_units(post=system, table="schools", period=PERIOD, unit_codes=["a1"], reader=reader, at=AT).whole
    assert value_of("median_size", "cn.41.") == 10
    assert Run.objects.count() == 2
