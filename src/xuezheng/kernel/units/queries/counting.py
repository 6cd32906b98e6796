"""How many units of which kind."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet

from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.kinds import UnitKind
from xuezheng.kernel.units.models import Unit, UnitVersion
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.history import versions_on


def counts_by_kind(post: ActingPost, unit: Unit, *, as_of: date | None = None) -> dict[UnitKind, int]:
    """Open units at and below the unit, in the order of the kinds; `as_of` counts those that stood there on that day."""
    place = {"unit_path__gte": unit.unit_path, "unit_path__lt": unit.unit_path + "~"}
    rows: QuerySet[Unit] | QuerySet[UnitVersion] = (
        units_visible_to(post).filter(closed_on=None) if as_of is None else versions_on(post, as_of)
    )
    counted = rows.filter(**place).order_by("kind").values_list("kind").annotate(number=Count("id"))
    found: dict[str, int] = dict(counted)
    return {kind: found[kind] for kind in UnitKind if kind in found}


def parents_now(post: ActingPost, ids: Iterable[int]) -> set[int | None]:
    """Which of the units have an open unit under them that the post may see."""
    below = units_visible_to(post).filter(parent_id__in=list(ids), closed_on=None).order_by()
    return set(below.values_list("parent_id", flat=True).distinct())
