"""Granting posts: who may give what to whom, and every way of climbing that must not work."""

from datetime import timedelta

import pytest

from tests.factories import AT, Tree, acting, make_unit
from tests.kernel.people.scene import (
    LATER,
    announced,
    everywhere,
    fresh,
    hold,
    journaled,
    make_person,
    person_behind,
    posts_of,
)
from xuezheng.kernel.people.actions.grant_post import grant_post, grant_post_to_named
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.refusals import (
    NobodyByThatNumberAndName,
    NotUponOneself,
    PeriodNotPossible,
    PersonHasLeft,
    PersonIsAbsent,
    PostIsHeldAlready,
    RoleNotGrantable,
    UnitIsAbsent,
)
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def grant(post: ActingPost, person: Person, unit: Unit, role: str) -> None:
    with bound(post):
        grant_post(post=post, person_id=person.id, unit_id=unit.id, role=role, at=AT)


def test_a_post_is_granted_recorded_and_announced() -> None:
    tree = Tree()
    school = tree.schools[0]
    person = make_person(school)
    post = acting(tree.counties[0])
    with bound(post):
        held = grant_post(
            post=post, person_id=person.id, unit_id=school.id, role="school_administrator", valid_to=LATER, at=AT
        )
    assert (held.person_name, held.home_path, held.unit_path, held.unit_name, held.granted_by) == (
        person.name,
        school.unit_path,
        school.unit_path,
        school.name,
        post.post_id,
    )
    told = {
        "person": person.name,
        "unit": school.name,
        "role": "school_administrator",
        "valid_from": AT.isoformat(),
        "valid_to": LATER.isoformat(),
    }
    assert journaled() == [("people.grant_post", school.unit_path, None, told)]
    assert announced() == ["people.PostGranted"]


@pytest.mark.parametrize(
    ("own", "role"),
    [
        ("administrator", "auditor"),
        ("administrator", "administrator"),
        ("administrator", "cio"),
    ],
)
def test_up_to_the_own_rank_in_the_own_subtree(own: str, role: str) -> None:
    tree = Tree()
    person = make_person(tree.counties[0])
    grant(acting(tree.cities[0], role=own), person, tree.counties[0], role)
    assert [held.role for held in posts_of(person)] == [role]


@pytest.mark.parametrize("role", ["cio", "administrator", "officer", "nonsense"])
def test_a_school_cannot_give_what_ranks_higher_or_does_not_exist_there(role: str) -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    with pytest.raises(RoleNotGrantable):
        grant(acting(tree.schools[0], role="school_administrator"), person, tree.schools[0], role)
    assert posts_of(person) == []


def test_the_refusal_names_what_could_be_granted() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    with pytest.raises(RoleNotGrantable, match=r"does not exist at a unit like 演示第11小学.*首席信息官|CIO"):
        grant(acting(tree.counties[0]), person, tree.schools[0], "officer")


def test_not_upwards_not_sideways() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    post = acting(tree.counties[0])
    for unit in (tree.counties[1], tree.cities[0], tree.province, tree.ministry, tree.schools[7]):
        with pytest.raises(UnitIsAbsent):
            grant(post, person, unit, "expert")


def test_a_role_that_reaches_further_than_the_own_subtree_is_not_granted() -> None:
    """An administrator's post at an office opens its seat's whole subtree, which an office alone does not hold."""
    tree = Tree()
    affiliate = make_unit("u00002", parent=tree.counties[0], kind=UnitKind.AFFILIATE)
    person = make_person(affiliate)
    narrow = acting(affiliate)
    narrow = ActingPost(
        **{
            **{name: getattr(narrow, name) for name in narrow.__dataclass_fields__},
            "scope_path": affiliate.unit_path,
        }
    )
    with pytest.raises(RoleNotGrantable):
        grant(narrow, person, affiliate, "administrator")
    grant(narrow, person, affiliate, "cio")
    assert [held.role for held in posts_of(person)] == ["cio"]


@pytest.mark.parametrize("role", ["officer", "auditor", "analyst", "cio", "expert"])
def test_who_may_not_grant_grants_nothing(role: str) -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    with pytest.raises(RoleNotGrantable):
        grant(acting(tree.counties[0], role=role), person, tree.schools[0], "teacher")


def test_to_oneself_only_what_ranks_lower() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    own = person_behind(post)
    with pytest.raises(NotUponOneself):
        grant(post, own, tree.schools[0].parent or tree.counties[0], "administrator")
    grant(post, own, tree.counties[0], "officer")
    assert [held.role for held in posts_of(own)] == ["administrator", "officer"]


def test_a_person_of_another_unit_is_named_by_number_and_name_together() -> None:
    tree = Tree()
    person = make_person(tree.schools[7], name="赵秘密")
    post = acting(tree.counties[0])

    def named(number: str, name: str) -> None:
        with bound(post):
            grant_post_to_named(post=post, number=number, name=name, unit_id=tree.schools[0].id, role="expert", at=AT)

    refused = []
    for number, name in ((person.number, "赵"), ("T-99999", "赵秘密"), (person.number, "")):
        with pytest.raises(NobodyByThatNumberAndName) as refusal:
            named(number, name)
        refused.append(str(refusal.value))
    assert len(set(refused)) == 1
    with pytest.raises(PersonIsAbsent):
        grant(post, person, tree.schools[0], "expert")
    named(person.number.lower(), " 赵秘密 ")
    (held,) = posts_of(person)
    assert (held.unit_path, held.home_path) == (tree.schools[0].unit_path, tree.schools[7].unit_path)


def test_the_same_role_at_the_same_unit_is_held_once_at_a_time() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    post = acting(tree.counties[0])

    def granted(start: int, end: int | None) -> None:
        with bound(post):
            grant_post(
                post=post,
                person_id=person.id,
                unit_id=tree.schools[0].id,
                role="teacher",
                valid_from=AT + timedelta(days=start),
                valid_to=AT + timedelta(days=end) if end else None,
                at=AT,
            )

    granted(10, 20)
    for start, end in ((0, 11), (15, None), (12, 13), (0, None)):
        with pytest.raises(PostIsHeldAlready):
            granted(start, end)
    granted(0, 10)
    granted(20, None)
    assert len(posts_of(person)) == 3


def test_impossible_periods() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    post = acting(tree.counties[0])
    with bound(post):
        for start, end, field in ((-1, 5, "valid_from"), (5, 5, "valid_to"), (5, 1, "valid_to")):
            with pytest.raises(PeriodNotPossible) as refused:
                grant_post(
                    post=post,
                    person_id=person.id,
                    unit_id=tree.schools[0].id,
                    role="teacher",
                    valid_from=AT + timedelta(days=start),
                    valid_to=AT + timedelta(days=end),
                    at=AT,
                )
            assert refused.value.field == field


def test_who_has_left_gets_nothing() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    with everywhere():
        Person.objects.filter(id=person.id).update(left_on=AT.date())
    with pytest.raises(PersonHasLeft):
        grant(acting(tree.counties[0]), fresh(person), tree.schools[0], "teacher")


def test_a_person_with_a_higher_post_may_be_given_a_lower_one_here() -> None:
    tree = Tree()
    person = make_person(tree.schools[0])
    hold(person, tree.province, "administrator")
    grant(acting(tree.schools[0], role="school_administrator"), person, tree.schools[0], "teacher")
    assert [held.role for held in posts_of(person)] == ["administrator", "teacher"]
