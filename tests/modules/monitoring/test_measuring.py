"""From a load to the values above: computed soon, once for many, seen while it computes, and safe when it breaks."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from tests.factories import AT, Tree, acting
from tests.jobs import run_pending
from xuezheng.engines.indicators import facade as indicators
from xuezheng.engines.indicators.actions import recompute as recomputing
from xuezheng.engines.indicators.models import IndicatorValue, Run
from xuezheng.engines.indicators.refusals import DefinitionIsRefused
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import Event
from xuezheng.kernel.outbox.work import Work
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.monitoring import facade
from xuezheng.modules.monitoring.actions.measure_all import note_all
from xuezheng.modules.monitoring.actions.measure_due import measure_due
from xuezheng.modules.monitoring.actions.note_change import note_change
from xuezheng.modules.monitoring.measuring.places import MOST_PLACES, places_to_measure
from xuezheng.modules.monitoring.measuring.reader import LakeReader
from xuezheng.modules.monitoring.models import DueMeasurement
from xuezheng.modules.monitoring.policies.measuring import can_view_due_measurement, due_measurements_visible_to
from xuezheng.modules.plans.indicators import Asked, Measured, all_indicators, standings

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
TABLE, PERIOD = "rooms_sample", "2026Q2"


def load(unit: Unit, rows: list[tuple[Unit, int, int]], *, period: str = PERIOD) -> None:
    post = acting(unit)
    source = lake_facade.RowsSource(
        rows=[{"school": school.code, "rooms": rooms, "multimedia": multimedia} for school, rooms, multimedia in rows],
        name="test",
    )
    with bound(post):
        report = lake_facade.load(post=post, table=TABLE, period=period, source=source, at=AT)
    assert report.snapshot is not None


def values(code: str = "multimedia_sample", *, period: str = PERIOD) -> dict[str, float | None]:
    with bound(system_post("test")):
        found = IndicatorValue.objects.filter(code=code, period=period, dims="")
        return dict(found.values_list("unit_path", "value"))


def runs() -> list[tuple[str, int, str, bool]]:
    with bound(system_post("test")):
        return sorted(Run.objects.values_list("period", "number", "state", "whole"))


def note(place: Unit, *, period: str) -> None:
    with bound(system_post("test")):
        note_change(table=TABLE, period=period, places=[place.unit_path], at=AT)


def measure(period: str) -> None:
    """As the worker runs the job."""
    measure_due.run(Work(job_id=1, identity={"system": "monitoring"}), {"table": TABLE, "period": period})


def is_of_now(period: str) -> bool:
    with bound(system_post("test")):
        return indicators.is_current(indicators.current_run(TABLE, period), reader=LakeReader())


def test_a_load_is_measured_and_a_countys_by_parts(tree: Tree) -> None:
    facade.load_catalogue(at=AT)
    load(tree.office, [(school, 10, 5) for school in tree.schools])
    run_pending()
    places = [tree.province, *tree.cities, *tree.counties]
    assert values() == {"cn.": 0.5, **{place.unit_path: 0.5 for place in places}}
    load(tree.counties[0], [(tree.schools[0], 10, 10), (tree.schools[1], 10, 10)])
    run_pending()
    changed = {"cn.": 0.625, tree.province.unit_path: 0.625, tree.cities[0].unit_path: 0.75}
    assert values() == dict.fromkeys(values(), 0.5) | changed | {tree.counties[0].unit_path: 1.0}
    assert runs() == [(PERIOD, 1, "done", True), (PERIOD, 2, "done", False)]
    by_parts = values()
    facade.measure_period(table="rooms_sample", period=PERIOD, at=AT)
    assert values() == by_parts
    with bound(system_post("test")):
        assert DueMeasurement.objects.count() == 0
        assert Entry.objects.filter(act="indicators.compute").count() == 3
        told = Event.objects.filter(name="indicators.computed").order_by("announced_at", "payload")
        assert [event.unit_path for event in told].count(tree.counties[0].unit_path) == 1
        assert {event.payload["period"] for event in told} == {PERIOD}


def test_many_loads_make_one_run(tree: Tree) -> None:
    facade.load_catalogue(at=AT)
    for school in tree.schools:
        load(school, [(school, 10, 2)])
    done = run_pending()
    assert done.count("monitoring.measure_due") == len(tree.schools)
    assert runs() == [(PERIOD, 1, "done", True)]
    assert set(values().values()) == {0.2}


def test_periods_that_read_it_are_measured_as_well(tree: Tree) -> None:
    facade.load_catalogue(at=AT)
    load(tree.office, [(school, 10, 5) for school in tree.schools], period="2026Q1")
    load(tree.office, [(school, 12, 5) for school in tree.schools])
    run_pending()
    assert values("growth_sample")[tree.counties[0].unit_path] == 4
    load(tree.counties[0], [(school, 7, 5) for school in tree.schools[:2]], period="2026Q1")
    run_pending()
    assert values("growth_sample")[tree.counties[0].unit_path] == 10
    assert values("growth_sample")[tree.counties[1].unit_path] == 4
    assert values("growth_sample", period="2026Q1")[tree.counties[0].unit_path] is None


def test_loads_close_together_leave_what_computing_everything_gives(tree: Tree) -> None:
    """Both lie there when the first is measured; the period that reads it is measured before the second is."""
    facade.load_catalogue(at=AT)
    first, second = tree.counties[:2]
    for period in ("2026Q1", PERIOD):
        load(tree.office, [(school, 10, 5) for school in tree.schools], period=period)
    run_pending()
    load(first, [(school, 7, 5) for school in tree.schools[:2]], period="2026Q1")
    load(second, [(school, 4, 5) for school in tree.schools[2:4]], period="2026Q1")
    for place, order in ((first, ("2026Q1", PERIOD)), (second, (PERIOD, "2026Q1"))):
        note(place, period="2026Q1")
        for period in order:
            measure(period)
    by_parts = values("growth_sample")
    assert (by_parts[first.unit_path], by_parts[second.unit_path]) == (6, 12)
    facade.measure_period(table=TABLE, period=PERIOD, at=AT)
    assert values("growth_sample") == by_parts


def test_a_run_is_not_of_now_while_a_change_of_what_it_read_waits(tree: Tree) -> None:
    facade.load_catalogue(at=AT)
    for period in ("2026Q1", PERIOD):
        load(tree.office, [(school, 10, 5) for school in tree.schools], period=period)
    run_pending()
    assert is_of_now(PERIOD)
    note(tree.counties[0], period="2026Q1")
    assert not is_of_now(PERIOD)
    measure("2026Q1")
    measure(PERIOD)
    assert is_of_now(PERIOD)


def test_a_killed_computation_is_made_again(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    facade.load_catalogue(at=AT)
    load(tree.office, [(school, 10, 5) for school in tree.schools])

    def killed(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(recomputing, "replace_values", killed)
        with pytest.raises(KeyboardInterrupt):
            run_pending()
    assert (runs(), values()) == ([(PERIOD, 1, "running", True)], {})
    run_pending()
    assert runs() == [(PERIOD, 1, "failed", True), (PERIOD, 2, "done", True)]
    assert values()["cn."] == 0.5


def test_a_computation_that_fails_says_why_and_the_old_values_stay(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    facade.load_catalogue(at=AT)
    load(tree.office, [(school, 10, 5) for school in tree.schools])
    run_pending()

    def failing(*_args: object, **_options: object) -> None:
        raise MemoryError

    load(tree.office, [(school, 10, 6) for school in tree.schools])
    with monkeypatch.context() as broken:
        broken.setattr(recomputing, "replace_values", failing)
        with pytest.raises(MemoryError):
            run_pending()
    with bound(system_post("test")):
        failed = Run.objects.get(state=Run.State.FAILED)
    assert failed.message == "It broke off (MemoryError) and is tried again; operators see more on the page of jobs."
    assert values()["cn."] == 0.5
    run_pending()
    assert values()["cn."] == 0.6


def test_a_bad_definition_is_refused_and_the_old_one_stays(tree: Tree, catalog: Path) -> None:
    assert facade.load_catalogue(at=AT) == 2
    load(tree.office, [(school, 10, 5) for school in tree.schools])
    run_pending()
    file = catalog / "indicators.yaml"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("sum(multimedia) / sum(rooms)", "sum(nothing)"), encoding="utf-8")
    with pytest.raises(DefinitionIsRefused, match=r"indicators\.yaml, line 4"):
        facade.load_catalogue(at=AT)
    file.write_text(good.replace("/ sum(rooms)", "/ sum(2 * rooms)"), encoding="utf-8")
    assert facade.load_catalogue(at=AT) == 1
    run_pending()
    assert values()["cn."] == 0.25


def test_the_night_computes_whole_what_was_computed_by_parts(tree: Tree) -> None:
    facade.load_catalogue(at=AT)
    for period in ("2025Q4", "2026Q1", PERIOD):
        load(tree.office, [(school, 10, 5) for school in tree.schools], period=period)
    run_pending()
    with bound(system_post("test")):
        assert note_all(at=AT) == 1, "the newest only: nothing changed since"
        DueMeasurement.objects.all().delete()
    load(tree.counties[0], [(tree.schools[0], 10, 10)], period="2025Q4")
    run_pending()
    with bound(system_post("test")):
        assert note_all(at=AT) == 3, "the changed one, the one that reads it, the newest"


def value_of(post: ActingPost, *, unit_path: str, on: date) -> Measured | None:
    asked = Asked(
        target_id=uuid4(),
        code="multimedia_sample",
        value=None,
        comparator=">=",
        measure="%",
        deadline=date(2026, 12, 31),
    )
    return standings(post, [asked], unit_path=unit_path, on=on).get(asked.target_id)


def test_targets_are_told_the_newest_value_of_their_day(tree: Tree) -> None:
    facade.load_catalogue(at=AT)
    load(tree.office, [(school, 10, 4) for school in tree.schools], period="2026Q1")
    load(tree.office, [(school, 10, 5) for school in tree.schools])
    run_pending()
    county = acting(tree.counties[0])
    place = tree.counties[0].unit_path
    with bound(county):
        then = value_of(county, unit_path=place, on=date(2026, 3, 1))
        now = value_of(county, unit_path=place, on=date(2026, 9, 1))
        assert value_of(county, unit_path=tree.counties[1].unit_path, on=date(2026, 9, 1)) is None
    assert then is not None
    assert now is not None
    assert (then.value, then.as_of) == (Decimal("40.0"), date(2026, 3, 1))
    assert (now.value, now.as_of) == (Decimal("50.0"), date(2026, 6, 30))
    assert all_indicators()["multimedia_sample"].name_en == "Multimedia classrooms"


def test_places_are_few_and_separate() -> None:
    assert places_to_measure(["cn.41.4101.", "cn.41.4101.410102.", "cn.41.4115.411525.s1."]) == (
        "cn.41.4101.",
        "cn.41.4115.411525.s1.",
    )
    assert places_to_measure(["cn.41.", "cn.41.4101."]) == ("cn.",)
    assert places_to_measure(f"cn.41.4101.410102.s{number}." for number in range(MOST_PLACES + 1)) == ("cn.",)


def test_policy_pair(tree: Tree) -> None:
    with bound(system_post("test")):
        for unit in (tree.counties[0], tree.counties[1], tree.schools[0]):
            DueMeasurement.objects.create(unit_path=unit.unit_path, table=TABLE, period=PERIOD, asked_at=AT)
        rows = list(DueMeasurement.objects.all())
    for unit in (tree.province, tree.counties[0], tree.schools[0]):
        post = acting(unit)
        with bound(post):
            assert set(due_measurements_visible_to(post)) == {
                row for row in rows if can_view_due_measurement(post, row)
            }
