"""Rows of some units replaced above what was loaded: the newest counts, earlier snapshots stay, nothing else is written."""

import random
from pathlib import Path

import pytest

from tests.engines.lake.test_columns import PERIOD, ROOMS, load, on_disk, rooms, seen
from tests.factories import AT, Tree, acting
from xuezheng.engines.lake import facade
from xuezheng.engines.lake.actions import replace_units as action
from xuezheng.engines.lake.models import Part, Snapshot
from xuezheng.engines.lake.refusals import MayNotLoad, RowsLieElsewhere
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit, UnitVersion

pytestmark = pytest.mark.integration
LOADER = system_post("test", permissions=frozenset({"lake.load", "lake.read", "units.read"}))


def replace(
    post: ActingPost,
    given: dict[Unit, int | None],
    *,
    without: tuple[Unit, ...] = (),
    reports: dict[Unit, str] | None = None,
) -> facade.LoadReport:
    with bound(post):
        return facade.replace_units(
            post=post,
            table=ROOMS,
            period=PERIOD,
            rows=rooms(given, given.values()),
            units=[unit.code for unit in without],
            reports=[reports[unit] for unit in given] if reports else None,
            name="reports",
            at=AT,
        )


def rooms_at(snapshot: int) -> dict[str, int]:
    with bound(LOADER):
        rows = facade.read(post=LOADER, table=ROOMS, periods=[PERIOD], snapshot=snapshot)
        return {line["unit_code"]: line["rooms"] for line in facade.to_arrow(rows).to_pylist()}


def test_one_schools_row_is_replaced_by_one_small_part_and_the_earlier_snapshot_stays(tree: Tree, lake: Path) -> None:
    schools = tree.schools
    load(acting(tree.office), rooms(schools[:4], range(4)), rooms(schools[4:], range(4, 8)))
    before = set(on_disk(lake))
    report = replace(LOADER, {schools[5]: 77}, without=(schools[6],))
    assert (report.snapshot, report.accepted, report.problems) == (2, 1, [])
    assert len(set(on_disk(lake)) - before) == 1
    codes = [school.code for school in schools]
    now = dict(zip(codes, range(8), strict=True)) | {codes[5]: 77}
    del now[codes[6]]
    assert seen(acting(tree.office)) == now
    assert rooms_at(1) == dict(zip(codes, range(8), strict=True))
    assert seen(acting(tree.counties[2])) == {code: now[code] for code in codes[4:6]}
    assert seen(acting(tree.counties[0])) == {code: now[code] for code in codes[:2]}
    with bound(system_post("test")):
        event = Event.objects.get(payload__snapshot=2)
        entry = Entry.objects.filter(act="lake.replace_units").get()
    assert (event.name, event.payload["places"]) == (
        "lake.table_loaded",
        sorted([schools[5].unit_path, schools[6].unit_path]),
    )
    assert entry.after is not None
    assert (entry.after["rows"], entry.after["snapshot"]) == (1, 2)


def test_where_nothing_changes_there_is_no_snapshot(tree: Tree, lake: Path) -> None:
    load(acting(tree.office), rooms(tree.schools[:2], [1, 2]))
    assert replace(LOADER, {}, without=(tree.schools[4],)).snapshot is None
    with bound(system_post("test")):
        assert (Snapshot.objects.count(), Part.objects.count()) == (1, 1)


def test_rows_say_which_report_they_came_from_within_the_scope(tree: Tree, lake: Path) -> None:
    first, other, loaded = tree.schools[0], tree.schools[4], tree.schools[1]
    load(acting(tree.office), rooms([*tree.schools[:2], *tree.schools[4:]], [1] * 6))
    replace(LOADER, {first: 2, other: 3}, reports={first: "r-first", other: "r-other"})
    codes = [unit.code for unit in (first, other, loaded)]

    def found(post: ActingPost) -> dict[str, str]:
        with bound(post):
            return dict(facade.reports_of(post, table=ROOMS, period=PERIOD, unit_codes=codes))

    assert found(acting(tree.office)) == {first.code: "r-first", other.code: "r-other"}
    assert found(acting(tree.counties[0])) == {first.code: "r-first"}
    load(acting(tree.counties[0]), rooms(tree.schools[:2], [5, 5]))
    assert found(acting(tree.office)) == {other.code: "r-other"}


def move(school: Unit, county: Unit) -> None:
    """Within the period, and with nothing that would follow."""
    path = f"{county.unit_path}{school.unit_path.rstrip('.').rpartition('.')[2]}."
    with bound(system_post("test")):
        Unit.objects.filter(id=school.id).update(unit_path=path)
        UnitVersion.objects.filter(unit_id=school.id).update(unit_path=path)


