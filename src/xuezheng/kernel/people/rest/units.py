"""Units as callers name them: by uuid in bodies, by code in filters."""

from uuid import UUID

from xuezheng.kernel.people.refusals import UnitIsAbsent
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.models import Unit


def unit_id_of(request: ApiRequest, uuid: UUID, *, field: str) -> int:
    unit = Unit.objects.filter(uuid=uuid).first()
    if unit is None or not request.post.covers(unit.unit_path):
        raise UnitIsAbsent(field=field)
    return unit.id


def unit_path_of(request: ApiRequest, code: str) -> str:
    unit = Unit.objects.filter(code=code).first()
    if unit is None or not request.post.covers(unit.unit_path):
        raise UnitIsAbsent(field="unit")
    return unit.unit_path
