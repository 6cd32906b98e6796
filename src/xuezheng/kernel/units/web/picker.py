"""What the picker of units asks for: one level of the tree, matches of a text, or one unit."""

from django.http import HttpResponse

from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.widgets import MOST_NODES, PickerNode, picker_answer
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.counting import parents_now
from xuezheng.kernel.units.queries.picking import Node, child_nodes, top_node
from xuezheng.kernel.units.queries.searching import find_units

MATCHES = 30


@post_required("units.read")
def picker(request: PostRequest) -> HttpResponse:
    text, code = request.GET.get("q", "").strip(), request.GET.get("code", "").strip()
    if code:
        return picker_answer(_matches(request.post, list(units_visible_to(request.post).filter(code=code)[:1])))
    if text:
        found = find_units(request.post, text, limit=MATCHES + 1)
        return picker_answer(_matches(request.post, found[:MATCHES]), more=len(found) > MATCHES)
    under = request.GET.get("under", "").strip()
    nodes = child_nodes(request.post, under, None) if under else top_node(request.post, None)
    return picker_answer([_in_tree(node) for node in nodes], more=len(nodes) > MOST_NODES)


def _in_tree(node: Node) -> PickerNode:
    return PickerNode(code=node.code, name=node.name, note=str(node.kind.label), has_children=node.has_children)


def _matches(post: ActingPost, units: list[Unit]) -> list[PickerNode]:
    """With the unit above as note, since many schools bear one name."""
    above = {unit.id: unit for unit in units_visible_to(post).filter(id__in=[unit.parent_id for unit in units])}
    parents = parents_now(post, [unit.id for unit in units])
    return [
        PickerNode(
            code=unit.code,
            name=unit.name,
            note=above[unit.parent_id].name if unit.parent_id in above else "",
            has_children=unit.id in parents,
        )
        for unit in units
    ]
