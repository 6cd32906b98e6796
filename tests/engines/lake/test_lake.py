"""Loading and reading: atomic replacement, scope at the door, snapshots that stay, people's records that do not leave."""

import io
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from tests.factories import AT, Tree, acting
from xuezheng.engines.lake import duck, facade, store
from xuezheng.engines.lake.actions import load_table as loading
from xuezheng.engines.lake.actions.sweep_parts import GRACE, forget_snapshots, sweep_files
from xuezheng.engines.lake.models import Part, Snapshot
from xuezheng.engines.lake.queries import changes
from xuezheng.engines.lake.refusals import (
    ColumnNamesPersons,
    MayNotLoad,
    MayNotRead,
    PeriodHasNotBegun,
    PeriodIsOfAnotherKind,
    PeriodsStayApart,
    RecordsOfPeopleStay,
    SnapshotIsGone,
)
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration
ROOMS, PERIOD = "rooms_sample", "2026Q2"


def row(school: Unit, rooms: object = 10, **values: object) -> dict[str, object]:
    return {"school": school.code, "rooms": rooms, **values}


def load(post: ActingPost, rows: list[dict[str, object]], **options: Any) -> facade.LoadReport:
    source = facade.RowsSource(rows=rows, name="test")
    with bound(post):
        table, period = options.pop("table", ROOMS), options.pop("period", PERIOD)
        return facade.load(post=post, table=table, period=period, source=source, at=AT, **options)


def rooms_seen(post: ActingPost, snapshot: int | None = None) -> dict[str, int]:
    with bound(post):
        rows = facade.read(post=post, table=ROOMS, periods=[PERIOD], columns=["unit_code", "rooms"], snapshot=snapshot)
        return {line["unit_code"]: line["rooms"] for line in facade.to_arrow(rows).to_pylist()}


