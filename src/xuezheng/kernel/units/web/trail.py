"""The breadcrumb of every page: the units that lead to the post's own, from the province down."""

from xuezheng.kernel.pages.frame import Crumb
from xuezheng.kernel.scope.acting import ROOT, ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit


def unit_trail(post: ActingPost) -> list[Crumb]:
    paths = [path for path in ancestors_of(post.unit_path) if path != ROOT or post.unit_path == ROOT]
    names = Unit.objects.filter(unit_path__in=paths).order_by("unit_path").values_list("name", flat=True)
    return [Crumb(title=name) for name in names]
