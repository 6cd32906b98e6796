"""Each policy pair says the same thing twice: can_view_x(post, x) exactly when x is among xs_visible_to(post)."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.architecture.house import source_files
from tests.architecture.model_checks import pairs_of
from tests.factories import Tree, acting
from tests.leaks.rows import MarkedRows
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
PAIRS = [
    pytest.param(can_view, visible_to, id=f"{file.module}.{noun}")
    for file in source_files()
    if file.path.stem == "policies" or "policies" in file.path.parts
    for noun, can_view, visible_to in pairs_of(importlib.import_module(file.module))
]


def grounds(tree: Tree) -> list[Unit]:
    return [
        tree.ministry,
        tree.province,
        tree.office,
        tree.cities[1],
        tree.counties[3],
        tree.schools[6],
        tree.schools[7],
    ]


@pytest.mark.parametrize(("can_view", "visible_to"), PAIRS)
def test_both_sides_agree_for_any_post(can_view: Callable[..., bool], visible_to: Callable[..., Any]) -> None:
    tree = Tree()
    with bound(system_post("pairs")):
        for unit in (tree.province, tree.counties[3], tree.schools[4], tree.schools[6], tree.schools[7]):
            MarkedRows(unit, f"行{unit.id}").fill()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(unit=st.sampled_from(grounds(tree)), role=st.sampled_from(sorted(roles())))
    def agree(unit: Unit, role: str) -> None:
        listed, single, guarded = verdicts(acting(unit, role=role), can_view, visible_to)
        assert listed == single
        assert listed == guarded

    agree()


def verdicts(
    post: ActingPost, can_view: Callable[..., bool], visible_to: Callable[..., Any]
) -> tuple[set[object], set[object], set[object]]:
    """Keys of the rows that the list holds, that are viewed one by one, and that the list holds under row-level security: a
    policy never promises more than the database gives."""
    with bound(system_post("pairs")):
        rows = list(visible_to(post).model._default_manager.all())
        listed = {row.pk for row in visible_to(post)}
        single = {row.pk for row in rows if can_view(post, row)}
    with bound(post):
        return listed, single, {row.pk for row in visible_to(post)}


def test_pairs_that_disagree_or_promise_too_much_are_found() -> None:
    tree = Tree()
    post = acting(tree.counties[0])
    listed, single, guarded = verdicts(post, lambda _post, _unit: True, units_visible_to)
    assert (listed < single, listed == guarded) == (True, True)
    listed, single, guarded = verdicts(post, lambda _post, _unit: True, lambda _post: Unit.objects.all())
    assert (listed == single, guarded < listed) == (True, True)


def test_there_are_pairs() -> None:
    """Discovery that finds nothing would let everything pass."""
    found = {parameter.id for parameter in PAIRS}
    assert {"xuezheng.kernel.units.policies.unit", "xuezheng.kernel.people.policies.person"} < found
