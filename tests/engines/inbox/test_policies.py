"""Whose to-dos and messages they are: the own unit's and the administration's, never those of all units below."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.inbox.drafts import message, todo
from tests.engines.inbox.scene import everywhere, subscribe
from tests.factories import AT, Tree, acting
from xuezheng.engines.inbox.facade import open_todos, send_messages
from xuezheng.engines.inbox.models import Message, Subscription, Todo
from xuezheng.engines.inbox.policies import (
    can_view_message,
    can_view_subscription,
    can_view_todo,
    messages_visible_to,
    subscriptions_visible_to,
    todos_visible_to,
)
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def subjects(post: ActingPost) -> list[str]:
    with bound(post):
        return sorted(todos_visible_to(post).values_list("subject_id", flat=True))


def filled() -> Tree:
    tree = Tree()
    for name, unit in (
        ("province", tree.province),
        ("office", tree.office),
        ("city", tree.cities[0]),
        ("school", tree.schools[0]),
        ("beside", tree.schools[7]),
    ):
        open_todos([todo(unit, name), todo(unit, f"{name} people", permission="people.read")], at=AT)
        send_messages([message(unit, name), message(unit, f"{name} people", permission="people.read")], at=AT)
    return tree


def test_an_office_has_its_own_and_its_departments_to_dos_and_not_those_of_the_whole_province() -> None:
    tree = filled()
    assert subjects(acting(tree.office)) == ["office", "office people", "province", "province people"]
    assert subjects(acting(tree.province)) == ["province", "province people"]


def test_a_role_that_reaches_its_own_unit_only_has_only_that_units_to_dos() -> None:
    assert subjects(acting(filled().office, role="cio")) == ["office", "office people"]


def test_a_permission_named_is_a_permission_held() -> None:
    tree = filled()
    assert subjects(acting(tree.schools[0], role="teacher")) == ["school"]
    assert subjects(acting(tree.schools[0], role="school_administrator")) == ["school", "school people"]


def test_both_sides_of_each_policy_agree() -> None:
    tree = filled()
    units = [tree.province, tree.office, tree.cities[0], tree.counties[0], tree.schools[0], tree.schools[7]]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(unit=st.sampled_from(units), role=st.sampled_from(["administrator", "analyst", "cio", "teacher", "expert"]))
    def agree(unit: Unit, role: str) -> None:
        post = acting(unit, role=role)
        with everywhere():
            todos = {row.pk for row in Todo.objects.all() if can_view_todo(post, row)}
            messages = {row.pk for row in Message.objects.all() if can_view_message(post, row)}
        with bound(post):
            assert {row.pk for row in todos_visible_to(post)} == todos
            assert {row.pk for row in messages_visible_to(post)} == messages

    agree()


def test_a_subscription_is_its_own_posts_even_before_those_above() -> None:
    tree = Tree()
    posts = [acting(tree.schools[0], role="teacher") for _twice in range(2)]
    kept = [subscribe(post) for post in posts]
    for post, own in zip(posts, kept, strict=True):
        with bound(post):
            assert [row.pk for row in subscriptions_visible_to(post)] == [own.pk]
    above = acting(tree.province)
    with bound(above):
        assert not subscriptions_visible_to(above).exists()
        assert [can_view_subscription(above, row) for row in Subscription.objects.all()] == [False, False]
