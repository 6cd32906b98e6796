"""The breadcrumb of every page: the units that lead to the post's own, from the province down."""

from django.urls import reverse

from xuezheng.kernel.pages.frame import Crumb
from xuezheng.kernel.scope.acting import ROOT, ActingPost, ancestors_of
from xuezheng.kernel.units.policies import units_visible_to


def unit_trail(post: ActingPost) -> list[Crumb]:
    paths = [path for path in ancestors_of(post.unit_path) if path != ROOT or post.unit_path == ROOT]
    units = units_visible_to(post).filter(unit_path__in=paths).order_by("unit_path")
    return [Crumb(title=unit.name, url=reverse("unit", args=[unit.uuid])) for unit in units] or [
        Crumb(title=post.unit_name)
    ]
