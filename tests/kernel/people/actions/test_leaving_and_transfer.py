"""Moving home and leaving service."""

from datetime import timedelta

import pytest

from tests.factories import AT, Tree, acting
from tests.kernel.people.scene import (
    account_of,
    announced,
    everywhere,
    fresh,
    hold,
    holder,
    journaled,
    make_person,
    person_behind,
    posts_of,
)
from xuezheng.kernel.people.actions.record_leaving import record_leaving
from xuezheng.kernel.people.actions.transfer_person import transfer_person
from xuezheng.kernel.people.models import Account, RecoveryCode
from xuezheng.kernel.people.refusals import (
    MayNotKeepPeople,
    NotUponOneself,
    PeriodNotPossible,
    PersonHasLeft,
    PersonIsAbsent,
    PersonRanksAbove,
    RecordHasChanged,
    UnitIsAbsent,
)
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_the_record_the_account_and_what_it_signs_in_with_go_along() -> None:
    tree = Tree()
    old, new = tree.schools[0], tree.schools[2]
    person = holder(old, "teacher")
    elsewhere = hold(person, tree.schools[7], "expert")
    with everywhere():
        RecoveryCode.objects.create(account=account_of(person), unit_path=old.unit_path, code_hash="x", made_at=AT)
    post = acting(tree.cities[0])
    with bound(post):
        moved = transfer_person(post=post, person_id=person.id, version=1, to_unit_id=new.id, at=AT)
    assert (moved.home_unit_id, moved.unit_path, moved.version) == (new.id, new.unit_path, 2)
    with everywhere():
        assert list(Account.objects.filter(person=person).values_list("unit_path", flat=True)) == [new.unit_path]
        assert list(RecoveryCode.objects.values_list("unit_path", flat=True)) == [new.unit_path]
    ended, kept = posts_of(person)
    if ended.id == elsewhere.id:
        ended, kept = kept, ended
    assert (ended.valid_to, ended.unit_path, ended.home_path) == (AT, old.unit_path, new.unit_path)
    assert (kept.valid_to, kept.unit_path, kept.home_path) == (None, tree.schools[7].unit_path, new.unit_path)
    told = ({"home_unit": old.name}, {"home_unit": new.name, "posts_kept": False})
    assert journaled() == [
        ("people.end_post", old.unit_path, {"valid_to": None}, {"valid_to": AT.isoformat()}),
        ("people.transfer_person", old.unit_path, *told),
        ("people.transfer_person", new.unit_path, *told),
    ]
    assert announced() == ["people.PersonTransferred", "people.PostEnded"]


def test_posts_at_the_old_home_may_be_kept() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    post = acting(tree.counties[0])
    with bound(post):
        transfer_person(
            post=post, person_id=person.id, version=1, to_unit_id=tree.schools[1].id, keep_posts=True, at=AT
        )
    (held,) = posts_of(person)
    assert (held.valid_to, held.home_path) == (None, tree.schools[1].unit_path)


def test_transfers_that_are_refused() -> None:
    tree = Tree()
    county, school = tree.counties[0], tree.schools[0]
    person, foreign, higher = make_person(school), make_person(tree.schools[7]), make_person(school)
    hold(higher, tree.province, "administrator")
    post = acting(county)
    for target, who, version, refusal in (
        (tree.schools[1], person, 7, RecordHasChanged),
        (tree.schools[7], person, 1, UnitIsAbsent),
        (tree.cities[0], person, 1, UnitIsAbsent),
        (tree.schools[1], foreign, 1, PersonIsAbsent),
        (tree.schools[1], higher, 1, PersonRanksAbove),
        (school, person, 1, Conflict),
    ):
        with bound(post), pytest.raises(refusal):
            transfer_person(post=post, person_id=who.id, version=version, to_unit_id=target.id, at=AT)
    with bound(post), pytest.raises(NotUponOneself):
        transfer_person(post=post, person_id=post.person_id or person.id, version=1, to_unit_id=school.id, at=AT)
    officer = acting(county, role="officer")
    with bound(officer), pytest.raises(MayNotKeepPeople):
        transfer_person(post=officer, person_id=person.id, version=1, to_unit_id=tree.schools[1].id, at=AT)
    assert (journaled(), announced()) == ([], [])


def test_leaving_ends_every_post_wherever_held_and_closes_the_account() -> None:
    tree = Tree()
    school, other = tree.schools[0], tree.schools[7]
    person = holder(school, "teacher")
    hold(person, other, "expert")
    post = acting(tree.counties[0])
    with bound(post):
        left = record_leaving(post=post, person_id=person.id, version=1, left_on=AT.date() - timedelta(days=3), at=AT)
    assert (left.left_on, left.version) == (AT.date() - timedelta(days=3), 2)
    assert [held.valid_to for held in posts_of(person)] == [AT, AT]
    assert not account_of(person).is_active
    assert sorted((act, path) for act, path, *_rest in journaled()) == sorted(
        [
            ("people.end_post", school.unit_path),
            ("people.end_post", other.unit_path),
            ("people.close_account", school.unit_path),
            ("people.record_leaving", school.unit_path),
        ]
    )
    assert announced() == [
        "people.AccountClosed",
        "people.PersonLeft",
        "people.PostEnded",
        "people.PostEnded",
    ]
    with bound(post), pytest.raises(PersonHasLeft):
        record_leaving(post=post, person_id=person.id, version=2, left_on=AT.date(), at=AT)


def test_leavings_that_are_refused() -> None:
    tree = Tree()
    school = tree.schools[0]
    person, higher = make_person(school), make_person(school)
    hold(higher, tree.cities[0], "officer")
    post = acting(school, role="school_administrator")
    for who, version, day, refusal in (
        (person, 2, AT.date(), RecordHasChanged),
        (person, 1, AT.date() + timedelta(days=1), PeriodNotPossible),
        (higher, 1, AT.date(), PersonRanksAbove),
        (make_person(tree.schools[1]), 1, AT.date(), PersonIsAbsent),
    ):
        with bound(post), pytest.raises(refusal):
            record_leaving(post=post, person_id=who.id, version=version, left_on=day, at=AT)
    own = person_behind(post)
    with bound(post), pytest.raises(NotUponOneself):
        record_leaving(post=post, person_id=own.id, version=1, left_on=AT.date(), at=AT)
    assert fresh(person).left_on is None
    assert (journaled(), announced()) == ([], [])
