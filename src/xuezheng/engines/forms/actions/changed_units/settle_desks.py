"""Reports on a desk that is no longer above their unit: they lie on the nearest one that is."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.engines.forms.models import Report
from xuezheng.kernel.scope.acting import ancestors_of
from xuezheng.kernel.units.kinds import ADMINISTRATIONS
from xuezheng.kernel.units.models import Unit


def settle_desks(reports: QuerySet[Report]) -> int:
    """One statement for each place and collecting unit: reports of siblings lie on the same desk."""
    places: dict[tuple[str, ...], list[UUID]] = {}
    for report_id, path, collecting in reports.values_list("id", "unit_path", "collection__unit_path"):
        above = tuple(place for place in ancestors_of(path)[:-1] if place.startswith(collecting))
        places.setdefault(above, []).append(report_id)
    settled = 0
    for above, ids in places.items():
        if desk := _nearest(above):
            settled += Report.objects.filter(id__in=ids).update(desk_path=desk)
    return settled


def _nearest(above: tuple[str, ...]) -> str:
    rows = Unit.objects.filter(unit_path__in=above, kind__in=ADMINISTRATIONS, closed_on=None)
    return rows.order_by("-unit_path").values_list("unit_path", flat=True).first() or ""
