"""Rows that come as typed columns: the same rules as for files, parts by chunk, and nothing written where a cell is wrong."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.factories import AT, Tree, acting
from xuezheng.engines.lake import facade
from xuezheng.engines.lake.models import Part, Snapshot
from xuezheng.engines.lake.refusals import ColumnIsUnknown, ColumnsAreMissing, MayNotLoad
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = pytest.mark.integration
ROOMS, PUPILS, PERIOD = "rooms_sample", "pupils_sample", "2026Q2"


def rooms(schools: Iterable[Unit], numbers: Iterable[int | None], **columns: Any) -> pa.Table:
    codes = [school.code for school in schools]
    empty: dict[str, pa.Array] = {
        "area": pa.nulls(len(codes), pa.decimal128(18, 4)),
        "stage": pa.nulls(len(codes), pa.string()),
        "built": pa.nulls(len(codes), pa.date32()),
        "wireless": pa.nulls(len(codes), pa.bool_()),
    }
    return pa.table(
        {"school": pa.array(codes, pa.string()), "rooms": pa.array(list(numbers), pa.int64()), **empty, **columns}
    )


def load(post: ActingPost, *chunks: pa.Table, table: str = ROOMS, **options: Any) -> facade.LoadReport:
    with bound(post):
        return facade.load_columns(
            post=post, table=table, period=PERIOD, chunks=chunks, name="program", at=AT, **options
        )


def seen(post: ActingPost) -> dict[str, int]:
    with bound(post):
        rows = facade.read(post=post, table=ROOMS, periods=[PERIOD], columns=["unit_code", "rooms"])
        return {line["unit_code"]: line["rooms"] for line in facade.to_arrow(rows).to_pylist()}


def wrong(report: facade.LoadReport) -> list[tuple[int, str, str]]:
    return sorted((problem.row, problem.key, str(problem.sentence)) for problem in report.problems)


def on_disk(folder: Path) -> list[Path]:
    return list(folder.glob("*.parquet"))


def test_chunks_become_parts_and_each_reads_within_its_scope(tree: Tree, lake: Path) -> None:
    province, schools = acting(tree.office), tree.schools
    report = load(province, rooms(schools[3::-1], [3, 2, 1, 0]), rooms(schools[4:], range(4, 8)))
    assert (report.read, report.accepted, report.refused, report.snapshot, report.problems) == (8, 8, 0, 1, [])
    codes = [school.code for school in schools]
    assert seen(province) == dict(zip(codes, range(8), strict=True))
    assert seen(acting(tree.counties[0])) == {codes[0]: 0, codes[1]: 1}
    with bound(province):
        assert sorted(Part.objects.values_list("unit_path", "rows")) == [("cn.41.4101.", 4), ("cn.41.4115.", 4)]
        assert Snapshot.objects.get().fingerprint == report.fingerprint


def test_a_chunk_over_several_cities_is_one_part_that_a_county_can_replace_its_rows_in(tree: Tree, lake: Path) -> None:
    province, county, schools = acting(tree.office), acting(tree.counties[0]), tree.schools
    load(province, rooms(schools, [1] * 8))
    with bound(province):
        assert list(Part.objects.values_list("unit_path", "rows")) == [("cn.41.", 8)]
    load(county, rooms(schools[:1], [5]))
    codes = [school.code for school in schools]
    assert seen(province) == {codes[0]: 5, **dict.fromkeys(codes[2:], 1)}
    assert seen(county) == {codes[0]: 5}


def test_values_of_every_type_come_back(tree: Tree, lake: Path) -> None:
    school = acting(tree.schools[0])
    load(
        school,
        rooms(
            tree.schools[:1],
            [7],
            area=pa.array([Decimal("12.5")], pa.decimal128(18, 4)),
            stage=pa.array(["junior"]).dictionary_encode(),
            built=pa.array([date(1999, 9, 1)]),
            wireless=pa.array([True]),
        ),
    )
    with bound(school):
        rows = facade.to_arrow(facade.read(post=school, table=ROOMS, periods=[PERIOD]))
    (line,) = rows.drop_columns(["period", "unit_code", "unit_path", "school"]).to_pylist()
    assert line == {"rooms": 7, "area": Decimal("12.5"), "stage": "junior", "built": date(1999, 9, 1), "wireless": True}


def test_wrong_cells_are_told_and_nothing_is_written(tree: Tree, lake: Path) -> None:
    schools = [tree.schools[0], tree.schools[1], tree.schools[1], tree.schools[2]]
    chunk = rooms(schools, [None, 501, 3, -1], stage=pa.array(["primary", "primary", "senior", None]))
    report = load(acting(tree.office), rooms(tree.schools[4:], range(4)), chunk)
    assert wrong(report) == [
        (5, "rooms", "This is missing."),
        (6, "rooms", "This should be 500 or less."),
        (7, "school", "An earlier row has the same key."),
        (7, "stage", "This should be one of: Primary school, Junior high school."),
        (8, "rooms", "This should be 0 or more."),
    ]
    assert (report.snapshot, report.read, report.refused) == (None, 8, 4)
    assert on_disk(lake) == []
    with bound(system_post("test")):
        assert (Part.objects.count(), Snapshot.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_units_of_others_and_of_an_earlier_chunk_are_refused(tree: Tree, lake: Path) -> None:
    county, foreign = acting(tree.counties[0]), tree.schools[2]
    report = load(county, rooms([tree.schools[0], foreign], [1, 1]))
    hidden = f"“{foreign.code}” is no unit of that day within what your post may load."
    assert wrong(report) == [(1, "school", hidden)]
    again = load(county, rooms(tree.schools[:2], [1, 1]), rooms(tree.schools[1:2], [2]))
    assert wrong(again) == [(3, "school", f"Rows of “{tree.schools[1].code}” came in an earlier chunk already.")]
    assert (seen(county), on_disk(lake)) == ({}, [])


def test_people_are_checked_by_their_whole_key(tree: Tree, lake: Path) -> None:
    post, code = acting(tree.schools[0]), tree.schools[0].code
    pupils = pa.table(
        {
            "number": ["1", "2", "1"],
            "school": [code] * 3,
            "grade": pa.array([1, 1, 2], pa.int64()),
            "boards": [True, False, True],
            "hours": pa.nulls(3, pa.int64()),
        }
    )
    assert wrong(load(post, pupils, table=PUPILS)) == [(3, "number", "An earlier row has the same key.")]
    assert load(post, pupils.slice(0, 2), table=PUPILS).accepted == 2


def test_columns_that_are_not_as_declared_are_refused(tree: Tree, lake: Path) -> None:
    post, chunk = acting(tree.office), rooms(tree.schools[:1], [1])
    with pytest.raises(ColumnIsUnknown, match="The table has no column “more”"):
        load(post, chunk.append_column("more", pa.array([1])))
    with pytest.raises(ColumnsAreMissing, match="The head of the table lacks: Area"):
        load(post, chunk.drop_columns(["area"]))
    with pytest.raises(ColumnsAreMissing, match="The head of the table lacks: Classrooms"):
        load(post, chunk.set_column(1, "rooms", pa.array(["1"])))
    with pytest.raises(MayNotLoad):
        load(acting(tree.office, role="teacher"), chunk)


def test_a_load_is_journalled_and_announced_unless_its_caller_sees_to_it(tree: Tree, lake: Path) -> None:
    post = acting(tree.office)
    load(post, rooms(tree.schools[:1], [1]))
    load(post, rooms(tree.schools[:1], [2]), announced=False)
    with bound(system_post("test")):
        entries = Entry.objects.filter(act="lake.load_table").order_by("id")
        assert [(told["snapshot"], told["source"]) for entry in entries if (told := entry.after)] == [
            (1, "program"),
            (2, "program"),
        ]
        assert [event.payload["snapshot"] for event in Event.objects.all()] == [1]


@pytest.mark.parametrize(
    ("stages", "sound"),
    [([None, None, None], [True, True, True]), (["primary", "senior", None], [True, False, True])],
)
def test_rows_with_an_option_that_is_none_are_told_from_those_without_one(
    tree: Tree, catalog: Path, stages: list[str | None], sound: list[bool]
) -> None:
    given = rooms(tree.schools[:3], range(3), stage=pa.array(stages, pa.string()))
    assert facade.sound_rows(given, facade.tables()[ROOMS]).to_pylist() == sound
