"""Meetings whose resolutions become tasks, rules edition by edition, surveys and what they are used for."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.modules.organisation.scene import (
    AT,
    EARLIER,
    PLATFORM,
    TODAY,
    Scene,
    announced,
    attach_text,
    fresh,
    inbox_of,
    last_act,
)
from tests.modules.plans.builders import published_plan
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions.move_unit import move_unit
from xuezheng.modules.organisation.actions import meetings, rules, surveys
from xuezheng.modules.organisation.actions.follow_units import follow_units
from xuezheng.modules.organisation.attachments import texts_of
from xuezheng.modules.organisation.models import Resolution, RuleEdition, SurveyPart, SurveyUse
from xuezheng.modules.organisation.queries.meetings import followed_resolutions

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_a_resolution_becomes_a_task_that_is_followed(scene: Scene) -> None:
    plan = published_plan(scene.tree.province)
    meeting = scene.meet(scene.province)
    with bound(scene.province):
        resolution = meetings.record_resolution(
            post=scene.province, meeting_id=meeting.id, text="开展弱口令整治", at=AT
        )
        given: dict[str, Any] = {
            "post": scene.province,
            "resolution_id": resolution.id,
            "version": 1,
            "plan_id": plan.id,
            "heading": "弱口令整治",
            "lead_unit_ids": [scene.tree.counties[0].id],
            "due_on": date(2026, 11, 30),
            "at": AT,
        }
        with pytest.raises(Refusal, match="No unit leads the task"):
            meetings.turn_into_task(**{**given, "lead_unit_ids": []})
        meetings.turn_into_task(**given)
        with pytest.raises(VersionIsStale):
            meetings.turn_into_task(**given)
        with pytest.raises(Conflict, match="became a task already"):
            meetings.turn_into_task(**{**given, "version": 2})
        with pytest.raises(Conflict, match="became a task and stays"):
            meetings.remove_resolution(post=scene.province, resolution_id=resolution.id, version=2, at=AT)
        (followed,) = followed_resolutions(scene.province, meeting, day=TODAY)
    assert followed.standing is not None
    assert (followed.standing.state, followed.standing.done, followed.standing.units) == ("on course", 0, 1)
    assert followed.standing.task.heading == "弱口令整治"
    assert announced() == ["MeetingRecorded", "ResolutionBecameTask"]
    assert last_act()[0] == "organisation.turn_into_task"


def test_a_called_meeting_has_resolved_nothing_and_is_its_units_alone(scene: Scene) -> None:
    called = scene.meet(scene.county, held_on=TODAY + timedelta(days=7))
    body = scene.found(scene.province, scene.tree.province)
    with bound(scene.county), pytest.raises(Refusal, match="lies ahead"):
        meetings.record_resolution(post=scene.county, meeting_id=called.id, text="x", at=AT)
    with bound(scene.province), pytest.raises(NotAllowed, match="only posts there change it"):
        meetings.record_resolution(post=scene.province, meeting_id=called.id, text="x", at=AT)
    with bound(scene.beside), pytest.raises(NotFound):
        meetings.record_resolution(post=scene.beside, meeting_id=called.id, text="x", at=AT)
    with pytest.raises(NotFound):
        scene.meet(scene.county, body_id=body.id)
    with pytest.raises(Refusal, match="was not in being on 2026-01-01"):
        scene.meet(scene.province, body_id=body.id, held_on=date(2026, 1, 1))


def test_resolutions_are_reworded_and_taken_out(scene: Scene) -> None:
    meeting = scene.meet(scene.county)
    with bound(scene.county):
        one = meetings.record_resolution(post=scene.county, meeting_id=meeting.id, text="甲", at=AT)
        meetings.record_resolution(post=scene.county, meeting_id=meeting.id, text="乙", at=AT)
        meetings.change_resolution(post=scene.county, resolution_id=one.id, version=1, text="丙", at=AT)
        meetings.remove_resolution(post=scene.county, resolution_id=one.id, version=2, at=AT)
        assert list(Resolution.objects.values_list("position", "text")) == [(2, "乙")]
        meetings.change_meeting(
            post=scene.county, meeting_id=meeting.id, version=1, kind="promotion", topic="推进", held_on=EARLIER, at=AT
        )
    assert fresh(meeting).topic == "推进"


def test_a_rule_is_issued_with_its_text_and_read_below(scene: Scene) -> None:
    rule, edition = scene.draft(scene.province)
    with bound(scene.province), pytest.raises(Conflict, match="The text is missing"):
        rules.issue_edition(
            post=scene.province,
            edition_id=edition.id,
            version=1,
            doc_number="1号",
            issued_on=EARLIER,
            in_force_from=EARLIER,
            at=AT,
        )
    with bound(scene.school):
        assert not RuleEdition.objects.exists()
    scene.issue(scene.province, edition)
    with bound(scene.school):
        seen = RuleEdition.objects.get()
        assert seen.state(TODAY) == RuleEdition.State.IN_FORCE
        assert [file.name for file in texts_of(scene.school, seen)] == ["正文.txt"]
    with bound(scene.province), pytest.raises(Conflict, match="was issued on 2026-03-02 and stays as it is"):
        rules.change_draft(post=scene.province, edition_id=edition.id, version=2, title=rule.title, summary="", at=AT)
    assert announced() == ["RuleIssued"]


def test_a_new_edition_replaces_the_last_and_a_repeal_ends_it(scene: Scene) -> None:
    rule, first = scene.draft(scene.province)
    scene.issue(scene.province, first)
    with bound(scene.province):
        version = fresh(rule).version
        second = rules.draft_edition(post=scene.province, rule_id=rule.id, version=version, at=AT)
        with pytest.raises(Conflict, match="has a draft already"):
            rules.draft_edition(post=scene.province, rule_id=rule.id, version=version + 1, at=AT)
        with pytest.raises(Conflict, match="Throw it away or issue it first"):
            rules.repeal_rule(
                post=scene.province, rule_id=rule.id, version=version + 1, repealed_on=TODAY, reason="并入", at=AT
            )
    with pytest.raises(Refusal, match="must be in force from a later day"):
        scene.issue(scene.province, second)
    scene.issue(scene.province, second, issued_on=TODAY, in_force_from=TODAY, doc_number="2号")
    assert fresh(first).state(TODAY) == RuleEdition.State.REPLACED
    with bound(scene.province):
        rules.repeal_rule(
            post=scene.province,
            rule_id=rule.id,
            version=fresh(rule).version,
            repealed_on=TODAY + timedelta(days=1),
            reason="并入新办法",
            at=AT,
        )
    assert fresh(second).state(TODAY) == RuleEdition.State.IN_FORCE
    assert fresh(second).state(TODAY + timedelta(days=1)) == RuleEdition.State.REPEALED


def test_a_draft_is_thrown_away_with_its_rule(scene: Scene) -> None:
    rule, edition = scene.draft(scene.county)
    attach_text(scene.county, edition)
    with bound(scene.county):
        assert rules.discard_draft(post=scene.county, edition_id=edition.id, version=1, at=AT) is None
        with pytest.raises(NotFound):
            rules.draft_edition(post=scene.county, rule_id=rule.id, version=1, at=AT)
    assert last_act()[0] == "organisation.discard_draft"


def test_a_survey_goes_from_question_to_use(scene: Scene) -> None:
    county, other = scene.tree.counties[0], scene.tree.counties[2]
    survey = scene.survey(scene.province, county, other)
    asked = ["Look into “乡村学校带宽” and report what was found"]
    assert (inbox_of(county), inbox_of(other)) == (asked, asked)
    with bound(scene.county):
        part = SurveyPart.objects.get()
        with pytest.raises(Refusal, match="Say what was found"):
            surveys.report_findings(post=scene.county, part_id=part.id, version=1, findings=" ", at=AT)
        surveys.report_findings(post=scene.county, part_id=part.id, version=1, findings="三成不足百兆", at=AT)
    assert inbox_of(county) == []
    with bound(scene.beside), pytest.raises(NotFound):
        surveys.report_findings(post=scene.beside, part_id=part.id, version=2, findings="x", at=AT)
    rule, _edition = scene.draft(scene.province)
    with bound(scene.province):
        with pytest.raises(Conflict, match="has reported what it found"):
            surveys.release_unit(post=scene.province, part_id=part.id, at=AT)
        surveys.conclude_survey(post=scene.province, survey_id=survey.id, version=1, results="需提速", at=AT)
        surveys.record_use(
            post=scene.province, survey_id=survey.id, words="写入办法", used_on=TODAY, rule_id=rule.id, at=AT
        )
        assert SurveyUse.objects.get().rule_id == rule.id
        with pytest.raises(Conflict, match="was concluded on 2026-09-01"):
            surveys.involve_unit(post=scene.province, survey_id=survey.id, unit_id=county.id, at=AT)
    assert inbox_of(other) == []
    assert announced() == ["SurveyConcluded", "SurveyOpened", "SurveyReported"]


def test_only_units_of_the_own_subtree_take_part(scene: Scene) -> None:
    with pytest.raises(Refusal, match="does not stand under"):
        scene.survey(scene.county, scene.tree.province)
    with pytest.raises(Refusal, match="before it begins"):
        scene.survey(scene.county, ends_on=date(2026, 1, 1))


def test_what_holds_goes_with_its_unit_when_it_moves(scene: Scene) -> None:
    school, target = scene.tree.schools[0], scene.tree.counties[2]
    now, before = scene.name_cio(scene.school, school), school.unit_path
    with bound(scene.province):
        move_unit(
            post=scene.province,
            unit_id=school.id,
            version=1,
            parent_id=target.id,
            effective_on=date(2026, 9, 1),
            at=datetime(2026, 9, 1, 9, 0, tzinfo=UTC),
        )
    with bound(PLATFORM):
        follow_units(old_path=before, at=AT)
        follow_units(old_path=before, at=AT)
    assert fresh(now).unit_path == fresh(school).unit_path != before
