"""Units in the search palette, and the trail of units in the header."""

from collections.abc import Sequence

from django.urls import reverse

from xuezheng.kernel.pages.frame import Crumb
from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.searching import find_units


def search_units(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    return [
        Hit(title=unit.name, note=f"{unit.get_kind_display()} · {unit.code}", url=reverse("unit", args=[unit.uuid]))
        for unit in find_units(post, text, limit=limit)
    ]


def trail(post: ActingPost) -> Sequence[Crumb]:
    """From the highest unit above down to the post's own."""
    units = units_visible_to(post).filter(unit_path__in=ancestors_of(post.unit_path)).order_by("unit_path")
    named = [Crumb(title=unit.short_name or unit.name, url=reverse("unit", args=[unit.uuid])) for unit in units]
    return named or [Crumb(title=post.unit_name)]
