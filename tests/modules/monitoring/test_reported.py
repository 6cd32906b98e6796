"""From an accepted report to the number of the province: one by one, together, opened again, moved, killed on the way."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import Tree, acting
from tests.jobs import run_pending, run_worker_once
from tests.modules.monitoring.reported import AT, PERIOD, TABLE, Reported, measured_whole, values
from xuezheng.engines.forms.actions.deciding import reopen_report
from xuezheng.engines.forms.actions.handing_over import handing
from xuezheng.engines.forms.background import hand_over_waiting
from xuezheng.engines.forms.models import DueHandover
from xuezheng.engines.indicators.models import Run
from xuezheng.engines.lake import facade as lake_facade
from xuezheng.engines.lake.models import Snapshot
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.queueing import manager
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions.move_unit import move_unit
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("lake")]
PATIENCE = 240
ANSWERS = (2, 10, 6, 10, 9, 10, 10, 10)


def reported(tree: Tree) -> Reported:
    return Reported(tree, {school: (10, number) for school, number in zip(tree.schools, ANSWERS, strict=True)})


def rows(post: ActingPost | None = None) -> dict[str, tuple[int, int]]:
    post = post or system_post("test", permissions=frozenset({"lake.read"}))
    with bound(post):
        found = lake_facade.to_arrow(lake_facade.read(post=post, table=TABLE, periods=[PERIOD])).to_pylist()
    return {line["unit_code"]: (line["rooms"], line["multimedia"]) for line in found}


def origins(post: ActingPost, schools: list[Unit]) -> dict[str, str]:
    with bound(post):
        return dict(lake_facade.reports_of(post, table=TABLE, period=PERIOD, unit_codes=[one.code for one in schools]))


def test_an_accepted_report_is_a_row_and_moves_the_provinces_number(tree: Tree) -> None:
    scene = reported(tree)
    run_pending()
    assert values() == {}
    first, second = tree.schools[0], tree.schools[2]
    scene.accept(first)
    assert run_pending().count("forms.hand_over_reports") == 1
    assert rows() == {first.code: (10, 2)}
    assert values()[tree.province.unit_path] == 0.2
    scene.accept(second)
    run_pending()
    assert rows() == {first.code: (10, 2), second.code: (10, 6)}
    assert values() == {
        "cn.": 0.4, tree.province.unit_path: 0.4, tree.cities[0].unit_path: 0.4,
        tree.counties[0].unit_path: 0.2, tree.counties[1].unit_path: 0.6,
    }  # fmt: skip
    with bound(system_post("test")):
        assert DueHandover.objects.count() == 0
        assert list(Run.objects.order_by("number").values_list("whole", flat=True)) == [True, False]
        entry = Entry.objects.filter(act="forms.hand_over_reports").order_by("at", "id").last()
    assert entry is not None
    assert entry.after == {"handed_over": 1, "taken_out": 0, "left_out": 0}
    assert origins(scene.province, tree.schools) == {one.code: str(scene.report(one).id) for one in (first, second)}


def test_reports_accepted_together_are_handed_over_in_one_pass(tree: Tree) -> None:
    scene = reported(tree)
    scene.accept_all()
    assert run_pending().count("forms.hand_over_reports") == 1
    assert rows() == {school.code: (10, number) for school, number in zip(tree.schools, ANSWERS, strict=True)}
    assert values()[tree.province.unit_path] == pytest.approx(67 / 80)
    with bound(system_post("test")):
        assert Snapshot.objects.filter(table=TABLE).count() == 1


def test_what_waited_together_is_one_batch(tree: Tree) -> None:
    scene = reported(tree)
    scene.accept(*tree.schools[:5])
    run_pending()
    with bound(system_post("test")):
        assert Snapshot.objects.filter(table=TABLE).count() == 1
    assert len(rows()) == 5


def test_a_report_opened_again_is_taken_out_and_counts_anew_once_accepted(tree: Tree) -> None:
    scene = reported(tree)
    scene.accept_all()
    run_pending()
    first, report = tree.schools[0], scene.report(tree.schools[0])
    with bound(scene.province):
        reopen_report(
            post=scene.province, report_id=report.id, version=report.version, until=AT + timedelta(days=5),
            reason="数字有误", at=AT + timedelta(hours=1),
        )  # fmt: skip
    run_pending()
    assert first.code not in rows()
    assert values()[tree.counties[0].unit_path] == 1.0
    scene.submit(first, 10, 10)
    scene.pass_on(tree.counties[0])
    scene.pass_on(tree.cities[0])
    scene.accept(first, at=AT + timedelta(hours=2))
    run_pending()
    assert rows()[first.code] == (10, 10)
    assert values() == measured_whole()


def test_records_loaded_since_are_not_taken_out_with_the_report(tree: Tree) -> None:
    scene = reported(tree)
    scene.accept_all()
    run_pending()
    first, report, county = tree.schools[0], scene.report(tree.schools[0]), acting(tree.counties[0])
    source = lake_facade.RowsSource(rows=[{"school": first.code, "rooms": 40, "multimedia": 40}], name="records")
    with bound(county):
        lake_facade.load(post=county, table=TABLE, period=PERIOD, source=source, at=AT)
    with bound(scene.province):
        reopen_report(
            post=scene.province, report_id=report.id, version=report.version, until=AT + timedelta(days=5),
            reason="数字有误", at=AT,
        )  # fmt: skip
    run_pending()
    assert rows()[first.code] == (40, 40)


def test_a_unit_that_moved_within_the_period_counts_where_it_went(tree: Tree) -> None:
    scene = reported(tree)
    scene.accept_all()
    run_pending()
    moved, ministry = tree.schools[0], acting(tree.ministry)
    with bound(ministry):
        unit = Unit.objects.get(id=moved.id)
        move_unit(
            post=ministry, unit_id=unit.id, version=unit.version, parent_id=tree.counties[2].id,
            effective_on=date(2026, 9, 10), at=AT + timedelta(days=9),
        )  # fmt: skip
    run_pending()
    assert (len(rows()), rows()[moved.code]) == (8, (10, 2))
    assert moved.code not in rows(acting(tree.counties[0]))
    now = values()
    assert now[tree.counties[0].unit_path] == 1.0
    assert now[tree.counties[2].unit_path] == pytest.approx(21 / 30)
    assert now == measured_whole()


def test_a_job_killed_on_its_way_leaves_everything_waiting_and_is_run_again(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = reported(tree)
    run_pending()
    scene.accept(tree.schools[0])

    def killed(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(handing, "note", killed)
        with pytest.raises(KeyboardInterrupt):
            run_pending()
    with bound(system_post("test")):
        assert (DueHandover.objects.count(), Snapshot.objects.filter(table=TABLE).count()) == (1, 0)
    run_pending()
    assert rows() == {tree.schools[0].code: (10, 2)}
    assert values()[tree.province.unit_path] == 0.2
    with bound(system_post("test")):
        assert DueHandover.objects.count() == 0


def test_what_a_job_gave_up_is_handed_over_by_night(tree: Tree) -> None:
    scene = reported(tree)
    run_pending()
    scene.accept(tree.schools[0])
    given_up = ProcrastinateJob.objects.filter(task_name="forms.hand_over_reports", status="todo")
    with bound(system_post("test")):
        for job in given_up:
            manager().connector.get_sync_connector().execute_query(
                "SELECT procrastinate_finish_job_v1(%(id)s, 'failed', false)", id=job.id
            )
    run_pending()
    assert rows() == {}
    hand_over_waiting.queue(post=system_post("forms"), at=AT)
    assert run_pending().count("forms.hand_over_reports") == 1
    assert rows() == {tree.schools[0].code: (10, 2)}
    hand_over_waiting.queue(post=system_post("forms"), at=AT)
    assert run_pending() == ["forms.hand_over_waiting"]


@pytest.mark.usefixtures("committed_db")
def test_two_acceptances_at_once_lose_nothing_of_each_other() -> None:
    """Two workers with real commits: whoever finds the other at work leaves what is new to it."""
    tree = Tree()
    scene = reported(tree)
    run_worker_once()

    def accepted(school: Unit) -> None:
        try:
            scene.accept(school)
            run_worker_once()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as threads:
        for done in [threads.submit(accepted, school) for school in tree.schools[:2]]:
            done.result(PATIENCE)
    run_worker_once()
    assert rows() == {tree.schools[0].code: (10, 2), tree.schools[1].code: (10, 10)}
    assert values() == measured_whole() == dict.fromkeys(values(), 0.6)


def test_another_county_sees_neither_the_row_nor_the_report_it_came_from(tree: Tree) -> None:
    scene = reported(tree)
    scene.accept_all()
    run_pending()
    own, other = tree.schools[:2], tree.schools[2:]
    county = acting(tree.counties[0])
    assert set(rows(county)) == {one.code for one in own}
    assert origins(county, tree.schools) == {one.code: str(scene.report(one).id) for one in own}
    assert origins(acting(tree.counties[1]), list(own)) == {}
    assert set(origins(scene.province, tree.schools)) == {one.code for one in (*own, *other)}


@pytest.mark.parametrize("seed", range(2))
def test_computed_by_parts_is_what_computing_everything_gives(tree: Tree, seed: int) -> None:
    chance = random.Random(seed)
    answers = {school: (rooms := chance.randrange(1, 60), chance.randrange(rooms + 1)) for school in tree.schools}
    scene = Reported(tree, answers)
    waiting = list(tree.schools)
    chance.shuffle(waiting)
    at = AT
    while waiting:
        some = [waiting.pop() for _each in range(min(len(waiting), chance.randrange(1, 4)))]
        scene.accept(*some)
        run_pending()
        if chance.random() < 0.5:
            at += timedelta(minutes=1)
            again = some[0]
            report = scene.report(again)
            with bound(scene.province):
                reopen_report(
                    post=scene.province, report_id=report.id, version=report.version, until=AT + timedelta(days=5),
                    reason="核实", at=at,
                )  # fmt: skip
            run_pending()
        by_parts = values()
        assert by_parts == measured_whole()
