"""Each policy pair says the same thing twice: can_view_x(post, x) exactly when x is among xs_visible_to(post)."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.architecture.house import source_files
from tests.architecture.model_checks import pairs_of
from tests.factories import acting
from tests.leaks.rows import MarkedRows
from tests.leaks.scene import Scene
from xuezheng.kernel.people.roles import roles
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

pytestmark = pytest.mark.integration
PAIRS = [
    pytest.param(can_view, visible_to, id=f"{file.module}.{noun}")
    for file in source_files()
    if file.path.stem == "policies" or "policies" in file.path.parts
    for noun, can_view, visible_to in pairs_of(importlib.import_module(file.module))
]


ROLES = sorted(roles())


@pytest.fixture(scope="module")
def posts(built: Scene) -> list[ActingPost]:
    """Every role at every kind of place, beside rows of units above, below and next to it."""
    tree = built.tree
    with bound(system_post("pairs")):
        for unit in (tree.province, tree.counties[3], tree.schools[4], tree.schools[6]):
            MarkedRows(unit, f"行{unit.id}").fill()
    places = [
        tree.ministry,
        tree.province,
        tree.office,
        tree.cities[1],
        tree.counties[3],
        tree.schools[6],
        tree.schools[7],
    ]
    return [acting(unit, role=role) for unit in places for role in ROLES]


@pytest.mark.parametrize(("can_view", "visible_to"), PAIRS)
def test_both_sides_agree_for_any_post(
    can_view: Callable[..., bool], visible_to: Callable[..., Any], posts: list[ActingPost], scene: Scene
) -> None:
    for post in posts:
        listed, single, guarded = verdicts(post, can_view, visible_to)
        assert listed == single, f"{post.role} of {post.unit_name}"
        assert listed == guarded, f"{post.role} of {post.unit_name}"


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


def test_pairs_that_disagree_or_promise_too_much_are_found(scene: Scene) -> None:
    post = scene.county
    listed, single, guarded = verdicts(post, lambda _post, _unit: True, units_visible_to)
    assert (listed < single, listed == guarded) == (True, True)
    listed, single, guarded = verdicts(post, lambda _post, _unit: True, lambda _post: Unit.objects.all())
    assert (listed == single, guarded < listed) == (True, True)


def test_there_are_pairs() -> None:
    """Discovery that finds nothing would let everything pass."""
    found = {parameter.id for parameter in PAIRS}
    assert {"xuezheng.kernel.units.policies.unit", "xuezheng.kernel.people.policies.person"} < found
