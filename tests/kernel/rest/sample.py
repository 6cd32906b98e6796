"""A small API over real units, served by the house's machinery beside the house's own addresses."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path

from xuezheng.kernel.refusals import NotFound, Refusal, VersionIsStale
from xuezheng.kernel.rest.endpoints import Router
from xuezheng.kernel.rest.registry import built
from xuezheng.kernel.rest.schemas import Input, Output
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.models import Unit, UnitAlias
from xuezheng.kernel.units.policies import units_visible_to

router = Router(tag="sample")
ran: list[str] = []


class UnitOut(Output):
    uuid: UUID
    name: str
    code: str
    version: int


class UnitChange(Input):
    short_name: str
    opened_on: date | None = None
    numbers: list[int] = []


class AliasIn(Input):
    name: str


class AliasOut(Output):
    id: int
    name: str


def get_unit(request: ApiRequest, key: UUID) -> Unit:
    unit = units_visible_to(request.post).filter(uuid=key).first()
    if unit is None:
        raise NotFound("no such unit")
    return unit


@router.lists("/", item=UnitOut, permission="units.read", order="code")
def sample_units(request: ApiRequest, kind: str = "") -> QuerySet[Unit]:
    """Units the post may see."""
    rows = units_visible_to(request.post)
    return rows.filter(kind=kind) if kind else rows


@router.reads("/{key}", returns=UnitOut, permission="units.read")
def sample_unit(request: ApiRequest, key: UUID) -> Unit:
    return get_unit(request, key)


@router.changes("/{key}", returns=UnitOut, permission="units.change")
def change_sample_unit(request: ApiRequest, key: UUID, change: UnitChange) -> Unit:
    unit = get_unit(request, key)
    if unit.version != request.version:
        raise VersionIsStale("stale")
    unit.short_name, unit.version = change.short_name, unit.version + 1
    unit.save()
    if change.short_name == "refused":
        raise Refusal("not this name", field="short_name")
    if change.short_name == "broken":
        raise RuntimeError("secret inside")
    return unit


@router.creates(
    "/{key}/aliases", returns=AliasOut, permission="units.change", location=lambda alias: f"/sample/aliases/{alias.id}"
)
def add_sample_alias(request: ApiRequest, key: UUID, alias: AliasIn) -> UnitAlias:
    ran.append(alias.name)
    unit = get_unit(request, key)
    return UnitAlias.objects.create(unit=unit, unit_path=unit.unit_path, name=alias.name)


@router.removes("/aliases/{alias_id}", permission="units.change")
def remove_sample_alias(request: ApiRequest, alias_id: int) -> None:
    if not UnitAlias.objects.filter(id=alias_id).delete()[0]:
        raise NotFound("no such alias")


api = built({"sample": router}, namespace="sample")
urlpatterns: list[URLPattern | URLResolver] = [path("api/v1/", api.urls), path("", include("xuezheng.site.urls"))]
