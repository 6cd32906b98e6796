"""Units in the search of the whole platform."""

from collections.abc import Sequence

from django.urls import reverse

from xuezheng.kernel.pages.search import Hit
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.queries.searching import find_units


def search_units(post: ActingPost, text: str, limit: int) -> Sequence[Hit]:
    return [
        Hit(title=unit.name, note=f"{unit.get_kind_display()} · {unit.code}", url=reverse("unit", args=[unit.uuid]))
        for unit in find_units(post, text, limit=limit)
    ]
