"""The place a page of indicators is about: a unit within the post's scope, and the way down to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xuezheng.engines.indicators.facade import DEEPEST, DEPTHS
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to

LEVELS = {depth: level for level, depth in DEPTHS.items()}


@dataclass(frozen=True, kw_only=True)
class Place:
    """`trail` leads from the post's own scope down to the unit."""

    unit: Unit
    trail: Sequence[Unit]

    @property
    def path(self) -> str:
        return self.unit.unit_path

    @property
    def depth(self) -> int:
        return self.path.count(".")

    @property
    def is_single(self) -> bool:
        """Below the counties: its values are kept with the components of the run, not as rows."""
        return self.depth > DEEPEST


def place_of(post: ActingPost, code: str) -> Place:
    """By the unit's code; without one the post's own scope. Nothing outside it, though its name may be known."""
    within = units_visible_to(post).filter(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    unit = within.filter(**({"code": code} if code else {"unit_path": post.scope_path})).first()
    if unit is None:
        raise NotFound(_("There is no such unit within what your post may see."))
    paths = [path for path in ancestors_of(unit.unit_path) if path.startswith(post.scope_path)]
    return Place(unit=unit, trail=list(units_visible_to(post).filter(unit_path__in=paths).order_by("unit_path")))
