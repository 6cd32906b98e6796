"""Filling in: what is kept, what clashes, what is refused, who may; and the way up to acceptance."""

from datetime import timedelta

import pytest
from django.utils import translation

from tests.engines.forms.sample import SAMPLE
from tests.engines.forms.scene import AT, CLOSES, DEVICES, DUE, GIVEN, Scene
from xuezheng.engines.forms.actions import draft_form, publish_form
from xuezheng.engines.forms.actions.collecting import open_collection
from xuezheng.engines.forms.actions.deciding import accept_report, accept_reports, reopen_report, return_report
from xuezheng.engines.forms.actions.reporting import Clash, remark_on_report, save_answers, submit_report
from xuezheng.engines.forms.models import AnswerChange, Collection, Report, ReportStep
from xuezheng.engines.forms.policies import reports_visible_to
from xuezheng.engines.forms.queries.progress import progress_by_place, progress_of
from xuezheng.engines.forms.queries.report_page import shown_report
from xuezheng.engines.forms.standing import ReportStatus, standing, status_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.refusals import Conflict, NotAllowed, Refusal, Refusals, VersionIsStale
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound

pytestmark = pytest.mark.integration
LATER = AT + timedelta(days=1)


def fill(post: ActingPost, report: Report, **changes: object) -> None:
    given = changes or {**GIVEN, "devices": DEVICES}
    with bound(post):
        save_answers(post=post, report_id=report.id, changes=given, based_on={}, at=LATER)


def submit(post: ActingPost, report: Report) -> Report:
    with bound(post):
        report.refresh_from_db()
        return submit_report(post=post, report_id=report.id, version=report.version, at=LATER)


def accept(post: ActingPost, report: Report) -> Report:
    with bound(post):
        report.refresh_from_db()
        return accept_report(post=post, report_id=report.id, version=report.version, at=LATER)


def test_opening_hands_a_report_to_each_school_and_each_sees_its_own(scene: Scene) -> None:
    scene.collect()
    seen = {}
    for post in (scene.province, scene.city, scene.county, scene.school):
        with bound(post):
            seen[post.unit_name] = (reports_visible_to(post).count(), Report.objects.count())
    assert list(seen.values()) == [(8, 8), (4, 4), (2, 2), (1, 1)]


def test_an_untouched_report_counts_as_its_page_does(scene: Scene) -> None:
    """Three fields are required, one is expected, and the table must have a row. What is optional or filled is not counted."""
    scene.collect(SAMPLE.replace("most_rows: 3", "least_rows: 1\n        most_rows: 3"))
    report = scene.report_of(scene.school)
    with bound(scene.school):
        shown = shown_report(scene.school, report.id)
    assert (report.errors, report.warnings, report.missing) == (4, 1, 5)
    assert (shown.missing, shown.mistakes) == (5, 0)
    fill(scene.school, report, note="x")
    saved = scene.report_of(scene.school)
    assert (saved.errors, saved.warnings, saved.missing) == (4, 1, 5)


def test_answers_are_kept_with_what_they_were_and_who_changed_them(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report, multimedia="2２", note="  ")
    fill(scene.school, report, access="光纤")
    with bound(scene.school):
        report.refresh_from_db()
        changes = list(AnswerChange.objects.order_by("id").values_list("field", "before", "after", "person_name"))
        acts = Entry.objects.filter(act="forms.save_answers").count()
    assert report.answers == {"multimedia": "22", "access": "fibre"}
    assert changes == [("multimedia", None, "22", "演示人员"), ("access", None, "fibre", "演示人员")]
    assert acts == 2


def test_what_another_changed_meanwhile_is_not_overwritten(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report, multimedia="20", computers="50")
    with bound(scene.school):
        outcome = save_answers(
            post=scene.school,
            report_id=report.id,
            changes={"multimedia": "21", "computers": "51"},
            based_on={"multimedia": None, "computers": "50"},
            at=LATER,
        )
    assert outcome.clashes == [Clash(field="multimedia", present="20", own="21")]
    assert (list(outcome.changed), outcome.report.answers) == (["computers"], {"multimedia": "20", "computers": "51"})