def on_disk(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.parquet")}


def test_a_full_load_is_read_by_each_within_its_scope(tree: Tree, lake: Path) -> None:
    province = acting(tree.office)
    report = load(province, [row(school, number) for number, school in enumerate(tree.schools)])
    assert (report.read, report.accepted, report.refused, report.snapshot) == (8, 8, 0, 1)
    codes = [school.code for school in tree.schools]
    assert rooms_seen(province) == dict(zip(codes, range(8), strict=True))
    assert rooms_seen(acting(tree.cities[1])) == dict(zip(codes[4:], range(4, 8), strict=True))
    assert rooms_seen(acting(tree.counties[0])) == {codes[0]: 0, codes[1]: 1}
    assert rooms_seen(acting(tree.schools[6])) == {codes[6]: 6}
    with bound(province):
        assert sorted(Part.objects.values_list("unit_path", "rows")) == [("cn.41.4101.", 4), ("cn.41.4115.", 4)]


def test_a_load_is_journalled_and_announced(tree: Tree, lake: Path) -> None:
    county = acting(tree.counties[0])
    report = load(county, [row(tree.schools[0])])
    with bound(system_post("test")):
        entry = Entry.objects.get(act="lake.load_table")
        event = Event.objects.get(name="lake.table_loaded")
    assert entry.after == {
        "table": ROOMS,
        "period": PERIOD,
        "snapshot": 1,
        "rows": 1,
        "fingerprint": report.fingerprint,
        "source": "test",
    }
    assert event.payload == {"table": ROOMS, "period": PERIOD, "snapshot": 1, "places": []}
    assert (entry.unit_path, event.unit_path) == (county.scope_path, county.scope_path)


def test_a_county_replaces_its_own_rows_only_and_the_earlier_snapshot_stays(tree: Tree, lake: Path) -> None:
    province, county = acting(tree.office), acting(tree.counties[0])
    load(province, [row(school, 1) for school in tree.schools])
    with bound(system_post("test")):
        untouched = Part.objects.get(unit_path="cn.41.4115.").id
    assert load(county, [row(tree.schools[0], 2)]).snapshot == 2
    codes = [school.code for school in tree.schools]
    assert rooms_seen(province) == {codes[0]: 2, **dict.fromkeys(codes[2:], 1)}
    assert rooms_seen(province, snapshot=1) == dict.fromkeys(codes, 1)
    assert rooms_seen(county, snapshot=1) == dict.fromkeys(codes[:2], 1)
    with bound(system_post("test")):
        assert Part.objects.get(id=untouched).dropped_in is None


def test_the_same_content_has_the_same_fingerprint(tree: Tree, lake: Path) -> None:
    province = acting(tree.office)
    rows = [row(school, 1) for school in tree.schools]
    first = load(province, rows)
    changed = load(province, [row(school, 2) for school in tree.schools])
    again = load(province, rows[::-1])
    assert first.fingerprint == again.fingerprint != changed.fingerprint


def test_rows_that_are_there_already_make_no_snapshot(tree: Tree, lake: Path) -> None:
    county = acting(tree.counties[0])
    rows = [row(tree.schools[0], 1, area="2.50", stage="primary"), row(tree.schools[1], 2)]
    load(acting(tree.office), [*rows, row(tree.schools[2], 3)])
    parts, again = on_disk(lake), load(county, rows)
    assert (again.snapshot, again.accepted, on_disk(lake)) == (1, 2, parts)
    assert [found.same for found in (load(county, rows, dry_run=True).changes,) if found] == [2]
    assert load(county, rows[:1]).snapshot == 2
    with bound(system_post("test")):
        assert (Snapshot.objects.count(), Event.objects.count()) == (2, 2)
        assert Entry.objects.filter(act="lake.load_table").count() == 2


def test_a_dry_run_tells_what_would_change(tree: Tree, lake: Path) -> None:
    county = acting(tree.counties[0])
    first, second = tree.schools[:2]
    load(county, [row(first, 1), row(second, 2)])
    own = load(county, [row(first, 5)], dry_run=True).changes
    assert own == facade.Changes(same=0, changed=1, added=0, removed=1, emptied=1, codes=[second.code])
    whole = load(acting(tree.office), [row(first, 1), row(tree.schools[4], 9)], dry_run=True).changes
    assert whole == facade.Changes(same=1, changed=0, added=1, removed=1, emptied=1, codes=[second.code])


def test_of_very_many_rows_nothing_is_compared_and_the_load_goes_on(
    tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = acting(tree.counties[0])
    rows = [row(school, 1) for school in tree.schools[:2]]
    load(county, rows)
    monkeypatch.setattr(changes, "MOST_COMPARED", 1)
    again = load(county, rows)
    assert (again.changes, again.snapshot) == (None, 2)


def test_options_may_be_called_by_their_titles(tree: Tree, lake: Path) -> None:
    county = acting(tree.counties[0])
    load(county, [row(tree.schools[0], stage="小学"), row(tree.schools[1], stage="junior HIGH school")])
    with bound(county):
        found = facade.to_arrow(facade.read(post=county, table=ROOMS, periods=[PERIOD], columns=["stage"]))
    assert found["stage"].to_pylist() == ["primary", "junior"]


def test_a_period_that_has_not_begun_is_refused(tree: Tree, lake: Path) -> None:
    county, rows = acting(tree.counties[0]), facade.RowsSource(rows=[row(tree.schools[0])], name="test")
    with bound(county), pytest.raises(PeriodHasNotBegun) as refused:
        facade.load(post=county, table=ROOMS, period="2099Q1", source=rows, at=AT)
    assert (refused.value.field, "2099-01-01" in str(refused.value)) == ("period", True)


def test_every_kind_of_wrong_cell_is_explained_and_nothing_is_written(tree: Tree, lake: Path) -> None:
    school, other = tree.schools[0], tree.schools[4]
    rows: list[dict[str, object]] = [
        row(school, 10, area="12.5", stage="primary", built="2018-9-1", wireless="是"),
        row(school, 11),
        row(other),
        {"school": "T-NOWHERE", "rooms": 1},
        {"school": None, "rooms": "1.5"},
        row(tree.schools[1], 501, area="x", stage="senior", built="2018-02-31", wireless="perhaps"),
    ]
    report = load(acting(tree.counties[0]), rows)
    hidden = "There is no such unit on 2026-06-30 within what your post may load."
    assert {(found.row, found.key, str(found.sentence)) for found in report.problems} == {
        (2, "school", "Row 1 has the same School."),
        (3, "school", hidden),
        (4, "school", hidden),
        (5, "school", "This is missing."),
        (5, "rooms", "This should be a whole number, such as 12."),
        (6, "rooms", "This should be 500 or less."),
        (6, "area", "This should be a number with at most four decimals, such as 12.5."),
        (6, "stage", "This should be one of: Primary school, Junior high school."),
        (6, "built", "This should be a day, such as 2018-09-30."),
        (6, "wireless", "This should be yes or no."),
    }
    assert (report.read, report.accepted, report.refused, report.snapshot) == (6, 1, 5, None)
    assert on_disk(lake) == set()
    assert report.workbook is not None
    lines = CalamineWorkbook.from_filelike(io.BytesIO(report.workbook)).get_sheet_by_index(0).to_python()
    assert lines[0] == ["School", "Classrooms", "Area", "Stage", "Built", "Wireless", "Problems"]
    codes = [school.code, school.code, other.code, "T-NOWHERE", "", tree.schools[1].code]
    assert [line[0] for line in lines[1:]] == codes


def test_a_dry_run_writes_nothing(tree: Tree, lake: Path) -> None:
    report = load(acting(tree.counties[0]), [row(tree.schools[0])], dry_run=True)
    assert (report.accepted, report.snapshot, on_disk(lake)) == (1, None, set())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_is_read_by_its_chinese_heads(tree: Tree, lake: Path, encoding: str) -> None:
    text = f"学校代码,教室数,建成日期\n{tree.schools[0].code},12,2018/9/1\n"
    county = acting(tree.counties[0])
    with bound(county):
        source = facade.FileSource(data=text.encode(encoding), filename="rooms.csv")
        facade.load(post=county, table=ROOMS, period=PERIOD, source=source, at=AT)
        rows = facade.to_arrow(facade.read(post=county, table=ROOMS, periods=[PERIOD])).to_pylist()
    assert [(line["rooms"], str(line["built"]), line["period"]) for line in rows] == [(12, "2018-09-01", PERIOD)]


def test_parquet_and_the_own_template_are_read(tree: Tree, lake: Path) -> None:
    county, target = acting(tree.counties[0]), io.BytesIO()
    pq.write_table(pa.table({"school": [tree.schools[0].code], "rooms": [7], "area": [1.5]}), target)
    with bound(county):
        source = facade.FileSource(data=target.getvalue(), filename="rooms.parquet")
        facade.load(post=county, table=ROOMS, period=PERIOD, source=source, at=AT)
    assert rooms_seen(county) == {tree.schools[0].code: 7}
    wrong = load(county, [row(tree.schools[1], 999)])
    with bound(county):
        source = facade.FileSource(data=wrong.workbook or b"", filename="problems.xlsx")
        again = facade.load(post=county, table=ROOMS, period=PERIOD, source=source, at=AT)
    assert [(found.row, found.key) for found in again.problems] == [(2, "rooms")]


def test_who_may_not_is_refused(tree: Tree, lake: Path) -> None:
    auditor, nobody = acting(tree.counties[0], role="auditor"), acting(tree.counties[0], role="teacher")
    with pytest.raises(MayNotLoad):
        load(auditor, [row(tree.schools[0])])
    load(acting(tree.office), [row(school) for school in tree.schools])
    with pytest.raises(MayNotRead):
        rooms_seen(nobody)
    assert len(rooms_seen(auditor)) == 2


def test_another_kind_of_period_is_refused(tree: Tree, lake: Path) -> None:
    county = acting(tree.counties[0])
    with bound(county), pytest.raises(PeriodIsOfAnotherKind, match="Write it like 2018Q3"):
        facade.read(post=county, table=ROOMS, periods=["2026"])


def test_a_load_that_breaks_leaves_the_old_snapshot_and_its_files_are_swept(
    tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = acting(tree.counties[0])
    load(county, [row(tree.schools[0], 1)])
    kept = on_disk(lake)

    def broken(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "new_snapshot", broken)
    with pytest.raises(KeyboardInterrupt):
        load(county, [row(tree.schools[0], 2)])
    (lake / "half.unfinished").write_bytes(b"PAR1")
    assert rooms_seen(county) == {tree.schools[0].code: 1}
    assert len(on_disk(lake)) == 2
    with bound(system_post("sweep")):
        assert sweep_files(at=AT.replace(year=2000)) == 0
        assert sweep_files(at=AT.replace(year=2100) + GRACE) == 2
    assert on_disk(lake) == kept
    assert list(lake.glob("*.unfinished")) == []


def test_snapshots_beyond_those_kept_are_let_go(tree: Tree, lake: Path, settings: Settings) -> None:
    settings.LAKE_SNAPSHOTS_KEPT = 2
    county = acting(tree.counties[0])
    for rooms in (1, 2, 3):
        load(county, [row(tree.schools[0], rooms)])
    with bound(system_post("sweep")):
        assert forget_snapshots() == 1
        sweep_files(at=AT.replace(year=2100))
        assert sorted(Snapshot.objects.values_list("number", "is_kept")) == [(1, False), (2, True), (3, True)]
    assert rooms_seen(county, snapshot=2) == {tree.schools[0].code: 2}
    assert rooms_seen(county) == {tree.schools[0].code: 3}
    with pytest.raises(SnapshotIsGone):
        rooms_seen(county, snapshot=1)


def pupil(number: int, school: Unit, grade: int, boards: bool) -> dict[str, object]:
    return {"number": f"G{number}", "school": school.code, "grade": grade, "boards": boards, "hours": 2}


def test_records_of_people_leave_only_as_counts_without_small_ones(tree: Tree, lake: Path) -> None:
    county = acting(tree.counties[0])
    sizes = {(1, False): 20, (1, True): 3, (2, False): 30, (2, True): 8}
    people = [key for key, size in sizes.items() for _ in range(size)]
    load(county, [pupil(n, tree.schools[0], *key) for n, key in enumerate(people)], table="pupils_sample")
    with bound(county):
        with pytest.raises(RecordsOfPeopleStay):
            facade.read(post=county, table="pupils_sample", periods=[PERIOD])
        hours = {"hours": facade.Figure(kind="sum", column="hours")}
        counted = facade.aggregate(
            post=county, table="pupils_sample", periods=[PERIOD], by=["grade", "boards"], figures=hours
        ).to_pylist()
        ungrouped = facade.aggregate(post=county, table="pupils_sample", periods=[PERIOD], by=["grade"]).to_pylist()
        only = facade.aggregate(
            post=county, table="pupils_sample", periods=[PERIOD], by=["grade"], where={"boards": True}
        ).to_pylist()
    assert counted == [], "each line of two would give its small cell away"
    assert [(line["grade"], line["people"], line["suppressed"]) for line in ungrouped] == [
        (1, 23, False),
        (2, 38, False),
    ]
    assert only == []


@pytest.mark.parametrize(
    "asked", [{"by": ["number"]}, {"by": [], "where": {"number": "G1"}}, {"by": ["school", "number"]}]
)
def test_nothing_is_counted_by_what_tells_people_apart(tree: Tree, lake: Path, asked: dict[str, Any]) -> None:
    county = acting(tree.counties[0])
    load(county, [pupil(n, tree.schools[0], 1, boards=True) for n in range(9)], table="pupils_sample")
    with bound(county), pytest.raises(ColumnNamesPersons, match="“number” tells single people apart") as refused:
        facade.aggregate(post=county, table="pupils_sample", periods=[PERIOD], **asked)
    assert refused.value.field == "by"


@pytest.mark.parametrize("unit", ["unit_code", "school"])
def test_a_county_told_elsewhere_does_not_give_a_small_school_away(tree: Tree, lake: Path, unit: str) -> None:
    """Each county has two schools; of the first county the smaller one is small."""
    office = acting(tree.office)
    sizes = (3, 20, 21, 22)
    rows = [
        pupil(100 * place + number, school, 1, boards=True)
        for place, (school, size) in enumerate(zip(tree.schools, sizes, strict=False))
        for number in range(size)
    ]
    load(office, rows, table="pupils_sample")
    with bound(office):
        found = facade.aggregate(post=office, table="pupils_sample", periods=[PERIOD], by=[unit]).to_pylist()
    told = {line[unit]: line["people"] for line in found}
    assert told == dict(zip((school.code for school in tree.schools), (None, None, 21, 22), strict=False))


def test_periods_are_no_way_round_what_is_held_back(tree: Tree, lake: Path) -> None:
    """Of nine pupils in two quarters six are told for the first: the three of the second would follow."""
    county, hours = acting(tree.counties[0]), {"hours": facade.Figure(kind="sum", column="hours")}
    for period, pupils in (("2026Q1", 6), (PERIOD, 3)):
        rows = [pupil(number, tree.schools[0], 1, boards=True) for number in range(pupils)]
        load(county, rows, table="pupils_sample", period=period)

    def counted(*periods: str, by: str = "school", where: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        found = facade.aggregate(
            post=county, table="pupils_sample", periods=periods, by=by.split(), figures=hours, where=where
        )
        return [(line["people"], line["hours"]) for line in found.to_pylist()]

    with bound(county):
        assert (counted("2026Q1"), counted(PERIOD)) == ([(6, 12)], [(None, None)])
        with pytest.raises(PeriodsStayApart, match="add “period” to “by”") as refused:
            counted("2026Q1", PERIOD)
        assert refused.value.field == "periods"
        assert counted("2026Q1", PERIOD, by="school period") == [(None, None), (None, None)]
        assert counted("2026Q1", PERIOD, where={"period": PERIOD}) == [(None, None)]
        assert counted(PERIOD, PERIOD) == [(None, None)], "named twice, its three pupils would be six"


def test_rows_of_a_period_named_twice_are_read_once(tree: Tree, lake: Path) -> None:
    county = acting(tree.counties[0])
    load(county, [row(tree.schools[0], 7)])
    with bound(county):
        rows = facade.to_arrow(facade.read(post=county, table=ROOMS, periods=[PERIOD, PERIOD]))
        both = facade.aggregate(post=county, table=ROOMS, periods=["2026Q1", PERIOD, PERIOD], by=["school"])
    assert (rows["rooms"].to_pylist(), both["people"].to_pylist()) == ([7], [1])


@pytest.mark.parametrize(("pupils", "told"), [(12, (12, 12, False)), (2, (None, None, True)), (0, (None, None, True))])
def test_the_whole_is_one_group_and_is_held_back_where_it_is_small(
    tree: Tree, lake: Path, pupils: int, told: tuple[int | None, int | None, bool]
) -> None:
    rows = [pupil(number, tree.schools[0], 1, boards=True) for number in range(pupils)]
    others = [pupil(100 + number, tree.schools[4], 1, boards=True) for number in range(20)]
    with bound(acting(tree.province)):
        source = facade.RowsSource(rows=rows + others, name="pupils")
        facade.load(post=acting(tree.province), table="pupils_sample", period=PERIOD, source=source, at=AT)
    school = acting(tree.schools[0])
    with bound(school):
        whole = facade.aggregate(
            post=school,
            table="pupils_sample",
            periods=[PERIOD],
            by=[],
            figures={"grades": facade.Figure(kind="sum", column="grade")},
        ).to_pylist()
    assert [(line["people"], line["grades"], line["suppressed"]) for line in whole] == [told]


def test_duckdb_has_no_way_out(lake: Path) -> None:
    backend = duck.connection()
    for statement in (
        "SELECT * FROM read_csv('/etc/passwd')",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        f"COPY (SELECT 1) TO '{lake.parent}/out.csv'",
    ):
        with pytest.raises(duckdb.Error):
            backend.con.execute(statement)
    written = store.write_part(pa.table({"a": [1]}))
    assert backend.con.execute(f"SELECT a FROM read_parquet('{store.path_of(written.id)}')").fetchall() == [(1,)]
