"""Nodes of the tree, now or as of a day, for pages and pickers that open one level at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.counting import parents_now
from xuezheng.kernel.units.queries.history import UnitThen, children_as_of, parents_among, unit_as_of, versions_on

MOST = 500
"""Children shown under one node; beyond, one searches."""


@dataclass(frozen=True, kw_only=True)
class Node:
    """`uuid` is there where the unit can be opened now; a unit that has left the post's scope only has its history here."""

    code: str
    name: str
    kind: UnitKind
    has_children: bool
    uuid: UUID | None


def top_node(post: ActingPost, day: date | None) -> list[Node]:
    """Where the tree of the post begins: the unit whose subtree it sees."""
    unit = units_visible_to(post).filter(unit_path=post.scope_path).first()
    if unit is None:
        return []
    if day is None:
        return nodes_now(post, [unit])
    then = unit_as_of(post, unit.id, day)
    return nodes_then(post, [then] if then else [], day)


def child_nodes(post: ActingPost, code: str, day: date | None) -> list[Node]:
    """Under the unit that carries the code, on the day or now."""
    if day is None:
        parents = units_visible_to(post).filter(code=code)
        children = units_visible_to(post).filter(parent__in=parents, closed_on=None).order_by("unit_path")
        return nodes_now(post, list(children[:MOST]))
    parent = versions_on(post, day).filter(code=code).first()
    return nodes_then(post, children_as_of(post, parent.unit_id, day)[:MOST], day) if parent else []


def nodes_now(post: ActingPost, units: Sequence[Unit]) -> list[Node]:
    parents = parents_now(post, [unit.id for unit in units])
    return [
        Node(
            code=unit.code,
            name=unit.name,
            kind=UnitKind(unit.kind),
            has_children=unit.id in parents,
            uuid=unit.uuid,
        )
        for unit in units
    ]


def nodes_then(post: ActingPost, units: Sequence[UnitThen], day: date) -> list[Node]:
    ids = [unit.unit_id for unit in units]
    parents = parents_among(post, ids, day)
    visible = dict(units_visible_to(post).filter(id__in=ids).values_list("id", "uuid"))
    return [
        Node(
            code=unit.code,
            name=unit.name,
            kind=UnitKind(unit.kind),
            has_children=unit.unit_id in parents,
            uuid=visible.get(unit.unit_id),
        )
        for unit in units
    ]
