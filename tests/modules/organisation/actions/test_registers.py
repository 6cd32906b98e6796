"""Bodies with their seats, CIOs with their trainings, and requests that answer themselves."""

import sys
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import acting
from tests.jobs import run_pending
from tests.modules.organisation.scene import AT, EARLIER, PLATFORM, TODAY, Scene, announced, fresh, inbox_of, last_act
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.outbox.models import JobRun
from xuezheng.kernel.refusals import Conflict, NotAllowed, NotFound, Refusal, VersionIsStale
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.organisation.actions import bodies, cios
from xuezheng.modules.organisation.actions.coverage import Asking, ask_for_coverage
from xuezheng.modules.organisation.models import BodyMember, Cio, CoverageRequest

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
TOMORROW = TODAY + timedelta(days=1)


def test_a_body_is_founded_and_told(scene: Scene) -> None:
    body = scene.found(scene.county, scene.tree.counties[0], name=" 网信  领导小组 ")
    assert (body.name, body.unit_path) == ("网信 领导小组", scene.county.unit_path)
    assert last_act() == ("organisation.found_body", "网信 领导小组", scene.county.unit_path)
    assert announced() == ["BodyFounded"]


@pytest.mark.parametrize(
    ("changed", "sentence", "field"),
    [
        ({"name": " "}, "The body has no name. Write its full name.", "name"),
        ({"kind": "gold"}, "“gold” is no kind of body. Choose one of those listed.", "kind"),
        ({"founded_on": TOMORROW}, "2026-09-02 lies ahead. Record it when it has happened.", "founded_on"),
        (
            {"founded_on": date(1999, 1, 1)},
            "1999-01-01 is too early here. Choose 2000-01-01 or a later day.",
            "founded_on",
        ),
        ({"doc_number": "长" * 61}, "The text has 61 characters; at most 60 fit.", "doc_number"),
    ],
)
def test_a_body_is_refused_with_a_sentence(scene: Scene, changed: dict[str, Any], sentence: str, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        scene.found(scene.county, scene.tree.counties[0], **changed)
    assert (str(refusal.value), refusal.value.field) == (sentence, field)
    assert announced() == []


def test_a_kind_must_fit_the_unit_and_a_name_stands_once(scene: Scene) -> None:
    with pytest.raises(Refusal, match="has no leading group"):
        scene.found(scene.county, scene.tree.schools[0])
    scene.found(scene.county, scene.tree.counties[0])
    with pytest.raises(Conflict, match="has a body called"):
        scene.found(scene.county, scene.tree.counties[0])


def test_registers_are_kept_by_the_unit_and_those_above_only(scene: Scene) -> None:
    school = scene.tree.schools[0]
    with pytest.raises(NotFound):
        scene.name_cio(scene.beside, school)
    with pytest.raises(NotAllowed):
        scene.name_cio(acting(scene.tree.counties[0], role="analyst"), school)
    assert scene.name_cio(scene.county, school).unit_path == school.unit_path
    body = scene.found(scene.county, scene.tree.counties[0])
    with bound(scene.beside), pytest.raises(NotFound):
        bodies.seat_member(post=scene.beside, body_id=body.id, role="chair", name="某", valid_from=EARLIER, at=AT)


def test_seats_have_their_time_and_one_chair(scene: Scene) -> None:
    body = scene.found(scene.county, scene.tree.counties[0])
    with bound(scene.county):
        seat: dict[str, Any] = {"post": scene.county, "body_id": body.id, "at": AT}
        chair = bodies.seat_member(**seat, role="chair", name="李强", duty="局长", valid_from=EARLIER)
        with pytest.raises(Refusal, match="李强 has been in the chair since 2026-03-02"):
            bodies.seat_member(**seat, role="chair", name="赵敏", valid_from=TODAY)
        with pytest.raises(Refusal, match="Your post sees nobody with the number P0"):
            bodies.seat_member(**seat, role="member", person_number="p0", valid_from=TODAY)
        bodies.end_seat(post=scene.county, member_id=chair.id, valid_to=TODAY, at=AT)
        bodies.seat_member(**seat, role="chair", name="赵敏", valid_from=TODAY)
        wrong = bodies.seat_member(**seat, role="member", name="误记", valid_from=TODAY)
        bodies.end_seat(post=scene.county, member_id=wrong.id, valid_to=TODAY, at=AT)
        with pytest.raises(Conflict, match="has not held this seat since"):
            bodies.end_seat(post=scene.county, member_id=chair.id, valid_to=TODAY, at=AT)
        held = list(BodyMember.objects.order_by("valid_from").values_list("name", "valid_to"))
    assert held == [("李强", TODAY), ("赵敏", None)]


def test_dissolving_ends_all_seats_and_stays_readable(scene: Scene) -> None:
    body = scene.found(scene.county, scene.tree.counties[0])
    with bound(scene.county):
        bodies.seat_member(post=scene.county, body_id=body.id, role="member", name="李强", valid_from=EARLIER, at=AT)
        with pytest.raises(VersionIsStale):
            bodies.dissolve_body(post=scene.county, body_id=body.id, version=9, dissolved_on=TODAY, at=AT)
        with pytest.raises(Refusal, match="must be a later one"):
            bodies.dissolve_body(post=scene.county, body_id=body.id, version=1, dissolved_on=EARLIER, at=AT)
        bodies.dissolve_body(post=scene.county, body_id=body.id, version=1, dissolved_on=TODAY, at=AT)
        assert BodyMember.objects.get().valid_to == TODAY
        with pytest.raises(Conflict, match="was dissolved on 2026-09-01"):
            bodies.change_body(
                post=scene.county,
                body_id=body.id,
                version=2,
                name="x",
                founded_on=EARLIER,
                doc_number="",
                duties="",
                at=AT,
            )


def test_a_successor_ends_the_cio_before(scene: Scene) -> None:
    school = scene.tree.schools[0]
    first = scene.name_cio(scene.school, school)
    with pytest.raises(Refusal, match="A successor begins on a later day"):
        scene.name_cio(scene.school, school, name="赵敏")
    second = scene.name_cio(scene.school, school, name="赵敏", valid_from=TODAY)
    assert (fresh(first).valid_to, second.valid_to) == (TODAY, None)
    assert announced() == ["CioEnded", "CioNamed", "CioNamed"]
    with bound(scene.school):
        cios.change_cio(
            post=scene.school, cio_id=second.id, version=1, name="赵敏敏", duty="书记", doc_number="", at=AT
        )
        with pytest.raises(Refusal, match="must be a later one"):
            cios.end_cio(post=scene.school, cio_id=second.id, version=2, valid_to=TODAY, at=AT)
    with pytest.raises(Refusal, match="is a part of the unit above it"):
        scene.name_cio(scene.province, scene.tree.office)


def test_trainings_count_by_the_newest_that_stands(scene: Scene) -> None:
    cio = scene.name_cio(scene.school, scene.tree.schools[0])
    with bound(scene.school):
        given: dict[str, Any] = {"post": scene.school, "cio_id": cio.id, "at": AT}
        cios.record_training(**given, title="省级培训", trained_on=EARLIER)
        later = cios.record_training(**given, title="国培", trained_on=TODAY)
        with pytest.raises(Conflict, match="recorded already"):
            cios.record_training(**given, title="国培", trained_on=TODAY)
        assert Cio.objects.get().trained_on == TODAY
        cios.withdraw_training(post=scene.school, training_id=later.id, reason="误记", at=AT)
        assert Cio.objects.get().trained_on == EARLIER
    assert last_act()[0] == "organisation.withdraw_training"


def test_units_are_asked_once_and_the_record_answers(scene: Scene) -> None:
    county, school = scene.tree.counties[0], scene.tree.schools[0]
    scene.name_cio(scene.county, scene.tree.schools[1])
    with bound(scene.county):
        ask: dict[str, Any] = {"post": scene.county, "rule": "cio", "below_id": county.id, "at": AT}
        with pytest.raises(Refusal, match="leaves no time"):
            ask_for_coverage(**ask, due_on=TODAY)
        assert ask_for_coverage(**ask) == Asking(count=1, run_id=None)
        with pytest.raises(Conflict, match="Nobody is left to ask"):
            ask_for_coverage(**ask)
    assert inbox_of(school) == ["Name the CIO of the unit"]
    assert inbox_of(scene.tree.schools[1]) == []
    scene.name_cio(scene.school, school)
    assert inbox_of(school) == []
    with bound(PLATFORM):
        assert CoverageRequest.objects.get().answered_at == AT
    with bound(scene.school), pytest.raises(NotAllowed):
        ask_for_coverage(post=scene.school, rule="cio", below_id=school.id, at=AT)


def test_many_units_are_asked_in_the_background_portion_by_portion(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[ask_for_coverage.__module__]
    for name, number in (("AT_ONCE", 3), ("PORTION", 3)):
        monkeypatch.setattr(module, name, number)
    with bound(scene.province):
        asked = ask_for_coverage(post=scene.province, rule="cio", below_id=scene.tree.province.id, at=AT)
    assert asked.count == len(scene.tree.schools) == 8
    assert [inbox_of(school) for school in scene.tree.schools] == [[]] * 8
    run_pending()
    assert [inbox_of(school) for school in scene.tree.schools] == [["Name the CIO of the unit"]] * 8
    with bound(PLATFORM):
        run = JobRun.objects.get(name="organisation.ask_for_coverage")
        portions = Entry.objects.filter(act="organisation.ask_for_coverage").order_by("id")
        assert [entry.after["units"] for entry in portions if entry.after] == [3, 3, 2]
    assert (run.id, run.state, run.result) == (asked.run_id, JobRun.State.DONE, {"rule": "cio", "asked": 8})
