"""Which unit a page is about: the one asked for in the address, else the own."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to


def asked_unit(post: ActingPost, code: str) -> Unit | None:
    """The unit with that code, or the own."""
    within = units_visible_to(post).filter(unit_path__gte=post.scope_path, unit_path__lt=post.scope_path + "~")
    found = within.filter(code=code.replace("\x00", "")[:20]) if code else within.filter(unit_path=post.scope_path)
    return found.first()


def asked_place(post: ActingPost, code: str) -> Unit:
    unit = asked_unit(post, code.strip())
    if unit is None:
        raise NotFound(_("There is no such unit within what your post may see."))
    return unit


def trail_to(post: ActingPost, place: Unit) -> Sequence[Unit]:
    """From the own unit down to the place."""
    paths = [path for path in ancestors_of(place.unit_path) if path.startswith(post.scope_path)]
    return list(units_visible_to(post).filter(unit_path__in=paths).order_by("unit_path"))
