"""Changing what a unit says of itself."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.codes import check_region_code
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.drafts import check_settlement, clean_short_name
from xuezheng.kernel.units.events import UnitFactsChanged
from xuezheng.kernel.units.history import last_change_of, renew_versions
from xuezheng.kernel.units.locks import hold_structure
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.policies import can_change_unit


@transaction.atomic
def change_unit_facts(
    *,
    post: ActingPost,
    unit_id: int,
    version: int,
    effective_on: date,
    at: datetime,
    short_name: str | None = None,
    region_code: str | None = None,
    urban_rural: str | None = None,
) -> Unit:
    """Change the short name, the region it lies in, or its urban or rural class; what is not given stays."""
    hold_structure()
    unit = unit_to_change(post, unit_id, version=version, policy=can_change_unit)
    check_effective_on(effective_on, at=at, not_before=last_change_of(unit))
    before = saved(
        unit,
        short_name=unit.short_name if short_name is None else clean_short_name(short_name),
        region_code=unit.region_code if region_code is None else check_region_code(region_code),
        urban_rural=unit.urban_rural if urban_rural is None else check_settlement(urban_rural),
    )
    if not before:
        raise Refusal(_("Nothing is different from what is recorded of %(unit)s.") % {"unit": unit.name})
    renew_versions(within=unit.unit_path, on=effective_on)
    after = {name: getattr(unit, name) for name in before}
    note("change_unit_facts", post=post, unit=unit, at=at, effective_on=effective_on, before=before, after=after)
    announce(
        UnitFactsChanged(unit_path=unit.unit_path, unit_id=str(unit.uuid), effective_on=effective_on.isoformat()),
        at=at,
    )
    return unit