def test_what_the_system_fills_cannot_be_typed_and_one_bad_field_does_not_hold_up_the_others(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    with bound(scene.school):
        outcome = save_answers(
            post=scene.school,
            report_id=report.id,
            changes={"students": "9", "per_hundred": "1", "computers": "many", "nothing": "1", "multimedia": "3"},
            based_on={},
            at=LATER,
        )
    assert [one.field for one in outcome.refused] == ["students", "per_hundred", "computers", "nothing"]
    assert outcome.report.answers == {"multimedia": "3"}


def test_computed_values_follow_what_sources_fill_with_each_save(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    with bound(scene.school):
        outcome = save_answers(
            post=scene.school, report_id=report.id, changes={"computers": "118"}, based_on={}, at=LATER
        )
    assert (outcome.checked.answers["per_hundred"], scene.report_of(scene.school).filled["students"]["value"]) == (
        "11.6",
        "1017",
    )


def test_only_the_own_unit_fills_and_only_in_time(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    for post, at, refusal in (
        (scene.county, LATER, NotAllowed),
        (scene.other_school, LATER, Refusal),
        (scene.school, CLOSES + timedelta(hours=1), Conflict),
        (scene.school, AT - timedelta(hours=1), Conflict),
    ):
        with bound(post), pytest.raises(refusal):
            save_answers(post=post, report_id=report.id, changes={"multimedia": "1"}, based_on={}, at=at)
    assert scene.report_of(scene.school).answers == {}


def test_a_report_with_mistakes_is_not_submitted(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report, **{**GIVEN, "multimedia": "26", "devices": DEVICES})
    with pytest.raises(Refusals) as refused:
        submit(scene.school, report)
    assert [(one.field, str(one)) for one in refused.value.refusals] == [
        ("classrooms", "There are more multimedia classrooms (26) than classrooms (24).")
    ]
    with bound(scene.school):
        save_answers(
            post=scene.school, report_id=report.id, changes={"multimedia": "22", "devices": [{**DEVICES[0], "broken": "119"}]},
            based_on={"multimedia": "26", "devices": DEVICES}, at=LATER,
        )  # fmt: skip
    with pytest.raises(Refusals) as refused:
        submit(scene.school, report)
    assert [(one.field, str(one)) for one in refused.value.refusals] == [
        ("devices", "Devices, row 1: More are broken (119) than there are (118).")
    ]


def test_a_computed_value_that_is_too_large_is_saved_and_holds_up_the_submission(scene: Scene) -> None:
    scene.collect(SAMPLE.replace("100 * computers / students", "computers * multimedia * multimedia"))
    report = scene.report_of(scene.school)
    fill(scene.school, report, **{**GIVEN, "multimedia": "999999999999999", "devices": DEVICES})
    fill(scene.school, report, note="好")
    with pytest.raises(Refusals) as refused:
        submit(scene.school, report)
    assert [one.field for one in refused.value.refusals] == ["per_hundred", "classrooms"]
    assert scene.report_of(scene.school).answers["note"] == "好"


def test_the_way_up_desk_by_desk(scene: Scene) -> None:
    collection = scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    desks = [submit(scene.school, report).desk_path]
    with bound(scene.city), pytest.raises(NotAllowed):
        accept_report(post=scene.city, report_id=report.id, version=3, at=LATER)
    desks += [accept(post, report).desk_path for post in (scene.county, scene.city, scene.province)]
    assert desks == [scene.county.unit_path, scene.city.unit_path, scene.province.unit_path, ""]
    with bound(scene.province):
        progress = progress_of(scene.province, collection)
        places = [
            (one.name, one.progress.asked, one.progress.accepted)
            for one in progress_by_place(scene.province, collection)
        ]
        steps = list(ReportStep.objects.order_by("id").values_list("what", flat=True))
    assert (progress.asked, progress.submitted, progress.in_time, progress.accepted) == (8, 1, 1, 1)
    assert places == [("郑州市教育局", 4, 1), ("信阳市教育局", 4, 0)]
    assert steps == ["submitted", "passed", "passed", "accepted"]
    assert scene.report_of(scene.school).filled["students"] == {"value": "1017", "as_of": "2026-08-31"}


def test_a_returned_report_comes_back_with_its_reason_and_stays_in_time(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    version = submit(scene.school, report).version
    with bound(scene.county):
        with pytest.raises(VersionIsStale):
            return_report(post=scene.county, report_id=report.id, version=version - 1, reason="数不对", at=LATER)
        with pytest.raises(Refusal):
            return_report(post=scene.county, report_id=report.id, version=version, reason=" ", at=LATER)
        return_report(post=scene.county, report_id=report.id, version=version, reason="数不对", at=LATER)
    report = scene.report_of(scene.school)
    assert (status_of(report), report.return_reason, report.first_submitted_at) == (
        ReportStatus.RETURNED,
        "数不对",
        LATER,
    )
    fill(scene.school, report, multimedia="21")
    assert scene.report_of(scene.school).answers["multimedia"] == "22"
    with bound(scene.school):
        save_answers(
            post=scene.school,
            report_id=report.id,
            changes={"multimedia": "21"},
            based_on={"multimedia": "22"},
            at=LATER,
        )
    assert status_of(submit(scene.school, report)) is ReportStatus.REVIEW


def test_all_on_the_desk_are_accepted_at_once_and_one_missing_school_blocks_nobody(scene: Scene) -> None:
    collection = scene.collect()
    for post in (scene.school, scene.other_school):
        report = scene.report_of(post)
        fill(post, report)
        submit(post, report)
    with bound(scene.county):
        with pytest.raises(Conflict):
            accept_reports(post=scene.county, collection_id=collection.id, expected=1, at=LATER)
        outcome = accept_reports(post=scene.county, collection_id=collection.id, expected=2, at=LATER)
    assert (outcome.accepted, outcome.asked, outcome.elsewhere, outcome.own) == (2, 2, 0, 0)
    for post in (scene.city, scene.province):
        with bound(post):
            outcome = accept_reports(post=post, collection_id=collection.id, expected=2, at=LATER)
    assert (outcome.accepted, outcome.asked, outcome.elsewhere) == (2, 8, 6)
    with bound(scene.province):
        assert Report.objects.filter(standing(ReportStatus.ACCEPTED), accepted_at=LATER).count() == 2
        assert ReportStep.objects.filter(what="accepted").count() == 2


def test_an_accepted_report_opens_again_with_a_reason_and_its_change_is_marked(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    submit(scene.school, report)
    for post in (scene.county, scene.city, scene.province):
        accept(post, report)
    report = scene.report_of(scene.school)
    until = DUE + timedelta(days=60)
    with bound(scene.county), pytest.raises(NotAllowed):
        reopen_report(
            post=scene.county, report_id=report.id, version=report.version, until=until, reason="更正", at=LATER
        )
    with bound(scene.province):
        reopen_report(
            post=scene.province, report_id=report.id, version=report.version, until=until, reason="更正", at=LATER
        )
    with bound(scene.school):
        save_answers(
            post=scene.school,
            report_id=report.id,
            changes={"multimedia": "20"},
            based_on={"multimedia": "22"},
            at=CLOSES + timedelta(days=5),
        )
    found = scene.report_of(scene.school)
    assert (found.changed_after_acceptance, status_of(found)) == (True, ReportStatus.REOPENED)


def test_a_report_that_missed_its_collection_opens_again_and_is_not_marked_as_changed(scene: Scene) -> None:
    scene.collect()
    report, missed = scene.report_of(scene.school), CLOSES + timedelta(days=1)
    with bound(scene.province):
        until = CLOSES + timedelta(days=30)
        reopen_report(
            post=scene.province, report_id=report.id, version=report.version, until=until, reason="补报", at=missed
        )
    with bound(scene.school):
        save_answers(
            post=scene.school,
            report_id=report.id,
            changes={"multimedia": "20"},
            based_on={"multimedia": None},
            at=missed,
        )
    found = scene.report_of(scene.school)
    assert (found.changed_after_acceptance, status_of(found)) == (False, ReportStatus.REOPENED)


def test_the_page_shows_what_sources_say_and_what_is_computed(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    fill(scene.school, report)
    with bound(scene.county):
        remark_on_report(post=scene.county, report_id=report.id, field="multimedia", words="请核对", at=LATER)
    with bound(scene.school):
        shown = shown_report(scene.school, report.id)
    lines = {one.field.code: one for section in shown.sections for one in section.fields}
    assert [(code, line.text) for code, line in lines.items()] == [
        ("classrooms", "24"), ("multimedia", "22"), ("computers", "118"), ("students", "1017"),
        ("per_hundred", "11.6"), ("access", "fibre"), ("since", "2018-03-01"), ("note", ""),
    ]  # fmt: skip
    assert (lines["classrooms"].as_of, shown.filled) == ("2026-08-31", 3)
    assert [remark.words for remark in lines["multimedia"].remarks] == ["请核对"]
    assert [desk.name for desk in shown.desks] == ["中原区教育局", "郑州市教育局", "河南省教育厅"]


def test_nobody_to_ask_is_no_collection(scene: Scene) -> None:
    with bound(scene.province):
        text = SAMPLE.replace("units: [primary, junior]", "units: [university]")
        draft = draft_form(post=scene.province, text=text, at=AT)
        form = publish_form(post=scene.province, edition_id=draft.id, version=draft.version, at=AT)
        with pytest.raises(Refusal, match="No unit of the kinds that the form asks"):
            open_collection(
                post=scene.province, edition_id=form.id, period="2026Q3", due_at=DUE, closes_at=CLOSES, at=AT
            )
        assert (Collection.objects.count(), Report.objects.count()) == (0, 0)


def test_the_latest_changes_name_the_field_and_both_answers(scene: Scene) -> None:
    scene.collect()
    report = scene.report_of(scene.school)
    for given, before in (
        ({"access": "mobile"}, {}),
        ({"access": "fibre"}, {"access": "mobile"}),
        ({"devices": DEVICES}, {}),
    ):
        with bound(scene.school):
            save_answers(post=scene.school, report_id=report.id, changes=given, based_on=before, at=LATER)
    with bound(scene.school) as school, translation.override("zh-hans"):
        changes = shown_report(school, report.id).changes
    assert [(one.title, one.before, one.after) for one in changes] == [
        ("设备台账", "", ""),
        ("接入方式", "移动网络", "光纤"),
        ("接入方式", "—", "移动网络"),
    ]
