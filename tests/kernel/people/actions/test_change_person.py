"""Correcting a record."""

import pytest

from tests.factories import AT, Tree, acting
from tests.kernel.people.scene import announced, everywhere, fresh, hold, holder, journaled, make_person, posts_of
from xuezheng.kernel.people.actions.change_person import change_person
from xuezheng.kernel.people.models import Post
from xuezheng.kernel.people.refusals import MayNotKeepPeople, PersonIsAbsent, PersonRanksAbove, RecordHasChanged
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_a_new_name_reaches_the_posts_held_at_any_unit_but_not_the_ended_ones() -> None:
    tree = Tree()
    person = make_person(tree.schools[0], name="王芳")
    for unit in (tree.schools[0], tree.schools[7]):
        hold(person, unit, "teacher")
    ended = hold(person, tree.schools[1], "teacher")
    with everywhere():
        Post.objects.filter(id=ended.id).update(valid_to=AT)
    post = acting(tree.counties[0])
    with bound(post):
        changed = change_person(
            post=post, person_id=person.id, version=1, name="王芳华", phone="13911112222", email="", at=AT
        )
    assert (changed.name, changed.initials, changed.version) == ("王芳华", "wfh", 2)
    assert sorted(held.person_name for held in posts_of(person)) == ["王芳", "王芳华", "王芳华"]
    assert journaled() == [
        (
            "people.change_person",
            person.unit_path,
            {"name": "王芳", "phone": "13…00"},
            {"name": "王芳华", "phone": "13…22"},
        )
    ]
    assert announced() == ["people.PersonChanged"]


def test_the_same_values_change_nothing() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    post = acting(tree.counties[0])
    with bound(post):
        change_person(post=post, person_id=person.id, version=1, name="王芳", phone=person.phone, email="", at=AT)
    assert fresh(person).version == 1
    assert journaled() == []


def test_a_stale_version_is_refused() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    post = acting(tree.counties[0])
    with bound(post), pytest.raises(RecordHasChanged):
        change_person(post=post, person_id=person.id, version=0, name="王", phone="", email="", at=AT)
    assert fresh(person).name == "王芳"


def test_who_ranks_above_is_left_alone() -> None:
    tree = Tree()
    post = acting(tree.schools[0], role="school_administrator")
    cio = holder(tree.schools[0], "cio")
    seconded = make_person(tree.schools[0])
    hold(seconded, tree.province, "officer")
    equal_elsewhere = make_person(tree.schools[0])
    hold(equal_elsewhere, tree.schools[1], "school_administrator")
    with bound(post):
        for person in (cio, seconded, equal_elsewhere):
            with pytest.raises(PersonRanksAbove):
                change_person(post=post, person_id=person.id, version=1, name="某", phone="", email="", at=AT)


def test_people_of_other_units_do_not_exist() -> None:
    tree = Tree()
    person = make_person(tree.schools[7])
    hold(person, tree.schools[0], "teacher")
    post = acting(tree.counties[0])
    with bound(post), pytest.raises(PersonIsAbsent):
        change_person(post=post, person_id=person.id, version=1, name="某", phone="", email="", at=AT)
    officer = acting(tree.counties[0], role="officer")
    with bound(officer), pytest.raises(MayNotKeepPeople):
        change_person(post=officer, person_id=person.id, version=1, name="某", phone="", email="", at=AT)
