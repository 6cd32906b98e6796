"""Delegated administration as properties: nobody gives or takes more than they hold, whatever the units and roles."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import AT, Tree, acting
from tests.kernel.people.scene import everywhere, hold, make_person
from xuezheng.kernel.people.acting import acting_value
from xuezheng.kernel.people.models import Person
from xuezheng.kernel.people.policies import (
    can_change_person,
    can_end_post,
    can_grant_role,
    can_set_password,
    can_view_person,
    can_view_post,
    rank_of,
    roles_grantable_by,
)
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.people.rows import post_row
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ROLES = sorted(roles())
calm = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def grounds(tree: Tree) -> list[Unit]:
    return [tree.ministry, tree.province, tree.office, *tree.cities, *tree.counties[::2], *tree.schools[::3]]


class Grounds:
    """One tree, and acting posts made once for each unit and role."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.units = grounds(self.tree)
        self.person = make_person(self.tree.schools[0])

    @cache  # noqa: B019 - lives for one test
    def acting(self, index: int, role: str) -> ActingPost:
        return acting(self.units[index], role=role)

    def as_if(self, index: int, role: str) -> ActingPost:
        """The value a granted post would act with."""
        with everywhere():
            post = post_row(person=self.person, unit=self.units[index], role=role, valid_from=AT)
            return acting_value(post, at=AT)


def test_what_is_granted_is_never_more_than_what_one_holds() -> None:
    ground = Grounds()
    places = st.integers(0, len(ground.units) - 1)

    @calm
    @given(own_at=places, own=st.sampled_from(ROLES), at=places, role=st.sampled_from(ROLES))
    def no_gain(own_at: int, own: str, at: int, role: str) -> None:
        post, unit = ground.acting(own_at, own), ground.units[at]
        listed = {item.code for item in roles_grantable_by(post, unit)}
        assert (role in listed) == can_grant_role(post, unit, roles()[role])
        if role in listed:
            given_value = ground.as_if(at, role)
            assert given_value.scope_path.startswith(post.scope_path)
            assert rank_of(given_value) <= rank_of(post)
            assert post.may("posts.grant")

    no_gain()


def test_who_sets_a_password_could_have_granted_every_post_it_opens() -> None:
    ground = Grounds()
    places = st.integers(0, len(ground.units) - 1)

    @calm
    @given(
        own_at=places,
        own=st.sampled_from(ROLES),
        home=places,
        held=st.lists(st.tuples(places, st.sampled_from(ROLES)), max_size=3),
    )
    def no_detour(own_at: int, own: str, home: int, held: list[tuple[int, str]]) -> None:
        post = ground.acting(own_at, own)
        person = Person(home_unit=ground.units[home], unit_path=ground.units[home].unit_path, name="x")
        rows = [post_row(person=ground.person, unit=ground.units[at], role=role, valid_from=AT) for at, role in held]
        if can_set_password(post, person, rows):
            assert can_change_person(post, person, rows)
            for at, role in held:
                opened = ground.as_if(at, role)
                assert post.covers(ground.units[at].unit_path)
                assert rank_of(opened) <= rank_of(post)
                assert opened.scope_path.startswith(post.scope_path)
        for row in rows:
            if can_end_post(post, row):
                assert post.covers(row.unit_path)

    no_detour()


def test_a_post_held_elsewhere_opens_the_post_and_nothing_of_the_record() -> None:
    tree = Tree()
    person = make_person(tree.schools[7], name="赵秘密", phone="13912345678")
    held = hold(person, tree.schools[0], "teacher")
    here, home = acting(tree.schools[0], role="school_administrator"), acting(tree.counties[3])
    assert (can_view_post(here, held), can_view_person(here, person)) == (True, False)
    assert (can_view_post(home, held), can_end_post(home, held)) == (True, False)
    with bound(here):
        assert list(type(held).objects.filter(id=held.id).values_list("person_name", flat=True)) == ["赵秘密"]
        assert not Person.objects.filter(id=person.id).exists()
    with bound(home):
        assert type(held).objects.filter(id=held.id).update(role="expert") == 0
