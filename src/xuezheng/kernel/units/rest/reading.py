"""Endpoints that read units, now or as of a day."""

from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from pydantic import Field

from xuezheng.kernel.refusals import NotFound
from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.kernel.units.kinds import Level, UnitKind
from xuezheng.kernel.units.models import Unit, UnitAlias, UnitVersion
from xuezheng.kernel.units.policies import units_visible_to
from xuezheng.kernel.units.queries.history import UnitThen, unit_as_of, versions_of, versions_on
from xuezheng.kernel.units.queries.lookup import get_unit
from xuezheng.kernel.units.queries.naming import Resolution, resolve_names
from xuezheng.kernel.units.queries.searching import units_matching
from xuezheng.kernel.units.rest import router
from xuezheng.kernel.units.rest.schemas import AliasOut, Day, ResolvedOut, UnitOut, UnitThenOut

Text = Annotated[str, Field(max_length=60)]


@router.lists("/", item=UnitOut, permission="units.read", order="unit_path")
def list_units(
    request: ApiRequest,
    *,
    q: Text = "",
    kind: UnitKind | None = None,
    level: Level | None = None,
    parent: UUID | None = None,
    include_closed: bool = False,
) -> QuerySet[Unit]:
    """Units the post may see, in tree order; `q` is part of a name, pinyin initials, or the beginning of a code."""
    rows = units_matching(units_visible_to(request.post).select_related("parent"), q.replace("\x00", ""))
    for field, value in (("kind", kind), ("level", level), ("parent__uuid", parent)):
        if value is not None:
            rows = rows.filter(**{field: value})
    return rows if include_closed else rows.filter(closed_on=None)


@router.lists("/as-of/{day}", item=UnitThenOut, permission="units.read", order="unit_path")
def list_units_as_of(request: ApiRequest, day: Day) -> QuerySet[UnitVersion]:
    """Every unit of that day, in the order of that day's tree."""
    return versions_on(request.post, day)


@router.reads("/by-code/{code}", returns=UnitOut, permission="units.read")
def read_unit_by_code(request: ApiRequest, code: Annotated[str, Field(max_length=20)]) -> Unit:
    """One unit by its official code."""
    return get_unit(request.post, code=code)


@router.reads("/resolved-names", returns=list[ResolvedOut], permission="units.read")
def read_resolved_names(
    request: ApiRequest, context: UUID, names: Annotated[str, Field(max_length=2000)]
) -> list[Resolution]:
    """Which units the names of a document mean, relative to the unit the document comes from. Nothing is guessed."""
    return resolve_names(request.post, names.replace("\x00", ""), context=get_unit(request.post, uuid=context))


@router.reads("/{uuid:unit_id}", returns=UnitOut, permission="units.read")
def read_unit(request: ApiRequest, unit_id: UUID) -> Unit:
    """One unit."""
    return get_unit(request.post, uuid=unit_id)


@router.reads("/{uuid:unit_id}/as-of/{day}", returns=UnitThenOut, permission="units.read")
def read_unit_as_of(request: ApiRequest, unit_id: UUID, day: Day) -> UnitThen:
    """One unit as it was on a day."""
    found = unit_as_of(request.post, get_unit(request.post, uuid=unit_id).id, day)
    if found is None:
        raise NotFound(_("On that day the unit was not open."))
    return found


@router.reads("/{uuid:unit_id}/versions", returns=list[UnitThenOut], permission="units.read")
def list_unit_versions(request: ApiRequest, unit_id: UUID) -> list[UnitVersion]:
    """All it was, the latest first."""
    return list(versions_of(request.post, get_unit(request.post, uuid=unit_id)))


@router.reads("/{uuid:unit_id}/aliases", returns=list[AliasOut], permission="units.read")
def list_unit_aliases(request: ApiRequest, unit_id: UUID) -> list[UnitAlias]:
    """Its other names."""
    return list(UnitAlias.objects.filter(unit=get_unit(request.post, uuid=unit_id)).order_by("name"))
