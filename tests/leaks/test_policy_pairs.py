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
        with bound(system_post("pairs")):
            rows = list(visible_to(post).model._default_manager.all())
            listed = {row.pk for row in visible_to(post)}
            single = {row.pk for row in rows if can_view(post, row)}
        assert listed == single, f"{post.role} of {post.unit_name}"
        assert listed == _through_the_database(post, visible_to), f"{post.role} of {post.unit_name}"


def _through_the_database(post: ActingPost, visible_to: Callable[..., Any]) -> set[object]:
    """What the same list shows when the database guards it: a policy never promises more than row-level security gives."""
    with bound(post):
        return {row.pk for row in visible_to(post)}


def test_there_are_pairs() -> None:
    assert len(PAIRS) >= 1
