"""Registering a person."""

import pytest

from tests.factories import AT, Tree, acting
from tests.kernel.people.scene import announced, everywhere, journaled, make_person
from xuezheng.kernel.people.actions.register_person import register_person
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.numbers import check_character
from xuezheng.kernel.people.refusals import (
    MayNotKeepPeople,
    NumberIsTaken,
    NumberNotUsable,
    UnitIsAbsent,
    UnitIsClosed,
)
from xuezheng.kernel.refusals import Refusals
from xuezheng.kernel.scope.binding import bound

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def persons() -> int:
    with everywhere():
        return Person.objects.count()


def test_a_person_is_registered_under_a_number_of_ours() -> None:
    tree = Tree()
    school = tree.schools[0]
    post = acting(school, role="school_administrator")
    with bound(post):
        person = register_person(
            post=post, name=" 单  晓燕 ", home_unit_id=school.id, phone="0371-65900000", email="d@x.cn", at=AT
        )
    assert (person.name, person.initials, person.unit_path) == ("单 晓燕", "sxy", school.unit_path)
    assert person.number[0] == "P"
    assert person.number[-1] == check_character(person.number[1:-1])
    told = {
        "number": person.number,
        "name": "单 晓燕",
        "home_unit": school.name,
        "phone": "03…00",
        "email": "d@…cn",
    }
    assert journaled() == [("people.register_person", school.unit_path, None, told)]
    assert announced() == ["people.PersonRegistered"]


def test_a_given_number_is_kept_and_found_again() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    with bound(post):
        person = register_person(
            post=post, name="李明", home_unit_id=tree.schools[0].id, number=" jy-4101 0001 ", at=AT
        )
        assert person.number == "JY-41010001"
        with pytest.raises(NumberIsTaken, match="JY-41010001 is 李明 of 演示第11小学"):
            register_person(post=post, name="李明", home_unit_id=tree.schools[1].id, number="jy-41010001", at=AT)


def test_a_number_known_elsewhere_is_refused_as_a_wrong_one_is() -> None:
    tree = Tree()
    foreign = make_person(tree.schools[7], name="赵秘密")
    post = acting(tree.counties[0])
    before = persons()
    sentences = []
    with bound(post):
        for number in (foreign.number, "!", "P0000000012"):
            with pytest.raises(NumberNotUsable) as refused:
                register_person(post=post, name="李明", home_unit_id=tree.schools[0].id, number=number, at=AT)
            sentences.append(str(refused.value).replace(number, "N"))
    assert len(set(sentences)) == 1
    assert persons() == before


def test_every_wrong_particular_is_named_at_once() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    with bound(post), pytest.raises(Refusals) as refused:
        register_person(post=post, name=" ", home_unit_id=tree.schools[0].id, phone="abc", email="abc", at=AT)
    assert [part.field for part in refused.value.refusals] == ["name", "phone", "email"]


@pytest.mark.parametrize("role", ["officer", "auditor", "analyst", "cio", "expert"])
def test_who_does_not_keep_people_registers_nobody(role: str) -> None:
    tree = Tree()
    post = acting(tree.counties[0], role=role)
    with bound(post), pytest.raises(MayNotKeepPeople):
        register_person(post=post, name="李明", home_unit_id=tree.schools[0].id, at=AT)
    assert (journaled(), announced()) == ([], [])


def test_units_beyond_and_units_closed_take_nobody() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    with everywhere():
        tree.schools[0].closed_on = AT.date()
        tree.schools[0].save()
    with bound(post):
        for unit in (tree.schools[7], tree.province):
            with pytest.raises(UnitIsAbsent):
                register_person(post=post, name="李明", home_unit_id=unit.id, at=AT)
        with pytest.raises(UnitIsClosed, match="演示第11小学 has been closed"):
            register_person(post=post, name="李明", home_unit_id=tree.schools[0].id, at=AT)
