"""Units that move, merge or close while they report: reports go with the unit, and nobody owes what nobody can fill in."""

from datetime import date

import pytest
from django.db import connection

from tests.engines.forms.actions.test_filling import LATER, fill, submit
from tests.engines.forms.scene import AT, Scene
from tests.factories import acting
from tests.jobs import run_pending
from xuezheng.engines.forms.actions.changed_units import follow_unit
from xuezheng.engines.forms.actions.looking_into import answer_suspicion
from xuezheng.engines.forms.models import AnswerChange, Collection, Report, ReportStep, SuspicionAnswer
from xuezheng.engines.forms.queries.suspects import suspects_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import close_unit, merge_units, move_unit
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PLATFORM = system_post("test", permissions=frozenset({"forms.read", "units.read"}))
THEN = date(2026, 9, 1)


def now(unit: Unit) -> Unit:
    with bound(PLATFORM):
        return Unit.objects.get(id=unit.id)


def reports_of(unit: Unit) -> list[Report]:
    with bound(PLATFORM):
        return list(Report.objects.filter(unit=unit))


def move(scene: Scene, unit: Unit, to: Unit) -> Unit:
    with bound(acting(scene.tree.province)) as post:
        version = now(unit).version
        move_unit(post=post, unit_id=unit.id, version=version, parent_id=to.id, effective_on=THEN, at=AT)
    run_pending()
    return now(unit)


def submitted(scene: Scene, post: ActingPost) -> Report:
    report = scene.report_of(post)
    fill(post, report)
    return submit(post, report)


def test_a_moved_school_takes_its_report_to_its_new_desk(scene: Scene) -> None:
    scene.collect()
    report = submitted(scene, scene.school)
    assert report.desk_path == scene.county.scope_path
    school = move(scene, scene.tree.schools[0], scene.tree.counties[1])
    (there,) = reports_of(school)
    assert there.unit_path == school.unit_path
    assert there.desk_path == now(scene.tree.counties[1]).unit_path
    with bound(PLATFORM):
        for model in (AnswerChange, ReportStep):
            assert {row.unit_path for row in model.objects.filter(report=there)} == {school.unit_path}
        assert follow_unit(old_path=report.unit_path, new_path=school.unit_path, at=AT) == 0


def test_a_moved_county_keeps_its_desk(scene: Scene) -> None:
    scene.collect()
    submitted(scene, scene.school)
    county = move(scene, scene.tree.counties[0], scene.tree.cities[1])
    (there,) = reports_of(now(scene.tree.schools[0]))
    assert there.unit_path.startswith(county.unit_path)
    assert there.desk_path == county.unit_path


def end(scene: Scene, unit: Unit, *, into: Unit | None = None) -> None:
    """A school without people at it, since one with people could not end."""
    unit = now(unit)
    with bound(acting(scene.tree.province)) as post:
        if into is None:
            close_unit(post=post, unit_id=unit.id, version=unit.version, effective_on=THEN, at=AT)
        else:
            merge_units(
                post=post, versions={unit.id: unit.version}, into_id=into.id, into_version=now(into).version,
                effective_on=THEN, at=AT,
            )  # fmt: skip
    run_pending()


def test_a_closed_school_owes_nothing(scene: Scene) -> None:
    scene.collect()
    end(scene, scene.tree.schools[2])
    assert reports_of(scene.tree.schools[2]) == []
    with bound(PLATFORM):
        assert Entry.objects.filter(act="forms.take_back_report").count() == 1
        assert Report.objects.count() == 7


def test_a_successor_has_the_report_to_do_where_it_has_none(scene: Scene) -> None:
    collection = scene.collect()
    ended, heir = scene.tree.schools[2], scene.tree.schools[3]
    with bound(PLATFORM):
        begun = Report.objects.get(unit=ended)
        Report.objects.filter(unit=ended).update(answers={"multimedia": "7"}, changed_at=LATER)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM forms_report WHERE unit_id = %s", [heir.id])
    end(scene, ended, into=heir)
    (there,) = reports_of(heir)
    assert (there.id, there.unit_path, there.answers) == (begun.id, heir.unit_path, {"multimedia": "7"})
    with bound(PLATFORM):
        assert Entry.objects.get(act="forms.pass_on_report").after == {"unit": heir.name}
    end(scene, heir, into=scene.tree.schools[4])
    with bound(PLATFORM):
        assert Report.objects.filter(collection=collection, unit=scene.tree.schools[4]).count() == 1
        assert Report.objects.get(unit=heir).id == begun.id  # it stays, with what was filled in


def test_what_was_submitted_stays_on_its_desk(scene: Scene) -> None:
    scene.collect()
    ended = scene.tree.schools[2]
    with bound(PLATFORM):
        Report.objects.filter(unit=ended).update(
            submitted_at=LATER, first_submitted_at=LATER, desk_path=scene.tree.counties[1].unit_path
        )
        (report,) = Report.objects.filter(unit=ended)
    end(scene, ended)
    assert [(one.id, one.desk_path) for one in reports_of(ended)] == [(report.id, report.desk_path)]


def test_answers_to_suspicions_go_with_the_school_and_its_desk(scene: Scene, second: Collection) -> None:
    with bound(scene.county):
        (suspect,) = suspects_of(scene.county, second)
        row = answer_suspicion(
            post=scene.county, report_id=suspect.report_id, suspicion="jump", field="computers",
            figures=suspect.figures, words="已核实", at=AT,
        )  # fmt: skip
    county = move(scene, scene.tree.counties[0], scene.tree.cities[1])
    with bound(PLATFORM):
        there = SuspicionAnswer.objects.get(id=row.id)
    assert (there.unit_path, there.desk_path) == (now(scene.tree.schools[0]).unit_path, county.unit_path)
