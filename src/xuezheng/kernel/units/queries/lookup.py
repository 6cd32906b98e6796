"""One unit, or a refusal that does not tell whether it exists elsewhere."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xuezheng.kernel.refusals import NotFound, first_or_refused
from xuezheng.kernel.scope.acting import ActingPost, ancestors_of
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import units_visible_to


def get_unit(post: ActingPost, *, unit_id: int | None = None, uuid: UUID | None = None, code: str = "") -> Unit:
    """By id, uuid or code: the first that is given."""
    keys = {"id": unit_id} if unit_id is not None else {"uuid": uuid} if uuid is not None else {"code": code}
    return first_or_refused(
        units_visible_to(post).filter(**keys),
        lambda: NotFound(_("There is no such unit within what your post may see.")),
    )


def children_of(post: ActingPost, unit: Unit) -> QuerySet[Unit]:
    """Units standing directly under it now, bureaus first by code, then by name."""
    return units_visible_to(post).filter(parent=unit, closed_on=None).order_by("unit_path")


def ancestors_of_unit(post: ActingPost, unit: Unit) -> list[Unit]:
    """From the root down to the unit above."""
    above = ancestors_of(unit.unit_path)[:-1]
    return list(units_visible_to(post).filter(unit_path__in=above).order_by("unit_path"))


def subtree_of(post: ActingPost, unit: Unit) -> QuerySet[Unit]:
    """The unit and everything below it, in tree order."""
    return (
        units_visible_to(post)
        .filter(unit_path__gte=unit.unit_path, unit_path__lt=unit.unit_path + "~")
        .order_by("unit_path")
    )
