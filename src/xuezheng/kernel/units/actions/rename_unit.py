"""Renaming a unit. The code stays: a name change does not void it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.pages.initials import initials_of
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import check_name_is_free, note, saved, unit_to_change
from xuezheng.kernel.units.dates import check_effective_on
from xuezheng.kernel.units.drafts import clean_short_name
from xuezheng.kernel.units.events import UnitRenamed
from xuezheng.kernel.units.history import last_change_of, renew_versions
from xuezheng.kernel.units.locks import hold_structure
from xuezheng.kernel.units.models import Unit
from xuezheng.kernel.units.names import clean_name
from xuezheng.kernel.units.policies import can_restructure_unit


@transaction.atomic
def rename_unit(
    *,
    post: ActingPost,
    unit_id: int,
    version: int,
    name: str,
    effective_on: date,
    at: datetime,
    short_name: str | None = None,
) -> Unit:
    """Give a unit another official name from a day on. `short_name` stays where none is given."""
    hold_structure()
    unit = unit_to_change(post, unit_id, version=version, policy=can_restructure_unit)
    check_effective_on(effective_on, at=at, not_before=last_change_of(unit))
    name = clean_name(name)
    if name == unit.name:
        raise Refusal(_("%(name)s is its name already. Write the new one.") % {"name": name}, field="name")
    check_name_is_free(name, parent_id=unit.parent_id, but=unit.id)
    short = unit.short_name if short_name is None else clean_short_name(short_name)
    before = saved(unit, name=name, initials=initials_of(name), short_name=short)
    before.pop("initials", None)
    renew_versions(within=unit.unit_path, on=effective_on)
    after = {field: getattr(unit, field) for field in before}
    note("rename_unit", post=post, unit=unit, at=at, effective_on=effective_on, before=before, after=after)
    announce(
        UnitRenamed(unit_path=unit.unit_path, unit_id=str(unit.uuid), effective_on=effective_on.isoformat()), at=at
    )
    return unit
