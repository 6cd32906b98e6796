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
        post = acting(unit, role=role)
        with bound(system_post("pairs")):
            rows = list(visible_to(post).model._default_manager.all())
            listed = {row.pk for row in visible_to(post)}
            single = {row.pk for row in rows if can_view(post, row)}
        assert listed == single
        assert listed == _through_the_database(post, visible_to)

    agree()


def _through_the_database(post: ActingPost, visible_to: Callable[..., Any]) -> set[object]:
    """What the same list shows when the database guards it: a policy never promises more than row-level security gives."""
    with bound(post):
        return {row.pk for row in visible_to(post)}


def test_there_are_pairs() -> None:
    assert len(PAIRS) >= 1
