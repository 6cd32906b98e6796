"""Returned reports: each has its own day, until which it may be put right, whatever became of its collection."""

from datetime import date, datetime, timedelta

import pytest

from tests.engines.forms.actions.test_filling import accept, fill, submit
from tests.engines.forms.actions.test_reminding import messages, run, todos
from tests.engines.forms.scene import CLOSES, DUE, Scene
from tests.factories import make_post
from tests.web import client_of
from xuezheng.engines.forms.actions.collecting import close_collection
from xuezheng.engines.forms.actions.deciding import reopen_report, return_report
from xuezheng.engines.forms.actions.reminding import remind_units
from xuezheng.engines.forms.actions.reporting import save_answers, submit_report
from xuezheng.engines.forms.models import Collection, Report
from xuezheng.engines.forms.queries.progress import progress_of
from xuezheng.engines.forms.standing import ReportStatus, status_of
from xuezheng.engines.forms.telling import renew_ended_todos
from xuezheng.kernel.clock import now, today
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, Refusal
from xuezheng.kernel.scope.acting import system_post
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
LATE = CLOSES + timedelta(days=1)
"""A Monday: five working days later it is the next one."""
BY = date(2026, 10, 19)
END = LATE + timedelta(days=7, hours=7)
"""An hour before midnight in China."""


@pytest.fixture
def collection(scene: Scene) -> Collection:
    return scene.collect()


@pytest.fixture
def report(scene: Scene, collection: Collection) -> Report:
    """Submitted in time; it lies on the county's desk."""
    found = scene.report_of(scene.school)
    fill(scene.school, found)
    return submit(scene.school, found)


def given_back(scene: Scene, report: Report, *, by: date | None = None, at: datetime = LATE) -> Report:
    with bound(scene.county) as county:
        report.refresh_from_db()
        return return_report(
            post=county, report_id=report.id, version=report.version, reason="数不对", put_right_by=by, at=at
        )


def change(scene: Scene, report: Report, multimedia: str, *, before: str = "22", at: datetime = LATE) -> None:
    with bound(scene.school) as school:
        save_answers(
            post=school, report_id=report.id, changes={"multimedia": multimedia}, based_on={"multimedia": before}, at=at
        )


def handed_up(scene: Scene, report: Report, *, at: datetime = LATE) -> Report:
    with bound(scene.school) as school:
        report.refresh_from_db()
        return submit_report(post=school, report_id=report.id, version=report.version, at=at)


def test_what_is_returned_after_the_closing_is_put_right_within_working_days(
    scene: Scene, collection: Collection, report: Report
) -> None:
    assert given_back(scene, report).put_right_by == BY
    with bound(scene.county):
        noted = Entry.objects.get(act="forms.return_report").after
    assert noted == {"reason": "数不对", "put_right_by": BY.isoformat()}
    assert [day for _words, day, _who in todos(scene.school)] == [BY.isoformat()]
    change(scene, report, "21", at=END)
    with pytest.raises(Conflict, match="cannot be filled in now"):
        change(scene, report, "20", before="21", at=END + timedelta(hours=2))
    with pytest.raises(Conflict, match="cannot be filled in now"):
        handed_up(scene, report, at=END + timedelta(hours=2))
    again = handed_up(scene, report, at=END)
    assert (status_of(again), again.put_right_by) == (ReportStatus.REVIEW, None)
    with bound(scene.province) as province:
        assert progress_of(province, collection).in_time == 1


def test_the_desk_may_state_another_day(scene: Scene, report: Report) -> None:
    for day in (today(LATE) - timedelta(days=1), today(LATE) + timedelta(days=61)):
        with pytest.raises(Refusal, match=f"{day}; state a day from 2026-10-12 to 2026-12-11") as refused:
            given_back(scene, report, by=day)
        assert refused.value.field == "put_right_by"
    given_back(scene, report, by=today(LATE))
    change(scene, report, "21", at=LATE + timedelta(hours=7))
    with pytest.raises(Conflict):
        change(scene, report, "20", before="21", at=LATE + timedelta(hours=9))


def test_a_return_takes_no_time_away(scene: Scene, report: Report) -> None:
    early = DUE - timedelta(days=20)
    assert given_back(scene, report, at=early).put_right_by == today(DUE)
    handed_up(scene, report, at=early)
    given_back(scene, report, by=today(early), at=early)
    change(scene, report, "21", at=CLOSES)


def test_what_was_opened_again_and_is_returned_then_can_be_put_right_and_is_marked(
    scene: Scene, report: Report
) -> None:
    for post in (scene.county, scene.city, scene.province):
        accept(post, report)
    with bound(scene.province) as province:
        report.refresh_from_db()
        reopen_report(post=province, report_id=report.id, version=report.version, until=LATE, reason="更正", at=CLOSES)
    handed_up(scene, report)
    given_back(scene, report)
    assert not scene.report_of(scene.school).changed_after_acceptance
    change(scene, report, "21", at=END)
    assert scene.report_of(scene.school).changed_after_acceptance


def test_nothing_is_put_right_once_the_collection_was_closed(
    scene: Scene, collection: Collection, report: Report
) -> None:
    given_back(scene, report)
    with bound(scene.province) as province:
        close_collection(
            post=province, collection_id=collection.id, version=collection.version, expected=8, reason="完", at=LATE
        )
    with pytest.raises(Conflict):
        change(scene, report, "21")


def test_it_is_reminded_of_by_its_own_day_and_its_todo_ends_with_it(
    scene: Scene, collection: Collection, report: Report
) -> None:
    given_back(scene, report)
    sent = {days: run(remind_units, LATE + timedelta(days=days)) for days in range(12)}
    assert {days: told for days, told in sent.items() if told != [0, 0]} == {6: [1, 0], 7: [1, 0]}
    assert messages(scene.school) == [f"Returned and not put right yet, by {BY}: {collection.title}"] * 2
    for days, left in ((7, 1), (8, 0)):
        at = LATE + timedelta(days=days)
        with bound(system_post("test")):
            renew_ended_todos(since=at - timedelta(days=3), at=at)
        assert len(todos(scene.school)) == left


def test_before_the_closing_nobody_who_submitted_in_time_is_told_to_be_overdue(
    scene: Scene, collection: Collection, report: Report
) -> None:
    given_back(scene, report, by=today(DUE), at=DUE - timedelta(days=3))
    for days in range(-3, 9):
        run(remind_units, DUE + timedelta(days=days))
    ahead = f"Returned and not put right yet, by {today(DUE)}: {collection.title}"
    late = f"Returned, was to be put right by {today(DUE)} and is still taken: {collection.title}"
    assert messages(scene.school) == [ahead] * 2 + [late] * 3


def test_the_pages_say_until_when(scene: Scene, report: Report) -> None:
    county = client_of(make_post(scene.tree.counties[0], role="officer"))
    school = client_of(make_post(scene.tree.schools[0], role="cio"))
    with bound(system_post("test")):
        Collection.objects.update(opens_at=now() - timedelta(days=9), due_at=now(), closes_at=now())
    place = f"/forms/reports/{report.id}/"
    usual = county.get(f"{place}return/").context["form"]["put_right_by"].value()
    given = {"version": report.version, "reason": "数不对"}
    assert county.post(f"{place}return/", {**given, "put_right_by": "2020-01-01"}).status_code == 422
    county.post(f"{place}return/", {**given, "put_right_by": usual})
    assert scene.report_of(scene.school).put_right_by == usual
    page = school.get(place)
    assert (page.context["filling"], f"改正期限：{usual:%Y-%m-%d}" in page.content.decode()) == (True, True)
