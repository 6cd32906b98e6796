"""Units that close or merge: their bodies, seats and CIO end on that day, and nobody waits for them any more."""

from datetime import date

import pytest

from tests.jobs import run_pending
from tests.modules.organisation.scene import AT, EARLIER, PLATFORM, Scene, fresh, inbox_of
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions import close_unit, merge_units, split_unit
from xuezheng.kernel.units.drafts import UnitDraft
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.modules.organisation.actions import bodies
from xuezheng.modules.organisation.actions.coverage import ask_for_coverage
from xuezheng.modules.organisation.actions.end_with_unit import end_with_unit
from xuezheng.modules.organisation.models import Body, BodyMember, Cio, CoverageRequest

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
MAY = date(2026, 5, 1)


def school_of(scene: Scene, place: int) -> Unit:
    with bound(PLATFORM):
        return Unit.objects.get(id=scene.tree.schools[place].id)


def led(scene: Scene, school: Unit) -> tuple[Body, Cio]:
    """With a body that has a member, and a CIO."""
    body = scene.found(scene.county, school, kind="coordination_body")
    with bound(scene.county):
        bodies.seat_member(post=scene.county, body_id=body.id, role="chair", name="李强", valid_from=EARLIER, at=AT)
    return body, scene.name_cio(scene.county, school)


def closed(scene: Scene, school: Unit) -> None:
    with bound(scene.county):
        close_unit(post=scene.county, unit_id=school.id, version=school.version, effective_on=MAY, at=AT)
    run_pending()


def ended_on(body: Body, cio: Cio) -> tuple[date | None, date | None, date | None]:
    with bound(PLATFORM):
        seat = BodyMember.objects.get(body=body).valid_to
    return fresh(body).dissolved_on, seat, fresh(cio).valid_to


def test_what_a_closed_school_had_ends_on_that_day_and_once(scene: Scene) -> None:
    school, beside = school_of(scene, 1), led(scene, school_of(scene, 0))
    body, cio = led(scene, school)
    closed(scene, school)
    assert ended_on(body, cio) == (MAY, MAY, MAY)
    assert ended_on(*beside) == (None, None, None)
    with bound(PLATFORM):
        acts = list(Entry.objects.filter(act__startswith="organisation.").order_by("id").values_list("act", flat=True))
        assert end_with_unit(post=PLATFORM, unit=school_of(scene, 1), at=AT) == 0
    assert acts[-2:] == ["organisation.dissolve_body", "organisation.end_cio"]


def test_what_began_after_the_day_of_the_end_was_there_for_one_day(scene: Scene) -> None:
    school = school_of(scene, 1)
    body, cio = led(scene, school)
    with bound(PLATFORM):
        Body.objects.filter(id=body.id).update(founded_on=MAY)
        BodyMember.objects.filter(body=body).update(valid_from=MAY)
        Cio.objects.filter(id=cio.id).update(valid_from=date(2026, 6, 1))
    closed(scene, school)
    assert ended_on(body, cio) == (date(2026, 5, 2), date(2026, 5, 2), date(2026, 6, 2))


def test_nobody_waits_for_a_closed_school(scene: Scene) -> None:
    school, county = school_of(scene, 1), scene.tree.counties[0]
    scene.survey(scene.county, school)
    with bound(scene.county):
        ask_for_coverage(post=scene.county, rule="cio", below_id=county.id, at=AT)
    assert len(inbox_of(school)) == 2
    closed(scene, school)
    assert inbox_of(school) == []
    assert len(inbox_of(school_of(scene, 0))) == 1
    with bound(PLATFORM):
        assert [row.unit_id for row in CoverageRequest.objects.all()] == [scene.tree.schools[0].id]


def test_who_goes_on_after_a_merger_begins_anew_and_a_unit_that_was_split_keeps_what_it_has(scene: Scene) -> None:
    first = school_of(scene, 1)
    body, cio = led(scene, first)
    draft = UnitDraft(name="分出的小学", kind=UnitKind.PRIMARY, parent_id=scene.tree.counties[0].id, code="2141009999")
    with bound(scene.county):
        split_unit(
            post=scene.county,
            unit_id=first.id,
            version=first.version,
            into=[draft],
            goes_on=True,
            effective_on=MAY,
            at=AT,
        )
    run_pending()
    assert ended_on(body, cio) == (None, None, None)
    first, heir = school_of(scene, 1), school_of(scene, 0)
    with bound(scene.county):
        merge_units(
            post=scene.county,
            versions={first.id: first.version},
            into_id=heir.id,
            into_version=heir.version,
            effective_on=MAY,
            at=AT,
        )
    run_pending()
    assert ended_on(body, cio) == (MAY, MAY, MAY)
    with bound(PLATFORM):
        assert not Cio.objects.filter(unit=heir).exists()
