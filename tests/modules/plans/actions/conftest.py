"""A draft of the province, whoever corrects it, and shorthands for what every test of an act looks at."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import Tree, acting
from tests.modules.plans.builders import drafted_plan
from xuezheng.kernel.journal.models import Entry
from xuezheng.kernel.scope.acting import ActingPost, system_post
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.plans.models import Plan

PLATFORM = system_post("platform", permissions=frozenset({"plans.read"}))


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def editor(tree: Tree) -> Iterator[ActingPost]:
    """The administrator of the province, bound."""
    with bound(acting(tree.province)) as post:
        yield post


@pytest.fixture
def draft(tree: Tree) -> Plan:
    return drafted_plan(tree.province)


def last_entry() -> tuple[str, Any, Any]:
    """(act, before, after) of the newest journal entry."""
    with bound(PLATFORM):
        entry = Entry.objects.latest("id")
        return entry.act, entry.before, entry.after