def test_the_same_row_of_a_unit_that_moved_is_another_one(tree: Tree, lake: Path) -> None:
    office, (moved, other, *_rest) = acting(tree.office), tree.schools
    load(office, rooms([moved, other], [1, 2]))
    move(moved, tree.counties[2])
    lines = [{"school": school.code, "rooms": number} for school, number in ((moved, 1), (other, 2))]
    with bound(office):
        source = facade.RowsSource(rows=lines, name="test")
        again = facade.load(post=office, table=ROOMS, period=PERIOD, source=source, at=AT)
    assert again.changes == facade.Changes(same=1, changed=1, added=0, removed=0, emptied=0, codes=[])
    assert seen(acting(tree.counties[2])) == {moved.code: 1}


def test_a_whole_load_below_an_overlay_counts_and_what_it_replaced_does_not_come_back(tree: Tree, lake: Path) -> None:
    """The unit moved from the first county to the third within the period: its former row lies where it was."""
    schools = tree.schools
    moved, first, third = schools[0], tree.counties[0], tree.counties[2]
    load(acting(tree.office), rooms(schools, range(8)))
    move(moved, third)
    replace(LOADER, {moved: 50})
    codes = [school.code for school in schools]
    assert seen(acting(first)) == {codes[1]: 1}
    assert seen(acting(third)) == {codes[0]: 50, codes[4]: 4, codes[5]: 5}
    load(acting(third), rooms([schools[4], schools[5]], [40, 41]))
    assert seen(acting(tree.office)) == {
        codes[1]: 1, codes[2]: 2, codes[3]: 3, codes[4]: 40, codes[5]: 41, codes[6]: 6, codes[7]: 7,
    }  # fmt: skip
    assert rooms_at(2)[codes[0]] == 50


def test_wrong_cells_strangers_and_rows_elsewhere_are_refused_and_nothing_is_written(tree: Tree, lake: Path) -> None:
    schools = tree.schools
    load(acting(tree.office), rooms(schools, range(8)))
    before = on_disk(lake)
    wrong = replace(LOADER, {schools[0]: 501, schools[1]: None})
    assert sorted((problem.row, str(problem.sentence)) for problem in wrong.problems) == [
        (1, "This should be 500 or less."),
        (2, "This is missing."),
    ]
    county = acting(tree.counties[0])
    stranger = replace(county, {schools[4]: 1})
    assert [str(problem.sentence) for problem in stranger.problems] == [
        f"“{schools[4].code}” is no unit of that day within what your post may load."
    ]
    with pytest.raises(RowsLieElsewhere):
        replace(county, {}, without=(schools[4],))
    with pytest.raises(MayNotLoad):
        replace(acting(tree.counties[0], role="teacher"), {schools[0]: 1})
    assert (on_disk(lake), len(rooms_at(1))) == (before, 8)
    with bound(system_post("test")):
        assert Snapshot.objects.count() == 1


@pytest.mark.parametrize("seed", range(4))
def test_any_sequence_of_loads_and_replacements_reads_as_if_kept_in_a_dictionary(
    tree: Tree, lake: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Every earlier snapshot as well; overlays are gathered every third time."""
    monkeypatch.setattr(action, "MOST_OVERLAYS", 3)
    chance = random.Random(seed)
    schools = tree.schools
    kept: dict[str, int] = {}
    history: dict[int, dict[str, int]] = {}
    for _step in range(14):
        if chance.random() < 0.3:
            scope = chance.choice([tree.office, *tree.cities, *tree.counties])
            post = acting(scope)
            inside = [school for school in schools if school.unit_path.startswith(post.scope_path)]
            given = {school: chance.randrange(500) for school in inside if chance.random() < 0.8}
            kept = {
                school.code: kept[school.code] for school in schools if school not in inside and school.code in kept
            }
            report = load(post, rooms(given, given.values()))
        else:
            some = chance.sample(schools, chance.randrange(1, 4))
            given = {school: chance.randrange(500) for school in some if chance.random() < 0.7}
            without = tuple(school for school in some if school not in given)
            for school in without:
                kept.pop(school.code, None)
            report = replace(LOADER, dict(given), without=without)
        kept |= {school.code: number for school, number in given.items()}
        if report.snapshot is not None:
            history[report.snapshot] = dict(kept)
        assert seen(acting(tree.office)) == kept
    assert {number: rooms_at(number) for number in history} == history
