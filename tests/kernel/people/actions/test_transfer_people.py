"""All people of a unit at once: everybody, with all they sign in with, or nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import AT, Tree, acting
from tests.kernel.people.scene import (
    LATER,
    account_of,
    announced,
    everywhere,
    fresh,
    hold,
    holder,
    journaled,
    make_person,
    posts_of,
)
from xuezheng.kernel.people.actions.transfer_people import PeopleMoved, PostsThen, transfer_people
from xuezheng.kernel.people.closing import people_in_the_way
from xuezheng.kernel.people.models import Person, Post, RecoveryCode
from xuezheng.kernel.people.refusals import (
    MayNotTransferPeople,
    NobodyIsThere,
    NotUponOneself,
    PeopleRankAbove,
    UnitIsAbsent,
    UnitIsClosed,
)
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.actions.merge_units import merge_units
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
TODAY = AT.date()


def transfer(
    post: ActingPost, source: Unit, target: Unit, *, posts: PostsThen = PostsThen.REGRANT, on: date = TODAY
) -> PeopleMoved:
    with bound(post):
        return transfer_people(
            post=post, from_unit_id=source.id, to_unit_id=target.id, posts=posts, effective_on=on, at=AT
        )


def shown(person: Person) -> set[tuple[str, str, bool, str]]:
    """(role, unit's path, still lasting, home path) of each post."""
    return {
        (held.role, held.unit_path, held.valid_to is None or held.valid_to > AT, held.home_path)
        for held in posts_of(person)
    }


def test_everybody_goes_with_account_and_sign_in_and_posts_go_on() -> None:
    tree = Tree()
    old, new, far = tree.schools[0], tree.schools[2], tree.schools[7]
    teacher, quiet, bystander = (
        holder(old, "teacher"),
        make_person(old, name="李静"),
        holder(tree.schools[1], "teacher"),
    )
    elsewhere, guest = hold(teacher, far, "expert"), make_person(far, name="赵客")
    guest_post = hold(guest, old, "expert")
    with everywhere():
        RecoveryCode.objects.create(account=account_of(teacher), unit_path=old.unit_path, code_hash="x", made_at=AT)
        Post.objects.filter(id=guest_post.id).update(valid_to=LATER)
    moved = transfer(acting(tree.cities[0]), old, new, on=TODAY - timedelta(days=30))
    assert moved == PeopleMoved(persons=2, posts_ended=2, posts_granted=2, posts_dropped=0)
    for person in (teacher, quiet):
        now = fresh(person)
        assert (now.home_unit_id, now.unit_path, now.version) == (new.id, new.unit_path, 2)
    assert account_of(teacher).unit_path == new.unit_path
    with everywhere():
        assert list(RecoveryCode.objects.values_list("unit_path", flat=True)) == [new.unit_path]
        assert people_in_the_way(old.id, AT) == []
    assert shown(teacher) == {
        ("teacher", old.unit_path, False, new.unit_path),
        ("teacher", new.unit_path, True, new.unit_path),
        ("expert", far.unit_path, True, new.unit_path),
    }
    assert shown(guest) == {
        ("expert", old.unit_path, False, far.unit_path),
        ("expert", new.unit_path, True, far.unit_path),
    }
    assert [held.valid_to for held in posts_of(guest)] == [AT, LATER]
    assert (fresh(guest).home_unit_id, fresh(elsewhere).valid_to) == (far.id, None)
    assert fresh(bystander).home_unit_id == tree.schools[1].id


def test_it_is_told_as_a_whole_and_person_by_person() -> None:
    tree = Tree()
    old, new = tree.schools[0], tree.schools[1]
    holder(old, "teacher")
    transfer(acting(tree.counties[0]), old, new, on=date(2026, 8, 1))
    whole = {
        "from_unit": old.name,
        "to_unit": new.name,
        "persons": 1,
        "posts_ended": 1,
        "posts_granted": 1,
        "effective_on": "2026-08-01",
    }
    one = ({"home_unit": old.name}, {"home_unit": new.name, "posts_kept": False})
    entries = journaled()
    assert [entry for entry in entries if entry[0] != "people.grant_post"] == [
        ("people.transfer_people", old.unit_path, None, whole),
        ("people.transfer_people", new.unit_path, None, whole),
        ("people.end_post", old.unit_path, {"valid_to": None}, {"valid_to": AT.isoformat()}),
        ("people.transfer_person", old.unit_path, *one),
        ("people.transfer_person", new.unit_path, *one),
    ]
    assert [(path, after["role"]) for act, path, _before, after in entries if act == "people.grant_post"] == [
        (new.unit_path, "teacher")
    ]
    assert announced() == [
        "people.PeopleTransferred",
        "people.PersonTransferred",
        "people.PostEnded",
        "people.PostGranted",
    ]


def test_posts_may_simply_end() -> None:
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    moved = transfer(acting(tree.counties[0]), tree.schools[0], tree.schools[1], posts=PostsThen.END)
    assert (moved.posts_ended, moved.posts_granted) == (1, 0)
    assert [held.valid_to for held in posts_of(person)] == [AT]


def test_a_role_that_does_not_exist_there_ends_and_one_held_there_already_is_kept() -> None:
    tree = Tree()
    school, county = tree.schools[0], tree.counties[0]
    teacher, cio = holder(school, "teacher"), holder(school, "cio")
    kept = hold(cio, county, "cio")
    moved = transfer(acting(tree.cities[0]), school, county)
    assert moved == PeopleMoved(persons=2, posts_ended=2, posts_granted=0, posts_dropped=1)
    assert shown(teacher) == {("teacher", school.unit_path, False, county.unit_path)}
    assert (fresh(kept).valid_to, fresh(kept).version) == (None, 1)


def test_posts_yet_to_begin_begin_at_the_new_unit() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    coming = hold(person, tree.schools[0], "teacher")
    with everywhere():
        Post.objects.filter(id=coming.id).update(valid_from=LATER)
    transfer(acting(tree.counties[0]), tree.schools[0], tree.schools[1])
    (held,) = posts_of(person)
    assert (held.unit_id, held.valid_from, held.valid_to) == (tree.schools[1].id, LATER, None)


def test_then_the_unit_can_be_merged() -> None:
    tree = Tree()
    old, new = tree.schools[0], tree.schools[1]
    holder(old, "school_administrator")
    post = acting(tree.counties[0])

    def merge() -> None:
        with bound(post):
            merge_units(post=post, versions={old.id: 1}, into_id=new.id, into_version=1, effective_on=TODAY, at=AT)

    with pytest.raises(Refusal, match="1 person is at home there"):
        merge()
    transfer(post, old, new)
    merge()
    assert fresh(old).closed_on == TODAY


def test_people_left_at_a_closed_unit_are_moved_too() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    with everywhere():
        Unit.objects.filter(id=tree.schools[0].id).update(closed_on=TODAY)
    assert transfer(acting(tree.counties[0]), tree.schools[0], tree.schools[1]).persons == 1
    assert fresh(person).home_unit_id == tree.schools[1].id


def test_transfers_that_are_refused() -> None:
    tree = Tree()
    county, (school, other) = tree.counties[0], tree.schools[:2]
    person = holder(school, "teacher")
    closed = tree.schools[2]
    with everywhere():
        Unit.objects.filter(id=closed.id).update(closed_on=TODAY)
    post, city = acting(county), acting(tree.cities[0])
    for who, source, target, day, refusal in (
        (post, school, tree.schools[7], TODAY, UnitIsAbsent),
        (post, tree.schools[7], school, TODAY, UnitIsAbsent),
        (post, school, tree.cities[0], TODAY, UnitIsAbsent),
        (city, school, closed, TODAY, UnitIsClosed),
        (post, other, school, TODAY, NobodyIsThere),
        (post, school, school, TODAY, Refusal),
        (post, school, other, TODAY + timedelta(days=1), Refusal),
        (post, school, other, date(1999, 12, 31), Refusal),
        (acting(county, role="officer"), school, other, TODAY, MayNotTransferPeople),
        (acting(county, role="auditor"), school, other, TODAY, MayNotTransferPeople),
        (post, county, school, TODAY, NotUponOneself),
    ):
        with pytest.raises(refusal):
            transfer(who, source, target, on=day)
    assert (fresh(person).home_unit_id, [held.valid_to for held in posts_of(person)]) == (school.id, [None])
    assert (journaled(), announced()) == ([], [])


def test_nobody_is_moved_while_one_of_them_ranks_above() -> None:
    """Whether by a post held far away, which the mover may not see, or by one held there."""
    tree = Tree()
    school, other = tree.schools[0], tree.schools[1]
    plain, superior = make_person(school, name="张三"), make_person(school, name="钱高")
    guest = make_person(other, name="孙客")
    far = hold(superior, tree.province, "administrator")
    county = acting(tree.counties[0])
    with pytest.raises(PeopleRankAbove, match="At 演示第11小学 some hold posts that rank above yours: 钱高"):
        transfer(county, school, other)
    with everywhere():
        Post.objects.filter(id=far.id).delete()
    there = hold(guest, school, "cio")
    limited = acting(tree.counties[0], role="school_administrator")
    with pytest.raises(PeopleRankAbove, match="yours: 孙客"):
        transfer(limited, school, other)
    assert fresh(plain).home_unit_id == school.id
    assert (fresh(there).valid_to, journaled(), announced()) == (None, [], [])


def test_keeping_people_alone_is_not_enough() -> None:
    """A token that may keep people but not grant moves nobody's posts."""
    tree = Tree()
    person = holder(tree.schools[0], "teacher")
    post = acting(tree.counties[0])
    narrow = replace(post, permissions=post.permissions - {"posts.grant"})
    with pytest.raises(MayNotTransferPeople):
        transfer(narrow, tree.schools[0], tree.schools[1])
    assert [held.valid_to for held in posts_of(person)] == [None]
