"""Writing the planned units: checked like every unit that is opened, and inserted level by level."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from xuezheng.kernel.units.drafts import UnitDraft, insert_units, new_unit_ids, unit_from
from xuezheng.kernel.units.models import Unit, UnitAlias
from xuezheng.site.demo.planned import PlannedUnit, Province

Progress = Callable[[str, int, int], None]
"""Called with what is being written, how much of it is done, and how much there is."""

BATCH = 2_000


def write_units(province: Province, *, progress: Progress) -> dict[PlannedUnit, Unit]:
    by_depth: dict[int, list[PlannedUnit]] = {}
    for planned in province.units:
        by_depth.setdefault(planned.depth, []).append(planned)
    units: dict[PlannedUnit, Unit] = {}
    for depth in sorted(by_depth):
        level = by_depth[depth]
        for start in range(0, len(level), BATCH):
            batch = level[start : start + BATCH]
            written = [
                _unit(planned, above=units, unit_id=unit_id)
                for planned, unit_id in zip(batch, new_unit_ids(len(batch)), strict=True)
            ]
            insert_units(written)
            units.update(zip(batch, written, strict=True))
            progress(_("units"), len(units), len(province.units))
    _write_aliases(units)
    return units


def _unit(planned: PlannedUnit, *, above: Mapping[PlannedUnit, Unit], unit_id: int) -> Unit:
    parent = above[planned.parent] if planned.parent else None
    draft = UnitDraft(
        name=planned.name,
        kind=planned.kind,
        parent_id=parent.id if parent else None,
        code=planned.code,
        short_name=planned.short_name,
        region_code=planned.region_code,
        urban_rural=planned.urban_rural,
        synthetic=True,
    )
    return unit_from(draft, parent=parent, unit_id=unit_id, opened_on=date(planned.opened, 9, 1))


def _write_aliases(units: Mapping[PlannedUnit, Unit]) -> None:
    UnitAlias.objects.bulk_create(
        UnitAlias(unit=unit, name=name, unit_path=unit.unit_path)
        for planned, unit in units.items()
        for name in planned.aliases
    )
