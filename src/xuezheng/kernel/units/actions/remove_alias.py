"""Removing a written name of a unit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.events import UnitFactsChanged
from xuezheng.kernel.units.models import Unit, UnitAlias
from xuezheng.kernel.units.policies import can_change_unit


@transaction.atomic
def remove_alias(*, post: ActingPost, unit_id: int, version: int, name: str, at: datetime) -> Unit:
    """The unit is no longer found under this name."""
    unit = unit_to_change(post, unit_id, version=version, policy=can_change_unit)
    gone, _by_model = UnitAlias.objects.filter(unit=unit, name=name).delete()
    if not gone:
        raise NotFound(_("%(unit)s has no alias %(name)s.") % {"unit": unit.name, "name": name}, field="name")
    saved(unit)
    day = today(at)
    note("remove_alias", post=post, unit=unit, at=at, effective_on=day, before={"alias": name})
    announce(UnitFactsChanged(unit_path=unit.unit_path, unit_id=str(unit.uuid), effective_on=day.isoformat()), at=at)
    return unit
