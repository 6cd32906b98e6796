"""Adding another written name of a unit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from xuezheng.kernel.clock import today
from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Refusal
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.kernel.units.changing import note, saved, unit_to_change
from xuezheng.kernel.units.events import UnitFactsChanged
from xuezheng.kernel.units.models import Unit, UnitAlias
from xuezheng.kernel.units.names import clean_name
from xuezheng.kernel.units.policies import can_change_unit


@transaction.atomic
def add_alias(*, post: ActingPost, unit_id: int, version: int, name: str, at: datetime) -> Unit:
    """Let a unit also be found and resolved under another name. Two units may share an alias; resolving then asks."""
    unit = unit_to_change(post, unit_id, version=version, policy=can_change_unit)
    name = clean_name(name)
    if name in {unit.name, unit.short_name} or UnitAlias.objects.filter(unit=unit, name=name).exists():
        raise Refusal(
            _("%(unit)s is already known as %(name)s. Write another alias.") % {"unit": unit.name, "name": name},
            field="name",
        )
    UnitAlias.objects.create(unit=unit, name=name, unit_path=unit.unit_path)
    saved(unit)
    day = today(at)
    note("add_alias", post=post, unit=unit, at=at, effective_on=day, after={"alias": name})
    announce(UnitFactsChanged(unit_path=unit.unit_path, unit_id=str(unit.uuid), effective_on=day.isoformat()), at=at)
    return unit
